import { type Static, Type } from 'typebox'
import { roles } from '#kernel/access.ts'
import { Id, Instant, Nullable, OneOf, ReasonShape, Said, shape, Text } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'

const approvalStates = ['pending', 'approved', 'sent_back', 'withdrawn', 'voided'] as const
export type ApprovalState = (typeof approvalStates)[number]
const stepStates = ['waiting', 'live', 'approved', 'sent_back', 'skipped'] as const
export type StepState = (typeof stepStates)[number]

const askedBy = ['role', 'person', 'departmentHead', 'requesterManager', 'field'] as const

const factKinds = ['yesNo', 'percent', 'money', 'days'] as const
const whenOps = ['is', 'gt', 'gte', 'lt', 'lte'] as const

/** A condition on what the subject tells of its record; `is` asks a yes-or-no fact and needs no value. */
export const ApprovalWhen = shape({
  fact: Text(60, 1),
  op: OneOf(whenOps),
  value: Type.Optional(Type.String({ pattern: '^-?\\d{1,14}(\\.\\d{1,6})?$', description: 'decimal' })),
})
export type ApprovalWhen = Static<typeof ApprovalWhen>

/** Nodes are asked one after the other; within one, all of its people or any of them. */
export const ApprovalNode = shape({
  by: OneOf(askedBy),
  role: Type.Optional(OneOf(roles)),
  userId: Type.Optional(Id),
  /** Of the record: it holds a person. */
  field: Type.Optional(Text(60, 1)),
  mode: OneOf(['any', 'all']),
  /** Asked only if any of these holds; without any it is always asked. */
  when: Type.Optional(Type.Array(ApprovalWhen, { maxItems: 20 })),
})
export type ApprovalNode = Static<typeof ApprovalNode>

export const Policy = shape({
  entity: Type.String(),
  purpose: Type.String(),
  nodes: Type.Array(ApprovalNode),
  allowSelf: Type.Boolean(),
  /** What its conditions may ask of the record. */
  facts: Type.Array(shape({ key: Type.String(), kind: OneOf(factKinds) })),
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
  /** Which conditions asked for it, and what the record says; without the figures that are hidden from the reader. */
  why: Type.Array(ReasonShape),
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
  why: Type.Array(ReasonShape),
  reasons: Type.Array(ReasonShape),
})
export type ApprovalPreview = Static<typeof ApprovalPreview>

export const Decision = shape({ note: Type.Optional(Text(2000)), version: Type.Optional(Type.Integer()) })
export const SendBack = shape({ reason: Said(2000), version: Type.Optional(Type.Integer()) })

/** Whose figures are hidden from whoever lacks a permission, or may not see a field of the record. */
type Guarded = { readonly needs?: string; readonly field?: string }
/** What a subject tells of its records. */
export type SubjectFact = Guarded & { readonly key: string; readonly kind: (typeof factKinds)[number] }
/** Null: the record does not say. */
export type FactValues = Readonly<Record<string, string | boolean | null>>
/** A sentence with figures for whoever has the right, and `plain` without them for the others. */
export type Because = Reason & Guarded & { readonly plain?: string }
