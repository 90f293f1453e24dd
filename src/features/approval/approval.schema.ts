import { type Static, Type } from 'typebox'
import { roles } from '#kernel/access.ts'
import { Id, Instant, Nullable, OneOf, ReasonShape, Said, shape, Text } from '#kernel/api.ts'

const approvalStates = ['pending', 'approved', 'sent_back', 'withdrawn', 'voided'] as const
export type ApprovalState = (typeof approvalStates)[number]
const stepStates = ['waiting', 'live', 'approved', 'sent_back', 'skipped'] as const
export type StepState = (typeof stepStates)[number]

const askedBy = ['role', 'person', 'departmentHead', 'requesterManager', 'field'] as const

/** Nodes are asked one after the other; within one, all of its people or any of them. */
export const ApprovalNode = shape({
  by: OneOf(askedBy),
  role: Type.Optional(OneOf(roles)),
  userId: Type.Optional(Id),
  /** Of the record: it holds a person. */
  field: Type.Optional(Text(60, 1)),
  mode: OneOf(['any', 'all']),
})
export type ApprovalNode = Static<typeof ApprovalNode>

export const Policy = shape({
  entity: Type.String(),
  purpose: Type.String(),
  nodes: Type.Array(ApprovalNode),
  allowSelf: Type.Boolean(),
  /** 0: nobody has changed it yet. */
  version: Type.Integer(),
})
export type Policy = Static<typeof Policy>

export const PolicyEdit = shape({
  nodes: Type.Array(ApprovalNode, { maxItems: 20 }),
  allowSelf: Type.Boolean(),
  version: Type.Integer(),
})
export type PolicyEdit = Static<typeof PolicyEdit>

const Step = shape({
  id: Id,
  node: Type.Integer(),
  userId: Id,
  userName: Type.String(),
  role: Nullable(Type.String()),
  mode: OneOf(['any', 'all']),
  state: OneOf(stepStates),
  note: Nullable(Type.String()),
  decidedAt: Nullable(Instant),
})

export const Approval = shape({
  id: Id,
  version: Type.Integer(),
  entity: Type.String(),
  recordId: Id,
  purpose: Type.String(),
  title: Type.String(),
  href: Type.String(),
  state: OneOf(approvalStates),
  node: Type.Integer(),
  reason: Nullable(Type.String()),
  requestedBy: Id,
  requestedByName: Type.String(),
  createdAt: Instant,
  decidedAt: Nullable(Instant),
  /** The reader's own step is live, and nothing forbids the decision. */
  mine: Type.Boolean(),
  /** The reader asked for it and may take it back. */
  withdrawable: Type.Boolean(),
  steps: Type.Array(Step),
})
export type Approval = Static<typeof Approval>

/** Who would be asked if it were put to approval now; `reasons` say why it could not be. */
export const ApprovalPreview = shape({
  steps: Type.Array(shape({ node: Type.Integer(), userId: Id, userName: Type.String(), mode: OneOf(['any', 'all']) })),
  reasons: Type.Array(ReasonShape),
})
export type ApprovalPreview = Static<typeof ApprovalPreview>

export const Decision = shape({ note: Type.Optional(Text(2000)), version: Type.Optional(Type.Integer()) })
export const SendBack = shape({ reason: Said(2000), version: Type.Optional(Type.Integer()) })
