// What a person does with an import: bring a file, map it, have it checked, run it, stop it.
import { createHash } from 'node:crypto'
import type { Actor, PermissionRows } from '#kernel/access.ts'
import type { Upload } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { nameKey } from '#kernel/keys.ts'
import { missing, Refusal, refuseAll } from '#kernel/refusal.ts'
import type { Encoding, Import, Inspection, Mapping } from '../import.schema.ts'
import { mappingProblems } from '../read/plan.ts'
import {
  beginBound,
  countLive,
  type ImportRow,
  insertImport,
  lockImport,
  resumeBound,
  selectImport,
  selectImports,
  stopBound,
} from './import.sql.ts'
import { dropPiecesBound, dropRefusalsBound, keepMappingBound, pieceBounds } from './importFile.sql.ts'
import { inspectionOf } from './inspection.service.ts'
import { openFile } from './reading.service.ts'
import type { Runs } from './run.service.ts'
import { importable, targetsOf } from './target.service.ts'

/** What runs on after the request, and with whose rights. */
export type Desk = { readonly runs: Runs; readonly permissions: PermissionRows }

const shownImport = ({ userId: _, columns: __, ...row }: ImportRow): Import => row

export const listImports = async (db: Db, actor: Actor): Promise<Import[]> =>
  (await selectImports(db, actor.userId)).map(shownImport)

/** Only one's own: a file may hold what its importer alone may see. */
export function ownImport(actor: Actor, row: ImportRow | undefined): ImportRow {
  if (row?.userId !== actor.userId) throw missing('import')
  return row
}

export const getImport = async (db: Db, actor: Actor, id: string): Promise<Import> =>
  shownImport(ownImport(actor, await selectImport(db, id)))

type NewImport = { readonly entity: string; readonly file: Upload; readonly encoding?: Encoding | undefined }

export async function addImport(tx: Tx, actor: Actor, { entity, file, encoding }: NewImport): Promise<Inspection> {
  importable(actor, entity)
  const { rows, columns, ...opened } = await openFile(file.bytes, encoding)
  const fileName = file.fileName.slice(-200) || entity
  const head = { id: newId(), userId: actor.userId, entity, fileName, encoding: opened.encoding }
  tx.write(insertImport(tx, { ...head, rowsTotal: rows, columns }), ...pieceBounds(tx, head.id, file.bytes))
  return inspectImport(tx, actor, head.id)
}

export async function inspectImport(db: Db, actor: Actor, id: string): Promise<Inspection> {
  const row = ownImport(actor, await selectImport(db, id))
  const entity = importable(actor, row.entity)
  const fields = await targetsOf(db, actor, entity)
  return inspectionOf(db, actor, { row, fields, shown: shownImport(row), header: headerOf(row) })
}

/** The same names in the same order are the same file to the person who mapped it. */
function headerOf({ columns }: ImportRow): string {
  const names = JSON.stringify(columns.map(column => nameKey(column.name)))
  return createHash('sha256').update(names).digest('base64url')
}

const mostLive = 3

async function refuseMany(db: Db): Promise<void> {
  if ((await countLive(db)) >= mostLive)
    throw new Refusal({ key: 'exchange.tooManyRuns', values: { max: mostLive } }, 'tooMany')
}

type Check = { readonly id: string; readonly mapping: Mapping }

export async function checkImport(tx: Tx, actor: Actor, desk: Desk, { id, mapping }: Check): Promise<Import> {
  const row = ownImport(actor, await lockImport(tx, id))
  if (row.state !== 'inspected' && row.state !== 'checked') throw new Refusal('exchange.alreadyRun', 'conflict')
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
  const row = ownImport(actor, await lockImport(tx, id))
  if (row.state !== 'checked' && row.state !== 'failed') throw new Refusal('exchange.notChecked', 'conflict')
  importable(actor, row.entity)
  await refuseMany(tx)
  const held = { importId: id, token: newId() }
  if (row.state === 'failed') tx.write(resumeBound(tx, held))
  else tx.write(dropRefusalsBound(tx, id), beginBound(tx, held, 'running', null))
  tx.afterCommit(() => desk.runs.start({ ...jobOf(tx, actor, desk), ...held, dry: false }))
  return getImport(tx, actor, id)
}

const jobOf = (tx: Tx, actor: Actor, { permissions }: Desk) => ({
  db: tx.database,
  orgId: tx.orgId,
  userId: actor.userId,
  permissions,
})

/** A check that is stopped leaves the mapping as it was; a run that is stopped, the rows that are in. */
export async function cancelImport(tx: Tx, actor: Actor, id: string): Promise<Import> {
  const row = ownImport(actor, await lockImport(tx, id))
  const { state } = row
  if (state === 'done' || state === 'cancelled') return shownImport(row)
  if (state === 'running' || state === 'failed') tx.write(stopBound(tx, id, 'cancelled'), dropPiecesBound(tx, id))
  else {
    tx.write(dropRefusalsBound(tx, id), stopBound(tx, id, state === 'checking' ? 'inspected' : 'cancelled', true))
    if (state !== 'checking') tx.write(dropPiecesBound(tx, id))
  }
  return getImport(tx, actor, id)
}
