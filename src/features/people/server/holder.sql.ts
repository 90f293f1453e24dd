// Everyone active, with what their rights are made of.
import type { Role } from '#kernel/access.ts'
import { type Db, stmt } from '#kernel/db.ts'

const all = stmt(
  'holders.all',
  `select u.id as user_id, u.name, u.dept_id, to_json(u.pool_ids) as pool_ids,
     coalesce((select json_agg(r.role order by r.role) from user_roles r where r.org_id = u.org_id and r.user_id = u.id), '[]') as roles,
     coalesce((select json_agg(distinct c.dept_id) from dept_closure c where c.org_id = u.org_id and (c.ancestor_id = u.dept_id
       or c.ancestor_id in (select d.id from departments d where d.org_id = u.org_id and d.head_id = u.id and d.deleted_at is null))), '[]') as branch_ids
   from users u where u.org_id = $1 and u.active order by u.id`,
)

export type HolderRow = {
  readonly userId: string
  readonly name: string
  readonly deptId: string | null
  readonly roles: readonly Role[]
  readonly branchIds: readonly string[]
  readonly poolIds: readonly string[]
}
export const selectHolders = (db: Db): Promise<HolderRow[]> => db.query<HolderRow>(all(db.orgId))
