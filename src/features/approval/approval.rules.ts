// Who has to decide next, and what forbids a decision. Pure.
import type { Role } from '#kernel/access.ts'
import { evaluate } from '#kernel/condition.ts'
import type { Guard } from '#kernel/flow.ts'
import { formatQty, isDecimal } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type {
  ApprovalNode,
  ApprovalState,
  ApprovalWhen,
  Because,
  FactValues,
  StepState,
  SubjectFact,
} from './approval.schema.ts'

export type ApprovalFacts = {
  readonly state: ApprovalState
  readonly isStale: boolean
  readonly hasLiveStep: boolean
  readonly isRequester: boolean
  readonly allowSelf: boolean
  /** The content as it stands differs from what was put to approval. */
  readonly hasChanged: boolean
}

export const stale: Guard<ApprovalFacts> = facts => (facts.isStale ? reason('kernel.stale', 'version') : undefined)
export const notMyStep: Guard<ApprovalFacts> = facts => (facts.hasLiveStep ? undefined : 'approval.notMyStep')
export const ownRequest: Guard<ApprovalFacts> = facts =>
  facts.isRequester && !facts.allowSelf ? 'approval.ownRequest' : undefined
export const contentChanged: Guard<ApprovalFacts> = facts => (facts.hasChanged ? 'approval.contentChanged' : undefined)
export const notRequester: Guard<ApprovalFacts> = facts => (facts.isRequester ? undefined : 'approval.notRequester')

export type Member = { readonly userId: string; readonly roles: readonly Role[]; readonly name: string }
/** Who stands above the one who asks, and whom the record names. */
export type Superiors = {
  readonly managerId: string | null
  /** Heads of the departments above, the nearest first. */
  readonly heads: readonly string[]
  readonly fields: Readonly<Record<string, string | null>>
}
export type Requester = Superiors & { readonly userId: string; readonly allowSelf: boolean }
export type PlannedStep = { readonly node: number; readonly userId: string; readonly state: StepState }
export type ApprovalPlan = { readonly steps: readonly PlannedStep[]; readonly reasons: readonly Reason[] }

type Asked = (node: ApprovalNode, fit: readonly Member[], requester: Requester) => readonly Member[]
const only = (fit: readonly Member[], userId: string | null | undefined): readonly Member[] =>
  fit.filter(one => one.userId === userId)

// biome-ignore format: a table
const asked: Record<ApprovalNode['by'], Asked> = {
  role:             ({ role }, fit) => fit.filter(one => role !== undefined && one.roles.includes(role)),
  person:           ({ userId }, fit) => only(fit, userId),
  // who heads their own department is approved by the head above
  departmentHead:   (_, fit, { heads }) => only(fit, heads.find(head => fit.some(one => one.userId === head))),
  requesterManager: (_, fit, { managerId }) => only(fit, managerId),
  field:            ({ field }, fit, { fields }) => only(fit, fields[field ?? '']),
}

/**
 * The people of every node. Whoever asks does not approve, unless the policy says so; where that leaves a node
 * without anyone, the owners stand in.
 */
export function planSteps(
  nodes: readonly ApprovalNode[],
  members: readonly Member[],
  requester: Requester,
): ApprovalPlan {
  const fit = members.filter(one => requester.allowSelf || one.userId !== requester.userId)
  const owners = fit.filter(one => one.roles.includes('owner'))
  const reasons: Reason[] = []
  const steps = nodes.flatMap((node, at) => {
    const own = asked[node.by](node, fit, requester)
    const people = own.length > 0 ? own : owners
    if (people.length === 0) reasons.push(reason('approval.nobody', undefined, { node: at + 1, role: node.role ?? '' }))
    const state: StepState = at === 0 ? 'live' : 'waiting'
    return people.map(one => ({ node: at, userId: one.userId, state }))
  })
  return { steps, reasons }
}

export type StepRow = { readonly id: string; readonly node: number; readonly userId: string; readonly state: StepState }
export type Decided = {
  readonly steps: readonly StepRow[]
  readonly node: number
  readonly isDone: boolean
}

/** After one approval: its node may be through, then the next one is live; without a next one all is approved. */
export function afterApproval(
  nodes: readonly ApprovalNode[],
  steps: readonly StepRow[],
  at: { readonly node: number; readonly stepId: string },
): Decided {
  const approved = steps.map(step => (step.id === at.stepId ? { ...step, state: 'approved' as const } : step))
  const here = approved.filter(step => step.node === at.node)
  const isThrough = nodes[at.node]?.mode === 'any' || here.every(step => step.state === 'approved')
  if (!isThrough) return { steps: approved, node: at.node, isDone: false }
  const next = at.node + 1
  const moved = approved.map(step => {
    if (step.node === at.node && step.state === 'live') return { ...step, state: 'skipped' as const }
    return step.node === next ? { ...step, state: 'live' as const } : step
  })
  return next < nodes.length
    ? { steps: moved, node: next, isDone: false }
    : { steps: moved, node: at.node, isDone: true }
}

/** The nodes that the record asks for, and why: a node without conditions always. */
export function askedNodes(
  nodes: readonly ApprovalNode[],
  facts: readonly SubjectFact[],
  values: FactValues,
): { readonly nodes: readonly ApprovalNode[]; readonly why: readonly Because[] } {
  const held = (node: ApprovalNode) => (node.when ?? []).filter(one => holds(one, facts, values))
  const said = new Map(
    nodes.flatMap(held).map(one => [`${one.fact}${one.op}${one.value}`, because(one, facts, values)]),
  )
  return { nodes: nodes.filter(node => !node.when?.length || held(node).length > 0), why: [...said.values()] }
}

export const hasConditions = (nodes: readonly ApprovalNode[]): boolean => nodes.some(node => node.when?.length)

function holds({ fact, op, value = '0' }: ApprovalWhen, facts: readonly SubjectFact[], values: FactValues): boolean {
  const kind = facts.find(one => one.key === fact)?.kind
  const said = values[fact]
  if (!kind || said === undefined || said === null) return false
  if (kind === 'yesNo') return said === true
  return evaluate({ field: fact, op, value: Number(value) }, () => ({ value: said, as: 'number' }))
}

const signs = { is: '=', gt: '>', gte: '≥', lt: '<', lte: '≤' } as const

function because({ fact, op, value = '' }: ApprovalWhen, facts: readonly SubjectFact[], values: FactValues): Because {
  const { needs, field, kind } = facts.find(one => one.key === fact) ?? {}
  const written = (figure: string) => (kind === 'money' && isDecimal(figure) ? formatQty(figure, 'en') : figure)
  const found = { op: signs[op], limit: written(value), value: written(String(values[fact] ?? '')) }
  const guarded = { ...(needs && { needs }), ...(field && { field }), plain: `approval.fact.${fact}` }
  return { key: `approval.because.${fact}`, values: found, ...guarded }
}

/** As the reader may know it. */
export const saidTo = (why: readonly Because[], sees: (one: Because) => boolean): Reason[] =>
  why.flatMap((one): Reason[] => {
    const { plain, needs: _, field: __, ...said } = one
    if (sees(one)) return [said]
    return plain ? [{ key: plain }] : []
  })

type Known = {
  readonly members: readonly Member[]
  readonly fields: readonly string[]
  readonly facts: readonly SubjectFact[]
}

/** `fields`: those of the record that hold a person. */
export function policyProblems(nodes: readonly ApprovalNode[], known: Known): Reason[] {
  return nodes.flatMap((node, at) => {
    const key = problemOf[node.by](node, known)
    const whens = (node.when ?? []).flatMap((when, i) =>
      isAsking(when, known.facts) ? [] : [reason('approval.badCondition', `nodes.${at}.when.${i}`)],
    )
    return key ? [reason(key, `nodes.${at}`), ...whens] : whens
  })
}

function isAsking({ fact, op, value }: ApprovalWhen, facts: readonly SubjectFact[]): boolean {
  const kind = facts.find(one => one.key === fact)?.kind
  return kind === 'yesNo' ? op === 'is' : kind !== undefined && op !== 'is' && value !== undefined
}

const problemOf: Record<ApprovalNode['by'], (node: ApprovalNode, known: Known) => string | undefined> = {
  role: ({ role }) => (role ? undefined : 'approval.needsRole'),
  person: ({ userId }, { members }) =>
    members.some(one => one.userId === userId) ? undefined : 'approval.unknownPerson',
  departmentHead: () => undefined,
  requesterManager: () => undefined,
  field: ({ field }, { fields }) => (field && fields.includes(field) ? undefined : 'approval.needsField'),
}
