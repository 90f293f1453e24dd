// Surveys as records: lists, how one is made, and what is told of it. Asking is `ask.service.ts`, answering `answer.service.ts`.
import { getCustomerFacts } from '#features/customer/server/customer.service.ts'
import { getOrder } from '#features/order/server/order.service.ts'
import { getTicket } from '#features/ticket/server/ticket.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { NewEvent } from '#kernel/event.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { missing, namedBy, Refusal, reason } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import { editStamp, entityFor, newStamp, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { surveyEntity } from '../survey.entity.ts'
import { surveyFlow } from '../survey.flow.ts'
import { surveySettingsOf } from '../survey.rules.ts'
import type { NewSurvey, Survey } from '../survey.schema.ts'
import {
  type About,
  type HeldSurvey,
  lockSurveys,
  type Occasion,
  selectAbout,
  selectArrived,
  selectClosed,
  surveySource,
} from './survey.sql.ts'
import { type SurveyRow, surveys } from './survey.table.ts'

const sourceFor = async (db: Db, actor: Actor) => ({
  ...surveySource,
  entity: await entityFor(db, actor, surveyEntity),
})
export const listSurveys = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Survey>> =>
  listRecords<Survey>(db, actor, await sourceFor(db, actor), query)
export const summariseSurveys = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, await sourceFor(db, actor), query)
export const getSurvey = (db: Db, actor: Actor, id: string): Promise<Survey> =>
  getRecord<Survey>(db, actor, surveySource, id)
export const readBackSurvey = (tx: Db, actor: Actor, id: string): Promise<Survey> =>
  readBack<Survey>(tx, actor, surveySource, id)

const readers: Record<About, (db: Db, actor: Actor, id: string) => Promise<unknown>> = {
  customer: getCustomerFacts,
  order: getOrder,
  ticket: getTicket,
}
/** Newest first; at most a hundred. What they are about decides first. */
export async function surveysAbout(db: Db, actor: Actor, entity: About, id: string): Promise<Survey[]> {
  const [ids] = await Promise.all([selectAbout(db, entity, id), readers[entity](db, actor, id)])
  const rows = await Promise.all(ids.map(one => readBackSurvey(db, actor, one)))
  return rows.filter(row => can(actor, 'survey.read', row))
}

/** Held, and in reach of whoever asks. */
export async function holdSurvey(tx: Tx, actor: Actor, id: string): Promise<HeldSurvey> {
  const [[held]] = await Promise.all([lockSurveys(tx, [id]), getSurvey(tx, actor, id)])
  if (!held) throw missing('survey')
  return held
}

const day = 24 * 3_600_000
export const daysOn = (now: string, days: number): string => new Date(Date.parse(now) + days * day).toISOString()

const blank = {
  state: 'ready',
  sentAt: null,
  answeredAt: null,
  score: null,
  comment: null,
  complaintId: null,
  dueOn: null,
  reviewedAt: null,
  reviewedBy: null,
  reviewNote: null,
} as const

async function make(tx: Tx, actor: Actor, occasion: Occasion): Promise<SurveyRow> {
  const { orderId, ticketId, customerId, contactId, ownerId, deptId, threadId } = occasion
  const number = await numberOf(tx, actor, 'survey', today(tx.database.clock, actor.org.zone))
  const settings = surveySettingsOf(actor.org.settings)
  const row: SurveyRow = {
    ...blank,
    ...newStamp(tx, actor, { ownerId, deptId }),
    number,
    customerId,
    contactId,
    orderId,
    ticketId,
    expiresAt: daysOn(tx.now, settings.days),
    mailDue: settings.byMail,
  }
  tx.write(surveys.insert(tx.orgId, [row]))
  writeSearchTerms(tx, 'survey', [{ id: row.id, terms: termsOf(number, 'number') }], true)
  tellSurvey(tx, actor, { ...row, threadId }, { kind: 'survey.created', to: 'ready', after: { number } })
  return row
}

/** When goods arrive: each order of which now all has arrived is asked about once. Its caller holds the orders. */
export async function surveyArrived(tx: Tx, actor: Actor, orderIds: readonly string[]): Promise<void> {
  if (!surveySettingsOf(actor.org.settings).afterDelivery || actor.via === 'import') return
  for (const occasion of await selectArrived(tx, [...new Set(orderIds)]))
    if (occasion.isOver && occasion.number === null) await make(tx, actor, occasion)
}

/** When a ticket is closed, once however often it is reopened. Its caller holds the ticket. */
export async function surveyClosed(tx: Tx, actor: Actor, ticketId: string): Promise<void> {
  if (!surveySettingsOf(actor.org.settings).afterTicket || actor.via === 'import') return
  const occasion = await selectClosed(tx, ticketId)
  if (occasion?.isOver && occasion.number === null) await make(tx, actor, occasion)
}

/** By hand, for what was over before surveys were switched on. Two at once: the second is refused by the table. */
export async function createSurvey(tx: Tx, actor: Actor, { orderId, ticketId }: NewSurvey): Promise<Survey> {
  const occasion = ticketId
    ? await closedOf(tx, actor, ticketId)
    : orderId
      ? await arrivedOf(tx, actor, orderId)
      : undefined
  if (!occasion) throw new Refusal(reason('survey.aboutNothing', 'orderId'))
  const path = ticketId ? 'ticketId' : 'orderId'
  if (!can(actor, 'survey.send', occasion))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'survey.send' } }, 'forbidden')
  if (occasion.number !== null)
    throw new Refusal(reason('survey.exists', path, { number: occasion.number }), 'conflict')
  if (!occasion.isOver) throw new Refusal(reason(ticketId ? 'survey.notClosed' : 'survey.notArrived', path))
  const { id } = await make(tx, actor, occasion)
  return readBackSurvey(tx, actor, id)
}

async function closedOf(tx: Tx, actor: Actor, ticketId: string): Promise<Occasion | undefined> {
  await namedBy('ticketId', getTicket(tx, actor, ticketId))
  return selectClosed(tx, ticketId)
}
async function arrivedOf(tx: Tx, actor: Actor, orderId: string): Promise<Occasion | undefined> {
  await namedBy('orderId', getOrder(tx, actor, orderId))
  return (await selectArrived(tx, [orderId]))[0]
}

type Told = Pick<NewEvent, 'kind' | 'from' | 'to' | 'after'>
type Named = SurveyRow & { readonly threadId: string | null }
export function tellSurvey(tx: Tx, actor: NewEvent['actor'], row: Named, event: Told): void {
  const about = [
    { entity: 'customer', recordId: row.customerId },
    ...(row.orderId ? [{ entity: 'order', recordId: row.orderId }] : []),
    ...(row.ticketId ? [{ entity: 'ticket', recordId: row.ticketId }] : []),
  ]
  const threads = row.threadId ? [row.threadId] : []
  tell(tx, { actor, entity: 'survey', recordId: row.id, threads, about, version: row.version, ...event })
}

/** What a statement read beside the row's own columns is left out. */
export const rowOf = ({ threadId: _, orderNumber: __, ticketNumber: ___, ...row }: HeldSurvey): SurveyRow => row

type Wish = { readonly version?: number | undefined; readonly note?: string | null | undefined }

/** Somebody has looked at what the customer said, and notes what came of it. */
export async function reviewSurvey(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<Survey> {
  const held = await holdSurvey(tx, actor, id)
  if (wish.version !== undefined && wish.version !== held.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const verdict = judge(surveyFlow, 'review', held, permission => can(actor, permission, held))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  const note = wish.note?.trim() || null
  const done = { state: verdict.to, reviewedAt: tx.now, reviewedBy: actor.userId, reviewNote: note }
  const row: SurveyRow = { ...rowOf(held), ...done, ...editStamp(tx, actor, held) }
  tx.write(surveys.update(tx.orgId, row))
  const after = note ? { note } : {}
  tellSurvey(
    tx,
    actor,
    { ...row, threadId: held.threadId },
    { kind: 'survey.reviewed', from: held.state, to: row.state, after },
  )
  return readBackSurvey(tx, actor, id)
}

/** Only what a person moves: the rest comes with a link, the customer's form, the clock. */
export async function surveyOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const row = await getSurvey(db, actor, id)
  return movesFrom(surveyFlow, row, permission => can(actor, permission, row)).filter(one => one.move === 'review')
}
