import { type Bound, type Db, stmt } from '#kernel/db.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Import } from '../import.api.ts'

export type ImportRow = Import & { readonly userId: string }

// a run that has not told of itself for this long died with its process: failed, at the line it reached
const stale = '60 seconds'
const columns = `i.id, i.user_id, i.entity, i.file_name, i.encoding, i.mapping,
  case when i.state = 'running' and i.beat_at < $2::timestamptz - interval '${stale}' then 'failed' else i.state end as state,
  i.rows_total, i.rows_read, i.rows_ok, i.rows_refused, i.last_line, i.created_at, i.finished_at`

const one = stmt('import.one', `select ${columns} from imports i where i.org_id = $1 and i.id = $3`)
const locked = stmt(
  'import.lock',
  `select ${columns} from imports i where i.org_id = $1 and i.id = $3 for no key update`,
)
const mine = stmt(
  'import.mine',
  `select ${columns} from imports i where i.org_id = $1 and i.user_id = $3 order by i.created_at desc, i.id desc limit 50`,
)
const bytes = stmt(
  'import.bytes',
  `select encode(bytes, 'base64') as bytes from import_files where org_id = $1 and import_id = $2`,
)
const refusals = stmt(
  'import.refusals',
  'select line, cells, reasons from import_refusals where org_id = $1 and import_id = $2 order by line',
)

export const selectImport = (db: Db, id: string): Promise<ImportRow | undefined> =>
  db.one<ImportRow>(one(db.orgId, db.now, id))
export const lockImport = (db: Db, id: string): Promise<ImportRow | undefined> =>
  db.one<ImportRow>(locked(db.orgId, db.now, id))
export const selectImports = (db: Db, userId: string): Promise<ImportRow[]> =>
  db.query<ImportRow>(mine(db.orgId, db.now, userId))
export const selectRefusals = (db: Db, id: string): Promise<RefusalRow[]> =>
  db.query<RefusalRow>(refusals(db.orgId, id))
export type RefusalRow = {
  readonly line: number
  readonly cells: readonly string[]
  readonly reasons: readonly Reason[]
}

export async function selectBytes(db: Db, id: string): Promise<Uint8Array> {
  const row = await db.one<{ bytes: string }>(bytes(db.orgId, id))
  return Buffer.from(row?.bytes ?? '', 'base64')
}

const insertOne = stmt(
  'import.insert',
  `insert into imports (org_id, id, user_id, entity, file_name, encoding, state, rows_total, created_at)
   values ($1, $2, $3, $4, $5, $6, 'inspected', $7, $8)`,
)
const insertBytes = stmt('import.insertBytes', `insert into import_files values ($1, $2, decode($3, 'base64'))`)
type NewImport = Pick<ImportRow, 'id' | 'userId' | 'entity' | 'fileName' | 'encoding' | 'rowsTotal'>
export const insertImport = (db: Db, row: NewImport, content: Uint8Array): Bound[] => [
  insertOne(db.orgId, row.id, row.userId, row.entity, row.fileName, row.encoding, row.rowsTotal, db.now),
  insertBytes(db.orgId, row.id, Buffer.from(content).toString('base64')),
]

const mappingIs = stmt(
  'import.mapping',
  `update imports set mapping = $3, state = 'checked' where org_id = $1 and id = $2 and state in ('inspected', 'checked')`,
)
export const setMapping = (db: Db, id: string, mapping: Import['mapping']): Bound =>
  mappingIs(db.orgId, id, JSON.stringify(mapping))

const stateIs = stmt(
  'import.state',
  `update imports set state = $3, beat_at = $4, finished_at = case when $3 = 'running' then null else $4::timestamptz end
   where org_id = $1 and id = $2`,
)
export const setState = (db: Db, id: string, state: Import['state']): Bound => stateIs(db.orgId, id, state, db.now)

const advance = stmt(
  'import.advance',
  `update imports set rows_read = rows_read + $3 + $4, rows_ok = rows_ok + $3, rows_refused = rows_refused + $4,
   last_line = $5, beat_at = $6 where org_id = $1 and id = $2`,
)
const refuse = stmt(
  'import.refuse',
  `insert into import_refusals select $1, $2, r.line, r.cells, r.reasons
   from jsonb_to_recordset($3::jsonb) as r (line integer, cells jsonb, reasons jsonb)`,
)
type Step = { readonly ok: number; readonly refused: readonly RefusalRow[]; readonly lastLine: number }
export const recordStep = (db: Db, id: string, { ok, refused, lastLine }: Step): Bound[] => [
  advance(db.orgId, id, ok, refused.length, lastLine, db.now),
  ...(refused.length ? [refuse(db.orgId, id, JSON.stringify(refused))] : []),
]

const sent = stmt('import.sent', 'select $1::uuid as org')
/** The collected writes go out, and the database judges them too. */
export const sendWrites = (db: Db): Promise<unknown> => db.one(sent(db.orgId))
