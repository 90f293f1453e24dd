import { beforeEach, expect, test } from 'vitest'
import { type Asked, answers, slowly } from '#test/answers.ts'
import { button, draw, press, settle, submit, type, until, windowOf } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { supplyScreenText } from '../screen.text.ts'
import type { SupplyReceipt, WholeSupply } from '../supply.schema.ts'
import { supplyText } from '../supply.text.ts'
import { ReceiptsPart } from './ReceiptsPart.tsx'
import { ReceiveSheet } from './ReceiveSheet.tsx'

const texts = { ...supplyText, ...supplyScreenText }
const receipt = (no: number, more: Partial<SupplyReceipt> = {}): SupplyReceipt => ({
  ...{ no, date: '2026-11-24', qty: '4', warehouseId: 'w1', warehouseName: 'Main', batch: '', note: null },
  ...{ shipmentId: null, shipmentNumber: null },
  ...{ madeAt: '2026-11-24T06:00:00Z', madeByName: 'Wei', reversedAt: null, reversedByName: null, reversedNote: null },
  allots: [],
  ...more,
})
const supply = (...receipts: SupplyReceipt[]) =>
  ({
    ...{ id: 's', version: 2, number: 'BH1', kind: 'buy', state: 'in_progress', productId: 'p', productName: 'Sealer' },
    ...{ unit: 'pc', qty: '10', received: '4', coming: '6', tolerance: '10', warehouseId: 'w1', wants: [], receipts },
  }) as unknown as WholeSupply // what these parts read

let asked: Asked[]
let refusal: unknown
let done: string[]
beforeEach(() => {
  localStorage.clear()
  refusal = undefined
  done = []
  const move = () => {
    if (refusal) throw refusal
    return supply()
  }
  asked = answers({
    'GET /warehouses': () => ({
      items: [
        { id: 'w1', name: 'Main', state: 'active' },
        { id: 'w2', name: 'Shut', state: 'inactive' },
      ],
      nextCursor: null,
    }),
    'POST /supplies/s/moves/receive': move,
    'POST /supplies/s/moves/takeBack': move,
  })
})
const bodies = (route: string) =>
  asked.filter(one => one.route === `POST /supplies/s/moves/${route}`).map(one => one.body)
const field = (body: HTMLElement, name: string) => body.querySelector<HTMLInputElement>(`[data-field="${name}"] input`)

const receiving = async () => {
  windowOf(390)
  const sheet = <ReceiveSheet supply={supply()} onDone={() => done.push('done')} onClose={() => done.push('closed')} />
  const { body } = await draw(sheet, { texts })
  await until(() => field(body, 'qty')?.value === '6')
  return body
}

test('a part comes, on its day and under its batch; the rest stays to come', async () => {
  const body = await receiving()
  await type(field(body, 'qty'), '2.5')
  await type(field(body, 'date'), '2026-11-23')
  await type(field(body, 'batch'), 'L-7')
  await submit(body.querySelector('form'))
  await until(() => done.length === 1)
  expect(bodies('receive')).toEqual([{ version: 2, qty: '2.5', date: '2026-11-23', warehouseId: 'w1', batch: 'L-7' }])
  expect(done).toEqual(['done'])
})

test('no quantity is asked for before anything is sent; a second press receives once', async () => {
  const body = await receiving()
  await type(field(body, 'qty'), '')
  await submit(body.querySelector('form'))
  expect(body.querySelector('[data-field="qty"] .wrong')?.textContent).toBe('Please fill this in.')
  await type(field(body, 'qty'), '6')
  slowly()
  await submit(body.querySelector('form'))
  await press(button(body, 'Receive'))
  await settle(300)
  expect(bodies('receive')).toHaveLength(1)
})

test.each([
  ['more than may come', 'supply.overTolerance', 'qty'],
  ['books that are closed', 'books.closed', 'date'],
  ['somebody who was quicker', 'kernel.stale', 'version'],
])('%s: it is said, the sheet stays and keeps what was typed', async (_, reason, path) => {
  refusal = { status: 422, body: { reasons: [{ key: reason, path, values: {} }] } }
  const body = await receiving()
  await type(field(body, 'qty'), '9')
  await submit(body.querySelector('form'))
  await until(() => body.querySelector('.wrong, [role="alert"]') !== null)
  expect(field(body, 'qty')?.value).toBe('9')
  expect(done).toEqual([])
})

const org = { id: 'g', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const receipts = async (whole: WholeSupply, mayReceive = true) => {
  const grants = mayReceive ? { 'supply.receive': 'all' as const } : {}
  const { body } = await draw(
    <SessionProvider value={{ userId: 'u', name: 'Wei', lang: 'en', roles: ['warehouse'], grants, org }}>
      <ReceiptsPart supply={whole} />
    </SessionProvider>,
    { texts },
  )
  return body
}
const line = { orderLineId: 'l', orderId: 'o', orderNumber: 'SO1', lineNo: 2, qty: '3' }

test('a receipt says for whom it was held, and what of it is free; orders out of sight are not named', async () => {
  const unseen = { orderLineId: null, orderId: null, orderNumber: null, lineNo: null, qty: '0.5' }
  const body = await receipts(supply(receipt(1, { allots: [line, unseen] })))
  expect(body.querySelector('.supplyreceipt')?.textContent).toMatch(/4 pc.*SO1 line 2: 3.*another order 0.5.*0.5 free/)
  expect(body.querySelector('.supplyreceipt a')?.getAttribute('href')).toBe('/orders/o')
})

test('a receipt is taken back whole, with a reason, on the version that was read', async () => {
  const body = await receipts(supply(receipt(1), receipt(2)))
  const second = body.querySelectorAll('.supplyreceipt')[1]
  await press(second?.querySelector('button'))
  await submit(body.querySelector('.ant-drawer form'))
  expect(bodies('takeBack')).toEqual([])
  await type(field(body, 'note'), 'Wrong box')
  refusal = { status: 409, body: { reasons: [{ key: 'kernel.stale', path: 'version' }] } }
  await submit(body.querySelector('.ant-drawer form'))
  await until(() => body.querySelector('.ant-drawer [role="alert"]') !== null)
  expect(field(body, 'note')?.value).toBe('Wrong box')
  refusal = undefined
  await submit(body.querySelector('.ant-drawer form'))
  await until(() => body.querySelector('.ant-drawer') === null)
  expect(bodies('takeBack').at(-1)).toEqual({ version: 2, no: 2, note: 'Wrong box' })
})

test('what was taken back stays, says by whom and why, and is not taken back again; nor by who may not', async () => {
  const back = { reversedAt: '2026-11-24T07:00:00Z', reversedByName: 'Wei', reversedNote: 'wrong box' }
  const body = await receipts(supply(receipt(1, back)))
  expect(body.querySelector('.supplyreceipt.gone')?.textContent).toContain('Taken back by Wei: wrong box')
  expect(body.querySelector('.supplyreceipt button')).toBe(null)
  const other = await receipts(supply(receipt(2)), false)
  expect(other.lastElementChild?.querySelector('button')).toBe(null)
  expect((await receipts(supply())).lastElementChild?.textContent).toContain('Nothing has come yet.')
})
