// What became of a shipment part by part: delivered, came back, lost (domain §8); and what an order's end takes along.
import { type Counters, writeProgress } from '#features/order/server/progress.service.ts'
import type { ProductFacts } from '#features/product/product.schema.ts'
import { findProducts } from '#features/product/server/product.service.ts'
import { type Incoming, takeIn } from '#features/stock/server/goods.service.ts'
import { activeWarehouses, siteProblems } from '#features/stock/server/warehouse.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { add, cmp, isZero, neg, signOf, sub, sum } from '#kernel/money.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { onTheWay } from '../shipment.rules.ts'
import type { Arrival, WholeShipment } from '../shipment.schema.ts'
import { finer } from './draft.service.ts'
import { type Held, holdShipment } from './post.service.ts'
import { paperOf } from './shipment.effects.ts'
import { readBackShipment, tellShipment } from './shipment.service.ts'
import { becameBound, dropOrderBound, lockShipmentRows, selectLineRows, selectLiveOf } from './shipment.sql.ts'
import { type ShipmentLineRow, type ShipmentRow, shipments } from './shipment.table.ts'

type Part = {
  readonly line: ShipmentLineRow
  readonly delivered: string
  readonly back: string
  readonly lost: string
  readonly warehouseId: string | null
}

/** Ends in *delivered* when nothing is on the way any more. */
export async function arriveShipment(tx: Tx, actor: Actor, id: string, input: Arrival): Promise<WholeShipment> {
  const held = await holdShipment(tx, actor, id)
  const { row, lines, orders } = held
  const ids = [...new Set(lines.flatMap(line => line.productId ?? []))]
  const [places, products] = await Promise.all([activeWarehouses(tx), findProducts(tx, ids)])
  refuseEarly(actor, row, input)
  const parts = partsOf(lines, input)
  refuseAll([
    ...problemsOf(parts, input, new Set(places.map(one => one.id))),
    ...finerProblems(parts, products),
    ...(await placeProblems(tx, row, input)),
  ])
  const next = becameOf(lines, parts)
  tx.write(becameBound(tx.orgId, next))
  const paper = { ...paperOf(row), date: today(tx.database.clock, actor.org.zone) }
  const goods = parts.flatMap(part => stockOf(part, row.siteId))
  await takeIn(tx, actor, paper, goods)
  moveOrders(tx, actor, held, parts)
  const isDone = next.every(line => signOf(onTheWay(line)) <= 0)
  const signedBy = input.signedBy?.trim() || row.signedBy
  const ended = isDone ? { state: 'delivered' as const, deliveredAt: tx.now } : {}
  const moved: ShipmentRow = { ...row, ...ended, signedBy, ...editStamp(tx, actor, row) }
  tx.write(shipments.update(tx.orgId, moved))
  const kind = isDone ? 'shipment.delivered' : 'shipment.arrived'
  const words = { ...(signedBy && { signedBy }), ...(input.note && { note: input.note }) }
  const told = { kind, from: row.state, to: moved.state, after: { lines: parts.map(said).join('\n'), ...words } }
  const party = [...orders.values()].map(one => one.row)
  tellShipment(tx, actor, moved, party, told)
  return readBackShipment(tx, actor, id)
}

function moveOrders(tx: Tx, actor: Actor, held: Held, parts: readonly Part[]): void {
  const counters = countersOf(held, parts)
  for (const order of held.orders.values()) {
    const own = new Map([...counters].filter(([lineId]) => order.lines.some(line => line.id === lineId)))
    if (own.size > 0) writeProgress(tx, actor, order, { lines: own })
  }
}

function refuseEarly(actor: Actor, row: ShipmentRow, { version }: Arrival): void {
  if (version !== undefined && version !== row.version) throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  if (!can(actor, 'shipment.deliver', row))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'shipment.deliver' } }, 'forbidden')
  if (row.state !== 'shipped') throw new Refusal({ key: 'flow.notFromHere', values: { state: row.state } })
}

const partsOf = (lines: readonly ShipmentLineRow[], input: Arrival): Part[] =>
  input.lines.flatMap(({ no, delivered = '0', cameBack = '0', lost = '0', warehouseId = null }) => {
    const line = lines.find(one => one.no === no)
    return line ? [{ line, delivered, back: cameBack, lost, warehouseId: warehouseId ?? line.warehouseId }] : []
  })

function problemsOf(parts: readonly Part[], input: Arrival, places: ReadonlySet<string>): Reason[] {
  const twice = input.lines.findIndex((one, i) => input.lines.slice(0, i).some(other => other.no === one.no))
  const reasons: Reason[] = twice >= 0 ? [reason('shipment.lineTwice', `lines.${twice}.no`)] : []
  if (parts.every(({ delivered, back, lost }) => isZero(sum([delivered, back, lost]))))
    reasons.push(reason('shipment.nothingSaid', 'lines'))
  for (const [i, { no }] of input.lines.entries())
    if (!parts.some(part => part.line.no === no)) reasons.push(reason('shipment.noSuchLine', `lines.${i}.no`, { no }))
  for (const [i, { line, delivered, back, lost, warehouseId }] of parts.entries()) {
    const open = onTheWay(line)
    if (cmp(sum([delivered, back, lost]), open) > 0)
      reasons.push(reason('shipment.moreThanSent', `lines.${i}`, { no: line.no, name: line.name, open }))
    if (signOf(back) > 0 && line.stockKept && (warehouseId === null || !places.has(warehouseId)))
      reasons.push(reason('shipment.noWarehouse', `lines.${i}.warehouseId`, { no: line.no }))
  }
  return reasons
}

/** What lies at a site is settled, not delivered; and nothing comes back into one. */
async function placeProblems(tx: Tx, { siteId }: ShipmentRow, { lines }: Arrival): Promise<Reason[]> {
  const settled = lines.flatMap(({ delivered }, i) =>
    siteId !== null && delivered !== undefined && signOf(delivered) > 0
      ? [reason('shipment.isConsigned', `lines.${i}.delivered`)]
      : [],
  )
  const chosen = lines.map(({ warehouseId }, i) => ({ warehouseId, path: `lines.${i}.warehouseId` }))
  return [...settled, ...(await siteProblems(tx, chosen))]
}

const finerProblems = (parts: readonly Part[], products: ReadonlyMap<string, ProductFacts>): Reason[] =>
  parts.flatMap(({ line, delivered, back, lost }, i) =>
    Object.entries({ delivered, cameBack: back, lost }).flatMap(
      ([key, qty]) => finer(qty, line.qty, products.get(line.productId ?? ''), `lines.${i}.${key}`) ?? [],
    ),
  )

const becameOf = (lines: readonly ShipmentLineRow[], parts: readonly Part[]): ShipmentLineRow[] =>
  lines.map(line =>
    became(
      line,
      parts.find(one => one.line.id === line.id),
    ),
  )
const became = (line: ShipmentLineRow, part: Part | undefined): ShipmentLineRow =>
  part
    ? {
        ...line,
        delivered: add(line.delivered, part.delivered),
        cameBack: add(line.cameBack, part.back),
        lost: add(line.lost, part.lost),
      }
    : line

/** Came back: into the chosen warehouse. Lost: in and out again, so that the ledger tells it (domain §8); from a site, out. */
function stockOf({ line, back, lost, warehouseId }: Part, siteId: string | null): Incoming[] {
  if (!line.stockKept || line.productId === null || line.warehouseId === null) return []
  const { productId, no, batch } = line
  const at = { productId, no, batch: batch ?? '' }
  const home = { ...at, warehouseId: line.warehouseId }
  const gone = add(back, lost)
  if (siteId !== null && signOf(gone) > 0)
    return [
      { ...at, warehouseId: siteId, qty: neg(gone) },
      ...(signOf(back) > 0 ? [{ ...at, warehouseId: warehouseId ?? line.warehouseId, qty: back }] : []),
    ]
  return [
    ...(signOf(back) > 0 ? [{ ...at, warehouseId: warehouseId ?? line.warehouseId, qty: back }] : []),
    ...(signOf(lost) > 0
      ? [
          { ...home, qty: lost },
          { ...home, qty: neg(lost) },
        ]
      : []),
  ]
}

/** What never arrived is not shipped any more: it is open again. */
function countersOf({ orders }: Held, parts: readonly Part[]): ReadonlyMap<string, Partial<Counters>> {
  const next = new Map<string, { shipped: string; delivered: string }>()
  for (const { line, delivered, back, lost } of parts) {
    const own = orders.get(line.orderId)?.lines.find(one => one.id === line.orderLineId)
    if (!own) continue
    const now = next.get(own.id) ?? own
    next.set(own.id, { shipped: sub(now.shipped, add(back, lost)), delivered: add(now.delivered, delivered) })
  }
  return next
}

const said = ({ line, delivered, back, lost }: Part): string =>
  [`${line.no} ${line.name}`, `+${delivered}`, signOf(back) > 0 && `↩${back}`, signOf(lost) > 0 && `✕${lost}`]
    .filter(Boolean)
    .join(' ')

/** An order that ends takes its drafts and ready ones along; from a combined one only its own lines go. */
export async function cancelShipmentsOf(tx: Tx, actor: Actor, order: { id: string; threadId: string }): Promise<void> {
  const ids = await selectLiveOf(tx, order.id)
  if (ids.length === 0) return
  const rows = await lockShipmentRows(tx, ids)
  for (const row of rows) {
    if (row.state !== 'draft' && row.state !== 'ready') continue
    const isShared = (await selectLineRows(tx, row.id)).some(line => line.orderId !== order.id)
    if (isShared) tx.write(dropOrderBound(tx.orgId, [row.id], order.id))
    const next: ShipmentRow = { ...row, ...(!isShared && { state: 'cancelled' }), ...editStamp(tx, actor, row) }
    tx.write(shipments.update(tx.orgId, next))
    const kind = isShared ? 'shipment.edited' : 'shipment.cancelled'
    tellShipment(tx, actor, next, [order], { kind, from: row.state, to: next.state, after: { orderEnded: true } })
  }
}
