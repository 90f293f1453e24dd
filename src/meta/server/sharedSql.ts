// Who may read one record beside its owner and those above: a team, people with a live approval step. `why` says which.
import { type Bound, stmt } from '#kernel/db.ts'

type Shared = { readonly entity: string; readonly recordId: string; readonly why: string }

const add = stmt(
  'record_reader.add',
  `insert into record_reader (org_id, entity, record_id, user_id, why)
   select $1::uuid, $2::text, $3::uuid, x.user_id, $5::text from unnest($4::uuid[]) as x(user_id) on conflict do nothing`,
)
const dropAll = stmt(
  'record_reader.drop',
  'delete from record_reader where org_id = $1 and entity = $2 and record_id = $3 and why = $4',
)
const dropOne = stmt(
  'record_reader.dropOne',
  'delete from record_reader where org_id = $1 and entity = $2 and record_id = $3 and why = $4 and user_id = $5',
)

export const shareBound = (orgId: string, { entity, recordId, why }: Shared, userIds: readonly string[]): Bound =>
  add(orgId, entity, recordId, userIds, why)
export const unshareBound = (orgId: string, { entity, recordId, why }: Shared): Bound =>
  dropAll(orgId, entity, recordId, why)
export const unshareOneBound = (orgId: string, { entity, recordId, why }: Shared, userId: string): Bound =>
  dropOne(orgId, entity, recordId, why, userId)
