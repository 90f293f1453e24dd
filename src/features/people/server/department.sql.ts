// The tree of departments and its closure: everyone above a department, itself included.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { departmentEntity } from '../department.entity.ts'
import { type DepartmentRow, departments } from './people.table.ts'

const lockRow = stmt(
  'departments.lock',
  `select ${departments.select('t')} from departments t where t.org_id = $1 and t.id = $2 and t.deleted_at is null for no key update`,
)

export async function lockDepartmentRow(tx: Tx, id: string): Promise<DepartmentRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<DepartmentRow>(lockRow(tx.orgId, id))
}

export const departmentSource: Source = {
  entity: departmentEntity,
  from: `(select d.*, null::uuid as owner_id, d.id as dept_id from departments d) t
  left join departments p on p.org_id = t.org_id and p.id = t.parent_id
  left join users h on h.org_id = t.org_id and h.id = t.head_id`,
  select: `t.id, t.version, t.name, t.parent_id, p.name as parent_name, t.head_id, h.name as head_name,
    (select count(*) from users u where u.org_id = t.org_id and u.dept_id = t.id and u.active) as people`,
  permission: 'department.read',
  defaultSort: 'name',
  columns: {
    name: { sql: 't.name', notNull: true },
    parentId: { sql: 't.parent_id' },
    headId: { sql: 't.head_id' },
  },
}

const there = stmt(
  'departments.there',
  'select id from departments where org_id = $1 and id = $2 and deleted_at is null',
)

export const hasDepartment = async (db: Db, id: string): Promise<boolean> =>
  (await db.one(there(db.orgId, id))) !== undefined

// its own row, and one for everyone above its parent
const closeUnder = stmt(
  'dept_closure.closeUnder',
  `insert into dept_closure (org_id, ancestor_id, dept_id)
   select $1::uuid, $2::uuid, $2::uuid
   union all select $1::uuid, c.ancestor_id, $2::uuid from dept_closure c where c.org_id = $1 and c.dept_id = $3`,
)

type NewRow = Pick<DepartmentRow, 'id' | 'name' | 'parentId' | 'headId'>

export const newDepartmentBounds = (tx: Tx, row: NewRow): Bound[] => [
  departments.insert(tx.orgId, [{ ...row, version: 1, createdAt: tx.now, updatedAt: tx.now, deletedAt: null }]),
  closeUnder(tx.orgId, row.id, row.parentId),
]

const detach = stmt(
  'dept_closure.detach',
  `delete from dept_closure where org_id = $1
     and dept_id in (select c.dept_id from dept_closure c where c.org_id = $1 and c.ancestor_id = $2)
     and ancestor_id in (select c.ancestor_id from dept_closure c where c.org_id = $1 and c.dept_id = $2 and c.ancestor_id <> $2)`,
)
const attach = stmt(
  'dept_closure.attach',
  `insert into dept_closure (org_id, ancestor_id, dept_id)
   select $1::uuid, above.ancestor_id, below.dept_id from dept_closure above, dept_closure below
   where above.org_id = $1 and above.dept_id = $3 and below.org_id = $1 and below.ancestor_id = $2`,
)

/** Everything below moves along. */
export const moveBounds = (orgId: string, id: string, parentId: string | null): Bound[] => [
  detach(orgId, id),
  attach(orgId, id, parentId),
]

const below = stmt(
  'dept_closure.below',
  'select dept_id as id from dept_closure where org_id = $1 and ancestor_id = $2',
)

export const selectBelow = async (db: Db, id: string): Promise<string[]> =>
  (await db.query<{ id: string }>(below(db.orgId, id))).map(row => row.id)

const remove = stmt(
  'departments.remove',
  'update departments set deleted_at = $3, updated_at = $3, version = version + 1 where org_id = $1 and id = $2',
)
const unwind = stmt('dept_closure.unwind', 'delete from dept_closure where org_id = $1 and dept_id = $2')

export const removeBounds = (orgId: string, id: string, now: string): Bound[] => [
  remove(orgId, id, now),
  unwind(orgId, id),
]

const occupied = stmt(
  'departments.occupied',
  `select (select count(*) from users u where u.org_id = $1 and u.dept_id = $2) as people,
     (select count(*) from departments d where d.org_id = $1 and d.parent_id = $2 and d.deleted_at is null) as departments`,
)

export const selectOccupants = (db: Db, id: string): Promise<{ people: number; departments: number } | undefined> =>
  db.one(occupied(db.orgId, id))
