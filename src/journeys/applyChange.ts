// A change is submitted, approved, applied to its order or given up: by hand, by the last approval in its transaction, or
// straight on where nobody is asked.
import { findApproval, startApproval, voidApproval } from '#features/approval/server/approval.service.ts'
import { readPlan } from '#features/approval/server/plan.service.ts'
import type { ApprovalSubject } from '#features/approval/server/subject.service.ts'
import { type ChangeMove, changeFlow } from '#features/change/change.flow.ts'
import type { WholeChange } from '#features/change/change.schema.ts'
import {
  aboutChange,
  type CarryWish,
  type HeldChange,
  holdChange,
  judged as mayCarry,
  written,
} from '#features/change/server/carry.service.ts'
import { changeWritten, findChange, sumsOf } from '#features/change/server/change.service.ts'
import { tellDrafter } from '#features/change/server/tell.service.ts'
import { headOf } from '#features/change/server/version.service.ts'
import { withdrawRequestsOf } from '#features/invoice/server/withdraw.service.ts'
import { lockingStock, writeAmendment } from '#features/order/server/amend.service.ts'
import { holdLiveParts, trimShipments } from '#features/shipment/server/trim.service.ts'
import { askForShort } from '#features/supply/server/auto.service.ts'
import { freeHeldSupply, holdSupplyOf } from '#features/supply/server/freed.service.ts'
import type { Actor } from '#kernel/access.ts'
import { type Handlers, MoveBody } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { formatMoney } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'
import type { applyChangeApi } from './applyChange.api.ts'
import { changeFacts, tellOfChange } from './changeFacts.ts'
import { factsOf, type Scene, sceneOf } from './changeScene.ts'
import { agreeOnChange } from './lastPrices.ts'
import { journeyEffects } from './orderEffects.ts'
import { changeOffers, previewChange, sketchChange } from './previewChange.ts'

type Wish = Omit<CarryWish, 'move'>
type Stage = {
  readonly held: HeldChange
  readonly scene: Scene
  readonly supply: Awaited<ReturnType<typeof holdSupplyOf>>
}

/** Shipments and supply 11, stock 12, after what `holdChange` holds. */
async function staged(tx: Tx, actor: Actor, held: HeldChange): Promise<Stage> {
  const live = await holdLiveParts(tx, held.order.row.id)
  const supply = await holdSupplyOf(tx, held.order.row.id)
  return {
    held,
    supply,
    scene: await sceneOf(tx, actor, { order: held.order, live, stock: lockingStock(tx) }, held.row.actions),
  }
}

const can = ({ scene }: Stage): boolean =>
  scene.to.conflicts.length + scene.to.reasons.length + scene.blocks.length === 0

/** The last thing of all: the order becomes what was asked for, and what stood before it is kept. */
async function applied(tx: Tx, actor: Actor, { held, scene, supply }: Stage, wish: Wish): Promise<HeldChange> {
  mayCarry(actor, held, factsOf(held.row, scene), { ...wish, move: 'apply' })
  const { order, to, judged, trims, withdrawn } = scene
  await trimShipments(tx, actor, order.row, trims)
  const { planCollection } = journeyEffects
  const next = await writeAmendment(tx, actor, order, { to, judged, change: held.row, planCollection })
  const ids = withdrawn.map(one => one.id)
  if (ids.length > 0) await withdrawRequestsOf(tx, actor, order.row, { ids, why: 'orderChanged' })
  await freeHeldSupply(tx, actor, { order: next.row, rows: supply }, next.lines)
  await askForShort(tx, actor, next, judged.plan.short)
  await agreeOnChange(tx, order, next)
  const done = written(
    tx,
    actor,
    held,
    { ...wish, move: 'apply' },
    {
      revision: next.row.revision,
      before: stood(order),
      after: stood(next),
      grossBefore: order.row.gross,
      grossAfter: next.row.gross,
      baseDifference: sumsOf(actor, order, held.row.actions).baseDifference,
    },
  )
  tellDrafter(tx, actor, done.row, { kind: 'changeApplied', order: order.row.number })
  return done
}

const stood = ({ row, lines }: HeldChange['order']) => ({ ...headOf(row), currency: row.currency, lines })

/** What stands there now is not what was looked at: it can never be applied, only taken over into a new one. */
function inConflict(tx: Tx, actor: Actor, { held, scene }: Stage, wish: Wish): HeldChange {
  mayCarry(actor, held, factsOf(held.row, scene), { ...wish, move: 'conflict' })
  tellDrafter(tx, actor, held.row, { kind: 'changeStuck', order: held.order.row.number })
  return written(tx, actor, held, { ...wish, move: 'conflict' })
}

async function applyChange(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeChange> {
  const stage = await staged(tx, actor, await holdChange(tx, actor, id, {}))
  const isMoved = stage.held.row.state === 'approved' && stage.scene.to.conflicts.length > 0
  if (isMoved) inConflict(tx, actor, stage, wish)
  else await applied(tx, actor, stage, wish)
  return changeWritten(tx, actor, id)
}

/** Approved: applied in the same transaction where nothing is in the way, otherwise it waits to be applied by hand. */
async function passed(tx: Tx, actor: Actor, stage: Stage, wish: Wish): Promise<void> {
  const held = written(tx, actor, stage.held, { ...wish, move: 'approve', principal: 'approval' })
  const next = { ...stage, held }
  if (can(next)) await applied(tx, actor, next, { principal: 'approval' })
  else if (next.scene.to.conflicts.length > 0) inConflict(tx, actor, next, { principal: 'approval' })
  else tellDrafter(tx, actor, held.row, { kind: 'changeStuck', order: held.order.row.number })
}

/** Asks those who approve; where the policy asks nobody it passes straight on. */
export async function submitChange(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeChange> {
  const plan = await readPlan(tx, actor, aboutChange(id))
  const stage = await staged(tx, actor, await holdChange(tx, actor, id, {}))
  const { row, order } = stage.held
  // the conditions were asked of what stood there before the lock
  if (plan.of !== undefined && plan.of !== row.contentHash) throw new Refusal('order.moved', 'conflict')
  mayCarry(actor, stage.held, factsOf(row, stage.scene), { ...wish, move: 'submit' })
  const held = written(tx, actor, stage.held, { ...wish, move: 'submit' }, sumsOf(actor, order, row.actions))
  const told = await tellOfChange(tx, actor, id)
  const asked = startApproval(tx, actor, { ...plan, why: [...plan.why, ...told.details] }, requestOf(held))
  if (!asked) await passed(tx, actor, { ...stage, held }, {})
  return changeWritten(tx, actor, id)
}

function requestOf({ row, order }: HeldChange) {
  const { number, reason, contentHash, threadId, currency, grossBefore, grossAfter } = row
  const total = [grossBefore, grossAfter].map(amount => formatMoney(amount, currency, 'zh-CN')).join(' → ')
  const title = `${number} · ${order.row.number} · ${reason.slice(0, 80)} · ${total}`
  return { ...aboutChange(row.id), title, href: `/changes/${row.id}`, contentHash, threadId }
}

async function cancelChange(tx: Tx, actor: Actor, id: string, wish: Wish): Promise<WholeChange> {
  const stage = await staged(tx, actor, await holdChange(tx, actor, id, { approval: true }))
  const asked = await findApproval(tx, aboutChange(id))
  // submitted since its request was looked for, which could no longer be locked in its turn
  if (asked?.id !== stage.held.request?.id) throw new Refusal('order.moved', 'conflict')
  mayCarry(actor, stage.held, factsOf(stage.held.row, stage.scene), { ...wish, move: 'cancel' })
  voidApproval(tx, actor, stage.held.request)
  written(tx, actor, stage.held, { ...wish, move: 'cancel' })
  return changeWritten(tx, actor, id)
}

export const applyChangeHandlers: Handlers<typeof applyChangeApi> = {
  sketch: (db, actor, input) => sketchChange(db, actor, input),
  preview: (db, actor, { id }) => previewChange(db, actor, id),
  offers: (db, actor, { id }) => changeOffers(db, actor, id),
  submit: (tx, actor, { id, ...wish }) => submitChange(tx, actor, id, wish),
  apply: (tx, actor, { id, ...wish }) => applyChange(tx, actor, id, wish),
  cancel: (tx, actor, { id, ...wish }) => cancelChange(tx, actor, id, wish),
}

const { submit, apply, cancel } = changeFlow
const byHand = { submit, apply, cancel } as const satisfies Partial<Record<ChangeMove, unknown>>
const verbs = { submit: submitChange, apply: applyChange, cancel: cancelChange }

/** For the registry: any move that people make, by its name. */
export const moveChange = (
  tx: Tx,
  actor: Actor,
  id: string,
  ...[name, input]: readonly [string, Readonly<Record<string, unknown>>]
): Promise<WholeChange> => verbs[moveNameIn(byHand, name)](tx, actor, id, accept(MoveBody, input))

/** What the approval knows of it. If it cannot be applied now, the approval stands all the same. */
export const changeReview: ApprovalSubject = {
  ...{ entity: 'change', purpose: 'change' },
  usual: [{ by: 'role', role: 'finance', mode: 'any' }],
  facts: changeFacts,
  told: tellOfChange,
  hash: async (db, id) => (await findChange(db, id))?.contentHash,
  async approved(tx, approver, { recordId }) {
    const held = await holdChange(tx, approver, recordId, { principal: 'approval' })
    const stage = await staged(tx, approver, held)
    mayCarry(approver, held, factsOf(held.row, stage.scene), { move: 'approve', principal: 'approval' })
    await passed(tx, approver, stage, {})
  },
  async returned(tx, actor, { recordId, state, reason }) {
    const held = await holdChange(tx, actor, recordId, { principal: 'approval' })
    const stage = await staged(tx, actor, held)
    const move = state === 'sent_back' ? ('reject' as const) : ('withdraw' as const)
    const wish = { move, principal: 'approval' as const, ...(reason && { note: reason }) }
    mayCarry(actor, held, factsOf(held.row, stage.scene), wish)
    const { row } = written(tx, actor, held, wish)
    if (move === 'reject')
      tellDrafter(tx, actor, row, { kind: 'changeRejected', order: held.order.row.number, reason: reason ?? '' })
  },
}
