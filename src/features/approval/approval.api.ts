import { Type } from 'typebox'
import { endpoint, Id, Offers, shape, Text } from '#kernel/api.ts'
import { Approval, ApprovalPreview, Decision, Policy, PolicyEdit, SendBack } from './approval.schema.ts'

const Subject = shape({
  /** Those whose live step is mine. */
  mine: Type.Optional(Type.Boolean()),
  entity: Type.Optional(Text(40)),
  recordId: Type.Optional(Id),
})
const Approvals = shape({ items: Type.Array(Approval) })

// whose turn it is follows from the steps, so reading one's own inbox needs no permission
export const approvalApi = {
  list: endpoint({
    method: 'GET',
    path: '/approvals',
    mode: 'read',
    access: 'signedIn',
    query: Subject,
    reply: Approvals,
  }),
  preview: endpoint({
    method: 'GET',
    path: '/approvals/preview',
    mode: 'read',
    access: 'signedIn',
    query: shape({ entity: Text(40, 1), recordId: Id, purpose: Text(40, 1) }),
    reply: ApprovalPreview,
    about: 'Who would be asked if the record were put to approval now by the reader.',
  }),
  get: endpoint({
    method: 'GET',
    path: '/approvals/:id',
    mode: 'read',
    access: 'signedIn',
    reply: Approval,
    about: 'For who asked, who is asked, and who may read the record.',
  }),
  offers: endpoint({
    method: 'GET',
    path: '/approvals/:id/moves',
    mode: 'read',
    access: 'signedIn',
    reply: Offers,
    about: 'What the reader may do with it now, and why not.',
  }),
  approve: endpoint({
    method: 'POST',
    path: '/approvals/:id/moves/approve',
    mode: 'write',
    access: 'approval.decide',
    body: Decision,
    reply: Approval,
  }),
  sendBack: endpoint({
    method: 'POST',
    path: '/approvals/:id/moves/sendBack',
    mode: 'write',
    access: 'approval.decide',
    body: SendBack,
    reply: Approval,
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/approvals/:id/moves/withdraw',
    mode: 'write',
    access: 'approval.request',
    body: Decision,
    reply: Approval,
  }),
  policy: endpoint({
    method: 'GET',
    path: '/approval-policies/:entity/:purpose',
    mode: 'read',
    access: 'signedIn',
    reply: Policy,
  }),
  setPolicy: endpoint({
    method: 'PATCH',
    path: '/approval-policies/:entity/:purpose',
    mode: 'write',
    access: 'approval.policy',
    body: PolicyEdit,
    reply: Policy,
  }),
}
