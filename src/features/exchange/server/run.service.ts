// A check or a run, from its file to its end. Each has a token and a lease: whoever falls silent for longer than the
// lease may be followed by another, and from then on writes nothing.
import { loadActor } from '#features/people/server/principal.service.ts'
import { inOrg, type Tx } from '#kernel/db.ts'
import { type Reason, Refusal } from '#kernel/refusal.ts'
import type { Planned } from '../read/fileThread.ts'
import { readyOf, writeBatch } from './batch.service.ts'
import { rowFields } from './group.service.ts'
import { endImport, type ImportRow, selectImport, settleLapsed, warnBound } from './import.sql.ts'
import { dropPiecesBound, selectBytes, selectRefusedLines } from './importFile.sql.ts'
import { planFile, rowsOf, wishOf } from './reading.service.ts'
import type { Frame } from './reference.service.ts'
import type { Job, Work } from './sketch.service.ts'
import { aboveOf, importable, optionsOf, type Target, targetsOf } from './target.service.ts'

const size = 200

/** Everything that is being checked or run in this process. */
export class Runs {
  readonly #live = new Set<Promise<void>>()
  readonly #failed: (error: unknown) => void
  #stopping = false

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed
  }

  start(job: Omit<Job, 'failed'>): void {
    const run = this.#go({ ...job, failed: this.#failed }).finally(() => this.#live.delete(run))
    this.#live.add(run)
  }

  /** Each stops after the rows under way, and says where. */
  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.all(this.#live)
  }

  async #go(job: Job): Promise<void> {
    try {
      const begun = await prepare(job)
      if (!begun) return
      for (const rows of batchesOf(begun)) {
        if (this.#stopping) return await finish(job, { key: 'exchange.serverStopped' })
        if (!(await writeBatch(begun.work, rows))) return
      }
      await finish(job)
    } catch (error) {
      if (!(error instanceof Refusal)) this.#failed(error)
      const problem = error instanceof Refusal ? error.reasons[0] : undefined
      // the database may be away: then its silence says it
      await finish(job, problem ?? { key: 'kernel.fault', values: { id: job.importId } }).catch(() => undefined)
    }
  }
}

type Begun = { readonly work: Work; readonly planned: Planned; readonly position: number }
type Read = { readonly row: ImportRow; readonly frame: Frame; readonly bytes: Uint8Array; readonly options: Options }
type Options = ReturnType<typeof optionsOf>

async function prepare(job: Job): Promise<Begun | undefined> {
  const { row, frame, bytes, options } = await readImport(job)
  const planned = await planFile(bytes, wishOf(row), {
    fields: frame.row.group ? rowFields(frame.fields, frame.row.group) : frame.fields,
    mapping: row.mapping,
    options,
    title: frame.row.entity.title,
    above: aboveOf(row.entity, frame.fields),
    batch: size,
    group: frame.row.group?.by,
  })
  await inOrg(job.db, job.orgId, { mode: 'write' }, async tx => tx.write(warnBound(tx, job, planned.warnings)))
  const work = { ...job, ...frame, twins: new Map<string, number>(), names: new Map() }
  const begun = { work, planned, position: row.rowsRead }
  await recall(begun)
  return begun
}

const readImport = (job: Job): Promise<Read> =>
  inOrg(job.db, job.orgId, { mode: 'read', plan: 'free' }, async tx => {
    const actor = await loadActor(tx, job.permissions, job.userId, 'import')
    const row = await selectImport(tx, job.importId)
    const entity = importable(actor, row?.entity ?? '')
    if (!row) throw new Refusal('kernel.missing', 'missing')
    const fields = await targetsOf(tx, actor, entity)
    const frame = { row: entity, fields, headerOf: headersOf(row, fields) }
    return { row, frame, bytes: await selectBytes(tx, job.importId), options: optionsOf(tx, actor) }
  })

/** The header above a field; without a column it has its own name. */
function headersOf({ columns, mapping }: ImportRow, fields: readonly Target[]): (field: string) => string {
  const headers = new Map(mapping.map(({ column, field }) => [field, columns[column]?.name ?? '']))
  return field => headers.get(field) ?? fields.find(one => one.key === field)?.label.en ?? ''
}

/** What a run that goes on has to know of the rows already in. */
async function recall({ work, planned, position }: Begun): Promise<void> {
  const tells = work.row.verbs.twins !== undefined || work.fields.some(field => field.custom?.unique)
  if (position === 0 || !tells) return
  const refused = await inOrg(work.db, work.orgId, { mode: 'read' }, tx => selectRefusedLines(tx, work.importId))
  for (const { batch, from } of placed(planned)) {
    if (from >= position) break
    const rows = rowsOf(batch).slice(0, position - from)
    const kept = (await readyOf(work, rows)).filter(row => !refused.has(row.line))
    for (const { line, key } of kept.flatMap(row => row.twins.map(({ key }) => ({ line: row.line, key }))))
      work.twins.set(key, line)
  }
}

function* batchesOf({ planned, position }: Begun) {
  for (const { batch, from } of placed(planned)) {
    if (from + batch.rows <= position) continue
    yield rowsOf(batch).slice(Math.max(0, position - from))
  }
}

/** Each batch with the number of rows before it. */
function* placed({ batches }: Planned) {
  let from = 0
  for (const batch of batches) {
    yield { batch, from }
    from += batch.rows
  }
}

/** Ends it, unless it is somebody else's by now. */
const finish = (job: Job, problem?: Reason): Promise<void> =>
  inOrg(job.db, job.orgId, { mode: 'write' }, async tx => {
    const state = job.dry ? (problem ? 'inspected' : 'checked') : problem ? 'failed' : 'done'
    const ended = await endImport(tx, job, { state, ...(problem && { problem }) })
    // only a run that may go on reads its file again
    if (ended && state === 'done') tx.write(dropPiecesBound(tx, job.importId))
  })

/** Says of what its worker left behind that it broke off. */
export const settleImports = (tx: Tx, limit: number): Promise<number> => settleLapsed(tx, limit)
