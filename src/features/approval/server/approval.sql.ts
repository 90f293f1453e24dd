// Every statement about approvals; live approvers become readers of the record they decide on.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import { shareBound, unshareBound } from '#meta/server/sharedSql.ts'
import type { Member, Superiors } from '../approval.rules.ts'
import type { Approval, Policy } from '../approval.schema.ts'
import { type RequestRow, requests, type StepRow, steps } from './approval.table.ts'

const lockOfRecord = stmt(
  'approval.lockOf',
  `select ${requests.select('t')} from approval_requests t
   where t.org_id = $1 and t.entity = $2 and t.record_id = $3 and t.purpose = $4 and t.state = 'pending' order by t.id for no key update`,
)
const lockById = stmt(
  'approval.lock',
  `select ${requests.select('t')} from approval_requests t where t.org_id = $1 and t.id = $2 for no key update`,
)
const readOfRecord = stmt(
  'approval.pendingOf',
  `select ${requests.select('t')} from approval_requests t
   where t.org_id = $1 and t.entity = $2 and t.record_id = $3 and t.purpose = $4 and t.state = 'pending'`,
)
const stepsOf = stmt(
  'approval.steps',
  `select ${steps.select('s')} from approval_steps s where s.org_id = $1 and s.request_id = $2 order by s.node, s.id`,
)

export type About = { readonly entity: string; readonly recordId: string; readonly purpose: string }

/** Level 2, the first of all: whoever may end in a decision starts here. */
export async function lockPendingOf(tx: Tx, about: About): Promise<RequestRow | undefined> {
  tx.level(lockLevel.approval)
  return tx.one<RequestRow>(lockOfRecord(tx.orgId, about.entity, about.recordId, about.purpose))
}

export const readPendingOf = (db: Db, about: About): Promise<RequestRow | undefined> =>
  db.one<RequestRow>(readOfRecord(db.orgId, about.entity, about.recordId, about.purpose))

export async function lockRequest(tx: Tx, id: string): Promise<RequestRow | undefined> {
  tx.level(lockLevel.approval)
  return tx.one<RequestRow>(lockById(tx.orgId, id))
}

const skipRest = stmt(
  'approval_step.skipRest',
  `update approval_steps set state = 'skipped' where org_id = $1 and request_id = $2 and state in ('live', 'waiting')`,
)
/** Nobody is asked any more. */
export const skipRestBound = (orgId: string, requestId: string): Bound => skipRest(orgId, requestId)

const readById = stmt(
  'approval.read',
  `select ${requests.select('t')} from approval_requests t where t.org_id = $1 and t.id = $2`,
)
export const readRequest = (db: Db, id: string): Promise<RequestRow | undefined> =>
  db.one<RequestRow>(readById(db.orgId, id))

export const selectSteps = (db: Db, requestId: string): Promise<StepRow[]> =>
  db.query<StepRow>(stepsOf(db.orgId, requestId))

const setSteps = stmt(
  'approval_step.set',
  `update approval_steps s set state = x.state, note = x.note, decided_at = x.decided_at
   from unnest($2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) as x(id, state, note, decided_at)
   where s.org_id = $1 and s.id = x.id`,
)
export const setStepsBound = (orgId: string, rows: readonly StepRow[]): Bound =>
  setSteps(
    orgId,
    rows.map(row => row.id),
    rows.map(row => row.state),
    rows.map(row => row.note),
    rows.map(row => row.decidedAt),
  )

const readingFor = ({ entity, recordId, id }: RequestRow) => ({ entity, recordId, why: `approval:${id}` })

export const addReadersBound = (orgId: string, row: RequestRow, userIds: readonly string[]): Bound =>
  shareBound(orgId, readingFor(row), userIds)
export const dropReadersBound = (orgId: string, row: RequestRow): Bound => unshareBound(orgId, readingFor(row))

const policyOf = stmt(
  'approval_policy.get',
  'select entity, purpose, nodes, allow_self, version from approval_policies where org_id = $1 and entity = $2 and purpose = $3',
)
const lockPolicy = stmt(
  'approval_policy.lock',
  'select entity, purpose, nodes, allow_self, version from approval_policies where org_id = $1 and entity = $2 and purpose = $3 for no key update',
)
const writePolicy = stmt(
  'approval_policy.set',
  `insert into approval_policies as p (org_id, id, entity, purpose, nodes, allow_self, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $7)
   on conflict (org_id, entity, purpose) do update set nodes = excluded.nodes, allow_self = excluded.allow_self, updated_at = excluded.updated_at, version = p.version + 1`,
)
const activeMembers = stmt(
  'approval.members',
  `select u.id as user_id, u.name, coalesce(array_agg(r.role) filter (where r.role is not null), '{}') as roles
   from users u left join user_roles r on r.org_id = u.org_id and r.user_id = u.id
   where u.org_id = $1 and u.active group by u.id, u.name order by u.id`,
)

type SetPolicy = Omit<Policy, 'facts'>
export const selectPolicy = (db: Db, entity: string, purpose: string): Promise<SetPolicy | undefined> =>
  db.one<SetPolicy>(policyOf(db.orgId, entity, purpose))
export const lockPolicyRow = (tx: Tx, entity: string, purpose: string): Promise<SetPolicy | undefined> =>
  tx.one<SetPolicy>(lockPolicy(tx.orgId, entity, purpose))
export const policyBound = (tx: Tx, id: string, policy: Omit<Policy, 'version' | 'facts'>): Bound =>
  writePolicy(tx.orgId, id, policy.entity, policy.purpose, JSON.stringify(policy.nodes), policy.allowSelf, tx.now)
// nearest first: the deeper a department, the more stand above it
const above = stmt(
  'approval.above',
  `select u.manager_id, array(
     select d.head_id from dept_closure c join departments d on d.org_id = c.org_id and d.id = c.ancestor_id
     where c.org_id = u.org_id and c.dept_id = u.dept_id and d.head_id is not null and d.deleted_at is null
     order by (select count(*) from dept_closure a where a.org_id = c.org_id and a.dept_id = c.ancestor_id) desc) as heads
   from users u where u.org_id = $1 and u.id = $2`,
)
export const selectAbove = (db: Db, userId: string): Promise<Omit<Superiors, 'fields'> | undefined> =>
  db.one(above(db.orgId, userId))

export const selectMembers = (db: Db): Promise<Member[]> => db.query<Member>(activeMembers(db.orgId))

// `mine` and `withdrawable` are of the reader, so the page draws only what the verb will allow
const shown = `t.id, t.version, t.entity, t.record_id, t.purpose, t.title, t.href, t.state, t.node, t.reason, t.why, t.requested_by, q.name as requested_by_name, t.created_at, t.decided_at,
  t.state = 'pending' and t.requested_by = $2::uuid as withdrawable,
  t.state = 'pending' and (t.allow_self or t.requested_by <> $2::uuid) and exists (
    select 1 from approval_steps m where m.org_id = t.org_id and m.request_id = t.id and m.user_id = $2::uuid and m.state = 'live') as mine,
  (select coalesce(json_agg(json_build_object('id', s.id, 'node', s.node, 'userId', s.user_id, 'userName', w.name, 'role', t.nodes -> s.node ->> 'role',
      'mode', t.nodes -> s.node ->> 'mode', 'state', s.state, 'note', s.note, 'decidedAt', to_char(s.decided_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      order by s.node, s.id), '[]'::json)
    from approval_steps s join users w on w.org_id = s.org_id and w.id = s.user_id where s.org_id = t.org_id and s.request_id = t.id) as steps`
const fromRequests = 'approval_requests t join users q on q.org_id = t.org_id and q.id = t.requested_by'

const inboxOf = stmt(
  'approval.inbox',
  `select ${shown} from ${fromRequests}
   where t.org_id = $1 and t.state = 'pending' and t.id in (
     select s.request_id from approval_steps s where s.org_id = $1 and s.user_id = $2 and s.state = 'live')
   order by t.created_at, t.id limit 200`,
)
const ofRecord = stmt(
  'approval.ofRecord',
  `select ${shown} from ${fromRequests} where t.org_id = $1 and t.entity = $3 and t.record_id = $4 order by t.created_at desc, t.id desc limit 20`,
)
const oneShown = stmt('approval.get', `select ${shown} from ${fromRequests} where t.org_id = $1 and t.id = $3`)

export const selectInbox = (db: Db, userId: string): Promise<Approval[]> =>
  db.query<Approval>(inboxOf(db.orgId, userId))
export const selectOfRecord = (db: Db, userId: string, entity: string, recordId: string): Promise<Approval[]> =>
  db.query<Approval>(ofRecord(db.orgId, userId, entity, recordId))
export const selectApproval = (db: Db, userId: string, id: string): Promise<Approval | undefined> =>
  db.one<Approval>(oneShown(db.orgId, userId, id))

const involved = stmt(
  'approval.involved',
  `select r.id from approval_requests r where r.org_id = $1 and r.id = any($3) and (r.requested_by = $2
     or exists (select from approval_steps s where s.org_id = r.org_id and s.request_id = r.id and s.user_id = $2))`,
)
export const selectInvolved = async (db: Db, userId: string, ids: readonly string[]): Promise<string[]> =>
  (await db.query<{ id: string }>(involved(db.orgId, userId, ids))).map(row => row.id)

const rebind = stmt(
  'approval.rebind',
  `update approval_requests r set content_hash = x.after from unnest($3::uuid[], $4::text[], $5::text[]) as x(id, before, after)
   where r.org_id = $1 and r.entity = $2 and r.record_id = x.id and r.content_hash = x.before`,
)
type Rehashed = { readonly recordId: string; readonly from: string; readonly to: string }
export const rebindBound = (orgId: string, entity: string, changed: readonly Rehashed[]): Bound =>
  rebind(
    orgId,
    entity,
    changed.map(one => one.recordId),
    changed.map(one => one.from),
    changed.map(one => one.to),
  )

const lockLive = stmt(
  'approval.lockLive',
  `select id from approval_requests where org_id = $1 and entity = $2 and record_id = any($3) and state = 'pending' order by id for no key update`,
)
export async function lockLiveOf(tx: Tx, entity: string, ids: readonly string[]): Promise<void> {
  tx.level(lockLevel.approval)
  await tx.query(lockLive(tx.orgId, entity, ids))
}

const own = stmt(
  'approval.own',
  `select r.title from approval_requests r where r.org_id = $1 and r.state = 'pending' and not r.allow_self and exists (
     select from approval_steps s where s.org_id = r.org_id and s.request_id = r.id and s.user_id = r.requested_by and s.state in ('live', 'waiting'))`,
)
/** Running approvals that whoever asked would have to decide. */
export const selectOwnApprovals = (tx: Tx): Promise<{ title: string }[]> => tx.query(own(tx.orgId))
