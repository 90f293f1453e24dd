import { act, useState } from 'react'
import { beforeEach, expect, test } from 'vitest'
import type { OrderLine, WholeOrder } from '#features/order/order.schema.ts'
import { type Asked, answers, slowly } from '#test/answers.ts'
import { button, type Drawn, draw, key, press, settle, type, until, windowOf } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { changeEntity } from '../change.entity.ts'
import type { ChangeAction, ChangeLine, WholeChange } from '../change.schema.ts'
import { changeText } from '../change.text.ts'
import { changePageText } from '../changePage.text.ts'
import { ChangeEditor } from './ChangeEditor.tsx'
import { ChangePage } from './ChangePage.tsx'

const texts = { ...changeText, ...changePageText }
const line = (id: string, more: Partial<OrderLine> = {}) =>
  ({
    ...{ id, no: 1, productId: `of ${id}`, kind: 'goods', code: id.toUpperCase(), name: `Motor ${id}`, unit: 'pc' },
    ...{ factor: '1', kitLineId: null, ordered: '10', cancelled: '0', price: '100', taxRate: '13' },
    ...{ discountKind: null, discountValue: null, promisedDate: null },
    ...more,
  }) as OrderLine // what the editor reads of a line
const orderOf = (revision: number, ...lines: OrderLine[]) =>
  ({
    ...{ id: 'o', version: revision + 6, revision, number: 'SO1', currency: 'CNY', gross: '2000' },
    ...{ promisedDate: '2027-01-10', address: 'Nanjing', discountKind: null, discountValue: null, lines },
  }) as unknown as WholeOrder // and of an order
const order = orderOf(1, line('a'), line('b', { no: 2, price: '25.5' }))

const side = {
  ...{ unitQtyBefore: '10', unitQtyAfter: '10', priceBefore: '100', priceAfter: '100' },
  ...{ discountKindBefore: null, discountKindAfter: null, discountValueBefore: null, discountValueAfter: null },
  ...{ grossBefore: '1000', grossAfter: '1000', promisedDateBefore: null, promisedDateAfter: null },
  ...{ toShipBefore: null, toShipAfter: null, reservedBefore: null, reservedAfter: null },
}
const diff = (how: ChangeLine['how'], name: string, more: Partial<ChangeLine>): ChangeLine => ({
  ...{ id: name, no: 1, code: null, name, unit: 'pc', how, ...side },
  ...more,
})
const head = { net: null, tax: null, discountKind: null, discountValue: null, promisedDate: null, address: null }
const sketch = {
  ...{ ok: true, currency: 'CNY', plan: [], stock: [], credit: null, trimmed: [], withdrawn: [] },
  ...{ reasons: [], conflicts: [], warnings: [] },
  before: { ...head, gross: '2000' },
  after: { ...head, gross: '2300' },
  lines: [
    diff('changed', 'Motor a', { unitQtyAfter: '12', grossAfter: '1200' }),
    diff('gone', 'Motor b', { unitQtyAfter: '0', grossAfter: '0' }),
    diff('added', 'Pump', { unitQtyBefore: null, priceBefore: null, grossBefore: null, unitQtyAfter: '3' }),
    diff('same', 'Untouched', {}),
  ],
}
const change = (version: number, actions: ChangeAction[]) =>
  ({
    ...{ id: 'c', version, number: 'BG1', state: 'draft', orderId: 'o', orderNumber: 'SO1', reason: 'They need more' },
    ...{ customerId: 'k', customerName: 'Acme', revision: null, fromId: null, fromNumber: null, grossAfter: '2300' },
    ...{ currency: 'CNY', custom: {}, actions },
  }) as unknown as WholeChange // what its page reads

let asked: Asked[]
let refusal: unknown
let unreadable: unknown
let stored: WholeChange
beforeEach(() => {
  refusal = undefined
  unreadable = undefined
  stored = change(3, [{ kind: 'quantity', lineId: 'a', unitQty: '12' }])
  const refuse = <T,>(answer: T): T => {
    if (refusal) throw refusal
    return answer
  }
  asked = answers({
    'GET /entities': () => ({ items: [changeEntity] }),
    'GET /orders/o': () => order,
    'GET /changes/': () => stored,
    'GET /changes/c/moves': () => [],
    'GET /changes/c/preview': () => sketch,
    'GET /products': () => ({
      items: [{ id: 'p', name: 'Pump', code: 'P-9', kind: 'goods', unit: 'pc', price: '30' }],
    }),
    'POST /changes/preview': () => {
      if (unreadable) throw unreadable
      return sketch
    },
    'POST /changes': () => refuse(stored),
    'PATCH /changes/c': () => refuse(stored),
    'POST /changes/c/moves/submit': () => refuse(stored),
  })
})

const org = { id: 'g', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const grants = { 'change.create': 'all', 'change.edit': 'all' } as const
const session = { userId: 'u', name: 'Oda', lang: 'en' as const, roles: ['orderDesk' as const], grants, org }
let done: string[]
/** The editor of an order that somebody else may change meanwhile. */
function Changing({ next }: { readonly next: WholeOrder }) {
  const [now, setNow] = useState(order)
  return (
    <SessionProvider value={session}>
      <button type="button" onClick={() => setNow(next)}>
        meanwhile
      </button>
      <ChangeEditor order={now} onDone={id => done.push(id)} onCancel={() => {}} />
    </SessionProvider>
  )
}
const open = async (next = order) => {
  done = []
  return (await draw(<Changing next={next} />, { texts })).body
}
/** The page of a draft, its editor opened. */
const openDraft = async (): Promise<Drawn> => {
  const drawn = await draw(
    <SessionProvider value={session}>
      <ChangePage />
    </SessionProvider>,
    { texts },
  )
  await until(() => drawn.body.textContent?.includes('Edit') === true)
  await press(button(drawn.body, 'Edit'))
  await until(() => drawn.body.querySelector('[role="grid"]') !== null)
  return drawn
}

const columns = ['name', 'unitQty', 'unit', 'price', 'discountValue', 'promisedDate']
const cell = (row: number, column: string) =>
  document.querySelectorAll(`tr[aria-rowindex="${row}"] [role="gridcell"]`)[columns.indexOf(column)]
async function put(row: number, column: string, text: string): Promise<void> {
  await act(async () => cell(row, column)?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })))
  const input = cell(row, column)?.querySelector('input')
  await type(input, text)
  await key(input, 'Enter')
}
const field = (body: HTMLElement, name: string) => body.querySelector<HTMLInputElement>(`[data-field="${name}"] input`)
const sent = (route: string) =>
  asked.findLast(one => one.route === route)?.body as { actions: ChangeAction[] } | undefined // what the editor sends

test('quantity, price, discount, a line out and another in: each is one action, sketched while one types', async () => {
  const body = await open()
  await put(1, 'unitQty', '12')
  await put(1, 'price', '95')
  await put(1, 'discountValue', '5')
  await type(field(body, 'discount'), '2')
  await press(body.querySelector('[aria-label="Remove line 2"]') ?? body.querySelectorAll('td.n button')[1])
  const adder = body.querySelector('.new input')
  await type(adder, 'pump')
  await until(() => body.querySelector('[role="option"]') !== null)
  await key(adder, 'Enter')
  await put(2, 'unitQty', '3')
  await until(() => sent('POST /changes/preview')?.actions.length === 6)
  await type(field(body, 'reason'), 'They swap a line')
  await press(button(body, changePageText['change.save'].en))
  await until(() => done.length === 1)
  expect(sent('POST /changes')).toEqual({
    orderId: 'o',
    reason: 'They swap a line',
    actions: [
      { kind: 'discount', discountKind: 'percent', discountValue: '2' },
      { kind: 'quantity', lineId: 'b', unitQty: '0' },
      { kind: 'quantity', lineId: 'a', unitQty: '12' },
      { kind: 'price', lineId: 'a', price: '95' },
      { kind: 'discount', lineId: 'a', discountKind: 'percent', discountValue: '5' },
      expect.objectContaining({ kind: 'add', productId: 'p', name: 'Pump', unitQty: '3', price: '30' }),
    ],
  })
  expect(asked.some(one => one.route.endsWith('/moves/submit'))).toBe(false)
})

test('before and after stand below, line by line, and the order’s total in the editor', async () => {
  const body = await open()
  expect(body.querySelector('.lfoot')?.textContent).toContain('¥2,000.00')
  await put(1, 'unitQty', '12')
  await until(() => body.querySelector('table.chg') !== null)
  const rows = [...body.querySelectorAll('table.chg tbody tr')]
  expect(rows.map(row => row.className)).toEqual(['changed', 'gone', 'added'])
  expect(rows[0]?.querySelector('del')?.textContent).toBe('10')
  expect(rows[1]?.textContent).toContain(changePageText['change.gone'].en)
  expect(rows[2]?.textContent).toContain(changePageText['change.added'].en)
  expect(body.querySelector('.lfoot')?.textContent).toContain('¥2,300.00')
  expect(body.querySelector('.chgsum')?.textContent).toContain('+¥300.00')
})

test('on a phone: another day for the order takes along the lines that had its day', async () => {
  windowOf(390)
  const body = await open()
  await type(body.querySelector('[data-field="promisedDate"] input'), '2027-02-01')
  await type(field(body, 'reason'), 'Later')
  await press(button(body, changePageText['change.save'].en))
  await until(() => done.length === 1)
  expect(sent('POST /changes')?.actions).toEqual([{ kind: 'date', promisedDate: '2027-02-01' }])
})

test('without a reason nothing is saved, without a difference nothing submitted', async () => {
  const body = await open()
  const off = (label: string) => button(body, label).hasAttribute('disabled')
  expect([off('Save and submit'), off('Save draft')]).toEqual([true, true])
  await type(field(body, 'reason'), 'Because')
  expect([off('Save and submit'), off('Save draft')]).toEqual([true, false])
  await put(1, 'unitQty', '12')
  expect([off('Save and submit'), off('Save draft')]).toEqual([false, false])
})

test('a refusal stands where it was typed, what was typed stays, and it goes when one types on', async () => {
  const body = await open()
  await put(2, 'unitQty', '1')
  await type(field(body, 'reason'), 'Less')
  refusal = { status: 422, body: { reasons: [{ key: 'change.badQty', path: 'actions.0.unitQty' }] } }
  await press(button(body, 'Save draft'))
  await until(() => body.querySelector('[role="alert"]') !== null)
  expect(cell(2, 'unitQty')?.className).toContain('wrongcell')
  expect(cell(2, 'unitQty')?.textContent).toBe('1')
  expect(field(body, 'reason')?.value).toBe('Less')
  // another action comes before it: the old refusal is not said of that one
  await put(1, 'unitQty', '12')
  expect(body.querySelectorAll('.wrongcell')).toHaveLength(0)
  expect(body.querySelector('[role="alert"]')).toBe(null)
  expect(done).toEqual([])
})

test('what cannot be added up is said while one types, also on a phone', async () => {
  windowOf(390)
  unreadable = { status: 422, body: { reasons: [{ key: 'change.badQty', path: 'actions.0.unitQty' }] } }
  const body = await open()
  await press(body.querySelector('.lcards button'))
  await type(document.querySelector('.lform input'), '0.0000001')
  await press(document.querySelector('.lform .btn.pri'))
  await until(() => body.querySelector('[role="alert"]') !== null)
  expect(body.querySelector('[role="alert"]')?.textContent).toBe(changeText['change.badQty'].en)
})

test('what cannot be submitted is kept as a draft, and its page is opened', async () => {
  const body = await open()
  await put(1, 'unitQty', '12')
  await type(field(body, 'reason'), 'More')
  const { fetch } = globalThis
  globalThis.fetch = async (input, init) => {
    if (String(input).includes('/moves/submit'))
      return Response.json({ reasons: [{ key: 'change.orderNotLive' }] }, { status: 422 })
    return fetch(input, init)
  }
  await press(button(body, 'Save and submit'))
  await until(() => done.length === 1)
  expect(done).toEqual(['c'])
})

test('a second press while it is on its way makes one change', async () => {
  const body = await open()
  await put(1, 'unitQty', '12')
  await type(field(body, 'reason'), 'More')
  slowly()
  await press(button(body, 'Save draft'))
  await press(button(body, 'Save draft'))
  await settle(300)
  expect(asked.filter(one => one.route === 'POST /changes')).toHaveLength(1)
})

test('what another change made of the order meanwhile is not undone; what was typed is asked of it', async () => {
  const body = await open(orderOf(2, line('a', { ordered: '30' }), line('b', { no: 2, price: '25.5' })))
  await put(2, 'price', '20')
  await press(button(body, 'meanwhile'))
  expect(cell(1, 'unitQty')?.textContent).toBe('30')
  await type(field(body, 'reason'), 'Cheaper')
  await press(button(body, 'Save draft'))
  await until(() => done.length === 1)
  expect(sent('POST /changes')?.actions).toEqual([{ kind: 'price', lineId: 'b', price: '20' }])
})

test('a draft that is opened again stands as it was left, swaps as well', async () => {
  stored = change(3, [
    { kind: 'swap', lineId: 'b', productId: 'p', name: 'Pump', unit: 'pc', unitQty: '3', price: '30', taxRate: '13' },
    { kind: 'quantity', lineId: 'a', unitQty: '12' },
  ])
  await openDraft()
  const shown = [1, 2].map(row => [cell(row, 'name')?.textContent?.trim(), cell(row, 'unitQty')?.textContent])
  expect(shown).toEqual([
    ['Motor a A', '12'],
    ['Pump', '3'],
  ])
})

test('C128 what others saved meanwhile is shown, mine stays typed and is sent once it is chosen', async () => {
  const { body } = await openDraft()
  await put(1, 'unitQty', '15')
  stored = change(4, [{ kind: 'quantity', lineId: 'a', unitQty: '13' }])
  refusal = { status: 409, body: { reasons: [{ key: 'kernel.stale', path: 'actions' }] } }
  await press(button(body, 'Save draft'))
  await until(() => body.querySelector('.conflict') !== null)
  expect(sent('PATCH /changes/c')).toMatchObject({ version: 3 })
  expect(body.querySelector('.conflict')?.textContent).toContain('Motor a 13 pc × 100')
  expect(cell(1, 'unitQty')?.textContent).toBe('15')
  refusal = undefined
  await press(button(body, 'Keep mine'))
  await press(button(body, 'Save draft'))
  await until(() => sent('PATCH /changes/c') !== undefined && body.querySelector('[role="grid"]') === null)
  expect(sent('PATCH /changes/c')).toMatchObject({
    version: 4,
    actions: [{ kind: 'quantity', lineId: 'a', unitQty: '15' }],
  })
})

test('C128 theirs taken, nothing of mine is left', async () => {
  const { body } = await openDraft()
  await put(1, 'unitQty', '15')
  stored = { ...change(4, [{ kind: 'quantity', lineId: 'a', unitQty: '13' }]), reason: 'They need 13' }
  refusal = { status: 409, body: { reasons: [{ key: 'kernel.stale', path: 'actions' }] } }
  await press(button(body, 'Save draft'))
  await until(() => body.querySelector('.conflict') !== null)
  await press(button(body, 'Take theirs'))
  expect(cell(1, 'unitQty')?.textContent).toBe('13')
  expect(field(body, 'reason')?.value).toBe('They need 13')
  expect(body.querySelector('.conflict')).toBe(null)
})
