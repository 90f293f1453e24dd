import { beforeEach, expect, test } from 'vitest'
import { type Asked, answers, slowly } from '#test/answers.ts'
import { button, draw, press, settle, submit, type, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { ticketEntity } from '../ticket.entity.ts'
import type { Ticket } from '../ticket.schema.ts'
import { ticketText } from '../ticket.text.ts'
import { TicketPage } from './TicketPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const ticket: Ticket = {
  id: '',
  version: 2,
  number: 'GD20261125-0001',
  kind: 'repair',
  state: 'in_progress',
  priority: 'high',
  title: 'The motor hums',
  customerId: id(1),
  customerName: 'Acme',
  contactId: null,
  contactName: null,
  orderId: id(2),
  orderNumber: 'SO1',
  shipmentId: null,
  shipmentNumber: null,
  handlerId: id(3),
  handlerName: 'Tang',
  content: 'Since Monday',
  resolution: null,
  responseDueAt: '2026-11-25T07:00:00Z',
  dueAt: '2026-11-26T06:00:00Z',
  firstResponseAt: '2026-11-25T06:30:00Z',
  waitingSince: null,
  resolvedAt: null,
  closedAt: null,
  isLate: true,
  ownerId: null,
  ownerName: null,
  deptId: null,
  createdAt: '2026-11-25T06:00:00Z',
  updatedAt: '2026-11-25T06:00:00Z',
  custom: {},
}

let now: Ticket
let refused: unknown
let asked: Asked[]
const moved = (state: Ticket['state']) => () => {
  if (refused) throw refused
  now = { ...now, state, version: now.version + 1 }
  return now
}
beforeEach(() => {
  now = ticket
  refused = undefined
  asked = answers({
    'GET /entities': () => ({ items: [ticketEntity] }),
    'GET /tickets/': () => now,
    'GET /tickets//moves': () =>
      now.state === 'in_progress'
        ? [
            { move: 'resolve', ok: true, reasons: [] },
            { move: 'wait', ok: true, reasons: [] },
            { move: 'cancel', ok: false, reasons: [{ key: 'ticket.returnsOpen', values: { numbers: 'TH1' } }] },
          ]
        : [],
    'POST /tickets//moves/resolve': moved('resolved'),
    'POST /tickets//moves/wait': moved('waiting'),
    'PATCH /tickets/': () => {
      if (refused) throw refused
      return now
    },
    'GET /goods-returns': () => ({ items: [], nextCursor: null }),
  })
})
type Grants = Readonly<Record<string, 'all'>>
const open = async (grants: Grants = { 'ticket.edit': 'all', 'goodsReturn.create': 'all' }) => {
  const org = { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
  const session = { userId: 'u', name: 'Tang', lang: 'en' as const, roles: ['service' as const], grants, org }
  const drawn = await draw(
    <SessionProvider value={session}>
      <TicketPage />
    </SessionProvider>,
    { texts: ticketText },
  )
  await until(() => drawn.body.textContent?.includes('Resolve') === true || now.state !== 'in_progress')
  return drawn
}
const sent = (route: string) => asked.filter(one => one.route === route).map(one => one.body)

test('whose it is, by when, and that it is late; it is told once by its number, and leads to customer and order', async () => {
  const { body } = await open()
  const head = body.querySelector('.rec-head')
  expect(head?.textContent).toContain('The motor hums')
  expect(head?.textContent).toContain('Tang')
  expect(head?.textContent).toContain(ticketText['ticket.late'].en)
  expect(head?.textContent).not.toContain(ticket.number)
  expect([...(head?.querySelectorAll('a') ?? [])].map(one => one.getAttribute('href'))).toEqual([
    `/customers/${id(1)}`,
    `/orders/${id(2)}`,
  ])
})

test('it is not resolved without saying how; two presses send it once', async () => {
  const { body } = await open()
  await press(button(body, 'Resolve'))
  await settle(200)
  const said = body.querySelector<HTMLTextAreaElement>('form textarea')
  await submit(said?.closest('form'))
  expect(sent('POST /tickets//moves/resolve')).toEqual([])
  expect(said?.getAttribute('aria-invalid')).toBe('true')
  await type(said, 'New bearings')
  slowly()
  const form = said?.closest('form')
  await press(form?.querySelector('[type=submit]'))
  await press(form?.querySelector('[type=submit]'))
  await settle(300)
  expect(sent('POST /tickets//moves/resolve')).toEqual([{ version: 2, resolution: 'New bearings' }])
  expect(body.querySelector('.rec-head')?.textContent).toContain('Resolved')
})

test('a move that may not be made stays in sight and names what stands against it', async () => {
  const { body } = await open()
  const cancel = button(body, 'Cancel')
  expect(cancel.getAttribute('aria-disabled')).toBe('true')
  await press(cancel)
  expect(body.textContent).toContain('TH1')
  expect(sent('POST /tickets//moves/cancel')).toEqual([])
})

test('what the server refuses of an edit is said at its field', async () => {
  refused = { status: 422, body: { reasons: [{ key: 'ticket.otherCustomer', path: 'title' }] } }
  const { body } = await open()
  await press(button(body, 'Edit'))
  await settle(300)
  const title = [...body.querySelectorAll<HTMLInputElement>('form input')].find(one => one.value === ticket.title)
  await type(title, 'The motor howls')
  await submit(title?.closest('form'))
  expect(sent('PATCH /tickets/')).toEqual([{ title: 'The motor howls', version: 2 }])
  expect(title?.getAttribute('aria-invalid')).toBe('true')
  expect(title?.value).toBe('The motor howls')
})

test('whoever may only read finds neither edit nor a new return; closed, nobody does', async () => {
  const reads = await open({})
  const words = () => [...reads.body.querySelectorAll('button')].map(one => one.textContent)
  expect(words()).not.toContain('Edit')
  now = { ...ticket, state: 'closed' }
  const { body } = await open()
  expect([...body.querySelectorAll('button')].map(one => one.textContent)).not.toContain('Edit')
})
