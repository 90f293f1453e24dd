// The versions of the checklist: added to, never changed.
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import type { Checklist } from '../checklist.schema.ts'

const columns = `select t.version, t.items, t.created_at, u.name as created_by_name
  from handoff_checklists t left join users u on u.org_id = t.org_id and u.id = t.created_by where t.org_id = $1`
const newest = stmt('checklist.newest', `${columns} order by t.version desc limit 1`)
const all = stmt('checklist.all', `${columns} order by t.version desc limit 200`)
const one = stmt('checklist.one', `${columns} and t.version = $2`)

export const selectNewest = (db: Db): Promise<Checklist | undefined> => db.one<Checklist>(newest(db.orgId))
export const selectChecklists = (db: Db): Promise<Checklist[]> => db.query<Checklist>(all(db.orgId))
export const selectChecklist = (db: Db, version: number): Promise<Checklist | undefined> =>
  db.one<Checklist>(one(db.orgId, version))

const add = stmt(
  'checklist.add',
  `insert into handoff_checklists (org_id, version, items, created_at, created_by) values ($1, $2, $3::jsonb, $4, $5)
   on conflict do nothing returning version`,
)
/** False where somebody else made this version in between: of two at once one waits here, then finds it taken. */
export const addChecklist = async (tx: Tx, userId: string | null, { version, items }: Checklist): Promise<boolean> =>
  (await tx.one(add(tx.orgId, version, JSON.stringify(items), tx.now, userId))) !== undefined
