// Every statement about files. Rights are their record's: the service asks there.
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { FileParent, StoredFile } from '../file.schema.ts'
import { type FileRow, files } from './file.table.ts'

const select = `select t.id, t.version, t.entity, t.record_id, t.name, t.type, t.size, t.sha256, t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at
  from files t left join users u on u.org_id = t.org_id and u.id = t.owner_id`

const ofRecord = stmt(
  'file.ofRecord',
  `${select} where t.org_id = $1 and t.entity = $2 and t.record_id = $3 and t.deleted_at is null order by t.created_at desc, t.id desc limit 500`,
)
export const selectFiles = (db: Db, { entity, recordId }: FileParent): Promise<StoredFile[]> =>
  db.query<StoredFile>(ofRecord(db.orgId, entity, recordId))

const one = stmt('file.one', `${select} where t.org_id = $1 and t.id = $2 and t.deleted_at is null`)
export const selectFile = (db: Db, id: string): Promise<StoredFile | undefined> => db.one<StoredFile>(one(db.orgId, id))

const lock = stmt(
  'file.lock',
  `select ${files.select('t')} from files t where t.org_id = $1 and t.id = $2 and t.deleted_at is null for no key update`,
)
export async function lockFileRow(tx: Tx, id: string): Promise<FileRow | undefined> {
  tx.level(lockLevel.record)
  return tx.one<FileRow>(lock(tx.orgId, id))
}
