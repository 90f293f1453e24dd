// The versions of an order: the first one as it was confirmed, each later one by the change that made it.
import { getOrder } from '#features/order/server/order.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
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
