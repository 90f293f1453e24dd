// Every statement about files. Rights are their record's: the service asks there.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { lockLevel } from '#meta/locks.ts'
import type { FileParent, StoredFile } from '../file.schema.ts'
import { type FileRow, files } from './file.table.ts'

const select = `select t.id, t.version, t.entity, t.record_id, t.name, t.type, t.size, t.kind, t.sha256, t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at
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

const dropOfKind = stmt(
  'file.dropOfKind',
  `update files set deleted_at = $5, updated_at = $5, version = version + 1
   where org_id = $1 and entity = $2 and record_id = $3 and kind is not distinct from $4 and deleted_at is null`,
)
export const dropOfKindBound = (tx: Tx, { entity, recordId }: FileParent, kind: string | null): Bound =>
  dropOfKind(tx.orgId, entity, recordId, kind, tx.now)

// held to the end of the transaction: whoever adds this content and whoever sweeps it away come one after the other
const holdContent = stmt(
  'file.lockContent',
  `select pg_advisory_xact_lock(hashtextextended($1::uuid || ' ' || $2::text, 0)) is null as held`,
)
export const lockContent = (tx: Tx, sha256: string): Promise<unknown> => tx.query(holdContent(tx.orgId, sha256))

const inTrash = stmt(
  'file.inTrash',
  'select id, sha256 from files where org_id = $1 and deleted_at < $2 and purged_at is null order by deleted_at, id limit $3',
)
type Trashed = { readonly id: string; readonly sha256: string }
export const selectTrashed = (db: Db, before: string, limit: number): Promise<Trashed[]> =>
  db.query<Trashed>(inTrash(db.orgId, before, limit))

// one whose time in the trash is not over counts as use
const use = stmt(
  'file.use',
  'select 1 from files where org_id = $1 and sha256 = $2 and purged_at is null and (deleted_at is null or deleted_at >= $3) limit 1',
)
export const isUsed = async (db: Db, sha256: string, before: string): Promise<boolean> =>
  (await db.one(use(db.orgId, sha256, before))) !== undefined

const purged = stmt('file.purged', 'update files set purged_at = $3 where org_id = $1 and id = $2')
export const purgedBound = (tx: Tx, id: string): Bound => purged(tx.orgId, id, tx.now)
