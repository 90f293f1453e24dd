// Every statement about imports themselves: what they are, and who works at them. Time is the database's own: a
// lease is believed by processes whose clocks differ.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Import, Mapping, Warning } from '../import.schema.ts'
import type { ColumnFacts } from '../read/columns.ts'

export type ImportRow = Import & {
  readonly userId: string
  readonly columns: readonly ColumnFacts[]
  readonly digest: string
  readonly begunAt: string | null
}

nameConstraints({ imports_alone: { key: 'exchange.sameFile', conflict: true } })

const brokeOff = `'{"key":"exchange.brokeOff"}'::jsonb`
const lapsed = 'i.lease_until < clock_timestamp()'
// whoever worked at it and fell silent has died: said at once, written down by `settleImports`
const shown = `i.id, i.user_id, i.entity, i.kind_by, i.file_name, i.format, i.encoding, i.sheets, i.sheet, i.digest, i.begun_at, i.columns, i.mapping, i.warnings,
  case when not coalesce(${lapsed}, false) then i.state when i.state = 'checking' then 'inspected' else 'failed' end as state,
  case when ${lapsed} then ${brokeOff} else i.problem end as problem,
  i.rows_total, i.rows_read, i.rows_ok, i.rows_refused, i.rows_alike, i.rows_held, i.last_line, i.created_at, i.finished_at`

const one = stmt('import.one', `select ${shown} from imports i where i.org_id = $1 and i.id = $2`)
const locked = stmt('import.lock', `select ${shown} from imports i where i.org_id = $1 and i.id = $2 for no key update`)
const mine = stmt(
  'import.mine',
  `select ${shown} from imports i where i.org_id = $1 and i.user_id = $2 order by i.created_at desc, i.id desc limit 50`,
)

export const selectImport = (db: Db, id: string): Promise<ImportRow | undefined> => db.one<ImportRow>(one(db.orgId, id))
export const lockImport = (db: Db, id: string): Promise<ImportRow | undefined> =>
  db.one<ImportRow>(locked(db.orgId, id))
export const selectImports = (db: Db, userId: string): Promise<ImportRow[]> =>
  db.query<ImportRow>(mine(db.orgId, userId))

const insert = stmt(
  'import.insert',
  `insert into imports (org_id, id, user_id, entity, kind_by, file_name, format, encoding, sheets, sheet, digest, columns, state, rows_total, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'inspected', $13, $14)`,
)
type Told = 'entity' | 'kindBy'
type Content = 'format' | 'encoding' | 'sheet' | 'rowsTotal' | 'columns'
export type NewImport = Pick<ImportRow, 'id' | 'userId' | 'fileName' | 'digest' | Content | Told> & {
  readonly sheets: readonly string[]
}
export const insertImport = (db: Db, row: NewImport): Bound => {
  const { id, userId, entity, kindBy, fileName, format, encoding, sheet, digest, rowsTotal } = row
  const [sheets, columns] = [row.sheets, row.columns].map(one => JSON.stringify(one))
  const whose = [db.orgId, id, userId, entity, kindBy, fileName]
  return insert(...whose, format, encoding, sheets, sheet, digest, columns, rowsTotal, db.now)
}

const turn = stmt(
  'import.turn',
  `update imports set sheet = $3, columns = $4, rows_total = $5, entity = $6, kind_by = $7, mapping = '[]', state = 'inspected', problem = null, warnings = '[]',
     rows_read = 0, rows_ok = 0, rows_refused = 0, rows_alike = 0, rows_held = 0, last_line = 0 where org_id = $1 and id = $2`,
)
type Turned = Pick<ImportRow, 'sheet' | 'rowsTotal' | 'columns' | Told>
/** Another sheet or another kind: what was mapped and checked was of the one before. */
export const turnBound = (db: Db, id: string, { sheet, rowsTotal, columns, entity, kindBy }: Turned): Bound =>
  turn(db.orgId, id, sheet, JSON.stringify(columns), rowsTotal, entity, kindBy)

const alike = stmt(
  'import.alike',
  `select i.id from imports i where i.org_id = $1 and i.digest = $2 and i.entity = $3 order by i.id for no key update`,
)
/** All imports of one content, in one order: whoever starts one waits for whoever starts another. */
export const lockAlike = (tx: Tx, { digest, entity }: Pick<ImportRow, 'digest' | 'entity'>): Promise<unknown[]> =>
  tx.query(alike(tx.orgId, digest, entity))

/** An import of the same content, of the same sheet, that has rows in or brings them now. */
export type Double = {
  readonly id: string
  readonly who: string
  readonly at: string
  readonly ok: number
  readonly state: string
}
const doubles = stmt(
  'import.doubles',
  `select i.id, u.name as who, coalesce(i.finished_at, i.created_at) as at, i.rows_ok as ok, case when ${lapsed} then 'failed' else i.state end as state
   from imports i join users u on u.org_id = i.org_id and u.id = i.user_id
   where i.org_id = $1 and i.digest = $2 and i.entity = $3 and i.sheet is not distinct from $4 and i.id <> $5
     and ((i.state = 'running' and not coalesce(${lapsed}, false))
       or (i.rows_ok > 0 and i.state in ('running', 'done', 'failed', 'cancelled') and ($6::timestamptz is null or coalesce(i.ended_at, i.lease_until) >= $6)))
   order by i.created_at desc limit 5`,
)
type Whose = Pick<ImportRow, 'id' | 'digest' | 'entity' | 'sheet'>
/** `since`: only what ended after that. */
export const selectDoubles = (db: Db, one: Whose, since: string | null): Promise<Double[]> =>
  db.query<Double>(doubles(db.orgId, one.digest, one.entity, one.sheet, one.id, since))

const live = stmt(
  'import.live',
  'select count(*) as count from imports where org_id = $1 and lease_until > clock_timestamp()',
)
export const countLive = async (db: Db): Promise<number> =>
  Number((await db.one<{ count: number }>(live(db.orgId)))?.count ?? 0)

const lease = `clock_timestamp() + interval '60 seconds'`

const begin = stmt(
  'import.begin',
  `update imports set state = $3, token = $4, lease_until = ${lease}, mapping = coalesce($5::jsonb, mapping), problem = null, finished_at = null, ended_at = null,
     begun_at = case when $3 = 'checking' then clock_timestamp() else begun_at end,
     rows_read = 0, rows_ok = 0, rows_refused = 0, rows_alike = 0, rows_held = 0, last_line = 0 where org_id = $1 and id = $2`,
)
const resume = stmt(
  'import.resume',
  `update imports set state = 'running', token = $3, lease_until = ${lease}, problem = null, finished_at = null, ended_at = null where org_id = $1 and id = $2`,
)
export const beginBound = (db: Db, work: Held, state: 'checking' | 'running', mapping: Mapping | null): Bound =>
  begin(db.orgId, work.importId, state, work.token, mapping && JSON.stringify(mapping))
export const resumeBound = (db: Db, work: Held): Bound => resume(db.orgId, work.importId, work.token)

/** A piece of work at an import, by the token it was begun with. */
export type Held = { readonly importId: string; readonly token: string }

const hold = stmt(
  'import.hold',
  `update imports set lease_until = ${lease} where org_id = $1 and id = $2 and token = $3 returning id`,
)
/** Locks the import and renews the lease; false when the work is no longer this worker's. */
export const holdImport = async (tx: Tx, { importId, token }: Held): Promise<boolean> =>
  (await tx.one(hold(tx.orgId, importId, token))) !== undefined

const advance = stmt(
  'import.advance',
  `update imports set rows_read = rows_read + $4 + $5, rows_ok = rows_ok + $4, rows_refused = rows_refused + $5, rows_alike = rows_alike + $7, rows_held = rows_held + $8,
     last_line = greatest(last_line, $6), lease_until = ${lease} where org_id = $1 and id = $2 and token = $3`,
)
export type Step = {
  readonly ok: number
  readonly refused: number
  readonly alike: number
  readonly held: number
  readonly lastLine: number
}
export const advanceBound = (db: Db, { importId, token }: Held, { ok, refused, alike, held, lastLine }: Step): Bound =>
  advance(db.orgId, importId, token, ok, refused, lastLine, alike, held)

const warn = stmt('import.warn', 'update imports set warnings = $4 where org_id = $1 and id = $2 and token = $3')
export const warnBound = (db: Db, { importId, token }: Held, warnings: readonly Warning[]): Bound =>
  warn(db.orgId, importId, token, JSON.stringify(warnings))

const end = stmt(
  'import.end',
  `update imports set state = $4, token = null, lease_until = null, problem = $5, finished_at = $6, ended_at = clock_timestamp()
   where org_id = $1 and id = $2 and token = $3 returning id`,
)
type End = { readonly state: 'inspected' | 'checked' | 'done' | 'failed'; readonly problem?: Reason }
/** False when somebody else has ended it, or works at it. */
export const endImport = async (tx: Tx, { importId, token }: Held, { state, problem }: End): Promise<boolean> =>
  (await tx.one(end(tx.orgId, importId, token, state, problem ? JSON.stringify(problem) : null, tx.now))) !== undefined

const stop = stmt(
  'import.stop',
  `update imports set state = $3, token = null, lease_until = null, problem = $6, finished_at = $4, ended_at = clock_timestamp(), rows_ok = case when $5 then 0 else rows_ok end,
     rows_read = case when $5 then 0 else rows_read end, rows_refused = case when $5 then 0 else rows_refused end where org_id = $1 and id = $2`,
)
/** `nothing`: what was counted was a dry run's, and no row is in. */
type Stop = {
  readonly state: 'inspected' | 'cancelled' | 'failed'
  readonly nothing?: boolean
  readonly problem?: Reason
}
export const stopBound = (db: Db, id: string, { state, nothing = false, problem }: Stop): Bound =>
  stop(db.orgId, id, state, db.now, nothing, problem ? JSON.stringify(problem) : null)

const settle = stmt(
  'import.settle',
  `update imports i set state = case i.state when 'checking' then 'inspected' else 'failed' end, token = null, lease_until = null, problem = ${brokeOff}, finished_at = $2, ended_at = clock_timestamp()
   where i.org_id = $1 and i.id in (select l.id from imports l where l.org_id = $1 and l.lease_until < clock_timestamp() order by l.id limit $3 for update skip locked)
   returning i.id`,
)
/** What its worker left behind: how many of them. */
export const settleLapsed = async (tx: Tx, limit: number): Promise<number> =>
  (await tx.query(settle(tx.orgId, tx.now, limit))).length
