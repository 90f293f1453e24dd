// The versions of an order: the first one as it was confirmed, each later one by the change that made it.
import type { WholeOrder } from '#features/order/order.schema.ts'
import { getOrder } from '#features/order/server/order.service.ts'
import { wholeThen } from '#features/order/server/shown.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { missing } from '#kernel/refusal.ts'
import { linesBetween } from '../change.rules.ts'
import type { OrderVersion } from '../change.schema.ts'
import { selectApplied } from './change.sql.ts'
import type { Snapshot } from './change.table.ts'
import { headTo, hidesMoney, lineTo } from './figures.service.ts'

/** Newest first. Whoever reads the order reads its versions. */
export async function versionsOf(db: Db, actor: Actor, orderId: string): Promise<OrderVersion[]> {
  const [order, applied] = await Promise.all([getOrder(db, actor, orderId), selectApplied(db, orderId)])
  const closed = hidesMoney(actor)
  const later = applied.map(({ id: changeId, number, reason, revision, at, byName, before, after }): OrderVersion => {
    const lines = linesBetween(before.lines, after.lines, order.currency).filter(line => line.how !== 'same')
    const { currency } = order
    const said = { changeId, number, reason, revision, at, byName, currency }
    return {
      ...said,
      grossBefore: closed ? null : before.gross,
      grossAfter: closed ? null : after.gross,
      before: headTo(actor, headOf(before)),
      after: headTo(actor, headOf(after)),
      lines: lines.map(line => lineTo(actor, line)),
    }
  })
  const [first] = applied
  const was: Snapshot = first?.before ?? order
  const begun: OrderVersion = {
    revision: 1,
    changeId: null,
    number: null,
    reason: null,
    at: order.confirmedAt ?? order.createdAt,
    byName: order.ownerName,
    currency: order.currency,
    grossBefore: null,
    grossAfter: closed ? null : was.gross,
    before: null,
    after: headTo(actor, headOf(was)),
    lines: [],
  }
  return [begun, ...later].toReversed()
}

/** The whole of one version: the order as it is now, with the lines and the sums that it had then. */
export async function versionOf(db: Db, actor: Actor, orderId: string, revision: string): Promise<WholeOrder> {
  const [order, applied] = await Promise.all([getOrder(db, actor, orderId), selectApplied(db, orderId)])
  const no = Number(revision)
  const found = no === 1 ? (applied[0]?.before ?? order) : applied.find(one => one.revision === no)?.after
  if (!found) throw missing('order')
  return found === order ? order : wholeThen(order, { revision: no, head: headOf(found), lines: found.lines })
}

export const headOf = ({
  net,
  tax,
  gross,
  discountKind,
  discountValue,
  promisedDate,
  address,
}: Omit<Snapshot, 'lines'>) => ({
  net,
  tax,
  gross,
  discountKind,
  discountValue,
  promisedDate,
  address,
})
