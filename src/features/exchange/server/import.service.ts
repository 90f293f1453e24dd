// What a person does with an import: bring a file, map it, have it checked, run it, stop it.
import { createHash } from 'node:crypto'
import type { Actor, PermissionRows } from '#kernel/access.ts'
import type { Upload } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { Import, Inspection, Mapping } from '../import.schema.ts'
import type { FileWish } from '../read/file.ts'
import { mappingProblems } from '../read/plan.ts'
import {
  beginBound,
  countLive,
  type ImportRow,
  insertImport,
  lockAlike,
  lockImport,
  resumeBound,
  selectDoubles,
  selectImport,
  selectImports,
  settleLapsed,
  stopBound,
  turnBound,
} from './import.sql.ts'
import { dropPiecesBound, dropRefusalsBound, keepMappingBound, pieceBounds, selectBytes } from './importFile.sql.ts'
import { inspectionOf } from './inspection.service.ts'
import { headerOf, kindOf } from './kind.service.ts'
import { openFile } from './reading.service.ts'
import type { Runs } from './run.service.ts'
import { importable, targetsOf } from './target.service.ts'

/** What runs on after the request, and with whose rights. */
export type Desk = { readonly runs: Runs; readonly permissions: PermissionRows; readonly folder: string }

const shownImport = ({ userId: _, columns: __, digest: ___, begunAt: ____, ...row }: ImportRow): Import => row

export const listImports = async (db: Db, actor: Actor): Promise<Import[]> =>
  (await selectImports(db, actor.userId)).map(shownImport)

/** Only one's own: a file may hold what its importer alone may see. */
export function ownImport(actor: Actor, row: ImportRow | undefined): ImportRow {
  if (row?.userId !== actor.userId) throw missing('import')
  return row
}

export const getImport = async (db: Db, actor: Actor, id: string): Promise<Import> =>
  shownImport(ownImport(actor, await selectImport(db, id)))

type NewImport = FileWish & { readonly entity?: string | undefined; readonly file: Upload }

export async function addImport(tx: Tx, actor: Actor, { entity, file, ...wish }: NewImport): Promise<Inspection> {
  if (entity !== undefined) importable(actor, entity)
  const { rows, ...opened } = await openFile(file.bytes, wish)
  const fileName = file.fileName.slice(-200) || (entity ?? 'file')
  const told = entity === undefined ? await kindOf(tx, actor, { ...opened, fileName }) : said(entity)
  const digest = createHash('sha256').update(file.bytes).digest('base64url')
  const head = { id: newId(), userId: actor.userId, ...told, fileName, digest }
  tx.write(insertImport(tx, { ...head, ...opened, rowsTotal: rows }), ...pieceBounds(tx, head.id, file.bytes))
  return inspectImport(tx, actor, head.id)
}

const said = (entity: string) => ({ entity, kindBy: 'person' }) as const

/** Another sheet of the same workbook, before anything of it is in; what it holds is told anew unless the person has said it. */
export async function turnToSheet(tx: Tx, actor: Actor, id: string, sheet: string): Promise<Inspection> {
  const row = await lockUnrun(tx, actor, id)
  const { rows, ...opened } = await openFile(await selectBytes(tx, id), { sheet })
  const told = row.kindBy === 'person' ? row : await kindOf(tx, actor, { ...opened, fileName: row.fileName })
  tx.write(dropRefusalsBound(tx, id), turnBound(tx, id, { ...told, ...opened, rowsTotal: rows }))
  return inspectImport(tx, actor, id)
}

/** What the file holds, said by the person after it was read. */
export async function turnToKind(tx: Tx, actor: Actor, id: string, entity: string): Promise<Inspection> {
  importable(actor, entity)
  const row = await lockUnrun(tx, actor, id)
  tx.write(dropRefusalsBound(tx, id), turnBound(tx, id, { ...row, ...said(entity) }))
  return inspectImport(tx, actor, id)
}

async function lockUnrun(tx: Tx, actor: Actor, id: string): Promise<ImportRow> {
  const row = ownImport(actor, await lockImport(tx, id))
  if (row.state !== 'inspected' && row.state !== 'checked') throw new Refusal('exchange.alreadyRun', 'conflict')
  return row
}

export async function inspectImport(db: Db, actor: Actor, id: string): Promise<Inspection> {
  const row = ownImport(actor, await selectImport(db, id))
  const entity = importable(actor, row.entity)
  const fields = await targetsOf(db, actor, entity)
  return inspectionOf(db, actor, { row, fields, shown: shownImport(row), header: headerOf(row) })
}

const mostLive = 3

async function refuseMany(db: Db): Promise<void> {
  if ((await countLive(db)) >= mostLive)
    throw new Refusal({ key: 'exchange.tooManyRuns', values: { max: mostLive } }, 'tooMany')
}

type Check = { readonly id: string; readonly mapping: Mapping }

export async function checkImport(tx: Tx, actor: Actor, desk: Desk, { id, mapping }: Check): Promise<Import> {
  const row = await lockUnrun(tx, actor, id)
  if (row.kindBy === 'open') throw new Refusal({ key: 'exchange.kindOpen', path: 'entity' })
  const fields = await targetsOf(tx, actor, importable(actor, row.entity))
  refuseAll(mappingProblems(fields, row.columns, mapping))
  await refuseMany(tx)
  const held = { importId: id, token: newId() }
  tx.write(dropRefusalsBound(tx, id), beginBound(tx, held, 'checking', mapping))
  tx.write(keepMappingBound(tx, { userId: actor.userId, entity: row.entity, header: headerOf(row) }, mapping))
  tx.afterCommit(() => desk.runs.start({ ...jobOf(tx, actor, desk), ...held, dry: true }))
  return getImport(tx, actor, id)
}

export async function startImport(tx: Tx, actor: Actor, desk: Desk, id: string): Promise<Import> {
  await lockAlike(tx, ownImport(actor, await selectImport(tx, id)))
  const row = ownImport(actor, await lockImport(tx, id))
  if (row.state !== 'checked' && row.state !== 'failed') throw new Refusal('exchange.notChecked', 'conflict')
  importable(actor, row.entity)
  await refuseDouble(tx, row)
  await refuseMany(tx)
  const held = { importId: id, token: newId() }
  if (row.state === 'failed') tx.write(resumeBound(tx, held))
  else tx.write(dropRefusalsBound(tx, id), beginBound(tx, held, 'running', null))
  tx.afterCommit(() => desk.runs.start({ ...jobOf(tx, actor, desk), ...held, dry: false }))
  return getImport(tx, actor, id)
}

/** The same content, taken twice, makes two of everything: what another has brought since the check, this one has not seen. */
async function refuseDouble(tx: Tx, row: ImportRow): Promise<void> {
  const [other] = await selectDoubles(tx, row, row.begunAt)
  if (!other) return await settleLapsed(tx, 50).then(() => undefined)
  const key = other.state === 'running' ? 'exchange.sameRuns' : 'exchange.sameIsIn'
  throw new Refusal(reason(key, undefined, { who: other.who, count: other.ok }), 'conflict')
}

const jobOf = (tx: Tx, actor: Actor, { permissions, folder }: Desk) => ({
  db: tx.database,
  orgId: tx.orgId,
  userId: actor.userId,
  permissions,
  folder,
})

/** A run that its person stops keeps its file and goes on from its row when they want; stopped twice it is stopped once. */
export async function stopImport(tx: Tx, actor: Actor, id: string): Promise<Import> {
  const row = ownImport(actor, await lockImport(tx, id))
  if (row.state !== 'running') return shownImport(row)
  tx.write(stopBound(tx, id, { state: 'failed', problem: { key: 'exchange.stoppedByHand' } }))
  return getImport(tx, actor, id)
}

/** A check that is stopped leaves the mapping as it was; a run that is stopped, the rows that are in. */
export async function cancelImport(tx: Tx, actor: Actor, id: string): Promise<Import> {
  const row = ownImport(actor, await lockImport(tx, id))
  const { state } = row
  if (state === 'done' || state === 'cancelled') return shownImport(row)
  if (state === 'running' || state === 'failed')
    tx.write(stopBound(tx, id, { state: 'cancelled' }), dropPiecesBound(tx, id))
  else {
    tx.write(
      dropRefusalsBound(tx, id),
      stopBound(tx, id, { state: state === 'checking' ? 'inspected' : 'cancelled', nothing: true }),
    )
    if (state !== 'checking') tx.write(dropPiecesBound(tx, id))
  }
  return getImport(tx, actor, id)
}
