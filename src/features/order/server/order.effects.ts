// What a move causes at the order itself, word by word; a word without an effect does not compile.

import { type RequestRow, startApproval, voidApproval } from '#features/approval/server/approval.service.ts'
import type { ReviewPlan } from '#features/approval/server/plan.service.ts'
import { countCall } from '#features/contract/server/call.service.ts'
import { moveExposure } from '#features/customer/server/credit.service.ts'
import { releaseReservations, reserve } from '#features/stock/server/stock.service.ts'
import type { StockPlan } from '#features/stock/stock.schema.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { add, formatMoney, max, signOf, sub, sum } from '#kernel/money.ts'
import { type ContractCalled, callMove, callOf } from '../callOff.rules.ts'
import type { JourneyEffect, OrderEffect, OwnEffect } from '../order.flow.ts'
import { creditCountsOf, exposureOf, withCancelled } from '../order.totals.ts'
import { withShares } from './kit.service.ts'
import { type LineRow, type OrderRow, orderLines } from './order.table.ts'

export type Outcome = { readonly row: OrderRow; readonly lines: readonly LineRow[] }
export type EffectFacts = {
  readonly customerName: string
  readonly request: RequestRow | undefined
  readonly review: ReviewPlan | undefined
  readonly plan: StockPlan
  /** Of its kits, to be lines from now on. */
  readonly parts: readonly LineRow[]
  /** Of the payer, where the terms say nothing. */
  readonly creditDays: number
  readonly contract: ContractCalled | undefined
}
type Effect = (tx: Tx, actor: Actor, at: Outcome, facts: EffectFacts) => Outcome | Promise<Outcome>

/** What the features after the order do at its moves; the journey knows them. */
export type JourneyEffects = Readonly<Record<JourneyEffect, Effect>>

/** A move that is the order's own has none of the others' effects; one that has them is carried by a journey. */
export function effectOf(name: OrderEffect, others: JourneyEffects | undefined): Effect {
  const own = Object.hasOwn(orderEffects, name) ? orderEffects[name as OwnEffect] : undefined // just looked up
  const other = others?.[name as JourneyEffect] // whatever is not the order's own
  if (own) return own
  if (!other) throw new Error(`${name} is a journey's`)
  return other
}

const orderEffects: Record<OwnEffect, Effect> = {
  startReview(tx, actor, { row, lines }, { review, customerName }) {
    const wish = {
      entity: 'order',
      purpose: 'review',
      recordId: row.id,
      title: `${row.number} · ${customerName} · ${formatMoney(row.gross, row.currency, 'zh-CN')}`,
      href: `/orders/${row.id}`,
      contentHash: row.contentHash,
      threadId: row.threadId,
    }
    const started = review && startApproval(tx, actor, review, wish)
    // an empty policy passes straight on
    const approved = started
      ? { approvedHash: null, approvedAt: null }
      : { approvedHash: row.contentHash, approvedAt: tx.now }
    return { row: { ...row, ...approved }, lines }
  },

  voidReview(tx, actor, { row, lines }, { request }) {
    voidApproval(tx, actor, request)
    return { row: { ...row, approvedHash: null, approvedAt: null }, lines }
  },

  async freezeParts(tx, _actor, { row, lines }, { parts }) {
    if (parts.length === 0) return { row, lines }
    const worth = await withShares(tx, lines, parts, row.currency)
    tx.write(orderLines.insert(tx.orgId, worth))
    return { row, lines: [...lines, ...worth] }
  },

  reserveStock(tx, _actor, { row, lines }, { plan }) {
    reserve(tx, plan.picks)
    const picked = (line: LineRow) => sum(plan.picks.filter(one => one.orderLineId === line.id).map(one => one.qty))
    return {
      row,
      lines: plan.picks.length ? lines.map(line => ({ ...line, reserved: add(line.reserved, picked(line)) })) : lines,
    }
  },

  /** All that has not gone out; on closing, fees stay: they need nothing and count as done. */
  cancelRest(_tx, _actor, { row, lines }) {
    const closes = row.state === 'closed'
    return {
      row,
      lines: lines.map(line => {
        const kept = sub(line.shipped, line.returned)
        const rest = closes && line.fulfil === 'none' ? '0' : max(sub(sub(line.ordered, line.cancelled), kept), '0')
        if (signOf(rest) === 0) return line
        return { ...withCancelled(line, add(line.cancelled, rest)), closedRest: closes ? rest : line.closedRest }
      }),
    }
  },

  restoreRest(_tx, _actor, { row, lines }) {
    return {
      row,
      lines: lines.map(line =>
        signOf(line.closedRest) === 0
          ? line
          : { ...withCancelled(line, sub(line.cancelled, line.closedRest)), closedRest: '0' },
      ),
    }
  },

  async releaseStock(tx, _actor, { row, lines }) {
    const holding = lines.filter(line => signOf(line.reserved) > 0).map(line => line.id)
    const released = await releaseReservations(tx, holding)
    const given = new Map(released.map(one => [one.orderLineId, one.qty]))
    return { row, lines: lines.map(line => ({ ...line, reserved: sub(line.reserved, given.get(line.id) ?? '0') })) }
  },

  setExposure(tx, actor, { row, lines }) {
    const counts = creditCountsOf(actor.org.settings.creditCounts)
    const money = { currency: row.currency, rate: row.rate, baseCurrency: actor.org.currency, counts }
    const exposure = exposureOf(row.state, lines, money)
    moveExposure(tx, row.payerId, sub(exposure, row.exposure))
    return { row: { ...row, exposure }, lines }
  },

  /** What it counts against its contract: all that is open of it, nothing before confirmation or once it is cancelled. */
  callOff(tx, _actor, { row, lines }, { contract }) {
    if (!contract) return { row, lines }
    const call = callOf(row, lines)
    countCall(tx, contract, callMove(row, lines, call))
    const called = lines.map(line => {
      const calledQty = call.lines.get(line.id) ?? '0'
      return calledQty === line.calledQty ? line : { ...line, calledQty }
    })
    return { row: { ...row, calledAmount: call.amount }, lines: called }
  },
}
