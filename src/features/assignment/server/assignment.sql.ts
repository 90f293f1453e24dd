// Every statement about the rules, and what they look at in people.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import { assignmentRules, type RuleRow } from './assignment.table.ts'

nameConstraints({ assignment_rules_name: { key: 'assignment.nameTaken', path: 'rules', conflict: true } })

const rows = `select ${assignmentRules.select('r')} from assignment_rules r where r.org_id = $1 and r.archived_at is null`
const read = stmt('assignment_rules.live', `${rows} order by r.position, r.id`)
const lock = stmt('assignment_rules.lock', `${rows} order by r.id for no key update`)
export const selectRules = (db: Db): Promise<RuleRow[]> => db.query<RuleRow>(read(db.orgId))
/** All of them at once: leads that come at the same moment take their turns one after the other. */
export async function lockRules(tx: Tx): Promise<RuleRow[]> {
  tx.level(lockLevel.record)
  return (await tx.query<RuleRow>(lock(tx.orgId))).toSorted((a, b) => a.position - b.position)
}

const turned = stmt(
  'assignment_rules.turned',
  'update assignment_rules set last_user_id = $3, turns = $4::jsonb where org_id = $1 and id = $2',
)
type Turned = { readonly id: string; readonly lastUserId: string | null; readonly turns: RuleRow['turns'] }
export const turnedBound = (orgId: string, { id, lastUserId, turns }: Turned): Bound =>
  turned(orgId, id, lastUserId, JSON.stringify(turns))

/** Whoever takes over may be named in the rule already: each is named once, and keeps their own place and weight. */
export const onceInRules = `update assignment_rules t set people = (select jsonb_agg(o.one order by o.at) from
    (select distinct on (e.one ->> 'userId') e.one, e.at from jsonb_array_elements(t.people) with ordinality e(one, at) order by e.one ->> 'userId', e.at) o)
  where t.org_id = $1 and jsonb_array_length(t.people) > (select count(distinct e ->> 'userId') from jsonb_array_elements(t.people) e)`

export type OrgRow = {
  readonly zone: string
  readonly country: string
  readonly lang: 'en' | 'zh'
  readonly settings: Readonly<Record<string, unknown>>
}
const org = stmt('assignment.org', 'select zone, country, lang, settings from orgs where org_id = $1')
const lockedOrg = stmt(
  'assignment.lockOrg',
  'select zone, country, lang, settings from orgs where org_id = $1 for no key update',
)
/** As it stands now; a job has no actor to ask. */
export async function selectOrg(db: Db): Promise<OrgRow> {
  const found = await db.one<OrgRow>(org(db.orgId))
  if (!found) throw new Error('no organisation')
  return found
}
export async function lockOrgRow(tx: Tx): Promise<OrgRow> {
  tx.level(lockLevel.record)
  const found = await tx.one<OrgRow>(lockedOrg(tx.orgId))
  if (!found) throw new Error('no organisation')
  return found
}

export type PersonRow = {
  readonly id: string
  readonly name: string
  readonly active: boolean
  readonly deptId: string | null
  readonly awayFrom: string | null
  readonly awayUntil: string | null
  readonly sells: boolean
  /** Departments above, their own included. */
  readonly branch: readonly string[]
  readonly open: number
  readonly cap: number | null
}
const people = stmt(
  'assignment.people',
  `select u.id, u.name, u.active, u.dept_id, u.away_from, u.away_until,
     exists (select from user_roles r where r.org_id = u.org_id and r.user_id = u.id and r.role = 'sales') as sells,
     coalesce((select json_agg(c.ancestor_id) from dept_closure c where c.org_id = u.org_id and c.dept_id = u.dept_id), '[]') as branch,
     (select count(*)::int from leads l where l.org_id = u.org_id and l.owner_id = u.id and l.deleted_at is null and l.state in ('assigned', 'following')) as open,
     (select min(p.holding_cap)::int from pool_members m join pools p on p.org_id = m.org_id and p.id = m.pool_id
        where m.org_id = u.org_id and m.user_id = u.id and p.entity = 'lead' and p.archived_at is null) as cap
   from users u where u.org_id = $1 order by u.name, u.id`,
)
export const selectPeople = (db: Db): Promise<PersonRow[]> => db.query<PersonRow>(people(db.orgId))

const departments = stmt(
  'assignment.departments',
  'select id from departments where org_id = $1 and id = any($2) and deleted_at is null',
)
export const selectDepartments = async (db: Db, ids: readonly string[]): Promise<Set<string>> =>
  new Set((await db.query<{ id: string }>(departments(db.orgId, ids))).map(row => row.id))

const deptNames = stmt('assignment.deptNames', 'select id, name from departments where org_id = $1 and id = any($2)')
export const selectDepartmentNames = (db: Db, ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
  db.query<{ id: string; name: string }>(deptNames(db.orgId, ids))

const events = stmt(
  'assignment.events',
  `select e.id, e.at, u.name as by_name, e.before, e.after from event e left join users u on u.org_id = e.org_id and u.id = e.actor_id
   where e.org_id = $1 and e.entity = 'org' and e.record_id = $1 and e.kind = 'assignment.set' order by e.at desc, e.id desc limit $2`,
)
type Kept = Readonly<Record<string, unknown>> | null
export type RulesEvent = { id: string; at: string; byName: string | null; before: Kept; after: Kept }
export const selectRulesEvents = (db: Db, limit: number): Promise<RulesEvent[]> =>
  db.query<RulesEvent>(events(db.orgId, limit))

const waiting = stmt(
  'assignment.waiting',
  `select l.id, l.owner_id, l.dept_id from leads l where l.org_id = $1 and l.deleted_at is null and l.state = 'unassigned' and l.pool_id is null
   order by l.created_at, l.id limit $2`,
)
export type WaitingRow = { readonly id: string; readonly ownerId: null; readonly deptId: string | null }
/** The oldest first. */
export const selectWaiting = (db: Db, limit: number): Promise<WaitingRow[]> => db.query(waiting(db.orgId, limit))

const above = stmt(
  'assignment.above',
  `select coalesce(
     (select d.head_id from dept_closure c join departments d on d.org_id = c.org_id and d.id = c.ancestor_id
        join users h on h.org_id = d.org_id and h.id = d.head_id and h.active
        where c.org_id = u.org_id and c.dept_id = u.dept_id and d.deleted_at is null and d.head_id <> u.id
        order by (select count(*) from dept_closure a where a.org_id = c.org_id and a.dept_id = c.ancestor_id) desc limit 1),
     (select m.id from users m where m.org_id = u.org_id and m.id = u.manager_id and m.active),
     (select r.user_id from user_roles r join users o on o.org_id = r.org_id and o.id = r.user_id and o.active
        where r.org_id = u.org_id and r.role = 'owner' order by o.created_at, o.id limit 1)) as id
   from users u where u.org_id = $1 and u.id = $2`,
)
/** The nearest head of their department, else their manager, else who owns the company here. */
export const selectAbove = async (db: Db, userId: string): Promise<string | null> =>
  (await db.one<{ id: string | null }>(above(db.orgId, userId)))?.id ?? null
