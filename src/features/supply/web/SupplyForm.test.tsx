import { beforeEach, expect, test } from 'vitest'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press, settle, submit, type, until, windowOf } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { supplyScreenText } from '../screen.text.ts'
import { supplyEntity } from '../supply.entity.ts'
import type { LineSupply, NewSupply, WholeSupply } from '../supply.schema.ts'
import { supplyText } from '../supply.text.ts'
import { OrderSupplyPart } from './OrderSupplyPart.tsx'
import { SupplyForm } from './SupplyForm.tsx'

const texts = { ...supplyText, ...supplyScreenText }
const org = { id: 'g', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const line = (no: number, more: Partial<LineSupply> = {}): LineSupply => ({
  ...{ orderLineId: `l${no}`, lineNo: no, productId: 'p', name: 'Sealer', unit: 'pc', warehouseId: 'w1' },
  ...{ direct: false, lacks: '5', free: '0', unasked: '5', coming: [] },
  ...more,
})
const coming = (more: Partial<LineSupply['coming'][number]> = {}) => ({
  ...{ supplyId: 's', number: 'BH1', kind: 'buy' as const, state: 'in_progress' as const, qty: '3', progress: 60 },
  ...{ expectedOn: '2026-12-01', assigneeName: null, may: true },
  ...more,
})

let asked: Asked[]
let lines: LineSupply[]
let refusal: unknown
let done: string[]
beforeEach(() => {
  localStorage.clear()
  windowOf(390)
  refusal = undefined
  done = []
  lines = []
  const answer = () => {
    if (refusal) throw refusal
    return { id: 's' }
  }
  asked = answers({
    'GET /entities': () => ({ items: [supplyEntity] }),
    'GET /supply-settings': () => ({ auto: false, kind: 'make', tolerance: '5', freed: 'stock' }),
    'GET /orders/o/supply': () => ({ lines, setting: 'cancel' }),
    'POST /supplies': answer,
    'PATCH /supplies/s': answer,
  })
})
const form = async (props: { start?: Partial<NewSupply>; supply?: WholeSupply } = {}) => {
  const { body } = await draw(<SupplyForm {...props} onDone={id => done.push(id)} onCancel={() => {}} />, { texts })
  await until(() => body.querySelector('form') !== null)
  await settle(60)
  return body
}
const row = (body: HTMLElement, name: string) => body.querySelector(`[data-field="${name}"]`)
const input = (body: HTMLElement, name: string) => row(body, name)?.querySelector('input')
const sent = (route: string) => asked.findLast(one => one.route === route)?.body

const forLine = { productId: 'p', qty: '5', warehouseId: 'w1', wants: [{ orderLineId: 'l1', qty: '5' }] }

test('of an order’s line: what it lacks stands there, made or bought as the company usually does; the product is given', async () => {
  const body = await form({ start: forLine })
  expect(input(body, 'qty')?.value).toBe('5')
  expect(input(body, 'tolerance')?.value).toBe('5')
  expect(row(body, 'kind')?.textContent).toContain('Make')
  expect(row(body, 'productId')).toBe(null)
  await submit(body.querySelector('form'))
  await until(() => done.length === 1)
  expect(sent('POST /supplies')).toEqual({ kind: 'make', tolerance: '5', ...forLine })
})

test.each([
  ['fewer are all for the line', '3', '3'],
  ['what is more is for stock', '8', '5'],
])('%s', async (_, qty, wanted) => {
  const body = await form({ start: forLine })
  await type(input(body, 'qty'), qty)
  await submit(body.querySelector('form'))
  await until(() => done.length === 1)
  expect(sent('POST /supplies')).toMatchObject({ qty, wants: [{ orderLineId: 'l1', qty: wanted }] })
})

test('a new one begins with the product; what is wrong stands at its field', async () => {
  const body = await form()
  expect(row(body, 'productId')).not.toBe(null)
  await submit(body.querySelector('form'))
  expect(row(body, 'productId')?.querySelector('.wrong')).not.toBe(null)
  expect(row(body, 'qty')?.querySelector('.wrong')).not.toBe(null)
  expect(sent('POST /supplies')).toBeUndefined()
})

const supply = (state: WholeSupply['state']) =>
  ({
    ...{ id: 's', version: 4, kind: 'buy', state, productId: 'p', qty: '5', tolerance: '0', warehouseId: 'w1' },
    ...{ expectedOn: '2026-12-01', note: null, custom: {}, wants: [] },
  }) as unknown as WholeSupply // what the form reads

test('only what changed is sent, on the version that was read; of what has ended only the note and who sees to it', async () => {
  const body = await form({ supply: supply('planned') })
  expect(row(body, 'productId')).toBe(null)
  await type(input(body, 'expectedOn'), '2026-12-15')
  await submit(body.querySelector('form'))
  await until(() => done.length === 1)
  expect(sent('PATCH /supplies/s')).toEqual({ version: 4, expectedOn: '2026-12-15' })
  document.body.innerHTML = ''
  const over = await form({ supply: supply('received') })
  expect([...over.querySelectorAll('[data-field]')].map(one => one.getAttribute('data-field'))).toEqual([
    'assigneeId',
    'note',
  ])
})

const part = async (mayAsk = true) => {
  const grants = mayAsk ? { 'supply.create': 'all' as const } : {}
  const { body } = await draw(
    <SessionProvider value={{ userId: 'u', name: 'Oda', lang: 'en', roles: ['orderDesk'], grants, org }}>
      <OrderSupplyPart entity="order" id="o" />
    </SessionProvider>,
    { texts },
  )
  await settle(60)
  return body
}

test('on its order: what each line lacks, what is on its way, what nobody has asked for', async () => {
  lines = [line(1), line(2, { unasked: '2', coming: [coming(), coming({ supplyId: 't', number: 'BH2', may: false })] })]
  const body = await part()
  const rows = [...body.querySelectorAll('article')]
  expect(rows[0]?.textContent).toMatch(/Line 1 Sealer.*lacks 5 pc/)
  expect(rows[1]?.textContent).toMatch(/BH1.*In progress.*60%.*3 pc.*2 pc not asked for/)
  expect([...(rows[1]?.querySelectorAll('a') ?? [])].map(one => one.textContent)).toEqual(['BH1'])
  expect(body.textContent).toContain('what has not begun is cancelled')
  await press(rows[1]?.querySelector('button'))
  await until(() => input(body, 'qty')?.value === '2')
  await submit(body.querySelector('.ant-drawer form'))
  await until(() => sent('POST /supplies') !== undefined)
  expect(sent('POST /supplies')).toMatchObject({ qty: '2', wants: [{ orderLineId: 'l2', qty: '2' }] })
})

test('an order that lacks nothing has no such part; who may not ask finds no button; what is all on its way neither', async () => {
  expect((await part()).querySelector('.card')).toBe(null)
  lines = [line(1)]
  expect((await part(false)).lastElementChild?.querySelector('button')).toBe(null)
  lines = [line(1, { unasked: '0', coming: [coming({ qty: '5' })] })]
  const body = await part()
  expect(body.lastElementChild?.textContent).toContain('BH1')
  expect(body.lastElementChild?.querySelector('button')).toBe(null)
})

test('what is refused is said in the sheet, and what was typed stays', async () => {
  lines = [line(1)]
  const body = await part()
  await press(button(body, 'Request'))
  await until(() => input(body, 'qty')?.value === '5')
  refusal = { status: 422, body: { reasons: [{ key: 'supply.askedAlready', path: 'wants.0.qty', values: {} }] } }
  await type(input(body, 'qty'), '4')
  await submit(body.querySelector('.ant-drawer form'))
  await until(() => body.querySelector('.ant-drawer [role="alert"]') !== null)
  expect(input(body, 'qty')?.value).toBe('4')
})
