// A credit block is lifted for one order: asking tells how late the payer is, and an order that only waited for this is
// confirmed with the grant, as the last approval would have done.
import type { ApprovalSubject } from '#features/approval/server/subject.service.ts'
import { lateDaysOf } from '#features/collection/server/ageing.service.ts'
import type { creditReleaseApi } from '#features/order/creditRelease.api.ts'
import { releaseFlow } from '#features/order/creditRelease.flow.ts'
import {
  type CreditRelease,
  NewCreditRelease,
  ReleaseMoved,
  ReleaseRefused,
} from '#features/order/creditRelease.schema.ts'
import {
  askRelease,
  getRelease,
  listReleases,
  releaseOfOrder,
  summariseReleases,
} from '#features/order/server/creditRelease.service.ts'
import {
  endAsked,
  grantAsked,
  moveRelease,
  type ReleaseWish,
  releaseHash,
  releaseOffers,
} from '#features/order/server/creditReleaseMove.service.ts'
import { releaseFacts } from '#features/order/server/creditReleaseNeed.service.ts'
import { type Held, holdOrder, problemsOf } from '#features/order/server/move.service.ts'
import { tellOwner } from '#features/order/server/shown.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import { confirmHeld } from './confirmOrder.ts'
import type { releaseCreditApi } from './releaseCredit.api.ts'

const ask = (tx: Tx, actor: Actor, input: NewCreditRelease): Promise<CreditRelease> =>
  askRelease(tx, actor, input, (db, payerId) => lateDaysOf(db, actor, payerId))

type Granted = { readonly note: string | undefined; readonly isAsked: boolean }
/** The order need not rot: what was reviewed in full and waited for credit alone is confirmed at once. */
async function grant(tx: Tx, actor: Actor, orderId: string, { note, isAsked }: Granted): Promise<void> {
  const needs = { credit: true, contract: true, stock: true, principal: 'approval' } as const
  const locked = await holdOrder(tx, actor, orderId, needs)
  const row = await grantAsked(tx, actor, locked.row, { note, isAsked })
  await confirmIfWaiting(tx, actor, { ...locked, row: { ...locked.row, ...row } })
}

async function confirmIfWaiting(tx: Tx, actor: Actor, held: Held): Promise<void> {
  const { state, approvedHash, contentHash } = held.row
  if (state !== 'in_review' || approvedHash !== contentHash) return
  if (problemsOf(tx, actor, held, { move: 'confirm', principal: 'approval' }).length === 0)
    await confirmHeld(tx, actor, held, { principal: 'approval' })
  else tellOwner(tx, actor, held.row, { kind: 'orderStuck', customer: held.shown.customerName })
}

const move = (tx: Tx, actor: Actor, id: string, wish: ReleaseWish): Promise<CreditRelease> =>
  moveRelease(tx, actor, id, wish, (...[inTx, by, orderId, note]) => grant(inTx, by, orderId, { note, isAsked: false }))

/** What the approval core knows of it: one runs per order. */
export const creditReleaseReview: ApprovalSubject = {
  ...{ entity: 'order', purpose: 'creditRelease' },
  usual: [{ by: 'role', role: 'finance', mode: 'any' }],
  facts: releaseFacts,
  hash: releaseHash,
  approved: (tx, approver, { recordId }) => grant(tx, approver, recordId, { note: undefined, isAsked: true }),
  returned: (tx, actor, { recordId, state, reason }) =>
    endAsked(tx, actor, recordId, {
      move: state === 'sent_back' ? 'refuse' : 'withdraw',
      note: reason ?? undefined,
      isAsked: true,
    }),
}

export const creditReleaseHandlers: Handlers<typeof creditReleaseApi> = {
  list: (db, actor, query) => listReleases(db, actor, query),
  summary: (db, actor, query) => summariseReleases(db, actor, query),
  get: (db, actor, { id }) => getRelease(db, actor, id),
  offers: (db, actor, { id }) => releaseOffers(db, actor, id),
  ofOrder: (db, actor, { id }) => releaseOfOrder(db, actor, id),
  refuse: (tx, actor, { id, ...wish }) => move(tx, actor, id, { ...wish, move: 'refuse' }),
  withdraw: (tx, actor, { id, ...wish }) => move(tx, actor, id, { ...wish, move: 'withdraw' }),
  revoke: (tx, actor, { id, ...wish }) => move(tx, actor, id, { ...wish, move: 'revoke' }),
}
export const releaseCreditHandlers: Handlers<typeof releaseCreditApi> = {
  create: (tx, actor, input) => ask(tx, actor, input),
  grant: (tx, actor, { id, ...wish }) => move(tx, actor, id, { ...wish, move: 'grant' }),
}

export const creditReleaseVerbs: EntityVerbs = {
  list: listReleases,
  summary: summariseReleases,
  get: getRelease,
  create: (tx, actor, input) => ask(tx, actor, accept(NewCreditRelease, input)),
  move: (tx, actor, id, ...[name, input]) => {
    const named = moveNameIn(releaseFlow, name)
    return move(tx, actor, id, { ...accept(named === 'refuse' ? ReleaseRefused : ReleaseMoved, input), move: named })
  },
}
