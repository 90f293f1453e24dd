// What a move of a shipment causes at its orders and in the warehouse, word by word; a word without an effect does
// not compile. Order lines change by `writeProgress` alone, stock by `goods.service` alone.
import type { LineRow } from '#features/order/server/order.table.ts'
import {
  type Counters,
  exposureMove,
  type HeldOrder,
  poolOf,
  writeProgress,
} from '#features/order/server/progress.service.ts'
import type { ProductFacts } from '#features/product/product.schema.ts'
import { type GoodsPick, type Paper, putBack, takeOut } from '#features/stock/server/goods.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { add, cmp, max, neg, sub, sum } from '#kernel/money.ts'
import type { ShipmentEffect } from '../shipment.flow.ts'
import { onTheWay, toleranceFor } from '../shipment.rules.ts'
import { splitByBatch, writeSplit } from './batches.service.ts'
import { dropTracesBound } from './carrier.sql.ts'
import { productsOf } from './draft.service.ts'
import { becameBound } from './shipment.sql.ts'
import type { NamedLine, ShipmentLineRow, ShipmentRow } from './shipment.table.ts'

export type At = {
  readonly row: ShipmentRow
  readonly lines: readonly NamedLine[]
  readonly orders: ReadonlyMap<string, HeldOrder>
  /** By order line, what other ready ones promise of it. */
  readonly promised?: ReadonlyMap<string, string>
}
/** Locks behind the goods, taken in the trip of theirs. */
export type Behind = () => Promise<unknown>
type Effect = (tx: Tx, actor: Actor, at: At, behind: Behind) => At | Promise<At>

export const shipmentEffects: Record<ShipmentEffect, Effect> = {
  /** Whoever may promise more than is open raises the line's tolerance with it: others may then ship it. */
  allowed(tx, actor, at) {
    const next = nextLines(at, (line, qty) => {
      const promised = sum([line.shipped, qty, at.promised?.get(line.id) ?? '0'])
      const overTolerance = toleranceFor(line, promised)
      return cmp(overTolerance, line.overTolerance) > 0 ? { overTolerance } : {}
    })
    const raised = new Map([...next].filter(([, to]) => to.overTolerance !== undefined))
    return { ...at, orders: progress(tx, actor, at.orders, raised) }
  },

  async goodsOut(tx, actor, at, behind) {
    const next = nextLines(at, (line, qty) => shippedMore(line, qty))
    const { siteId } = at.row
    const products = siteId ? await productsOf(tx, at.lines) : new Map<string, ProductFacts>()
    let lines = at.lines
    const named = (picks: readonly GoodsPick[]) => {
      const split = splitByBatch(at.lines, picks, id => products.get(id)?.unit)
      lines = split.lines
      return split.picks
    }
    const leaving = { lines: outgoing(at, next), behind, ...(siteId && { siteId, named }) }
    const lowered = await takeOut(tx, actor, paperOf(at.row), leaving)
    writeSplit(tx, at.lines, lines)
    const held = new Map([...next].map(([id, to]) => [id, { ...to, ...less(at, id, lowered.get(id)) }]))
    return { ...at, lines, orders: progress(tx, actor, at.orders, held) }
  },

  async goodsBack(tx, actor, at) {
    tx.write(...dropTracesBound(tx.orgId, at.row.id))
    const next = nextLines(at, (line, qty) => ({ shipped: sub(line.shipped, qty) }))
    const back = at.lines.flatMap(line => {
      const own = lineOf(at, line.orderLineId)
      if (!own || !line.stockKept) return []
      const shipped = next.get(own.id)?.shipped ?? own.shipped
      const toShip = max(add(sub(sub(own.ordered, own.cancelled), shipped), own.reship), '0')
      const { orderLineId, no } = line
      const holder = `${at.orders.get(line.orderId)?.row.number ?? ''}-${own.no}`
      return [{ no, orderLineId, holder, most: max(sub(toShip, own.reserved), '0') }]
    })
    const raised = await putBack(
      tx,
      actor,
      { ...paperOf(at.row), date: today(tx.database.clock, actor.org.zone) },
      back,
    )
    const held = new Map([...next].map(([id, to]) => [id, { ...to, ...less(at, id, neg(raised.get(id) ?? '0')) }]))
    return { ...at, orders: progress(tx, actor, at.orders, held) }
  },

  /** All that is still on the way has arrived. */
  async arrived(tx, actor, at, behind) {
    await behind()
    const rest = new Map(at.lines.map(line => [line.id, onTheWay(line)]))
    const lines = at.lines.map(line => ({ ...line, delivered: add(line.delivered, rest.get(line.id) ?? '0') }))
    tx.write(becameBound(tx.orgId, lines))
    const next = nextLines(
      at,
      (line, qty) => ({ delivered: add(line.delivered, qty) }),
      line => rest.get(line.id) ?? '0',
    )
    return { ...at, lines, orders: progress(tx, actor, at.orders, next) }
  },

  /** 验收: no stock; what was accepted is shipped and delivered at once. */
  async accepted(tx, actor, at, behind) {
    await behind()
    const lines = at.lines.map(line => ({ ...line, delivered: line.qty }))
    tx.write(becameBound(tx.orgId, lines))
    const next = nextLines(at, (line, qty) => ({ ...shippedMore(line, qty), delivered: add(line.delivered, qty) }))
    return { ...at, lines, orders: progress(tx, actor, at.orders, next) }
  },

  unaccepted(tx, actor, at) {
    const lines = at.lines.map(line => ({ ...line, delivered: '0' }))
    tx.write(becameBound(tx.orgId, lines))
    const next = nextLines(at, (line, qty) => ({
      shipped: sub(line.shipped, qty),
      delivered: sub(line.delivered, qty),
    }))
    return { ...at, lines, orders: progress(tx, actor, at.orders, next) }
  },
}

export const paperOf = (row: ShipmentRow): Paper => ({
  entity: 'shipment',
  recordId: row.id,
  paper: row.number,
  date: row.date ?? '',
})

type Next = ReadonlyMap<string, Partial<Counters>>

/** By order line, all shipment lines of it together. */
function nextLines(
  at: At,
  to: (line: LineRow, qty: string) => Partial<Counters>,
  qtyOf: (line: ShipmentLineRow) => string = line => line.qty,
): Next {
  const qtys = new Map<string, string>()
  for (const line of at.lines) qtys.set(line.orderLineId, sum([qtys.get(line.orderLineId) ?? '0', qtyOf(line)]))
  const next = new Map<string, Partial<Counters>>()
  for (const [id, qty] of qtys) {
    const line = lineOf(at, id)
    if (line) next.set(id, to(line, qty))
  }
  return next
}

const lineOf = ({ orders }: At, id: string): LineRow | undefined => {
  for (const { lines } of orders.values()) {
    const found = lines.find(line => line.id === id)
    if (found) return found
  }
  return undefined
}

/** Who may ship more than the tolerance raises it: the line then says so. */
function shippedMore(line: LineRow, qty: string): Partial<Counters> {
  const shipped = add(line.shipped, qty)
  const overTolerance = toleranceFor(line, shipped)
  return { shipped, ...(cmp(overTolerance, line.overTolerance) > 0 && { overTolerance }) }
}

const less = (at: At, id: string, lowered: string | undefined): Partial<Counters> => {
  const line = lineOf(at, id)
  return line && lowered !== undefined ? { reserved: sub(line.reserved, lowered) } : {}
}

/** The orders in the order of their ids: the same as their locks. */
function progress(
  tx: Tx,
  actor: Actor,
  orders: ReadonlyMap<string, HeldOrder>,
  next: Next,
): ReadonlyMap<string, HeldOrder> {
  return new Map(
    [...orders].map(([id, held]) => {
      const own = new Map(held.lines.flatMap(line => (next.has(line.id) ? [[line.id, next.get(line.id) ?? {}]] : [])))
      return [id, own.size > 0 ? writeProgress(tx, actor, held, { lines: own }) : held]
    }),
  )
}

function outgoing(at: At, next: Next) {
  return at.lines.flatMap(line => {
    const own = lineOf(at, line.orderLineId)
    if (!own || !line.stockKept || line.productId === null || line.warehouseId === null) return []
    const shipped = next.get(own.id)?.shipped ?? own.shipped
    const restAfter = max(add(sub(sub(own.ordered, own.cancelled), shipped), own.reship), '0')
    const { no, orderLineId, productId, name, warehouseId, batch, qty } = line
    return [{ no, orderLineId, productId, name, warehouseId, batch, qty, restAfter }]
  })
}

/** Of each limit once this has left: more only where goods that are out are what counts. */
export function creditAfter(actor: Actor, at: At): ReadonlyMap<string, string> {
  const next = nextLines(at, (line, qty) => ({ shipped: add(line.shipped, qty) }))
  const after = new Map<string, string>()
  for (const held of at.orders.values()) {
    const used = after.get(poolOf(held)) ?? held.credit?.used ?? '0'
    after.set(poolOf(held), add(used, exposureMove(actor, held, next)))
  }
  return after
}
