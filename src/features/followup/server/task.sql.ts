// Every statement about tasks.
import { type Actor, visibleTo } from '#kernel/access.ts'
import { conditionSql, Params } from '#kernel/conditionSql.ts'
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import { columnOf, mayReadSql, outside, type Source } from '#meta/server/sourceSql.ts'
import { reachableSql } from '#meta/server/sources.ts'
import { taskEntity } from '../task.entity.ts'
import { type Task, taskSubjects } from '../task.schema.ts'
import { type TaskRow, tasks } from './task.table.ts'

/** Tasks are not shared one by one. */
const noShares = (user: string): string => `${user}::uuid is null`

/** What is about a record is for whoever may read the record; what is about none for who has it, who gave it, and above. */
function mayRead(actor: Actor, params: Params): string {
  const own = conditionSql(visibleTo(outside(actor), taskSource.permission), columnOf(taskSource), params, noShares)
  const each = taskSubjects.map(
    entity => `(t.subject_entity = '${entity}' and ${reachableSql(entity, 't.subject_id', actor, params)})`,
  )
  return `((t.subject_id is null and (${own} or t.given_by = ${params.add(actor.userId)})) or ${each.join(' or ')})`
}

/** Against the clock of whoever asks. */
const late = `(t.state = 'open' and t.due_by is not null and t.due_by < now())`
/** The record itself is there, as far as it can be asked; what is about something in the trash waits with it. */
export const livingSql = 'coalesce(l.deleted_at, d.deleted_at, k.deleted_at, c.deleted_at) is null'

const from = `tasks t
  left join users u on u.org_id = t.org_id and u.id = t.owner_id
  left join users g on g.org_id = t.org_id and g.id = t.given_by
  left join customers c on c.org_id = t.org_id and c.id = t.customer_id
  left join leads l on l.org_id = t.org_id and t.subject_entity = 'lead' and l.id = t.subject_id
  left join deals d on d.org_id = t.org_id and t.subject_entity = 'deal' and d.id = t.subject_id
  left join contacts k on k.org_id = t.org_id and t.subject_entity = 'contact' and k.id = t.subject_id`
const subjectName = `case t.subject_entity when 'lead' then l.name when 'deal' then d.name when 'contact' then k.name when 'customer' then c.name else t.subject_title end`

export const taskSource: Source = {
  entity: taskEntity,
  from,
  select: `t.id, t.version, t.title, t.note, t.state, t.priority, t.given_by as given_by_id, g.name as given_by_name,
    t.subject_entity, t.subject_id, ${subjectName} as subject_name, t.customer_id, c.name as customer_name,
    t.due, t.due_at, t.due_by, ${late} as is_late, t.remind, t.repeat, t.next_id, t.done_at,
    t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at`,
  permission: 'task.read',
  mayRead,
  defaultSort: 'dueBy',
  foundBy: [
    { sql: 't.id', entity: 'task' },
    { sql: 't.customer_id', entity: 'customer' },
  ],
  columns: {
    title: { sql: 't.title', notNull: true },
    state: { sql: 't.state', notNull: true },
    due: { sql: 't.due' },
    dueAt: { sql: 't.due_at' },
    dueBy: { sql: 't.due_by' },
    isLate: { sql: late, notNull: true },
    priority: { sql: 't.priority', notNull: true },
    repeat: { sql: 't.repeat' },
    givenById: { sql: 't.given_by' },
    subjectEntity: { sql: 't.subject_entity' },
    customerId: { sql: 't.customer_id' },
    note: { sql: 't.note' },
    doneAt: { sql: 't.done_at' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const lock = stmt(
  'task.lock',
  `select ${tasks.select('t')} from tasks t where t.org_id = $1 and t.id = $2 and t.deleted_at is null for no key update`,
)
export async function lockTaskRow(tx: Tx, id: string): Promise<TaskRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<TaskRow>(lock(tx.orgId, id))
}

const openOf = stmt(
  'task.openOf',
  `select ${tasks.select('t')} from tasks t where t.org_id = $1 and t.owner_id = $2 and t.state = 'open' and t.deleted_at is null order by t.id for no key update`,
)
/** Of somebody who leaves. */
export function lockOpenOf(tx: Tx, userId: string): Promise<TaskRow[]> {
  tx.level(lockLevel.record)
  return tx.query<TaskRow>(openOf(tx.orgId, userId))
}

export type About = { readonly entity: string; readonly id: string }

export function selectAboutTasks(db: Db, actor: Actor, { entity, id }: About): Promise<Task[]> {
  const params = new Params([db.orgId, entity, id])
  const may = mayReadSql(taskSource, actor, params)
  const text = `select ${taskSource.select} from ${from} where t.org_id = $1 and t.subject_entity = $2 and t.subject_id = $3 and t.deleted_at is null and ${may}
    order by t.state <> 'open', case when t.state = 'open' then t.due_by end nulls last, t.done_at desc, t.created_at desc, t.id limit 50`
  return db.query<Task>({ text, values: params.values })
}

/** One's own that are due before the instant, in reach and about what is there. */
export function selectDueTasks(db: Db, actor: Actor, until: string): Promise<Task[]> {
  const params = new Params([db.orgId, actor.userId, until])
  const may = mayReadSql(taskSource, actor, params)
  const text = `select ${taskSource.select} from ${from} where t.org_id = $1 and t.owner_id = $2 and t.due_by < $3 and t.state = 'open'
    and t.deleted_at is null and ${livingSql} and ${may} order by t.due_by, t.id limit 50`
  return db.query<Task>({ text, values: params.values })
}

const toDeal = stmt(
  'task.toDeal',
  `update tasks set subject_entity = 'deal', subject_id = $3, customer_id = $4, version = version + 1 where org_id = $1 and subject_entity = 'lead' and subject_id = $2 and state = 'open'`,
)
/** What is to be done about a lead is to be done about the deal that it became. */
export const tasksToDealBound = (
  orgId: string,
  leadId: string,
  { dealId, customerId }: Record<'dealId' | 'customerId', string>,
): Bound => toDeal(orgId, leadId, dealId, customerId)
