// What was handed over, kept as it was.
import { type Bound, type Db, stmt } from '#kernel/db.ts'
import { table } from '#kernel/table.ts'
import type { Handover } from '../handover.schema.ts'

const handovers = table('handovers', {
  id: 'uuid',
  userId: 'uuid',
  at: 'timestamptz',
  byId: 'uuid?',
  takers: 'jsonb',
  counts: 'jsonb',
  promises: 'jsonb',
  finished: 'bool',
  deactivated: 'bool',
  note: 'text?',
})
export type HandoverRow = Omit<Handover, 'userName' | 'byName'> & { readonly byId: string | null }
export const keepHandoverBound = (orgId: string, row: HandoverRow): Bound => handovers.insert(orgId, [row])

const shown = `h.id, h.user_id, u.name as user_name, h.at, b.name as by_name, h.takers, h.counts, h.promises, h.finished, h.deactivated, h.note
  from handovers h join users u on u.org_id = h.org_id and u.id = h.user_id left join users b on b.org_id = h.org_id and b.id = h.by_id`
const all = stmt('handover.all', `select ${shown} where h.org_id = $1 order by h.at desc, h.id desc limit 200`)
const one = stmt('handover.get', `select ${shown} where h.org_id = $1 and h.id = $2`)
export const selectHandovers = (db: Db): Promise<Handover[]> => db.query<Handover>(all(db.orgId))
export const selectHandover = (db: Db, id: string): Promise<Handover | undefined> => db.one<Handover>(one(db.orgId, id))

const people = stmt('handover.people', 'select id, name, active from users where org_id = $1 and id = any($2)')
type Somebody = { readonly id: string; readonly name: string; readonly active: boolean }
export const selectTakers = (db: Db, ids: readonly string[]): Promise<Somebody[]> =>
  db.query<Somebody>(people(db.orgId, ids))
