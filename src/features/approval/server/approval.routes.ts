import type { Handlers } from '#kernel/api.ts'
import type { approvalApi } from '../approval.api.ts'
import { approvalOffers, approve, getApproval, sendBackApproval, withdrawApproval } from './approval.service.ts'
import { previewApproval } from './plan.service.ts'
import { readPolicy, setPolicy } from './policy.service.ts'
import { approvalsOf, inbox } from './subject.service.ts'

export const approvalHandlers: Handlers<typeof approvalApi> = {
  list: async (db, actor, { entity, recordId }) => ({
    items: entity && recordId ? await approvalsOf(db, actor, entity, recordId) : await inbox(db, actor),
  }),
  preview: (db, actor, about) => previewApproval(db, actor, about),
  get: (db, actor, { id }) => getApproval(db, actor, id),
  offers: (db, actor, { id }) => approvalOffers(db, actor, id),
  approve: (tx, actor, { id, ...wish }) => approve(tx, actor, id, wish),
  sendBack: (tx, actor, { id, ...wish }) => sendBackApproval(tx, actor, id, wish),
  withdraw: (tx, actor, { id, ...wish }) => withdrawApproval(tx, actor, id, wish),
  policy: (db, _actor, { entity, purpose }) => readPolicy(db, entity, purpose),
  setPolicy: (tx, actor, { entity, purpose, ...input }) => setPolicy(tx, actor, { entity, purpose }, input),
}
