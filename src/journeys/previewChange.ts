// What people see of a change before it is one: line by line, money, stock, instalments, credit, what it takes along.

import { changeFlow } from '#features/change/change.flow.ts'
import { allReasons, linesBetween, orderNotLive } from '#features/change/change.rules.ts'
import type { ChangePreview, ChangeSketch } from '#features/change/change.schema.ts'
import { mayMove } from '#features/change/server/carry.service.ts'
import { findChange, getChange } from '#features/change/server/change.service.ts'
import { headTo, hidesMoney, lineTo } from '#features/change/server/figures.service.ts'
import { headOf } from '#features/change/server/version.service.ts'
import { foreseePlan } from '#features/collection/server/plan.service.ts'
import { seesCredit } from '#features/customer/server/credit.service.ts'
import type { AmendAction } from '#features/order/amend.schema.ts'
import { exposureAfter, lookingAtStock, lookToAmend } from '#features/order/server/amend.service.ts'
import { keptActions } from '#features/order/server/amendDraft.service.ts'
import { shortSaid } from '#features/order/stockHold.rules.ts'
import { findProducts } from '#features/product/server/product.service.ts'
import { seeLiveParts } from '#features/shipment/server/trim.service.ts'
import { foreseeFreed } from '#features/supply/server/freed.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { add, isZero, sub, sum } from '#kernel/money.ts'
import { missing, type Reason } from '#kernel/refusal.ts'
import { factsOf, type Scene, sceneOf } from './changeScene.ts'

async function look(db: Db, actor: Actor, orderId: string, actions: readonly AmendAction[]): Promise<Scene> {
  const [order, live] = await Promise.all([lookToAmend(db, actor, orderId), seeLiveParts(db, orderId)])
  return sceneOf(db, actor, { order, live, stock: lookingAtStock(db) }, actions)
}

/** Of what somebody types: what cannot be understood is said in place, and the rest is not shown. */
export async function sketchChange(db: Db, actor: Actor, input: ChangeSketch): Promise<ChangePreview> {
  const order = await lookToAmend(db, actor, input.orderId)
  const actions = await keptActions(db, actor, order, input.actions)
  return previewOf(db, actor, await look(db, actor, input.orderId, actions))
}

export async function previewChange(db: Db, actor: Actor, id: string): Promise<ChangePreview> {
  const [row] = await Promise.all([findChange(db, id), getChange(db, actor, id)])
  if (!row) throw missing('change')
  const preview = await previewOf(db, actor, await look(db, actor, row.orderId, row.actions))
  if (!row.before || !row.after) return preview
  // what was done is read from what was kept: the order has gone on since
  const lines = linesBetween(row.before.lines, row.after.lines, row.currency).map(line => lineTo(actor, line))
  const sides = { before: headTo(actor, headOf(row.before)), after: headTo(actor, headOf(row.after)) }
  const over = {
    plan: [],
    stock: [],
    credit: null,
    trimmed: [],
    withdrawn: [],
    reasons: [],
    conflicts: [],
    warnings: [],
  }
  return { ...preview, ...over, ...sides, lines, ok: true }
}

async function previewOf(db: Db, actor: Actor, scene: Scene): Promise<ChangePreview> {
  const { order, to, trims, withdrawn, warnings } = scene
  const facts = factsOf({ state: 'approved', actions: [] }, scene)
  const idle = orderNotLive(facts)
  const reasons: Reason[] = [...(idle && typeof idle !== 'string' ? [idle] : []), ...facts.problems, ...facts.blocks]
  const closed = hidesMoney(actor)
  const [plan, stock, freed] = await Promise.all([
    planOf(db, scene, closed),
    stockOf(db, scene),
    foreseeFreed(db, actor, order.row.id, to.lines),
  ])
  return {
    ok: reasons.length === 0 && to.conflicts.length === 0,
    currency: order.row.currency,
    before: headTo(actor, headOf(order.row)),
    after: headTo(actor, headOf(to.row)),
    lines: linesBetween(order.lines, held(scene), order.row.currency).map(line => lineTo(actor, line)),
    plan,
    stock,
    credit: creditOf(actor, scene),
    trimmed: [...Map.groupBy(trims, one => one.shipmentId)].map(([id, own]) => ({
      id,
      number: own[0]?.number ?? '',
      lines: own.map(one => `${one.name} ${one.qty} → ${one.left}`).join('; '),
    })),
    withdrawn: [...withdrawn],
    reasons,
    conflicts: [...to.conflicts],
    warnings: [...warnings, ...short(scene), ...freed],
  }
}

/** With what would be held for it. */
const held = ({ to, judged }: Scene) =>
  to.lines.map(line => {
    const own = judged.plan.picks.filter(one => one.orderLineId === line.id)
    return { ...line, reserved: sum([line.reserved, ...own.map(one => one.qty)]) }
  })

function short({ to, judged: { plan } }: Scene): Reason[] {
  if (plan.refused || plan.short.length === 0) return []
  const lines = plan.short.map(({ orderLineId, holder, missing }) => {
    const line = to.lines.find(one => one.id === orderLineId)
    return { name: line?.code ?? line?.name ?? holder, missing, unit: line?.unit ?? '' }
  })
  return [{ key: 'order.shortNow', values: { lines: shortSaid(lines) } }]
}

async function planOf(db: Db, { to }: Scene, closed: boolean): Promise<ChangePreview['plan']> {
  const rows = await foreseePlan(db, to)
  const shown = (amount: string) => (closed ? null : amount)
  return rows.map(({ before, after }) => ({
    no: before.no,
    kind: before.kind,
    dueDate: before.dueDate,
    paid: shown(before.paid),
    amountBefore: shown(before.amount),
    amountAfter: shown(after),
  }))
}

async function stockOf(db: Db, { judged }: Scene): Promise<ChangePreview['stock']> {
  const moved = new Map<string, string>()
  const note = (productId: string, qty: string) => moved.set(productId, add(moved.get(productId) ?? '0', qty))
  for (const one of judged.plan.picks) note(one.productId, one.qty)
  for (const one of judged.given) note(one.productId, sub('0', one.qty))
  const products = await findProducts(db, [...moved.keys()])
  return [...moved].flatMap(([productId, qty]) => {
    const product = products.get(productId)
    return isZero(qty) || !product ? [] : [{ productId, name: product.name, unit: product.unit, qty }]
  })
}

function creditOf(actor: Actor, { order, to }: Scene): ChangePreview['credit'] {
  const { credit } = order
  if (!credit || credit.limit === null || !seesCredit(actor)) return null
  const { before, after } = exposureAfter(actor, order, to)
  return { limit: credit.limit, usedBefore: credit.used, usedAfter: add(sub(credit.used, before), after) }
}

/** What people may do with it by hand; the rest is the approval's. */
const byHand: readonly string[] = ['submit', 'apply', 'cancel']
export async function changeOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const [row] = await Promise.all([findChange(db, id), getChange(db, actor, id)])
  if (!row) throw missing('change')
  const facts = factsOf(row, await look(db, actor, row.orderId, row.actions))
  return movesFrom(changeFlow, facts, mayMove(actor, row, undefined))
    .filter(({ move }) => byHand.includes(move))
    .map(offer => ({ ...offer, reasons: allReasons(offer.reasons, facts) }))
    .map(offer => (offer.move === 'apply' && facts.conflicts.length > 0 ? { ...offer, ok: true, reasons: [] } : offer))
}
