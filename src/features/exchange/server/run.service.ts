// Batches of rows through the registry's `create`. A batch commits with its progress; when a row of it refuses, the
// batch is taken back and its rows go one by one, so a refused row never half-writes and a run that dies loses none.
import { loadActor } from '#features/people/server/principal.service.ts'
import type { PermissionRows } from '#kernel/access.ts'
import { type Database, inOrg, type Tx } from '#kernel/db.ts'
import { type Reason, Refusal } from '#kernel/refusal.ts'
import type { Registered } from '#meta/registry.ts'
import type { ColumnMapping, PlannedRow, Table } from '../exchange.schema.ts'
import { planRows } from '../read/plan.ts'
import {
  lockImport,
  type RefusalRow,
  recordStep,
  selectBytes,
  selectImport,
  sendWrites,
  setState,
} from './import.sql.ts'
import { importable, inputOf, openTable, optionsOf, targetsOf } from './importFile.service.ts'
import { resolveBatch, type Target } from './reference.service.ts'

const size = 200

export type Job = {
  readonly db: Database
  readonly orgId: string
  readonly userId: string
  readonly permissions: PermissionRows
  readonly importId: string
}
type Work = Job & { readonly table: Table; readonly fields: readonly Target[]; readonly row: Registered }
type Verdict = { readonly ok: number; readonly refused: readonly { line: number; reasons: readonly Reason[] }[] }

class TakenBack extends Error {}

async function prepare(job: Job, mapping?: readonly ColumnMapping[]): Promise<Work & { rows: PlannedRow[] }> {
  return inOrg(job.db, job.orgId, { mode: 'read', plan: 'free' }, async tx => {
    const actor = await loadActor(tx, job.permissions, job.userId, 'import')
    const stored = await selectImport(tx, job.importId)
    const row = importable(actor, stored?.entity ?? '')
    const { table } = openTable(await selectBytes(tx, job.importId))
    const fields = await targetsOf(tx, actor, row)
    const rows = [...planRows(fields, table, mapping ?? stored?.mapping ?? [], optionsOf(tx, actor))]
    return { ...job, table, fields, row, rows: rows.filter(one => one.line > (mapping ? 0 : (stored?.lastLine ?? 0))) }
  })
}

/** What a run would say, row by row: the same verbs, every batch taken back. */
export async function rehearse(job: Job, mapping: readonly ColumnMapping[]): Promise<Verdict & { read: number }> {
  const work = await prepare(job, mapping)
  let ok = 0
  const refused: { line: number; reasons: readonly Reason[] }[] = []
  for (let at = 0; at < work.rows.length; at += size) {
    const verdict = await batch(work, work.rows.slice(at, at + size), true)
    ok += verdict.ok
    refused.push(...verdict.refused)
  }
  return { read: work.rows.length, ok, refused }
}

/** To the end, until it is cancelled, or until something fails that is not a row's fault. */
export async function runImport(job: Job): Promise<void> {
  try {
    const work = await prepare(job)
    for (let at = 0; at < work.rows.length; at += size)
      if ((await batch(work, work.rows.slice(at, at + size), false)).stopped) return
    await close(job, 'done')
  } catch {
    // the database may be away: then the silence itself says it (import.sql.ts)
    await close(job, 'failed').catch(() => undefined)
  }
}

const close = (job: Job, state: 'done' | 'failed'): Promise<void> =>
  inOrg(job.db, job.orgId, { mode: 'write' }, async tx => {
    const now = await lockImport(tx, job.importId)
    if (now?.state === 'running') tx.write(setState(tx, job.importId, state))
  })

type Outcome = Verdict & { readonly stopped?: boolean }

async function batch(work: Work, rows: readonly PlannedRow[], dry: boolean): Promise<Outcome> {
  try {
    return await together(work, rows, dry)
  } catch (error) {
    if (rows.length === 1) throw error
  }
  let ok = 0
  const refused: { line: number; reasons: readonly Reason[] }[] = []
  for (const row of rows) {
    const verdict = await together(work, [row], dry).catch(error => afterRefusal(work, row, error, dry))
    if (verdict.stopped) return { ok, refused, stopped: true }
    ok += verdict.ok
    refused.push(...verdict.refused)
  }
  return { ok, refused }
}

/** Its writes are gone; only that it was refused is kept. */
function afterRefusal(work: Work, row: PlannedRow, error: unknown, dry: boolean): Promise<Outcome> {
  if (!(error instanceof Refusal) || error.kind === 'unavailable') throw error
  return together(work, [{ ...row, reasons: error.reasons }], dry)
}

async function together(work: Work, rows: readonly PlannedRow[], dry: boolean): Promise<Outcome> {
  let verdict: Outcome = { ok: 0, refused: [] }
  try {
    await inOrg(work.db, work.orgId, { mode: 'write' }, async tx => {
      verdict = await writeRows(work, tx, rows, dry)
      if (!dry) return
      await sendWrites(tx)
      throw new TakenBack()
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
  }
  return verdict
}

async function writeRows(work: Work, tx: Tx, rows: readonly PlannedRow[], dry: boolean): Promise<Outcome> {
  const actor = await loadActor(tx, work.permissions, work.userId, 'import')
  if (!dry && (await lockImport(tx, work.importId))?.state === 'cancelled') return { ok: 0, refused: [], stopped: true }
  const resolved = await resolveBatch(tx, work.fields, rows)
  const good = resolved.filter(row => row.reasons.length === 0)
  for (const row of good) await work.row.verbs.create?.(tx, actor, inputOf(work.fields, row.values))
  const refused = resolved.filter(row => row.reasons.length > 0)
  if (!dry) {
    const lastLine = rows.at(-1)?.line ?? 0
    tx.write(
      ...recordStep(tx, work.importId, { ok: good.length, refused: refused.map(withCells(work.table)), lastLine }),
    )
  }
  return { ok: good.length, refused }
}

const withCells =
  (table: Table) =>
  ({ line, reasons }: PlannedRow): RefusalRow => ({
    line,
    reasons,
    cells: table.rows.find(row => row.line === line)?.cells ?? [],
  })
