// Locks what a move touches in one trip, judges it by its row of the flow table, writes what it causes.
import { type About, findApproval, lockApproval, type RequestRow } from '#features/approval/server/approval.service.ts'
import type { ReviewPlan } from '#features/approval/server/plan.service.ts'
import { seesCredit } from '#features/customer/server/credit.service.ts'
import type { StockPlan } from '#features/stock/stock.schema.ts'
import { type Actor, can } from '#kernel/access.ts'
import { dayOf, today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom, problems } from '#kernel/flow.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import { type ContractCalled, callOf, callProblems } from '../callOff.rules.ts'
import { withKits } from '../kit.rules.ts'
import { type OrderMove, orderFlow, restsOn } from '../order.flow.ts'
import { creditWarning, missedRequest, type OrderFacts, reviewNotCurrent } from '../order.rules.ts'
import type { MovePreview, Order, WholeOrder } from '../order.schema.ts'
import { creditCountsOf, exposureOf } from '../order.totals.ts'
import { standingOf } from '../progress.rules.ts'
import { shortSaid } from '../stockHold.rules.ts'
import { heldSaid } from './again.service.ts'
import { calledOf } from './calling.service.ts'
import { lockContractOfOrder } from './callOff.sql.ts'
import { lockPayersOf, type PayerCredit, selectPayersOf } from './credit.sql.ts'
import { tellStocked } from './holding.service.ts'
import { planFor, restored } from './holdPlan.service.ts'
import { partsToBe } from './kit.service.ts'
import {
  countersBound,
  lockOrderLines,
  lockStockOf,
  type StockOfOrder,
  selectLines,
  selectStockOf,
} from './line.sql.ts'
import { effectOf, type JourneyEffects, type Outcome } from './order.effects.ts'
import {
  lockDealOfOrder,
  lockOrderToMove,
  orderSource,
  type Parties,
  progressBound,
  selectSamePo,
  selectToMove,
} from './order.sql.ts'
import type { LineRow, OrderRow } from './order.table.ts'
import { tellOrder, tellOwner, wholeOf, withRelease } from './shown.service.ts'
import { stamps, told } from './stamp.service.ts'

export type { JourneyEffects }

export type Needs = {
  readonly review?: boolean
  readonly credit?: boolean
  readonly deal?: boolean
  /** What it is called off from moves with it. */
  readonly contract?: boolean
  readonly stock?: boolean
  /** Other orders that move with it: locked before it. */
  readonly beside?: () => Promise<unknown>
  readonly plan?: ReviewPlan
  /** What lies between the order and its lines in the order of levels. */
  readonly between?: () => Promise<unknown>
  /** The approval acts, whatever the approver may see. */
  readonly principal?: 'approval'
}
export type Held = {
  readonly row: OrderRow & Parties
  readonly lines: readonly LineRow[]
  readonly shown: Order
  readonly credit: PayerCredit | undefined
  readonly stock: readonly StockOfOrder[]
  /** Of kits that are not confirmed yet, as they will be lines. */
  readonly parts: readonly LineRow[]
  readonly contract: ContractCalled | undefined
  readonly request: RequestRow | undefined
  readonly review: ReviewPlan | undefined
}

const aboutReview = (recordId: string): About => ({ entity: 'order', purpose: 'review', recordId })

/** One trip, in the order of levels: request 2, credit 4, deal 5, contract 7, order 8, lines 10, stock 12; what a contract says is read in another. */
export async function holdOrder(tx: Tx, actor: Actor, id: string, needs: Needs): Promise<Held> {
  const [request, credits, , , , { row, shown }, , lines, stock] = await Promise.all([
    needs.review ? lockApproval(tx, aboutReview(id)) : undefined,
    needs.credit ? lockPayersOf(tx, [id]) : [],
    needs.deal ? lockDealOfOrder(tx, id) : undefined,
    needs.contract ? lockContractOfOrder(tx, id) : undefined,
    needs.beside?.(),
    lockOrderToMove(tx, actor, { id, anyway: needs.principal === 'approval' }),
    needs.between?.(),
    lockOrderLines(tx, id),
    needs.stock ? lockStockOf(tx, id) : [],
  ])
  // found through the order before it was locked: the payer may have been another then
  const credit = credits.find(one => one.customerId === row.payerId)
  if (needs.credit && !credit) throw new Refusal('order.moved', 'conflict')
  if (needs.review && missedRequest(row, request)) throw new Refusal('order.moved', 'conflict')
  const contract = needs.contract && row.contractId ? await calledOf(tx, row.contractId) : undefined
  return { row, lines, parts: partsToBe(row, lines), shown, credit, stock, contract, request, review: needs.plan }
}

export async function lookAt(db: Db, actor: Actor, id: string): Promise<Held> {
  const [request, credits, row, lines, stock, shown] = await Promise.all([
    findApproval(db, aboutReview(id)),
    selectPayersOf(db, [id]),
    selectToMove(db, id),
    selectLines(db, id),
    selectStockOf(db, id),
    getRecord<Order>(db, actor, orderSource, id),
  ])
  if (!row) throw missing('order')
  const credit = credits.find(one => one.customerId === row.payerId)
  const contract = row.contractId ? await calledOf(db, row.contractId) : undefined
  return { row, lines, parts: partsToBe(row, lines), shown, credit, stock, contract, request, review: undefined }
}

export function factsOf(actor: Actor, held: Held, plan: StockPlan, day: string): OrderFacts {
  const { row, lines, credit, contract } = held
  const standing = row.state === 'closed' ? lines.map(restored) : lines
  const counts = creditCountsOf(actor.org.settings.creditCounts)
  const money = { currency: row.currency, rate: row.rate, baseCurrency: actor.org.currency, counts }
  const byId = new Map([...lines, ...held.parts].map(line => [line.id, line]))
  const short = plan.short.map(one => {
    const line = byId.get(one.orderLineId)
    return {
      holder: one.holder,
      name: line?.code ?? line?.name ?? one.holder,
      missing: one.missing,
      unit: line?.unit ?? '',
    }
  })
  return {
    ...row,
    lines,
    nextExposure: exposureOf('confirmed', standing, money),
    credit,
    creditUntold: !seesCredit(actor),
    short: plan.refused ? short : [],
    waiting: short,
    canHold: plan.picks.length > 0,
    closedOn: row.closedAt && dayOf(new Date(row.closedAt), actor.org.zone),
    booksClosedUntil: actor.org.booksClosedUntil,
    contract,
    callOver: callProblems({ ...row, contract, lines: standing }, callOf({ ...row, state: 'confirmed' }, standing)),
    day,
  }
}

export type Wish = {
  readonly version?: number | undefined
  readonly note?: string | undefined
  readonly principal?: 'approval'
}
export type MoveWish<M extends OrderMove = OrderMove> = Wish & {
  readonly move: M
  /** Of the journey that carries the move. */
  readonly effects?: JourneyEffects
  /** Of what waits, these lines alone. */
  readonly lineIds?: readonly string[] | undefined
}
/** Moves that belong to the order alone; the others are journeys. */
export type OwnMove = 'sendBack' | 'hold' | 'resume' | 'reserve'

type Wished = { readonly move: OrderMove; readonly principal?: 'approval' }
/** Why the held order may not make the move; nothing when it may. */
export function problemsOf(tx: Tx, actor: Actor, held: Held, { move, principal }: Wished): readonly Reason[] {
  const day = today(tx.database.clock, actor.org.zone)
  const verdict = judge(
    orderFlow,
    move,
    factsOf(actor, held, planFor(actor, held), day),
    mayOf(actor, held.row, principal),
  )
  return verdict.ok ? [] : verdict.reasons
}

const mayOf = (actor: Actor, row: OrderRow, principal: 'approval' | undefined) => (permission: string) =>
  principal === 'approval' || can(actor, permission, row)

/** The one way an order moves. Everything was locked by `holdOrder`; all reasons at once. */
export async function carryOrder(tx: Tx, actor: Actor, held: Held, wish: MoveWish): Promise<Held> {
  const { move } = wish
  const { row, lines } = held
  if (wish.version !== undefined && wish.version !== row.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const plan = planFor(actor, held, wish.lineIds)
  const day = today(tx.database.clock, actor.org.zone)
  const judged = factsOf(actor, held, plan, day)
  const verdict = judge(orderFlow, move, judged, mayOf(actor, row, wish.principal))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  const moved = { ...row, state: verdict.to, ...stamps[move](tx.now), ...editStamp(tx, actor, row) }
  const { request, review, credit, shown, contract } = held
  const creditDays = credit?.creditDays ?? 0
  const facts = { customerName: shown.customerName, request, review, plan, creditDays, contract, parts: held.parts }
  let at: Outcome = { row: moved, lines }
  for (const effect of verdict.effects) at = await effectOf(effect, wish.effects)(tx, actor, at, facts)
  at = { ...at, lines: withKits(at.lines) }
  const counts = creditCountsOf(actor.org.settings.creditCounts)
  const books = { baseCurrency: actor.org.currency, counts, now: tx.now }
  at = { ...at, row: { ...at.row, ...standingOf(at.row, at.lines, books) } }
  tx.write(progressBound(tx.orgId, at.row))
  const changed = at.lines.filter((line, i) => line !== lines[i])
  if (changed.length > 0) tx.write(countersBound(tx.orgId, changed))
  const event = {
    kind: `order.${told[move]}`,
    from: row.state,
    to: at.row.state,
    after: saidOf(actor, held, wish, plan),
  }
  tellOrder(tx, actor, at.row, withRelease(event, restsOn(move, judged)))
  const customer = held.shown.customerName
  if (move === 'confirm') tellOwner(tx, actor, row, { kind: 'orderConfirmed', customer })
  if (move === 'sendBack') tellOwner(tx, actor, row, { kind: 'orderSentBack', customer })
  return { ...held, ...at, row: { ...row, ...at.row } }
}

function saidOf(actor: Actor, { lines }: Held, { move, note, principal }: MoveWish, plan: StockPlan) {
  const what = move === 'reserve' || move === 'resume' || move === 'reopen' ? heldSaid(lines, plan.picks) : ''
  return {
    ...(note && { note }),
    ...(principal && { principal, approver: actor.name }),
    ...(what && { what }),
  }
}

/** The last approval: the review holds for this very content, whether or not the order can be confirmed now. */
export function writeReviewed(tx: Tx, actor: Actor, held: Held, contentHash: string): Held {
  const row = { ...held.row, approvedHash: contentHash, approvedAt: tx.now, ...editStamp(tx, actor, held.row) }
  tx.write(progressBound(tx.orgId, row))
  return { ...held, row }
}

export const wholeHeld = ({ shown, row, lines }: Held): WholeOrder => wholeOf(shown, row, lines)

export async function moveOrder(tx: Tx, actor: Actor, id: string, wish: MoveWish<OwnMove>): Promise<WholeOrder> {
  const { move, lineIds = [] } = wish
  const stock = move === 'resume' || move === 'reserve'
  const held = await holdOrder(tx, actor, id, { review: move === 'sendBack', credit: move === 'resume', stock })
  refuseAll(
    lineIds.flatMap((one, at) =>
      held.lines.some(line => line.id === one) ? [] : [reason('stock.unknownLine', `lineIds.${at}`)],
    ),
  )
  const moved = await carryOrder(tx, actor, held, wish)
  // all of it lies there now
  if (stock && moved.row.supply === 'full' && held.row.supply !== 'full')
    await tellStocked(tx, actor, moved.row, held.shown.customerName)
  return wholeHeld(moved)
}

export async function orderOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const held = await lookAt(db, actor, id)
  const facts = factsOf(actor, held, planFor(actor, held), today(db.database.clock, actor.org.zone))
  const offers = movesFrom(orderFlow, facts, mayOf(actor, held.row, undefined))
  return offers.map(one =>
    one.move === 'confirm' && !one.ok ? { ...one, reasons: [...one.reasons, ...lackOf(one, facts)] } : one,
  )
}

/** Whoever approved last and whoever sells may not confirm by hand: they read what a reviewed order lacks, too. */
function lackOf({ reasons }: MoveOffer, facts: OrderFacts): Reason[] {
  if (!reasons.some(one => one.key === 'flow.notAllowed') || reviewNotCurrent(facts)) return []
  return problems(orderFlow.confirm.unless, facts).map(withoutMoney)
}

// figures of money belong to whoever confirms: not everybody who reads an order may know its payer's credit
const unsaid: Readonly<Record<string, string>> = {
  'order.creditBlocked': 'order.creditOver',
  'order.prepaymentShort': 'order.prepaymentLacks',
  'contract.over': 'order.contractLacks',
}
const withoutMoney = (one: Reason): Reason => {
  const key = unsaid[one.key]
  return key ? { key } : one
}

/** The same judgement as the move itself, and what is worth knowing before it. */
export async function previewOrderMove(db: Db, actor: Actor, id: string, move: OrderMove): Promise<MovePreview> {
  const held = await lookAt(db, actor, id)
  const plan = planFor(actor, held)
  const facts = factsOf(actor, held, plan, today(db.database.clock, actor.org.zone))
  const verdict = judge(orderFlow, move, facts, mayOf(actor, held.row, undefined))
  const samePo = await selectSamePo(db, held.row)
  const warnings: Reason[] = []
  if (samePo && (move === 'submit' || move === 'confirm')) warnings.push(reason('order.samePo', 'poNumber', samePo))
  if (move === 'submit') warnings.push(...facts.callOver)
  const credit = move === 'submit' || move === 'confirm' || move === 'reopen' ? creditWarning(facts) : undefined
  if (credit) warnings.push(typeof credit === 'string' ? { key: credit } : credit)
  const holds = move === 'confirm' || move === 'reopen' || move === 'resume' || move === 'reserve'
  const thin = move === 'submit' || (!plan.refused && holds)
  if (thin && plan.short.length > 0)
    warnings.push(reason('order.shortNow', undefined, { lines: shortSaid(facts.waiting) }))
  return { ok: verdict.ok, to: orderFlow[move].to, reasons: verdict.ok ? [] : [...verdict.reasons], warnings }
}
