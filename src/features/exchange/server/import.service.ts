import type { Actor, PermissionRows } from '#kernel/access.ts'
import type { FileAnswer, Upload } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import type { Texts } from '#kernel/text.ts'
import type { Checked, Import, Inspection } from '../import.api.ts'
import { unknownValues } from '../read/choices.ts'
import { suggestMapping } from '../read/header.ts'
import { columnValues } from '../read/plan.ts'
import { errorFile } from '../write/csv.ts'
import {
  type ImportRow,
  insertImport,
  lockImport,
  selectBytes,
  selectImport,
  selectImports,
  selectRefusals,
  setMapping,
  setState,
} from './import.sql.ts'
import { importable, openTable, targetsOf } from './importFile.service.ts'
import { knownNames } from './reference.service.ts'
import { rehearse, runImport } from './run.service.ts'

const shown = ({ userId: _, ...row }: ImportRow): Import => row

export const listImports = async (db: Db, actor: Actor): Promise<Import[]> =>
  (await selectImports(db, actor.userId)).map(shown)

/** Only one's own: a file may hold what its importer alone may see. */
function seen(actor: Actor, row: ImportRow | undefined): ImportRow {
  if (row?.userId !== actor.userId) throw missing('import')
  return row
}

export const getImport = async (db: Db, actor: Actor, id: string): Promise<Import> =>
  shown(seen(actor, await selectImport(db, id)))

type NewImport = { readonly entity: string; readonly file: Upload }

export async function addImport(tx: Tx, actor: Actor, { entity, file }: NewImport): Promise<Inspection> {
  importable(actor, entity)
  const { table, encoding } = openTable(file.bytes)
  const fileName = file.fileName.slice(-200) || entity
  const row = { id: newId(), userId: actor.userId, entity, fileName, encoding, rowsTotal: table.rows.length }
  tx.write(...insertImport(tx, row, file.bytes))
  return inspectImport(tx, actor, row.id)
}

export async function inspectImport(db: Db, actor: Actor, id: string): Promise<Inspection> {
  const row = seen(actor, await selectImport(db, id))
  const { table } = openTable(await selectBytes(db, id))
  const fields = await targetsOf(db, actor, importable(actor, row.entity))
  const { mapped, unmapped, missing: lacking } = suggestMapping(row.entity, fields, table.columns)
  const unknown: Inspection['unknown'] = []
  for (const { column, field: key, header } of mapped) {
    const field = fields.find(one => one.key === key)
    const known = field && (await knownNames(db, actor, field, { entity: row.entity, header }))
    const values = known ? unknownValues(columnValues(table, { column }), known) : []
    const listed = values.slice(0, 100).map(one => ({ ...one, suggestion: one.suggestion ?? null }))
    if (listed.length > 0) unknown.push({ column, field: key, values: listed })
  }
  return {
    import: shown(row),
    fields: fields.map(({ key, label, required = false }) => ({ key, label, required })),
    columns: table.columns.map(({ index, name }) => ({
      column: index,
      name,
      samples: table.rows.slice(0, 3).map(one => one.cells[index] ?? ''),
    })),
    mapped: mapped.map(({ column, field, confidence }) => ({ column, field, confidence })),
    unmapped: unmapped.map(({ column, header, why }) => ({ column, header, why })),
    missing: [...lacking],
    unknown,
  }
}

const jobOf = (tx: Db, actor: Actor, permissions: PermissionRows, importId: string) => ({
  db: tx.database,
  orgId: tx.orgId,
  userId: actor.userId,
  permissions,
  importId,
})

type Check = { readonly id: string; readonly mapping: Import['mapping'] }

export async function checkImport(
  tx: Tx,
  actor: Actor,
  permissions: PermissionRows,
  { id, mapping }: Check,
): Promise<Checked> {
  const row = seen(actor, await selectImport(tx, id))
  if (row.state !== 'inspected' && row.state !== 'checked') throw new Refusal('exchange.alreadyRun', 'conflict')
  const { read, ok, refused } = await rehearse(jobOf(tx, actor, permissions, id), mapping)
  tx.write(setMapping(tx, id, mapping))
  const rows = refused.slice(0, 100).map(({ line, reasons }) => ({ line, reasons: [...reasons] }))
  return { read, ok, refused: refused.length, rows }
}

export async function startImport(tx: Tx, actor: Actor, permissions: PermissionRows, id: string): Promise<Import> {
  const row = seen(actor, await lockImport(tx, id))
  if (row.state !== 'checked' && row.state !== 'failed') throw new Refusal('exchange.notChecked', 'conflict')
  tx.write(setState(tx, id, 'running'))
  tx.afterCommit(() => void runImport(jobOf(tx, actor, permissions, id)))
  return getImport(tx, actor, id)
}

export async function cancelImport(tx: Tx, actor: Actor, id: string): Promise<Import> {
  const row = seen(actor, await lockImport(tx, id))
  if (row.state === 'done' || row.state === 'cancelled') return shown(row)
  tx.write(setState(tx, id, 'cancelled'))
  return getImport(tx, actor, id)
}

export async function importErrors(db: Db, actor: Actor, id: string, texts: Texts): Promise<FileAnswer> {
  const row = seen(actor, await selectImport(db, id))
  const { table } = openTable(await selectBytes(db, id))
  const fields = await targetsOf(db, actor, importable(actor, row.entity))
  const labels = Object.fromEntries(fields.map(field => [field.key, field.label[actor.lang]]))
  const text = errorFile(table, await selectRefusals(db, id), { lang: actor.lang, texts, labels })
  return { fileName: `${row.fileName}.errors.csv`, type: 'text/csv; charset=utf-8', bytes: Buffer.from(text) }
}
