// The rules as one ordered list: read, and replaced as a whole.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import { leadPoolOf } from '#features/pool/server/giving.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { filled } from '#kernel/filled.ts'
import { newId } from '#kernel/ids.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { Entity } from '#meta/entity.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { type Assigning, type AssigningEdit, isPlaced, type Rule, type RuleInput } from '../assignment.schema.ts'
import {
  lockOrgRow,
  lockRules,
  type OrgRow,
  selectDepartments,
  selectOrg,
  selectPeople,
  selectRules,
} from './assignment.sql.ts'
import { assignmentRules, type RuleRow } from './assignment.table.ts'
import { conditionOf, leadEntityNow, placesOf } from './bench.service.ts'
import { saidRules } from './ruleHistory.service.ts'

export type Switches = Omit<Assigning, 'rules'>
const usual: Switches = { on: false, keepOwn: true, fallbackPoolId: null, version: 0 }

export const switchesOf = (settings: OrgRow['settings']): Switches => ({
  ...usual,
  ...(settings.assigning as Partial<Switches> | undefined), // written below, in this shape
})

const shown = ({ id, name, active, condition, method, people, deptIds, places, maxOpen }: RuleRow): Rule => ({
  ...{ id, name, active, condition, method, maxOpen },
  people: [...people],
  deptIds: [...deptIds],
  places: [...places],
})

export async function readAssigning(db: Db): Promise<Assigning> {
  const [org, rules] = await Promise.all([selectOrg(db), selectRules(db)])
  return { ...switchesOf(org.settings), rules: rules.map(shown) }
}

export async function setAssigning(tx: Tx, actor: Actor, input: AssigningEdit): Promise<Assigning> {
  const org = await lockOrgRow(tx)
  const old = await lockRules(tx)
  const before = switchesOf(org.settings)
  if (input.version !== before.version) throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  const { rules, ...switches } = input
  refuseAll(await problemsOf(tx, actor, { rules, old, fallbackPoolId: switches.fallbackPoolId }))
  const next = { ...switches, version: before.version + 1 }
  await setOrgSetting(tx, 'assigning', next)
  const rows = rules.map((rule, position) => rowOf(tx, actor, { rule, position, old }))
  writeRules(tx, rows, old)
  const [said, wasInto, into] = await Promise.all([
    saidRules(tx, old, rows),
    leadPoolOf(tx, before.fallbackPoolId),
    leadPoolOf(tx, next.fallbackPoolId),
  ])
  const was = { ...saidOf(before, old), fallback: wasInto?.name ?? null, rules: said.before }
  const now = { ...saidOf(next, rows), fallback: into?.name ?? null, rules: said.after }
  const told = changes(was, now)
  if (Object.keys(told.after).length > 0)
    tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'assignment.set', ...told })
  return { ...next, rules: rows.map(shown) }
}

/** As a reader of history wants it. */
const saidOf = ({ on, keepOwn }: Switches, rules: readonly RuleRow[]) => ({
  on,
  keepOwn,
  order: rules.map(rule => rule.name).join(', '),
})

type Placing = { readonly rule: RuleInput; readonly position: number; readonly old: readonly RuleRow[] }
function rowOf(tx: Tx, actor: Actor, { rule, position, old }: Placing): RuleRow {
  const known = old.find(one => one.id === rule.id)
  return {
    ...(known ?? { lastUserId: null, turns: {}, version: 0, createdAt: tx.now, createdBy: actor.userId }),
    ...rule,
    places: [...placesOf(rule)],
    id: known?.id ?? newId(),
    name: filled(rule.name, 'name'),
    position,
    version: (known?.version ?? 0) + 1,
    updatedAt: tx.now,
    updatedBy: actor.userId,
    archivedAt: null,
  }
}

/** Those that are gone first: another may have their name. */
function writeRules(tx: Tx, rows: readonly RuleRow[], old: readonly RuleRow[]): void {
  const kept = new Set(rows.map(one => one.id))
  for (const row of old)
    if (!kept.has(row.id)) tx.write(assignmentRules.update(tx.orgId, { ...row, archivedAt: tx.now }))
  const known = new Set(old.map(one => one.id))
  for (const row of rows)
    tx.write(known.has(row.id) ? assignmentRules.update(tx.orgId, row) : assignmentRules.insert(tx.orgId, [row]))
}

type Asked = {
  readonly rules: readonly RuleInput[]
  readonly old: readonly Pick<RuleRow, 'id'>[]
  readonly fallbackPoolId?: string | null
}

/** All that is wrong with them at once, each by its place. */
export async function problemsOf(
  db: Db,
  actor: Actor,
  { rules, old, fallbackPoolId = null }: Asked,
): Promise<Reason[]> {
  const [entity, people, depts, pool] = await Promise.all([
    leadEntityNow(db),
    selectPeople(db),
    selectDepartments(db, [...new Set(rules.flatMap(rule => rule.deptIds))]),
    leadPoolOf(db, fallbackPoolId),
  ])
  const known = { people: new Set(people.map(one => one.id)), depts, rules: new Set(old.map(one => one.id)) }
  const names = new Set<string>()
  return [
    ...(fallbackPoolId !== null && !pool ? [reason('pool.unknown', 'fallbackPoolId')] : []),
    ...rules.flatMap((rule, at) => {
      const name = rule.name.trim().toLowerCase()
      const twice = names.has(name) ? [reason('assignment.nameTaken', `rules.${at}.name`)] : []
      names.add(name)
      return [...twice, ...ruleProblems(rule, at, known), ...conditionProblems(db, actor, entity, rule, at)]
    }),
  ]
}

type Known = { readonly people: Set<string>; readonly depts: Set<string>; readonly rules: Set<string> }
function ruleProblems(rule: RuleInput, at: number, known: Known): Reason[] {
  const path = `rules.${at}`
  const unknown = (ids: readonly string[], have: Set<string>, where: (n: number) => string): Reason[] =>
    ids.flatMap((id, n) => (have.has(id) ? [] : [reason('lead.unknownOwner', `${path}.${where(n)}`)]))
  const empty = isPlaced(rule.method) ? rule.places.length === 0 : rule.people.length === 0 && rule.deptIds.length === 0
  return [
    ...(rule.id && !known.rules.has(rule.id) ? [reason('assignment.unknownRule', `${path}.id`)] : []),
    ...(empty ? [reason('assignment.nobodyNamed', `${path}.people`, { rule: rule.name })] : []),
    ...unknown(
      rule.people.map(one => one.userId),
      known.people,
      n => `people.${n}.userId`,
    ),
    ...unknown(
      rule.places.map(one => one.userId),
      known.people,
      n => `places.${n}.userId`,
    ),
    ...unknown(rule.deptIds, known.depts, n => `deptIds.${n}`),
  ]
}

function conditionProblems(
  db: Db,
  actor: Actor,
  entity: Entity,
  ...[rule, at]: readonly [RuleInput, number]
): Reason[] {
  try {
    conditionOf(db, actor.org.zone, entity, rule.condition)
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.reasons.map(one => ({ ...one, path: `rules.${at}.condition` }))
  }
}
