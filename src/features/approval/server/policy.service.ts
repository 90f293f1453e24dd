// Who is asked, in which order. A running request keeps the policy it started with.
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { policyProblems } from '../approval.rules.ts'
import type { Policy, PolicyEdit } from '../approval.schema.ts'
import { lockPolicyRow, policyBound, selectMembers, selectPolicy } from './approval.sql.ts'
import { personFields, subjectOf } from './subject.service.ts'

const usual = (entity: string, purpose: string): Policy => ({
  entity,
  purpose,
  nodes: [...subjectOf(entity, purpose).usual],
  allowSelf: false,
  facts: factsOf(entity, purpose),
  version: 0,
})

const factsOf = (entity: string, purpose: string): Policy['facts'] =>
  (subjectOf(entity, purpose).facts ?? []).map(({ key, kind }) => ({ key, kind }))

export async function readPolicy(db: Db, entity: string, purpose: string): Promise<Policy> {
  const set = await selectPolicy(db, entity, purpose)
  return set ? { ...set, facts: factsOf(entity, purpose) } : usual(entity, purpose)
}

export async function setPolicy(
  tx: Tx,
  actor: Actor,
  about: { entity: string; purpose: string },
  input: PolicyEdit,
): Promise<Policy> {
  const { entity, purpose } = about
  const usually = usual(entity, purpose)
  const [row, members, fields] = await Promise.all([
    lockPolicyRow(tx, entity, purpose),
    selectMembers(tx),
    personFields(tx, actor, entity),
  ])
  const { facts } = usually
  const old = row ?? usually
  if (input.version !== old.version) throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  refuseAll(policyProblems(input.nodes, { members, fields, facts }))
  const { nodes, allowSelf } = input
  const next: Policy = { entity, purpose, nodes, allowSelf, facts, version: old.version + 1 }
  tx.write(policyBound(tx, newId(), next))
  const { before, after } = changes(
    { nodes: old.nodes, allowSelf: old.allowSelf },
    { nodes: next.nodes, allowSelf: next.allowSelf },
  )
  tell(tx, { actor, entity: 'approvalPolicy', recordId: newId(), kind: 'approval.policySet', before, after })
  return next
}
