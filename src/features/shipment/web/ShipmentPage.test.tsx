import { useQueryClient } from '@tanstack/react-query'
import { act } from 'react'
import { beforeEach, expect, test } from 'vitest'
import { type Asked, answers, slowly } from '#test/answers.ts'
import { button, draw, press, settle, type, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { shipmentEntity } from '../shipment.entity.ts'
import type { ShipmentLine } from '../shipment.schema.ts'
import { shipmentText } from '../shipment.text.ts'
import { ShipmentPage } from './ShipmentPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const line = (no: number, name: string, unitQty: string): ShipmentLine => ({
  id: id(10 + no),
  no,
  orderId: id(2),
  orderNumber: 'SO1',
  orderLineId: id(20 + no),
  productId: id(30 + no),
  stockKept: true,
  code: `P${no}`,
  name,
  spec: null,
  kit: null,
  unit: 'pc',
  unitQty,
  factor: '1',
  qty: unitQty,
  warehouseId: id(4),
  warehouseName: 'Main',
  batch: null,
  delivered: '0',
  cameBack: '0',
  lost: '0',
  invoiced: '0',
  checked: '0',
})
const draft = {
  id: '',
  version: 3,
  number: 'FH1',
  kind: 'delivery',
  state: 'draft',
  customerId: id(1),
  customerName: 'Acme',
  siteId: null,
  siteName: null,
  orderNumbers: 'SO1',
  lineCount: 2,
  address: null,
  contactName: null,
  phone: null,
  plannedDate: null,
  date: null,
  carrier: null,
  trackingNumber: null,
  supplierNote: null,
  carrierState: null,
  signedBy: null,
  shippedAt: null,
  deliveredAt: null,
  note: null,
  isOpening: false,
  ownerId: null,
  custom: {},
  lines: [line(1, 'Motor', '6'), line(2, 'Pump', '4')],
}

const place = (key: string, name: string, customerId: string | null = null) => ({
  ...{ id: key, name, customerId, state: 'active' },
})

type Drawn = Record<keyof typeof draft, unknown> & Pick<typeof draft, 'version' | 'lines'>
let now: Drawn
let refused: unknown
let tooMany: unknown
let offers: unknown[]
let asked: Asked[]
beforeEach(() => {
  now = structuredClone(draft)
  refused = undefined
  tooMany = undefined
  offers = [{ move: 'ready', ok: true, reasons: [] }]
  asked = answers({
    'GET /entities': () => ({ items: [shipmentEntity] }),
    'GET /shipments/': () => now,
    'GET /shipments//moves': () => offers,
    'GET /shipments/open-lines': () => [openOf(1, '10', '5'), openOf(2, '7', '2')],
    'GET /shipping': () => ({ check: 'off' }),
    'PATCH /shipments/': ({ body }) => {
      if (refused) throw refused
      const { lines } = body as { lines: { orderLineId: string; unitQty: string }[] } // what the page sends
      const lineOf = (one: ShipmentLine) => lines.find(sent => sent.orderLineId === one.orderLineId)
      now = {
        ...now,
        version: now.version + 1,
        lines: now.lines.map(one => ({ ...one, unitQty: lineOf(one)?.unitQty ?? '0' })),
      }
      return now
    },
    'GET /warehouses': () => ({
      items: [place('w1', 'Main'), place('w2', 'Spare'), place('s1', 'East hall', id(1))],
      nextCursor: null,
    }),
    'POST /shipments//arrivals': () => ({ ...now, version: 4 }),
    'POST /shipments//moves/ready': ({ body }) => {
      if (tooMany && !Object(body).over) throw tooMany
      return { ...now, state: 'ready' }
    },
  })
})
type Grants = Readonly<Record<string, 'all'>>
let again: () => Promise<unknown> = async () => undefined
function Again() {
  const queries = useQueryClient()
  again = () => queries.invalidateQueries({ queryKey: ['shipment'] })
  return null
}
const open = async (grants: Grants = { 'shipment.edit': 'all' }) => {
  const org = { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
  const session = { userId: 'u', name: 'Wei', lang: 'en' as const, roles: ['warehouse' as const], grants, org }
  const drawn = await draw(
    <SessionProvider value={session}>
      <ShipmentPage />
      <Again />
    </SessionProvider>,
    { texts: shipmentText },
  )
  await until(() => drawn.body.textContent?.includes('Make ready') === true || offers.length === 0)
  return drawn
}
/** Somebody else’s page saved it, every line written anew, and this one hears of it. */
const otherSaves = async (unitQty: string) => {
  const lines = now.lines.map(one => ({ ...one, id: id(50 + one.no), ...(one.no === 1 && { unitQty }) }))
  now = { ...now, version: now.version + 1, lines }
  await act(async () => {
    await again()
  })
  await settle(60)
}
const field = (body: HTMLElement, name: string) =>
  body.querySelector<HTMLInputElement>(`input[aria-label="Quantity of ${name}"]`)
const labelled = (body: HTMLElement, label: string) =>
  body.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`)
const edits = () => asked.filter(one => one.route === 'PATCH /shipments/').map(one => one.body)

test('its customer is named once and leads to them; its number stands in the bar alone', async () => {
  const { body } = await open()
  const head = body.querySelector('.rec-head')
  expect(head?.querySelector('h1 a')?.getAttribute('href')).toBe(`/customers/${id(1)}`)
  expect(head?.textContent?.match(/Acme/g)).toHaveLength(1)
  expect(head?.textContent).not.toContain('FH1')
})

test('C128 another line that somebody else saved meanwhile is kept; what one typed stays and is saved beside it', async () => {
  const { body } = await open()
  await type(field(body, 'Pump'), '2')
  await otherSaves('5')
  expect(field(body, 'Motor')?.value).toBe('5')
  expect(field(body, 'Pump')?.value).toBe('2')
  await press(button(body, 'Save'))
  expect(edits().at(-1)).toMatchObject({ version: 4, lines: [{ unitQty: '5' }, { unitQty: '2' }] })
})

test('C128 two quantities of one line: theirs is shown, nothing is saved or moved before one chooses', async () => {
  const { body } = await open()
  await type(field(body, 'Motor'), '3')
  await otherSaves('5')
  expect(body.querySelector('.lineclash')?.textContent).toContain('5')
  await press(button(body, 'Save'))
  await press(button(body, 'Make ready'))
  expect(edits()).toEqual([])
  expect(asked.some(one => one.route.endsWith('/moves/ready'))).toBe(false)
  await press(button(body, 'Keep mine'))
  await press(button(body, 'Save'))
  expect(edits()).toMatchObject([{ version: 4, lines: [{ unitQty: '3' }, { unitQty: '4' }] }])
  expect(body.querySelector('.lineclash')).toBe(null)
})

test('C128 taking theirs leaves nothing to save', async () => {
  const { body } = await open()
  await type(field(body, 'Motor'), '3')
  await otherSaves('5')
  await press(button(body, 'Take theirs'))
  expect(field(body, 'Motor')?.value).toBe('5')
  expect([...body.querySelectorAll('button')].map(one => one.textContent)).not.toContain('Save')
})

test('what is typed is saved before it is made ready; a refusal of it is said below the lines and nothing moves', async () => {
  const { body } = await open()
  await type(field(body, 'Motor'), '99')
  refused = { status: 422, body: { reasons: [{ key: 'shipment.lineTwice', path: 'lines.0.unitQty' }] } }
  await press(button(body, 'Save'))
  expect(body.textContent).toContain(shipmentText['shipment.lineTwice'].en)
  expect(field(body, 'Motor')?.value).toBe('99')
  refused = undefined
  await press(button(body, 'Make ready'))
  await settle(60)
  expect(edits().at(-1)).toMatchObject({ lines: [{ unitQty: '99' }, { unitQty: '4' }] })
  expect(asked.find(one => one.route.endsWith('/moves/ready'))?.body).toMatchObject({ version: 4 })
})

const inKit = (no: number, name: string, perKit: string, unitQty: string): ShipmentLine => ({
  ...line(no, name, unitQty),
  kit: { lineId: id(19), name: 'Packing set', perKit, parts: 2 },
})
const openOf = (no: number, toShip: string, planned: string) => ({ orderLineId: id(20 + no), toShip, planned })

test('a number of whole kits fills its parts as far as they are open, and is saved as they are', async () => {
  now = { ...now, lines: [inKit(1, 'Motor', '2', '4'), inKit(2, 'Pump', '1', '2')] }
  const { body } = await open({ 'shipment.edit': 'all', 'shipment.create': 'all' })
  const made = () => body.querySelector('.wholekits [role="status"]')?.textContent
  expect(made()).toContain('2.')
  await type(labelled(body, 'Whole kits of Packing set'), '9')
  // 10 and 7 are open: 4 and 2 of them planned here, 1 of the motors elsewhere
  expect([field(body, 'Motor')?.value, field(body, 'Pump')?.value]).toEqual(['8', '4'])
  expect(made()).toContain('No more than 4')
  await press(button(body, 'Save'))
  expect(edits().at(-1)).toMatchObject({ lines: [{ unitQty: '8' }, { unitQty: '4' }] })
})

test('a kit that lacks a part on the shipment makes no whole one', async () => {
  offers = []
  now = { ...now, lines: [inKit(1, 'Motor', '2', '4')] }
  const { body } = await open({})
  await until(() => body.textContent?.includes('Motor') === true)
  expect(body.querySelector('.wholekits')?.textContent).toContain('Not all parts')
  expect(body.querySelector('.wholekits input')).toBe(null)
})

test('a second press while it is on its way makes it ready once', async () => {
  const { body } = await open()
  slowly()
  await press(button(body, 'Make ready'))
  await press(button(body, 'Make ready'))
  await settle(300)
  expect(asked.filter(one => one.route.endsWith('/moves/ready'))).toHaveLength(1)
})

test('without the right nothing can be typed, edited or checked', async () => {
  offers = []
  const { body } = await open({})
  await until(() => body.textContent?.includes('Motor') === true)
  expect(field(body, 'Motor')).toBe(null)
  expect([...body.querySelectorAll('button')].map(one => one.textContent)).not.toContain('Edit')
})

const beyond = {
  status: 422,
  body: { reasons: [{ key: 'shipment.overOpen', path: 'lines.0.unitQty', values: { lines: '1 Motor ≤ 5' } }] },
}
test('more than is open is asked of who may send it, and sent once they say that it is meant', async () => {
  tooMany = beyond
  const { body } = await open({ 'shipment.edit': 'all', 'shipment.over': 'all' })
  await press(button(body, 'Make ready'))
  await settle(60)
  expect(body.textContent).toContain('1 Motor ≤ 5')
  await press(button(body, 'Send more than ordered'))
  await settle(60)
  const last = asked.filter(one => one.route.endsWith('/moves/ready')).at(-1)
  expect(last?.body).toMatchObject({ version: 3, over: true })
  expect(body.textContent).not.toContain('1 Motor ≤ 5')
})

test('who may not send more than is open is refused with what is left', async () => {
  tooMany = beyond
  const { body } = await open()
  await press(button(body, 'Make ready'))
  await settle(60)
  expect(body.textContent).toContain('1 Motor ≤ 5')
  expect([...body.querySelectorAll('button')].map(one => one.textContent)).not.toContain('Send more than ordered')
})

test('at a site nothing is signed for: it says what lies there and what is settled; what came back goes to an own warehouse', async () => {
  const [motor] = draft.lines
  const lines = [{ ...(motor ?? line(1, 'Motor', '6')), delivered: '2' }]
  const there = { siteId: 's1', siteName: 'East hall', shippedAt: '2026-11-20T01:00:00Z' }
  now = { ...now, ...there, state: 'shipped', carrierState: 'signed', lines }
  offers = [
    { move: 'deliver', ok: false, reasons: [{ key: 'shipment.isConsigned' }] },
    { move: 'unship', ok: true, reasons: [] },
  ]
  const grants = { 'shipment.deliver': 'all', 'shipment.edit': 'all' } as const
  const org = { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
  const session = { userId: 'u', name: 'Wei', lang: 'en' as const, roles: ['warehouse' as const], grants, org }
  const { body } = await draw(
    <SessionProvider value={session}>
      <ShipmentPage />
    </SessionProvider>,
    { texts: shipmentText },
  )
  await until(() => body.textContent?.includes('Came back or lost') === true)
  expect(body.textContent).not.toContain('All delivered')
  expect(body.querySelector('.rec-head')?.textContent).toContain('At the site')
  expect(body.querySelector('tbody')?.textContent).toContain('2 settled · 4 at the site')
  await press(button(body, 'Came back or lost'))
  await settle(300)
  expect(labelled(body, 'Motor Arrived')).toBe(null)
  await type(labelled(body, 'Motor Came back'), '3')
  const choice = body.querySelector('[aria-label="What came back goes into"]')
  await act(async () => choice?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true })))
  await settle(100)
  const names = [...body.querySelectorAll('.ant-select-item-option')].map(one => one.textContent)
  expect(names).toEqual(['Where it left', 'Main', 'Spare'])
  await press([...body.querySelectorAll('.ant-select-item-option')][2])
  await press(button(body.querySelector('.sheetfoot') ?? body, 'Save'))
  await settle(100)
  expect(asked.find(one => one.route === 'POST /shipments//arrivals')?.body).toEqual({
    version: 3,
    lines: [{ no: 1, warehouseId: 'w2', cameBack: '3' }],
  })
})
