// A credit block is lifted for one order (信用特批): asked for by whoever needs it, granted through the approval core.
import { startApproval } from '#features/approval/server/approval.service.ts'
import { readPlan } from '#features/approval/server/plan.service.ts'
import { seesCredit } from '#features/customer/server/credit.service.ts'
import { findCustomers } from '#features/customer/server/customer.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { holdersOf } from '#features/people/server/holder.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { formatMoney, isMoney, signOf } from '#kernel/money.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import { entityFor, newStamp, ownFields, takeCustom, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { creditReleasePermissions } from '../creditRelease.access.ts'
import { creditReleaseEntity } from '../creditRelease.entity.ts'
import { contentOf, covers, isStoppable } from '../creditRelease.rules.ts'
import type { CreditRelease, NewCreditRelease, OrderRelease } from '../creditRelease.schema.ts'
import { creditReleaseSource, selectLastRelease, selectReleasesOf } from './creditRelease.sql.ts'
import { creditReleases, type ReleaseRow } from './creditRelease.table.ts'
import { neededFor, toldOf } from './creditReleaseNeed.service.ts'
import { getOrder } from './order.service.ts'
import type { OrderRow } from './order.table.ts'
import { type HeldOrder, holdOrders, seeOrders } from './progress.service.ts'

export const listReleases = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<CreditRelease>> =>
  listRecords(db, actor, { ...creditReleaseSource, entity: await entityFor(db, actor, creditReleaseEntity) }, query)
export const summariseReleases = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, { ...creditReleaseSource, entity: await entityFor(db, actor, creditReleaseEntity) }, query)
export const getRelease = (db: Db, actor: Actor, id: string): Promise<CreditRelease> =>
  getRecord<CreditRelease>(db, actor, creditReleaseSource, id)

/** One runs per order, and it is found through the order: its reader is who decides. */
export const aboutRelease = (orderId: string) =>
  ({ entity: 'order', purpose: 'creditRelease', recordId: orderId }) as const

/** Beside an order's credit: whoever may not see the limit asks without being told figures. */
export async function releaseOfOrder(db: Db, actor: Actor, orderId: string): Promise<OrderRelease> {
  const [, orders, lastId] = await Promise.all([
    getOrder(db, actor, orderId),
    seeOrders(db, [orderId]),
    selectLastRelease(db, orderId),
  ])
  const held = orders.get(orderId)
  if (!held) throw missing('order')
  const release = lastId && can(actor, 'creditRelease.read', held.row) ? await getRelease(db, actor, lastId) : null
  const needed = neededFor(actor, held)
  const day = today(db.database.clock, actor.org.zone)
  const isBlocked = held.credit?.policy === 'block' && signOf(needed) > 0 && isStoppable(held.row.state)
  const isOver = isBlocked && !covers(held.row.release, needed, day)
  return {
    release,
    isOver,
    needed: isOver && seesCredit(actor) ? needed : null,
    mayAsk: isOver && can(actor, 'creditRelease.ask', held.row) && release?.state !== 'asked',
  }
}

/** How late the payer's oldest debt is: of the features behind orders. */
export type LateDays = (db: Db, payerId: string) => Promise<number>

export async function askRelease(
  tx: Tx,
  actor: Actor,
  input: NewCreditRelease,
  lateDays: LateDays,
): Promise<CreditRelease> {
  const day = today(tx.database.clock, actor.org.zone)
  const number = numberOf(tx, actor, 'creditRelease', day)
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  const [orders, fields, others] = await Promise.all([
    holdOrders(tx, [input.orderId]),
    ownFields(tx, actor, 'creditRelease'),
    selectReleasesOf(tx, input.orderId),
  ])
  const order = orders.get(input.orderId)
  if (!order || !can(actor, 'order.read', order.row)) throw new Refusal(reason('creditRelease.unknownOrder', 'orderId'))
  if (!can(actor, 'creditRelease.ask', order.row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'creditRelease.ask' } }, 'forbidden')
  const needed = neededFor(actor, order)
  refuseAll(problemsOf(actor, { order, others, day, needed }, input))
  const custom = takeCustom(fields, input.custom)
  const row = rowOf(tx, actor, order.row, { ...input, amount: input.amount ?? needed, number: await number, custom })
  tx.write(creditReleases.insert(tx.orgId, [row]))
  writeSearchTerms(tx, 'creditRelease', [{ id: row.id, terms: termsOf(row.number, 'number') }], true)
  writeFieldIndex(tx, 'creditRelease', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
  tellRelease(tx, actor, row, { order: order.row, kind: 'asked', after: { amount: row.amount, reason: row.reason } })
  const [payers, late] = await Promise.all([findCustomers(tx, [row.customerId]), lateDays(tx, row.customerId)])
  const payer = { name: payers.get(row.customerId)?.name ?? '', lateDays: late }
  await ask(tx, actor, { row, order, payer })
  return readBack<CreditRelease>(tx, actor, creditReleaseSource, row.id)
}

type Beside = {
  readonly order: HeldOrder
  readonly others: readonly ReleaseRow[]
  readonly day: string
  readonly needed: string
}
function problemsOf(actor: Actor, { order, others, day, needed }: Beside, input: NewCreditRelease): Reason[] {
  const { number, state } = order.row
  if (!isStoppable(state)) return [reason('creditRelease.orderDone', 'orderId')]
  if (others.some(one => one.state === 'asked')) return [reason('creditRelease.askedAlready', 'orderId', { number })]
  const { amount = needed, until } = input
  const { currency } = actor.org
  const found: Reason[] = []
  if (signOf(amount) <= 0) found.push(reason('creditRelease.notNeeded', 'amount', { number }))
  if (!isMoney(amount, currency)) found.push(reason('kernel.tooFine', 'amount', { currency }))
  if (until < day) found.push(reason('creditRelease.past', 'until', { until }))
  return found
}

type Wish = Pick<NewCreditRelease, 'until' | 'reason'> & {
  readonly amount: string
  readonly number: string
  readonly custom: Custom
}
function rowOf(
  tx: Tx,
  actor: Actor,
  order: OrderRow,
  { amount, number, until, reason: why, custom }: Wish,
): ReleaseRow {
  return {
    ...newStamp(tx, actor, { ownerId: order.ownerId, deptId: order.deptId }, custom),
    number,
    state: 'asked',
    orderId: order.id,
    customerId: order.payerId,
    amount,
    until,
    reason: filled(why, 'reason'),
    decidedBy: null,
    decidedAt: null,
    soonTold: false,
    overTold: false,
  }
}

type Asked = {
  readonly row: ReleaseRow
  readonly order: HeldOrder
  readonly payer: { readonly name: string; readonly lateDays: number }
}
/** Where the policy asks nobody, whoever may grant hears of it: money is never released by nobody. */
async function ask(tx: Tx, actor: Actor, { row, order, payer }: Asked): Promise<void> {
  const about = aboutRelease(row.orderId)
  const review = await readPlan(tx, actor, about, toldOf(actor, row, order, payer))
  const { number, gross, currency, threadId } = order.row
  const title = `${number} · ${payer.name} · ${row.reason.slice(0, 100)} · ${formatMoney(gross, currency, 'zh-CN')}`
  const request = { ...about, title, href: `/orders/${row.orderId}`, threadId }
  if (startApproval(tx, actor, review, { ...request, contentHash: contentOf(row) })) return
  const userIds = await holdersOf(tx, 'creditRelease.grant', creditReleasePermissions, row)
  const values = { by: actor.name, number, customer: payer.name }
  notify(tx, actor, { userIds, kind: 'creditReleaseAsked', values, entity: 'creditRelease', recordId: row.id })
}

type Told = { readonly order: OrderRow; readonly kind: string; readonly from?: string; readonly after?: object }
export function tellRelease(tx: Tx, actor: Actor, row: ReleaseRow, { order, kind, from, after }: Told): void {
  const about = [
    { entity: 'order', recordId: row.orderId },
    { entity: 'customer', recordId: row.customerId },
  ]
  tell(tx, {
    actor,
    entity: 'creditRelease',
    recordId: row.id,
    kind: `creditRelease.${kind}`,
    ...(from && { from }),
    to: row.state,
    threads: [order.threadId],
    about,
    after: { until: row.until, ...after },
    version: row.version,
  })
}
