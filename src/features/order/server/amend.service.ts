// A confirmed order becomes the one that a change asks for: judged like a confirmation where its value rises, written as
// one, with only the difference of what it holds. Changes call it, through their journey.
import { giveBack, givenOf, planOver, reserve, stockPolicyOf } from '#features/stock/server/stock.service.ts'
import type { StockPlan } from '#features/stock/stock.schema.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { problems } from '#kernel/flow.ts'
import { add, cmp, convert, max, min, sub, sum } from '#kernel/money.ts'
import { missing, type Reason, Refusal } from '#kernel/refusal.ts'
import { changes, editStamp } from '#meta/server/record.service.ts'
import { amended } from '../amend.rules.ts'
import type { AmendAction } from '../amend.schema.ts'
import { contractOver } from '../callOff.rules.ts'
import type { Release } from '../creditRelease.schema.ts'
import { withKits } from '../kit.rules.ts'
import {
  creditBlocked,
  creditWarning,
  issuingInvoice,
  linesUnfit,
  type OrderFacts,
  partyGone,
  prepaymentShort,
  releaseUsed,
} from '../order.rules.ts'
import { creditCountsOf, exposureOf } from '../order.totals.ts'
import { standingOf } from '../progress.rules.ts'
import { stockShort } from '../stockHold.rules.ts'
import { ranked } from './again.service.ts'
import { amendLinesBound, liveChangesBound, lockStockFor, type StockBeside, selectStockFor } from './amend.sql.ts'
import { calledOf } from './calling.service.ts'
import { lockContractOfOrder } from './callOff.sql.ts'
import { hashOf } from './create.service.ts'
import { lockPayersOf } from './credit.sql.ts'
import { changeSaid, lineChange } from './line.service.ts'
import { countersBound, lockOrderLines, selectLines } from './line.sql.ts'
import { factsOf, type Held, lookAt } from './move.service.ts'
import { effectOf, type JourneyEffects, type Outcome } from './order.effects.ts'
import { lockOrderToMove, lockQuoteOfOrder, progressBound, selectToMove } from './order.sql.ts'
import { type LineRow, type OrderRow, orderLines, orders } from './order.table.ts'
import { tellOrder, withRelease } from './shown.service.ts'

export type { Held as AmendedOrder }
export type Amendment = {
  readonly row: OrderRow
  readonly lines: readonly LineRow[]
  readonly reasons: readonly Reason[]
  readonly conflicts: readonly Reason[]
}

type Needs = { readonly anyway: boolean; readonly between: () => Promise<unknown> }
/** Credit 4, quote 6, contract 7, order 8, the change 9, lines 10, in one trip. */
export async function holdToAmend(tx: Tx, actor: Actor, id: string, { anyway, between }: Needs): Promise<Held> {
  const [credits, , , { row, shown }, , lines] = await Promise.all([
    lockPayersOf(tx, [id]),
    lockQuoteOfOrder(tx, id),
    lockContractOfOrder(tx, id),
    lockOrderToMove(tx, actor, { id, anyway }),
    between(),
    lockOrderLines(tx, id),
  ])
  // found through the order before it was locked: the payer may have been another then
  const credit = credits.find(one => one.customerId === row.payerId)
  if (!credit) throw new Refusal('order.moved', 'conflict')
  const contract = row.contractId ? await calledOf(tx, row.contractId) : undefined
  return { row, lines, shown, credit, contract, stock: [], parts: [], request: undefined, review: undefined }
}
/** The same without locks. */
/** For whoever decides on it: no rights are asked. */
export async function lookAnyway(db: Db, id: string): Promise<Pick<Held, 'row' | 'lines'>> {
  const [row, lines] = await Promise.all([selectToMove(db, id), selectLines(db, id)])
  if (!row) throw missing('order')
  return { row, lines }
}
export const lookToAmend = (db: Db, actor: Actor, id: string): Promise<Held> => lookAt(db, actor, id)

/** What the actions make of it. Preview and change are this very function. */
export function amendmentOf(
  actor: Actor,
  { row, lines }: Pick<Held, 'row' | 'lines'>,
  actions: readonly AmendAction[],
): Amendment {
  const next = amended({ head: row, lines }, actions)
  if (next.reasons.length > 0 || next.conflicts.length > 0) return { ...next, row, lines }
  const { net, tax, gross, discountKind, discountValue, promisedDate, address } = next.head
  const money = { net, tax, gross, baseGross: convert(gross, row.rate, actor.org.currency) }
  const head: OrderRow = { ...row, ...money, discountKind, discountValue, promisedDate, address }
  const held = withKits(
    next.lines.map(line => (cmp(line.reserved, line.toShip) > 0 ? { ...line, reserved: line.toShip } : line)),
  )
  const contentHash = hashOf(head, held)
  // the change's own approval takes the place of the order's review: what was reviewed stays so
  const approvedHash = row.approvedHash === row.contentHash ? contentHash : row.approvedHash
  return { ...next, row: { ...head, contentHash, approvedHash }, lines: held }
}

/** What of the stock moves with it, and why it may not be. */
export type Judged = {
  readonly plan: StockPlan
  readonly given: Awaited<ReturnType<typeof givenOf>>
  readonly reasons: readonly Reason[]
  readonly warnings: readonly Reason[]
  /** The special release that lets it pass. */
  readonly release: Release | undefined
}

/** Of these products: locked (level 12) where it is to be written, else only looked at. */
export type StockLook = (productIds: readonly string[]) => Promise<StockBeside[]>
export const lockingStock =
  (tx: Tx): StockLook =>
  ids =>
    lockStockFor(tx, ids)
export const lookingAtStock =
  (db: Db): StockLook =>
  ids =>
    selectStockFor(db, ids)

type Asked = { readonly held: Held; readonly to: Amendment; readonly stock: StockLook }
/** Where it writes, lines and everything that moves goods are locked. */
export async function judgeAmendment(db: Db, actor: Actor, { held, to, stock }: Asked): Promise<Judged> {
  const { less, wants } = stockOf(held, to)
  const moved = [...held.lines, ...to.lines].filter(line => isMoved(line, less, wants))
  const rows = await stock([...new Set(moved.flatMap(line => line.productId ?? []))])
  const given = await givenOf(db, less)
  const isHeld = held.row.state === 'on_hold'
  const policy = isHeld ? 'partial' : stockPolicyOf(actor.org.settings.reservePolicy)
  const plan = planOver(ranked(freed(rows, given, isHeld)), wants, policy)
  const facts = {
    ...factsOf(actor, { ...held, row: { ...held.row, ...to.row }, lines: to.lines }, plan, dayIn(db, actor)),
  }
  return {
    plan,
    given,
    reasons: raisedProblems(held, to, facts),
    warnings: raises(facts) ? said(creditWarning(facts)) : [],
    release: raises(facts) ? releaseUsed(facts) : undefined,
  }
}

const dayIn = (db: Db, actor: Actor): string => today(db.database.clock, actor.org.zone)
const said = (found: ReturnType<typeof creditWarning>): Reason[] =>
  found === undefined ? [] : [typeof found === 'string' ? { key: found } : found]
const raises = (facts: OrderFacts): boolean => cmp(facts.nextExposure, facts.exposure) > 0

/** A raised value runs credit and gates; what only becomes less is let through. */
function raisedProblems({ row, lines }: Held, to: Amendment, facts: OrderFacts): Reason[] {
  const moves = to.lines.some(line =>
    isRepriced(
      line,
      lines.find(one => one.id === line.id),
    ),
  )
  return problems(
    [
      partyGone,
      linesUnfit,
      ...(raises(facts) ? [creditBlocked] : []),
      ...(cmp(to.row.gross, row.gross) > 0 ? [prepaymentShort] : []),
      ...(row.state === 'on_hold' ? [] : [stockShort]),
      contractOver,
      ...(moves ? [issuingInvoice] : []),
    ],
    facts,
  )
}

/** What an invoice under way may stand on. */
const isRepriced = (line: LineRow, old: LineRow | undefined): boolean =>
  old !== undefined && (cmp(line.gross, old.gross) !== 0 || cmp(line.due, old.due) !== 0)

type Want = { orderLineId: string; productId: string; warehouseId: string | null; qty: string; holder: string }
type Moved = { readonly less: ReadonlyMap<string, string>; readonly wants: readonly Want[] }

/** Reservations move by the difference only: what a line gives up, another of the same product may take. */
function stockOf({ lines: old }: Held, { row, lines }: Amendment): Moved {
  const before = new Map(old.map(line => [line.id, line]))
  const less = new Map<string, string>()
  const room = new Map<string, string>()
  for (const line of lines) {
    if (!line.stockKept || line.productId === null) continue
    const was = before.get(line.id)
    const gives = sub(was?.reserved ?? '0', line.reserved)
    if (cmp(gives, '0') > 0) less.set(line.id, gives)
    const raise = sub(line.toShip, was?.toShip ?? '0')
    room.set(line.productId, sum([room.get(line.productId) ?? '0', raise, gives]))
  }
  const wants = lines.flatMap((line): Want[] => {
    const { productId, warehouseId, id: orderLineId } = line
    if (!line.stockKept || productId === null) return []
    const raise = sub(line.toShip, before.get(line.id)?.toShip ?? '0')
    const qty = [raise, sub(line.toShip, line.reserved), max(room.get(productId) ?? '0', '0')].reduce(min)
    if (cmp(qty, '0') <= 0) return []
    room.set(productId, sub(room.get(productId) ?? '0', qty))
    return [{ orderLineId, productId, warehouseId, qty, holder: `${row.number}-${line.no}` }]
  })
  return { less, wants }
}

const isMoved = (line: LineRow, less: Moved['less'], wants: Moved['wants']): boolean =>
  less.has(line.id) || wants.some(one => one.orderLineId === line.id)

/** What is free once the others have given back; on hold nothing more than that. */
function freed(rows: readonly StockBeside[], given: Judged['given'], isHeld: boolean): StockBeside[] {
  return rows
    .filter(row => row.usable)
    .map(row => {
      const same = given.filter(
        one => one.productId === row.productId && one.warehouseId === row.warehouseId && one.batch === row.batch,
      )
      const back = sum(same.map(one => one.qty))
      return isHeld
        ? { ...row, onHand: back, reserved: '0', backorderLimit: '0' }
        : { ...row, reserved: sub(row.reserved, back) }
    })
}

type Written = {
  readonly to: Amendment
  readonly judged: Judged
  readonly change: { readonly number: string; readonly reason: string }
  /** What follows the order's money: the plan of collection. */
  readonly planCollection: JourneyEffects['planCollection']
}

/** Everything is locked and judged. Levels 13 and 14. */
export async function writeAmendment(tx: Tx, actor: Actor, held: Held, written: Written): Promise<Held> {
  const { to, judged } = written
  await giveBack(tx, judged.given)
  reserve(tx, judged.plan.picks)
  const picked = (line: LineRow) =>
    sum(judged.plan.picks.filter(one => one.orderLineId === line.id).map(one => one.qty))
  const lines = to.lines.map(line => {
    const qty = picked(line)
    return cmp(qty, '0') > 0 ? { ...line, reserved: add(line.reserved, qty) } : line
  })
  const row = { ...to.row, revision: held.row.revision + 1, liveChanges: 0, ...editStamp(tx, actor, held.row) }
  let at: Outcome = { row, lines }
  const facts = effectFacts(held, judged.plan)
  for (const name of ['setExposure', 'callOff'] as const) at = await effectOf(name, undefined)(tx, actor, at, facts)
  at = await written.planCollection(tx, actor, at, facts)
  const books = {
    baseCurrency: actor.org.currency,
    counts: creditCountsOf(actor.org.settings.creditCounts),
    now: tx.now,
  }
  at = { ...at, row: { ...at.row, ...standingOf(at.row, at.lines, books) } }
  writeLines(tx, held, at)
  tx.write(orders.update(tx.orgId, at.row), progressBound(tx.orgId, at.row))
  tellAmended(tx, actor, held, { ...written, at })
  return { ...held, ...at, row: { ...held.row, ...at.row } }
}

const effectFacts = ({ shown, credit, contract }: Held, plan: StockPlan) => ({
  customerName: shown.customerName,
  request: undefined,
  review: undefined,
  plan,
  parts: [],
  creditDays: credit?.creditDays ?? 0,
  contract,
})

function writeLines(tx: Tx, { lines: old }: Held, { lines }: Outcome): void {
  const before = new Set(old.map(line => line.id))
  const fresh = lines.filter(line => !before.has(line.id))
  const changed = lines.filter((line, i) => before.has(line.id) && line !== old[i])
  if (changed.length > 0) tx.write(amendLinesBound(tx.orgId, changed))
  if (fresh.length > 0) tx.write(orderLines.insert(tx.orgId, fresh), countersBound(tx.orgId, fresh))
}

function tellAmended(
  tx: Tx,
  actor: Actor,
  held: Held,
  { change, at, judged }: Written & { readonly at: Outcome },
): void {
  const lines = changeSaid(held.lines, lineChange(held.lines, at.lines))
  const head = ({ gross, promisedDate, address }: OrderRow) => ({ gross, promisedDate, address })
  const { before, after } = changes(head(held.row), head(at.row))
  const event = {
    kind: 'order.changed',
    before: { ...before, lines: lines.before },
    after: { ...after, lines: lines.after, text: `${change.number} · ${change.reason}`, revision: at.row.revision },
  }
  tellOrder(tx, actor, at.row, withRelease(event, judged.release))
}

/** Of the order alone, in base currency: as it counts now, and as it would. */
export function exposureAfter(actor: Actor, { row }: Held, to: Amendment): { before: string; after: string } {
  const counts = creditCountsOf(actor.org.settings.creditCounts)
  const money = { currency: row.currency, rate: row.rate, baseCurrency: actor.org.currency, counts }
  return { before: row.exposure, after: exposureOf(row.state, to.lines, money) }
}

/** Pushed down by changes; the order is locked. */
export const setLiveChanges = (tx: Tx, id: string, count: 0 | 1): void => tx.write(liveChangesBound(tx, id, count))
