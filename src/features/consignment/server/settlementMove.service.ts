// Settling and taking it back: everything is locked in the order of levels, judged by the flow table, then written.
import { billedBeyond } from '#features/invoice/server/settled.service.ts'
import {
  type Counters,
  type HeldOrder,
  holdOrders,
  linesAfter,
  seeOrders,
  writeProgress,
} from '#features/order/server/progress.service.ts'
import {
  type AtSite,
  holdAtSite,
  lyingOf,
  seeAtSite,
  settleShipments,
} from '#features/shipment/server/settled.service.ts'
import { type Paper, putBack, takeIn } from '#features/stock/server/goods.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { add, cmp, neg, sub, sum } from '#kernel/money.ts'
import { missing, Refusal, reason } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { type SettlementEffect, type SettlementMove, settlementFlow } from '../settlement.flow.ts'
import type { Above, SettlementFacts } from '../settlement.rules.ts'
import type { WholeSettlement } from '../settlement.schema.ts'
import { readBackSettlement, tellSettlement } from './settlement.service.ts'
import {
  lockShownSettlement,
  type SettlementHead,
  selectLineRows,
  selectSettlement,
  settlementSource,
} from './settlement.sql.ts'
import { type SettlementLineRow, type SettlementRow, settlements } from './settlement.table.ts'

type Orders = ReadonlyMap<string, HeldOrder>
type Standing = {
  readonly row: SettlementRow
  readonly lines: readonly SettlementLineRow[]
  readonly orders: Orders
  readonly site: AtSite
}
export type Wish = {
  readonly move: SettlementMove
  readonly version?: number | undefined
  readonly note?: string | null | undefined
  /** Of the journey: how much of these order lines was asked back, or came back. */
  readonly askedBack?: AskedBack
  /** What follows at the orders, locked behind the goods and written with them. */
  readonly follow?: {
    readonly hold: (orderIds: readonly string[]) => Promise<unknown>
    readonly write: (orders: Orders) => void
  }
}
export type AskedBack = (db: Db, lineIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
export type Moved = { readonly id: string; readonly before: Orders; readonly after: Orders; readonly isDone: boolean }

const idsOf = (lines: readonly SettlementLineRow[], of: 'orderId' | 'shipmentLineId'): string[] => [
  ...new Set(lines.map(line => line[of])),
]

/** Credit 4, orders 8, lines 10, shipments and the settlement 11. What it is of is found before, and asked again under its lock. */
async function hold(tx: Tx, actor: Actor, id: string): Promise<Standing> {
  const seen = await selectLineRows(tx, id)
  const [orders, site, { row }, lines] = await Promise.all([
    holdOrders(tx, idsOf(seen, 'orderId')),
    holdAtSite(tx, idsOf(seen, 'shipmentLineId')),
    lockShownSettlement(tx, actor, id),
    selectLineRows(tx, id),
  ])
  const known = new Set(site.lines.map(line => line.id))
  if (lines.some(line => !orders.has(line.orderId) || !known.has(line.shipmentLineId)))
    throw new Refusal('settlement.moved', 'conflict')
  return { row, lines, orders, site }
}

const done = { post: 'posted', unpost: 'draft', cancel: 'cancelled' } as const
const told = { post: 'posted', unpost: 'unposted', cancel: 'cancelled' } as const

/** The same move again, of a second click or a lost line, finds it done. */
export async function carrySettlement(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<Moved> {
  const at = await hold(tx, actor, id)
  const { row, orders } = at
  if (wish.move === 'post' && row.state === done.post) return { id, before: orders, after: orders, isDone: true }
  if (wish.version !== undefined && wish.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const facts = await factsOf(tx, actor, at, wish.askedBack)
  const verdict = judge(settlementFlow, wish.move, facts, permission => can(actor, permission, row))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  let after = orders
  for (const effect of verdict.effects) after = await carry(tx, actor, at, effect)
  await wish.follow?.hold([...orders.keys()])
  wish.follow?.write(after)
  const postedAt = verdict.to === 'posted' ? tx.now : null
  const next: SettlementRow = { ...row, state: verdict.to, postedAt, ...editStamp(tx, actor, row) }
  tx.write(settlements.update(tx.orgId, next))
  tellSettlement(
    tx,
    actor,
    next,
    [...orders.values()].map(one => one.row),
    {
      kind: `settlement.${told[wish.move]}`,
      from: row.state,
      to: next.state,
      after: { ...(verdict.effects.length > 0 && { lines: said(at) }), ...(wish.note && { note: wish.note }) },
    },
  )
  return { id, before: orders, after, isDone: false }
}

export async function moveSettlement(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeSettlement> {
  await carrySettlement(tx, actor, id, wish)
  return readBackSettlement(tx, actor, id)
}

/** Orders, shipments, then stock: more is settled, or less. */
async function carry(tx: Tx, actor: Actor, at: Standing, effect: SettlementEffect): Promise<Orders> {
  const { row, orders, lines, site } = at
  const sign = effect === 'settle' ? (qty: string) => qty : neg
  const after = new Map(
    [...orders].map(([id, held]) => {
      const own = countersOf(held, lines, sign)
      return [id, own.size > 0 ? writeProgress(tx, actor, held, { lines: own }) : held]
    }),
  )
  settleShipments(tx, actor, {
    held: site,
    by: new Map(lines.map(line => [line.shipmentLineId, sign(line.qty)])),
    orders: [...orders.values()].map(one => one.row),
    number: row.number,
    on: { entity: 'settlement', recordId: row.id },
  })
  const paper: Paper = { entity: 'settlement', recordId: row.id, paper: row.number, date: row.date }
  if (effect === 'settle') await takeIn(tx, actor, paper, goodsOf(at))
  else await putBack(tx, actor, { ...paper, date: today(tx.database.clock, actor.org.zone) }, [])
  return after
}

function goodsOf({ row, lines, site }: Standing) {
  const byId = new Map(site.lines.map(line => [line.id, line]))
  return lines.flatMap(({ no, shipmentLineId, qty }) => {
    const line = byId.get(shipmentLineId)
    if (!line?.stockKept || line.productId === null) return []
    return [{ no, productId: line.productId, warehouseId: row.siteId, batch: line.batch ?? '', qty: neg(qty) }]
  })
}

type Next = ReadonlyMap<string, Partial<Counters>>
/** By order line, all lines of it together. */
function countersOf(held: HeldOrder, lines: readonly SettlementLineRow[], sign: (qty: string) => string): Next {
  const byLine = Map.groupBy(lines, line => line.orderLineId)
  return new Map(
    held.lines.flatMap(line => {
      const own = byLine.get(line.id)
      return own ? [[line.id, { delivered: add(line.delivered, sign(sum(own.map(one => one.qty)))) }]] : []
    }),
  )
}

async function factsOf(db: Db, actor: Actor, at: Standing, askedBack: AskedBack | undefined): Promise<SettlementFacts> {
  const { row, lines, orders, site } = at
  const byId = new Map(site.lines.map(line => [line.id, line]))
  const shipped = new Map(site.rows.map(one => [one.id, one]))
  const beyond = row.state === 'posted' ? await beyondOf(db, at, askedBack) : { invoiced: [], returned: [] }
  return {
    state: row.state,
    date: row.date,
    today: today(db.database.clock, actor.org.zone),
    booksClosedUntil: actor.org.booksClosedUntil,
    ...beyond,
    lines: lines.flatMap(({ no, qty, shipmentLineId, orderId }) => {
      const line = byId.get(shipmentLineId)
      const order = orders.get(orderId)?.row
      const shipment = shipped.get(line?.shipmentId ?? '')
      if (!line || !order || !shipment) return []
      return [
        {
          ...{ no, qty, name: line.name, lying: lyingOf(site, line), shippedOn: shipment.date ?? row.date },
          ...{ shipmentNumber: shipment.number, orderNumber: order.number, orderState: order.state },
        },
      ]
    }),
  }
}

/** What would stand above what is settled once it is taken back: of invoices with their kits, of returns by the goods. */
async function beyondOf(
  db: Db,
  { lines, orders }: Standing,
  askedBack: AskedBack | undefined,
): Promise<Pick<SettlementFacts, 'invoiced' | 'returned'>> {
  const after = [...orders.values()].map(held => ({ ...held, lines: linesAfter(held, countersOf(held, lines, neg)) }))
  const ids = lines.map(line => line.orderLineId)
  const [invoiced, asked] = await Promise.all([
    billedBeyond(db, after),
    askedBack ? askedBack(db, ids) : new Map<string, string>(),
  ])
  const returned = after.flatMap(({ lines: own }) =>
    own.flatMap((line): Above[] => {
      const back = asked.get(line.id) ?? line.returned
      return cmp(sub(line.delivered, back), '0') < 0 ? [{ name: `${line.no} ${line.name}`, numbers: '' }] : []
    }),
  )
  return { invoiced, returned }
}

const said = ({ lines, site }: Standing): string => {
  const byId = new Map(site.lines.map(line => [line.id, line]))
  return lines.map(({ no, qty, shipmentLineId }) => `${no} ${byId.get(shipmentLineId)?.name ?? ''} ${qty}`).join('\n')
}

/** The moves that start here with their why-nots. */
export async function settlementOffers(db: Db, actor: Actor, id: string, askedBack?: AskedBack): Promise<MoveOffer[]> {
  const [row, lines] = await Promise.all([
    selectSettlement(db, id),
    selectLineRows(db, id),
    getRecord<SettlementHead>(db, actor, settlementSource, id),
  ])
  if (!row) throw missing('settlement')
  const [orders, site] = await Promise.all([
    seeOrders(db, idsOf(lines, 'orderId')),
    seeAtSite(db, idsOf(lines, 'shipmentLineId')),
  ])
  const facts = await factsOf(db, actor, { row, lines, orders, site }, askedBack)
  return movesFrom(settlementFlow, facts, permission => can(actor, permission, row))
}
