// Who would be asked: the policy, the people, and whoever stands above the one who asks.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { missing } from '#kernel/refusal.ts'
import { type AnyRecord, registered } from '#meta/registry.ts'
import {
  type ApprovalPlan,
  askedNodes,
  hasConditions,
  type Member,
  planSteps,
  type Superiors,
} from '../approval.rules.ts'
import type { ApprovalNode, ApprovalPreview, Because, Policy } from '../approval.schema.ts'
import { type About, selectAbove, selectMembers } from './approval.sql.ts'
import { readPolicy } from './policy.service.ts'
import { subjectOf, type Told, whyTo } from './subject.service.ts'

/** `policy` has only the nodes that the record asks for. */
export type ReviewPlan = {
  readonly policy: Policy
  readonly why: readonly Because[]
  /** The content that its conditions were asked of, where that was not locked. */
  readonly of: string | undefined
  readonly members: readonly Member[]
  readonly above: Superiors
}

const nobodyAbove: Superiors = { managerId: null, heads: [], fields: {} }

/**
 * What a request would be made of: two statements of the caller's first trip, a second one only if the policy looks up
 * or asks what the record says. `told`: by whoever holds the record locked.
 */
export async function readPlan(db: Db, actor: Actor, about: About, told?: Told): Promise<ReviewPlan> {
  const [whole, members] = await Promise.all([readPolicy(db, about.entity, about.purpose), selectMembers(db)])
  const { nodes, why, of: seen } = await askedOf(db, actor, { about, policy: whole, told })
  const policy = { ...whole, nodes: [...nodes] }
  return { policy, why, of: seen, members, above: await superiorsOf(db, actor, about, nodes) }
}

type Asked = { readonly about: About; readonly policy: Policy; readonly told: Told | undefined }

async function askedOf(db: Db, actor: Actor, { about, policy, told }: Asked) {
  if (!hasConditions(policy.nodes)) return { nodes: policy.nodes, why: told?.details ?? [], of: told?.of }
  const subject = subjectOf(about.entity, about.purpose)
  const nothing: Told = { values: {}, details: [] }
  const said = told ?? (await subject.told?.(db, actor, about.recordId)) ?? nothing
  const { nodes, why } = askedNodes(policy.nodes, subject.facts ?? [], said.values)
  return { nodes, why: [...why, ...said.details], of: said.of }
}

async function superiorsOf(db: Db, actor: Actor, about: About, nodes: readonly ApprovalNode[]): Promise<Superiors> {
  const looksUp = nodes.some(node => node.by === 'departmentHead' || node.by === 'requesterManager')
  const keys = nodes.flatMap(node => (node.by === 'field' && node.field ? [node.field] : []))
  const [above, fields] = await Promise.all([
    looksUp ? selectAbove(db, actor.userId) : undefined,
    keys.length > 0 ? namedBy(db, actor, about, keys) : {},
  ])
  return { ...nobodyAbove, ...above, fields }
}

async function namedBy(
  db: Db,
  actor: Actor,
  { entity, recordId }: About,
  keys: readonly string[],
): Promise<Superiors['fields']> {
  const record = await registered(entity)?.verbs.get(db, actor, recordId)
  return Object.fromEntries(keys.map(key => [key, record ? personIn(record, key) : null]))
}

function personIn({ custom, ...record }: AnyRecord, key: string): string | null {
  const own =
    typeof custom === 'object' && custom !== null ? Object.entries(custom).find(([one]) => one === key)?.[1] : undefined
  const value = record[key] ?? own
  return typeof value === 'string' ? value : null
}

export const stepsOf = (actor: Actor, { policy, members, above }: ReviewPlan): ApprovalPlan =>
  planSteps(policy.nodes, members, { ...above, userId: actor.userId, allowSelf: policy.allowSelf })

/** As if the reader asked now. */
export async function previewApproval(db: Db, actor: Actor, about: About): Promise<ApprovalPreview> {
  const row = registered(about.entity)
  if (!row) throw missing(about.entity)
  const [plan] = await Promise.all([readPlan(db, actor, about), row.verbs.get(db, actor, about.recordId)])
  const { steps, reasons } = stepsOf(actor, plan)
  const names = new Map(plan.members.map(one => [one.userId, one.name]))
  return {
    steps: steps.map(({ node, userId }) => ({
      node,
      userId,
      userName: names.get(userId) ?? '',
      mode: plan.policy.nodes[node]?.mode ?? 'any',
    })),
    why: steps.length > 0 ? whyTo(actor, about.entity, plan.why) : [],
    reasons: [...reasons],
  }
}
