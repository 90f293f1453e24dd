// What will not come (坏账、尾差): asked for, then approved by the approval core; small differences pass at once.
import { startApproval } from '#features/approval/server/approval.service.ts'
import { readPlan } from '#features/approval/server/plan.service.ts'
import { type HeldOrder, holdOrders } from '#features/order/server/progress.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { add, cmp, convert, formatMoney, roundMoney, signOf, sum } from '#kernel/money.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import { entityFor, newStamp, ownFields, takeCustom } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { collectingOf } from '../collecting.rules.ts'
import { inFuture, periodClosed } from '../receipt.rules.ts'
import { writeOffEntity } from '../writeOff.entity.ts'
import { isSmall } from '../writeOff.rules.ts'
import type { NewWriteOff, WriteOff } from '../writeOff.schema.ts'
import { type WriteOffRow, writeOffs } from './collection.table.ts'
import { holdPlans, type Plans } from './plan.service.ts'
import { contentOf, type HeldWriteOff, openOfOrder, settle, tellWriteOff } from './writeOff.effects.ts'
import { ratedWriteOffs, selectWriteOffsOf, writeOffSource } from './writeOff.sql.ts'

export const listWriteOffs = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<WriteOff>> =>
  listRecords<WriteOff>(db, actor, { ...writeOffSource, entity: await entityFor(db, actor, writeOffEntity) }, query)
export const summariseWriteOffs = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, { ...ratedWriteOffs, entity: await entityFor(db, actor, writeOffEntity) }, query)
export const getWriteOff = (db: Db, actor: Actor, id: string): Promise<WriteOff> =>
  getRecord<WriteOff>(db, actor, writeOffSource, id)

const about = (recordId: string) => ({ entity: 'writeOff', purpose: 'writeOff', recordId })

export async function requestWriteOff(tx: Tx, actor: Actor, input: NewWriteOff): Promise<WriteOff> {
  const day = today(tx.database.clock, actor.org.zone)
  const number = numberOf(tx, actor, 'writeOff', input.date ?? day)
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  const [orders, plans, fields, others] = await Promise.all([
    holdOrders(tx, [input.orderId]),
    holdPlans(tx, [input.orderId]),
    ownFields(tx, actor, 'writeOff'),
    selectWriteOffsOf(tx, input.orderId),
  ])
  const order = orders.get(input.orderId)
  if (!order || !can(actor, 'order.read', order.row)) throw new Refusal(reason('collection.unknownOrder', 'orderId'))
  if (!can(actor, 'writeOff.create', order.row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'writeOff.create' } }, 'forbidden')
  refuseAll(problemsOf(actor, { order, plans, others, day }, input))
  const custom = takeCustom(fields, input.custom)
  const stamp = newStamp(tx, actor, { ownerId: order.row.ownerId, deptId: order.row.deptId }, custom)
  const row = rowOf(actor, order, { ...stamp, number: await number }, { ...input, date: input.date ?? day })
  tx.write(writeOffs.insert(tx.orgId, [row]))
  writeSearchTerms(tx, 'writeOff', [{ id: row.id, terms: termsOf(row.number, 'number') }], true)
  writeFieldIndex(tx, 'writeOff', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
  tellWriteOff(tx, actor, row, { order, kind: 'requested', after: { amount: row.amount, reason: row.reason } })
  if (isSmall({ ...smallOf(others, row), limit: collectingOf(actor.org.settings).roundingLimit }))
    settle(tx, actor, { row, order, plans })
  else await ask(tx, actor, { row, order, plans })
  return readBack<WriteOff>(tx, actor, writeOffSource, row.id)
}

/** Where the policy asks nobody it passes at once. */
async function ask(tx: Tx, actor: Actor, held: HeldWriteOff): Promise<void> {
  const { row, order } = held
  const review = await readPlan(tx, actor, about(row.id))
  const title = `${row.number} · ${order.row.number} · ${row.reason.slice(0, 100)} · ${formatMoney(row.amount, row.currency, 'zh-CN')}`
  const request = { ...about(row.id), title, href: `/write-offs/${row.id}`, threadId: order.row.threadId }
  if (!startApproval(tx, actor, review, { ...request, contentHash: contentOf(row) })) settle(tx, actor, held)
}

const smallOf = (others: readonly WriteOffRow[], row: WriteOffRow) => ({
  kind: row.kind,
  base: row.baseAmount,
  before: sum(others.filter(one => one.kind === 'rounding').map(one => one.baseAmount)),
})

type Beside = {
  readonly order: HeldOrder
  readonly plans: Plans
  readonly others: readonly WriteOffRow[]
  readonly day: string
}

function problemsOf(actor: Actor, { order, plans, others, day }: Beside, input: NewWriteOff): Reason[] {
  const { number, currency, state } = order.row
  if (state === 'cancelled') return [reason('collection.orderCancelled', 'orderId', { number })]
  if (state === 'draft' || state === 'in_review') return [reason('writeOff.notConfirmed', 'orderId', { number })]
  const { amount, instalmentNo: no, date = day } = input
  const facts = { date, today: day, booksClosedUntil: actor.org.booksClosedUntil }
  const found = [inFuture(facts), periodClosed(facts)].flatMap(one => (one ? [one] : []))
  if (signOf(amount) <= 0) found.push(reason('collection.notPositive', 'amount'))
  if (cmp(roundMoney(amount, currency), amount) !== 0) found.push(reason('collection.tooFine', 'amount', { currency }))
  if (no !== undefined && !plans.rows.some(one => one.no === no))
    found.push(reason('collection.unknownInstalment', 'instalmentNo', { no }))
  const open = openOfOrder(order)
  const waiting = sum(others.filter(one => one.state === 'requested').map(one => one.amount))
  if (cmp(add(amount, waiting), open) > 0)
    found.push(
      signOf(waiting) > 0
        ? reason('writeOff.waiting', 'amount', { number, open, waiting, currency })
        : reason('collection.overOrder', 'amount', { number, open, currency }),
    )
  return found
}

type Stamped = ReturnType<typeof newStamp> & { readonly number: string }
function rowOf(actor: Actor, { row }: HeldOrder, ...[stamp, input]: [Stamped, NewWriteOff & { date: string }]) {
  return {
    ...stamp,
    kind: input.kind,
    state: 'requested',
    orderId: row.id,
    customerId: row.payerId,
    instalmentNo: input.instalmentNo ?? null,
    currency: row.currency,
    amount: input.amount,
    baseAmount: convert(input.amount, row.rate, actor.org.currency),
    credit: '0',
    reason: filled(input.reason, 'reason'),
    date: input.date,
    endedAt: null,
  } satisfies WriteOffRow
}
