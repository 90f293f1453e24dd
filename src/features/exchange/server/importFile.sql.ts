// The file in pieces, the refused rows, and the mappings people made: what hangs on an import.
import { type Bound, type Db, stmt } from '#kernel/db.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Mapping } from '../import.schema.ts'

const pieceBytes = 1024 * 1024

const insertPiece = stmt('import_pieces.insert', `insert into import_pieces values ($1, $2, $3, decode($4, 'base64'))`)
const piece = stmt(
  'import_pieces.one',
  `select encode(bytes, 'base64') as bytes from import_pieces where org_id = $1 and import_id = $2 and no = $3`,
)
const dropPieces = stmt('import_pieces.drop', 'delete from import_pieces where org_id = $1 and import_id = $2')

export const pieceBounds = (db: Db, importId: string, content: Uint8Array): Bound[] =>
  Array.from({ length: Math.ceil(content.length / pieceBytes) }, (_, no) => {
    const part = content.subarray(no * pieceBytes, (no + 1) * pieceBytes)
    return insertPiece(db.orgId, importId, no, Buffer.from(part).toString('base64'))
  })
export const dropPiecesBound = (db: Db, importId: string): Bound => dropPieces(db.orgId, importId)

/** One piece at a time: between two of them others are served. */
export async function selectBytes(db: Db, importId: string): Promise<Uint8Array> {
  const parts: Buffer[] = []
  for (let no = 0; ; no++) {
    const row = await db.one<{ bytes: string }>(piece(db.orgId, importId, no))
    if (!row) return Buffer.concat(parts)
    parts.push(Buffer.from(row.bytes, 'base64'))
  }
}

export type RefusalRow = {
  readonly line: number
  readonly cells: readonly string[]
  readonly reasons: readonly Reason[]
}

const insertRefusals = stmt(
  'import_refusals.insert',
  `insert into import_refusals select $1, $2, r.line, r.cells, r.reasons
   from jsonb_to_recordset($3::jsonb) as r (line integer, cells jsonb, reasons jsonb)`,
)
const dropRefusals = stmt('import_refusals.drop', 'delete from import_refusals where org_id = $1 and import_id = $2')
const page = stmt(
  'import_refusals.page',
  'select line, cells, reasons from import_refusals where org_id = $1 and import_id = $2 and line > $3 order by line limit $4',
)
const grouped = stmt(
  'import_refusals.groups',
  `select (array_agg(r.reason order by i.line))[1] as reason, count(*) as count, (array_agg(i.line order by i.line))[1:5] as lines,
     coalesce((array_agg(distinct r.cell) filter (where r.cell is not null))[1:5], '{}') as cells
   from import_refusals i, lateral (select one as reason, coalesce(one -> 'values' ->> 'cell', one -> 'values' ->> 'value') as cell
     from jsonb_array_elements(i.reasons) one) r
   where i.org_id = $1 and i.import_id = $2
   group by r.reason ->> 'key', r.reason ->> 'path' order by count(*) desc, min(i.line) limit 50`,
)

export const refusalsBound = (db: Db, importId: string, rows: readonly RefusalRow[]): Bound =>
  insertRefusals(db.orgId, importId, JSON.stringify(rows))
export const dropRefusalsBound = (db: Db, importId: string): Bound => dropRefusals(db.orgId, importId)
export const selectRefusals = (db: Db, importId: string, after: number, limit: number): Promise<RefusalRow[]> =>
  db.query<RefusalRow>(page(db.orgId, importId, after, limit))

export type RefusalGroup = { reason: Reason; count: number; lines: number[]; cells: string[] }
export const selectGroups = (db: Db, importId: string): Promise<RefusalGroup[]> =>
  db.query<RefusalGroup>(grouped(db.orgId, importId))

const lines = stmt('import_refusals.lines', 'select line from import_refusals where org_id = $1 and import_id = $2')
export const selectRefusedLines = async (db: Db, importId: string): Promise<Set<number>> =>
  new Set((await db.query<{ line: number }>(lines(db.orgId, importId))).map(row => row.line))

/** Whose header, of what: a person maps it once. */
export type Header = { readonly userId: string; readonly entity: string; readonly header: string }

const known = stmt(
  'import_mappings.one',
  'select mapping from import_mappings where org_id = $1 and user_id = $2 and entity = $3 and header = $4',
)
const keep = stmt(
  'import_mappings.keep',
  `insert into import_mappings (org_id, user_id, entity, header, mapping, used_at) values ($1, $2, $3, $4, $5, $6)
   on conflict (org_id, user_id, entity, header) do update set mapping = excluded.mapping, used_at = excluded.used_at`,
)
export const selectMapping = async (db: Db, { userId, entity, header }: Header): Promise<Mapping | undefined> =>
  (await db.one<{ mapping: Mapping }>(known(db.orgId, userId, entity, header)))?.mapping
const heldBefore = stmt(
  'import_mappings.entity',
  'select entity from import_mappings where org_id = $1 and user_id = $2 and header = $3 order by used_at desc limit 1',
)
/** What this person last took a file of the same header for. */
export const selectKindBefore = async (
  db: Db,
  { userId, header }: Omit<Header, 'entity'>,
): Promise<string | undefined> => (await db.one<{ entity: string }>(heldBefore(db.orgId, userId, header)))?.entity
export const keepMappingBound = (db: Db, { userId, entity, header }: Header, mapping: Mapping): Bound =>
  keep(db.orgId, userId, entity, header, JSON.stringify(mapping), db.now)
