// An order as its reader sees it, put together from what a verb holds already: no second read.
import { notify } from '#features/notice/server/notice.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import type { NewEvent } from '#kernel/event.ts'
import { tell } from '#meta/server/record.service.ts'
import { shownNow } from '#meta/server/recordSql.ts'
import type { Release } from '../creditRelease.schema.ts'
import type { Order, OrderLine, WholeOrder } from '../order.schema.ts'
import { axesOf } from '../order.totals.ts'
import type { LineRow, OrderRow } from './order.table.ts'

const shownLine = ({ orderId: _, closedRest: __, calledQty: ___, ...line }: LineRow): OrderLine => line

export function wholeOf(
  shown: Order,
  row: Pick<OrderRow, keyof Order & keyof OrderRow> & Hashes,
  lines: readonly LineRow[],
): WholeOrder {
  const order: Order = { ...shownNow(shown, row), reviewed: row.approvedHash === row.contentHash }
  return { ...order, lines: lines.map(shownLine), axes: axesOf(order.state, lines, order) }
}
type Hashes = Pick<OrderRow, 'approvedHash' | 'contentHash'>

type Then = Pick<Order, 'net' | 'tax' | 'gross' | 'discountKind' | 'discountValue' | 'promisedDate' | 'address'>
type Version = { readonly revision: number; readonly head: Then; readonly lines: readonly OrderLine[] }
/** As it stood in a version; its lines were kept as rows. */
export function wholeThen(order: Order, { revision, head, lines: kept }: Version): WholeOrder {
  const lines = kept.map(line => shownLine({ orderId: order.id, closedRest: '0', calledQty: '0', ...line }))
  return { ...order, ...head, revision, lines, axes: axesOf(order.state, lines, order) }
}

/** As it was read: the hashes lie in `reviewed`. */
export const wholeRead = (order: Order, lines: readonly LineRow[]): WholeOrder => ({
  ...order,
  lines: lines.map(shownLine),
  axes: axesOf(order.state, lines, order),
})

type Told = {
  readonly kind: string
  readonly from?: string
  readonly to?: string
  readonly before?: Record<string, unknown>
  readonly after?: Record<string, unknown>
  /** Other records whose timeline shows it, too. */
  readonly also?: NewEvent['about']
}

type Said = { readonly after?: Record<string, unknown> }
/** What passed a limit names the special release that let it, and shows on its timeline. */
export const withRelease = <E extends Said>(event: E, release: Release | undefined): E & Said & Pick<Told, 'also'> =>
  release
    ? {
        ...event,
        after: { ...event.after, release: release.number, ...(release.by && { releasedBy: release.by }) },
        also: [{ entity: 'creditRelease', recordId: release.id }],
      }
    : event

/** One event a change, on the order's thread, seen from its customer and its deal. */
export function tellOrder(tx: Tx, actor: NewEvent['actor'], row: OrderRow, { also = [], ...event }: Told): void {
  const about = [
    ...also,
    { entity: 'customer', recordId: row.customerId },
    ...(row.dealId ? [{ entity: 'deal', recordId: row.dealId }] : []),
  ]
  tell(tx, { actor, entity: 'order', recordId: row.id, threads: [row.threadId], about, version: row.version, ...event })
}

type OwnerNotice = 'orderConfirmed' | 'orderStuck' | 'orderSentBack'

export function tellOwner(
  tx: Tx,
  actor: Actor,
  row: OrderRow,
  { kind, customer }: { kind: OwnerNotice; customer: string },
): void {
  const values = { by: actor.name, number: row.number, customer }
  notify(tx, actor, { userIds: [row.ownerId], kind, values, entity: 'order', recordId: row.id })
}
