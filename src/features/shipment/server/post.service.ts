// What moves goods and orders: everything is locked in the order of levels, judged by the flow table, then written.
import { seesCredit } from '#features/customer/server/credit.service.ts'
import { type HeldOrder, holdOrders, poolOf, releaseFor, seeOrders } from '#features/order/server/progress.service.ts'
import { findSite } from '#features/stock/server/warehouse.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { canonical, cmp, mul, sub, sum } from '#kernel/money.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { getRecord, shownNow } from '#meta/server/recordSql.ts'
import { unchecked } from '../pack.rules.ts'
import { type ShipmentMove, shipmentFlow } from '../shipment.flow.ts'
import { roomOf, type ShipmentFacts, toleranceFor } from '../shipment.rules.ts'
import type { Shipment, ShipmentLine, WholeShipment } from '../shipment.schema.ts'
import { type At, creditAfter, shipmentEffects } from './shipment.effects.ts'
import { readBackShipment, tellShipment } from './shipment.service.ts'
import {
  lockShownShipment,
  selectLineRows,
  selectOrdersOf,
  selectPromised,
  selectShipment,
  shipmentSource,
} from './shipment.sql.ts'
import { type NamedLine, type ShipmentLineRow, type ShipmentRow, shipments } from './shipment.table.ts'
import { shippingOf } from './shipping.service.ts'

export type Held = {
  readonly row: ShipmentRow
  readonly lines: readonly NamedLine[]
  readonly shown: Shipment
  readonly orders: ReadonlyMap<string, HeldOrder>
  readonly promised: ReadonlyMap<string, string>
  readonly site: ShipmentFacts['site']
}

/** Credit 4, orders 8, lines 10, shipment 11. The orders are found before it is locked, and checked afterwards. */
export async function holdShipment(tx: Tx, actor: Actor, id: string): Promise<Held> {
  const orderIds = await selectOrdersOf(tx, id)
  const [orders, { row, shown }, lines, promised] = await Promise.all([
    holdOrders(tx, orderIds),
    lockShownShipment(tx, actor, id),
    selectLineRows(tx, id),
    selectPromised(tx, id),
  ])
  if (lines.some(line => !orders.has(line.orderId))) throw new Refusal('shipment.moved', 'conflict')
  return { row, lines, shown, orders, promised, site: await siteOf(tx, row, shown.siteName) }
}

/** A site that was given to another customer, or is not used any more, takes nothing. */
async function siteOf(db: Db, row: ShipmentRow, name: string | null): Promise<ShipmentFacts['site']> {
  const { siteId, customerId } = row
  if (siteId === null) return null
  const site = await findSite(db, siteId)
  return { name: name ?? '', fits: site?.customerId === customerId && site.state === 'active' }
}

type Wish = {
  readonly move: ShipmentMove
  readonly version?: number | undefined
  readonly note?: string | null | undefined
  readonly date?: string | undefined
  readonly carrier?: string | null | undefined
  readonly trackingNumber?: string | null | undefined
  readonly signedBy?: string | null | undefined
  readonly over?: boolean | undefined
  /** Of the journey: what follows at the orders, locked behind the goods and written with them. */
  readonly follow?: Follow | undefined
}
export type Follow = {
  readonly hold: (orderIds: readonly string[]) => Promise<unknown>
  readonly write: (orders: ReadonlyMap<string, HeldOrder>) => void
}

export async function moveShipment(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeShipment> {
  const held = await holdShipment(tx, actor, id)
  // the same posting again, of a second click or a lost line: it is done
  if (wish.move === 'ship' && held.row.state === 'shipped') return readBackShipment(tx, actor, id)
  const { row, lines } = await carryShipment(tx, actor, held, wish)
  const now = shownNow(held.shown, row)
  // what its carrier said goes with the traces
  return { ...now, ...(wish.move === 'unship' && { carrierState: null }), lines: lines.map(shownLine) }
}
const shownLine = ({ shipmentId: _, ...line }: NamedLine): ShipmentLine => line

// prettier-ignore
const told: Record<ShipmentMove, string> = {
  ready: 'madeReady',
  unready: 'unreadied',
  ship: 'shipped',
  unship: 'unshipped',
  deliver: 'delivered',
  accept: 'accepted',
  unaccept: 'unaccepted',
  cancel: 'cancelled',
}
async function carryShipment(tx: Tx, actor: Actor, held: Held, wish: Wish): Promise<At> {
  const { row, lines, orders } = held
  if (wish.version !== undefined && wish.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const facts = factsOf(tx, actor, held, wish)
  const verdict = judge(shipmentFlow, wish.move, facts, permission => can(actor, permission, row))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  const moved: ShipmentRow = {
    ...row,
    ...stampsOf(tx, wish, facts.date),
    state: verdict.to,
    ...editStamp(tx, actor, row),
  }
  let at: At = { row: moved, lines, orders, promised: held.promised }
  const behind = async () => wish.follow?.hold([...orders.keys()])
  for (const effect of verdict.effects) at = await shipmentEffects[effect](tx, actor, at, behind)
  wish.follow?.write(at.orders)
  tx.write(shipments.update(tx.orgId, at.row))
  const released = facts.orders.flatMap(one => one.release ?? [])
  tellShipment(
    tx,
    actor,
    at.row,
    [...orders.values()].map(one => one.row),
    {
      ...(wish.move === 'ship' && { also: released.map(({ id }) => ({ entity: 'creditRelease', recordId: id })) }),
      kind: `shipment.${told[wish.move]}`,
      from: row.state,
      to: at.row.state,
      after: {
        ...(wish.note && { note: wish.note }),
        ...(wish.move === 'ship' && { ...uncheckedSaid(actor, lines), ...releaseSaid(released) }),
        ...(at.row.trackingNumber && { trackingNumber: at.row.trackingNumber }),
        ...(at.row.signedBy && { signedBy: at.row.signedBy }),
      },
    },
  )
  tellAllowed(tx, actor, held, at)
  return at
}

/** What passed a limit names the special releases that let it. */
const releaseSaid = (released: readonly { readonly number: string; readonly by: string | null }[]) =>
  released.length > 0 && {
    release: released.map(one => one.number).join(', '),
    releasedBy: [...new Set(released.map(one => one.by ?? ''))].join(', '),
  }

/** Who let more leave than was ordered, and how much of which line. */
function tellAllowed(tx: Tx, actor: Actor, { orders }: Held, at: At): void {
  const raised = [...at.orders.values()].flatMap(({ row, lines }) =>
    lines.flatMap(line => {
      const old = orders.get(row.id)?.lines.find(one => one.id === line.id)?.overTolerance ?? '0'
      if (cmp(line.overTolerance, old) <= 0) return []
      return [`${row.number} ${line.no} ${line.name} +${canonical(mul(line.overTolerance, '100'))}%`]
    }),
  )
  const rows = [...at.orders.values()].map(one => one.row)
  if (raised.length > 0)
    tellShipment(tx, actor, at.row, rows, { kind: 'shipment.allowed', after: { reason: raised.join('\n') } })
}

/** Shipped unchecked is said so in its history. */
function uncheckedSaid(actor: Actor, lines: readonly ShipmentLineRow[]): { unchecked?: string } {
  const rest = shippingOf(actor.org).check === 'off' ? [] : unchecked(lines)
  return rest.length > 0 ? { unchecked: rest.map(line => `${line.no} ${line.name}`).join('; ') } : {}
}

function stampsOf(tx: Tx, wish: Wish, date: string): Partial<ShipmentRow> {
  const words = {
    ...(wish.carrier !== undefined && { carrier: wish.carrier?.trim() || null }),
    ...(wish.trackingNumber !== undefined && { trackingNumber: wish.trackingNumber?.trim() || null }),
    ...(wish.signedBy !== undefined && { signedBy: wish.signedBy?.trim() || null }),
  }
  if (wish.move === 'ship') return { ...words, date, shippedAt: tx.now }
  if (wish.move === 'deliver') return { ...words, deliveredAt: tx.now }
  if (wish.move === 'accept') return { ...words, date, shippedAt: tx.now, deliveredAt: tx.now }
  if (wish.move === 'unship' || wish.move === 'unaccept')
    return { date: null, shippedAt: null, deliveredAt: null, signedBy: null }
  return {}
}

function factsOf(
  db: Db,
  actor: Actor,
  { row, lines, orders, promised, site }: Omit<Held, 'shown'>,
  { date, over = false }: Pick<Wish, 'date' | 'over'>,
): ShipmentFacts {
  const now = today(db.database.clock, actor.org.zone)
  const holds = [...orders.values()]
  const after = creditAfter(actor, { row, lines, orders })
  return {
    state: row.state,
    kind: row.kind,
    site,
    lines: lineFacts(lines, holds, promised),
    orders: holds.map(held => orderFacts(actor, held, after.get(poolOf(held)) ?? held.credit?.used ?? '0', now)),
    mustCheck: row.kind === 'delivery' && shippingOf(actor.org).check === 'must',
    goesOver: over && can(actor, 'shipment.over', row),
    date: date ?? now,
    postedOn: row.date,
    today: now,
    booksClosedUntil: actor.org.booksClosedUntil,
  }
}

function orderFacts(actor: Actor, held: HeldOrder, after: string, day: string): ShipmentFacts['orders'][number] {
  const { row, credit } = held
  return {
    number: row.number,
    state: row.state,
    currency: row.currency,
    gross: row.gross,
    paidAmount: row.paidAmount,
    gate: row.terms.gates.ship,
    creditUntold: !seesCredit(actor),
    credit: { policy: credit?.policy ?? 'pass', limit: credit?.limit ?? null, after },
    release: releaseFor(held, after, day),
  }
}

function lineFacts(
  lines: readonly NamedLine[],
  holds: readonly HeldOrder[],
  promised: Held['promised'],
): ShipmentFacts['lines'] {
  const orderLines = new Map(holds.flatMap(one => one.lines.map(line => [line.id, line])))
  return lines.map(line => {
    const own = orderLines.get(line.orderLineId)
    if (!own) return { ...line, room: '0', tolerance: '0', isReturned: false }
    const others = lines.filter(one => one !== line && one.orderLineId === line.orderLineId).map(one => one.qty)
    return {
      ...line,
      room: sub(roomOf(own), sum([...others, promised.get(line.orderLineId) ?? '0'])),
      tolerance: toleranceFor(own, sum([own.shipped, line.qty, ...others])),
      isReturned: cmp(sub(own.delivered, line.qty), own.returned) < 0,
    }
  })
}

/** The moves that start here with their why-nots; stock is asked when it is posted. */
export async function shipmentOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const [row, lines, promised, shown] = await Promise.all([
    selectShipment(db, id),
    selectLineRows(db, id),
    selectPromised(db, id),
    getRecord<Shipment>(db, actor, shipmentSource, id),
  ])
  if (!row) throw missing('shipment')
  const orders = await seeOrders(
    db,
    lines.map(line => line.orderId),
  )
  const facts = factsOf(
    db,
    actor,
    { row, lines, orders, promised, site: await siteOf(db, row, shown.siteName) },
    { over: true },
  )
  return movesFrom(shipmentFlow, facts, permission => can(actor, permission, row)).filter(
    offer => !other[row.kind].includes(offer.move) && !(row.siteId && offer.move === 'deliver'),
  )
}
const other: Record<ShipmentRow['kind'], readonly ShipmentMove[]> = {
  delivery: ['accept', 'unaccept'],
  acceptance: ['ready', 'unready', 'ship', 'unship', 'deliver'],
}
