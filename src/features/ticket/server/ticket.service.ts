// Tickets as records: lists, what is opened and edited, and who is told. What moves them is `ticketMove.service.ts`.
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { getCustomerFacts } from '#features/customer/server/customer.service.ts'
import { addReminder, finishNextSteps } from '#features/followup/server/reminder.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { getOrder } from '#features/order/server/order.service.ts'
import { deptOf } from '#features/people/server/people.service.ts'
import { getShipment } from '#features/shipment/server/shipment.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { calendarOf } from '#kernel/calendar.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { missing, namedBy, Refusal, reason } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { linkThread } from '#kernel/thread.ts'
import type { Field } from '#meta/entity.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import {
  changes,
  editStamp,
  entityFor,
  newStamp,
  ownFields,
  refuseStale,
  takeCustom,
  tell,
} from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { ticketEntity } from '../ticket.entity.ts'
import { dueOf, targetsOf } from '../ticket.rules.ts'
import type { NewTicket, Ticket, TicketEdit } from '../ticket.schema.ts'
import { type About, type HeldTicket, lockTicket, selectAbout, ticketSource } from './ticket.sql.ts'
import { type TicketRow, tickets } from './ticket.table.ts'

const sourceFor = async (db: Db, actor: Actor) => ({
  ...ticketSource,
  entity: await entityFor(db, actor, ticketEntity),
})
export const listTickets = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Ticket>> =>
  listRecords<Ticket>(db, actor, await sourceFor(db, actor), query)
export const summariseTickets = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, await sourceFor(db, actor), query)
export const getTicket = (db: Db, actor: Actor, id: string): Promise<Ticket> =>
  getRecord<Ticket>(db, actor, ticketSource, id)
export const readBackTicket = (tx: Tx, actor: Actor, id: string): Promise<Ticket> =>
  readBack<Ticket>(tx, actor, ticketSource, id)

const readers: Record<About, (db: Db, actor: Actor, id: string) => Promise<unknown>> = {
  customer: getCustomerFacts,
  order: getOrder,
  shipment: getShipment,
}
/** Newest first; at most a hundred. What they are about decides first. */
export async function ticketsAbout(db: Db, actor: Actor, entity: About, id: string): Promise<Ticket[]> {
  const [ids] = await Promise.all([selectAbout(db, entity, id), readers[entity](db, actor, id)])
  const rows = await Promise.all(ids.map(one => readBack<Ticket>(db, actor, ticketSource, one)))
  return rows.filter(row => can(actor, 'ticket.read', row))
}

const clean = (text: string | null | undefined): string | null => text?.trim() || null
const blank = {
  state: 'open',
  resolution: null,
  firstResponseAt: null,
  waited: 0,
  waitingSince: null,
  resolvedAt: null,
  closedAt: null,
} as const

export async function createTicket(tx: Tx, actor: Actor, input: NewTicket): Promise<Ticket> {
  const number = numberOf(tx, actor, 'ticket', today(tx.database.clock, actor.org.zone))
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  const fields = await ownFields(tx, actor, 'ticket')
  const about = await aboutOf(tx, actor, input)
  await refusePeople(tx, about.customerId, input)
  const stamp = newStamp(tx, actor, { ownerId: about.ownerId, deptId: about.deptId })
  if (!can(actor, 'ticket.create', stamp))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'ticket.create' } }, 'forbidden')
  const { kind = 'question', priority = 'normal' } = input
  const row: TicketRow = {
    ...blank,
    ...stamp,
    custom: takeCustom(fields, input.custom),
    number: await number,
    kind,
    priority,
    title: filled(input.title, 'title'),
    customerId: about.customerId,
    contactId: input.contactId ?? null,
    orderId: about.orderId,
    shipmentId: input.shipmentId ?? null,
    handlerId: input.handlerId ?? null,
    content: clean(input.content),
    clockFrom: tx.now,
    ...dueIn(actor, { clockFrom: tx.now, waited: 0, priority }),
  }
  tx.write(tickets.insert(tx.orgId, [row]))
  index(tx, fields, row, true)
  if (about.threadId) linkThread(tx, about.threadId, [{ entity: 'ticket', recordId: row.id }])
  const { title, dueAt } = row
  const after = { number: row.number, kind, priority, title, dueAt }
  tellTicket(tx, actor, { ...row, threadId: about.threadId }, { kind: 'ticket.created', to: 'open', after })
  ringTicket(tx, row)
  noticeHandler(tx, actor, row)
  return readBackTicket(tx, actor, row.id)
}

export const dueIn = (actor: Actor, clock: Parameters<typeof dueOf>[0]) =>
  dueOf(clock, targetsOf(actor.org.settings), calendarOf(actor.org))

type AboutWhom = Pick<TicketRow, 'customerId' | 'orderId' | 'ownerId' | 'deptId'> & { readonly threadId: string | null }

/** The shipment says its order, the order its customer; whoever sold owns it. */
async function aboutOf(db: Db, actor: Actor, input: NewTicket): Promise<AboutWhom> {
  const shipment = input.shipmentId ? await namedBy('shipmentId', getShipment(db, actor, input.shipmentId)) : undefined
  const orderId = input.orderId ?? (input.shipmentId ? (shipment?.lines[0]?.orderId ?? null) : null)
  const order = orderId ? await namedBy('orderId', getOrder(db, actor, orderId)) : undefined
  const customerId = input.customerId ?? order?.customerId ?? shipment?.customerId
  if (!customerId) throw new Refusal(reason('ticket.aboutNobody', 'customerId'))
  const customer = await namedBy('customerId', getCustomerFacts(db, actor, customerId))
  if (order && order.customerId !== customerId) throw new Refusal(reason('ticket.otherCustomer', 'orderId'))
  if (shipment && shipment.customerId !== customerId) throw new Refusal(reason('ticket.otherCustomer', 'shipmentId'))
  const { ownerId, deptId } = order ?? customer
  return { customerId, orderId, ownerId, deptId, threadId: order?.threadId ?? null }
}

type People = { readonly contactId?: string | null | undefined; readonly handlerId?: string | null | undefined }
async function refusePeople(tx: Tx, customerId: string, { contactId, handlerId }: People): Promise<void> {
  if (handlerId) await deptOf(tx, handlerId, 'handlerId')
  if (contactId && !(await contactsOf(tx, customerId)).some(one => one.id === contactId))
    throw new Refusal(reason('ticket.unknownContact', 'contactId'))
}

function index(tx: Tx, fields: readonly Field[], row: TicketRow, fresh: boolean): void {
  const terms = [...termsOf(row.number, 'number'), ...termsOf(row.title, 'name')]
  writeSearchTerms(tx, 'ticket', [{ id: row.id, terms }], fresh)
  writeFieldIndex(tx, 'ticket', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
}

type Told = {
  readonly kind: string
  readonly from?: string
  readonly to?: string
  readonly before?: Record<string, unknown>
  readonly after?: Record<string, unknown>
}
export function tellTicket(tx: Tx, actor: Actor, row: HeldTicket, event: Told): void {
  const about = [
    { entity: 'customer', recordId: row.customerId },
    ...(row.orderId ? [{ entity: 'order', recordId: row.orderId }] : []),
    ...(row.shipmentId ? [{ entity: 'shipment', recordId: row.shipmentId }] : []),
  ]
  const threads = row.threadId ? [row.threadId] : []
  tell(tx, { actor, entity: 'ticket', recordId: row.id, threads, about, version: row.version, ...event })
}

/** Its next target rings whoever sees to it; what waits or is settled rings no more. */
export function ringTicket(tx: Tx, row: TicketRow): void {
  finishNextSteps(tx, 'ticket', row.id, null)
  if (row.handlerId === null || (row.state !== 'open' && row.state !== 'in_progress')) return
  const at = row.firstResponseAt === null ? row.responseDueAt : row.dueAt
  const who = { userId: row.handlerId, entity: 'ticket', id: row.id, kind: 'nextStep' } as const
  addReminder(tx, { ...who, text: row.title, at })
}

function noticeHandler(tx: Tx, actor: Actor, row: TicketRow): void {
  const values = { by: actor.name, number: row.number, title: row.title }
  notify(tx, actor, { userIds: [row.handlerId], kind: 'ticketGiven', values, entity: 'ticket', recordId: row.id })
}

export async function editTicket(tx: Tx, actor: Actor, id: string, input: TicketEdit): Promise<Ticket> {
  const [old, fields] = await Promise.all([
    lockTicket(tx, id),
    ownFields(tx, actor, 'ticket'),
    getRecord<Ticket>(tx, actor, ticketSource, id),
  ])
  if (!old) throw missing('ticket')
  if (!can(actor, 'ticket.edit', old))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'ticket.edit' } }, 'forbidden')
  if (old.state === 'closed' || old.state === 'cancelled') throw new Refusal('ticket.frozen')
  await refuseStale(tx, 'ticket', old, input)
  await refusePeople(tx, old.customerId, input)
  const { version: _, custom, title, content, ...given } = input
  const { threadId, ...was } = old
  const priority = given.priority ?? was.priority
  const row: TicketRow = {
    ...was,
    ...given,
    priority,
    ...(title !== undefined && { title: filled(title, 'title') }),
    ...(content !== undefined && { content: clean(content) }),
    ...(priority !== was.priority && dueIn(actor, { ...was, priority })),
    custom: takeCustom(fields, custom, was.custom as Custom), // accepted by the kinds when it was written
    ...editStamp(tx, actor, was),
  }
  const { before, after } = changes(was, row)
  if (Object.keys(after).length === 0) return readBackTicket(tx, actor, id)
  tx.write(tickets.update(tx.orgId, row))
  index(tx, fields, row, false)
  tellTicket(tx, actor, { ...row, threadId }, { kind: 'ticket.edited', before, after })
  ringTicket(tx, row)
  if (row.handlerId !== was.handlerId) noticeHandler(tx, actor, row)
  return readBackTicket(tx, actor, id)
}
