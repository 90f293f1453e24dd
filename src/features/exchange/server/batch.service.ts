// A batch of rows through the registry's `create`. It commits with its progress, or is taken back whole and goes in
// parts around the row that failed: a refused row never half-writes, and a run that dies loses none. A dry run is
// the same, taken back.
import { addFile } from '#features/file/server/file.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import type { Actor } from '#kernel/access.ts'
import { type Bound, inOrg, type Session, type Tx } from '#kernel/db.ts'
import { nameKey } from '#kernel/keys.ts'
import { type Reason, Refusal } from '#kernel/refusal.ts'
import type { AnyRecord } from '#meta/registry.ts'
import type { ImportValue, RowFile } from '../exchange.schema.ts'
import type { PlannedLine } from '../read/warnings.ts'
import { joined, refusedRows, type Unit, unitsOf } from './group.service.ts'
import { advanceBound, holdImport } from './import.sql.ts'
import { refusalsBound } from './importFile.sql.ts'
import { nameReason, type ReadyRow, readyRows } from './reference.service.ts'
import {
  countIn,
  type Desk,
  type Job,
  put,
  refusedUnit,
  refuseForeign,
  Sketch,
  twinReasons,
  type Work,
} from './sketch.service.ts'
import { inputOf } from './target.service.ts'
import { mayGoTogether, writeTogether } from './together.service.ts'

/** The work is somebody else's by now. */
class Lost extends Error {}

/** False when the work was lost: then nothing of what is left was written. */
export async function writeBatch(work: Work, planned: readonly PlannedLine[]): Promise<boolean> {
  // a run's earlier rows are found by their names, a dry run's never
  if (!work.dry) work.names.clear()
  let rest = unitsOf(await readyOf(work, planned), work.row.group)
  let together = mayGoTogether(work, rest)
  for (let limit = rest.length; rest.length > 0; ) {
    const part = rest.slice(0, limit)
    const tried = await attempt(work, part, together)
    if (tried === 'lost') return false
    if (tried === 'apart') {
      together = false
      continue
    }
    if (tried === 'in') {
      rest = rest.slice(part.length)
      limit = rest.length
      continue
    }
    const { at, error } = tried
    // what one row wrote may be refused when the next one asks: so the row before is tried alone
    if (at > 0) limit = at
    else [rest, limit] = [[refusedUnit(work, rest[0] ?? [], error), ...rest.slice(1)], rest.length]
  }
  return true
}

export const readyOf = (work: Work, planned: readonly PlannedLine[]): Promise<ReadyRow[]> =>
  inOrg(work.db, work.orgId, { mode: 'read', plan: 'free' }, async tx =>
    readyRows(tx, await actorOf(tx, work), work, planned),
  )

const actorOf = (tx: Tx, { permissions, userId }: Job): Promise<Actor> => loadActor(tx, permissions, userId, 'import')

/** `apart`: what was written together has to be told one by one. */
type Tried = 'in' | 'lost' | 'apart' | { readonly at: number; readonly error: unknown }

async function attempt(work: Work, part: readonly Unit[], together: boolean): Promise<Tried> {
  let at = -1
  let sketch = new Sketch()
  const session: Session = work.dry ? { mode: 'write', rehearsal: true } : { mode: 'write' }
  try {
    await inOrg(work.db, work.orgId, session, async tx => {
      at = -1
      sketch = new Sketch()
      // plans were made for the table as it was: a first import fills it from nothing
      tx.write({ text: 'discard plans', values: [] })
      if (!work.dry && !(await holdImport(tx, work))) throw new Lost()
      const actor = await actorOf(tx, work)
      const desk = { work, tx, actor, sketch }
      if (together) at = 0
      if (together) await writeTogether(desk, part.flat())
      else
        for (const [n, unit] of part.entries()) {
          at = n
          await writeUnit(desk, unit)
        }
      if (!work.dry) tx.write(...stepBounds(tx, work, sketch, part))
    })
    if (work.dry) await tellStep(work, sketch, part)
  } catch (error) {
    if (error instanceof Lost) return 'lost'
    if (at < 0 || isNobodys(error)) throw error
    return together ? 'apart' : { at, error }
  }
  remember(work, sketch)
  return 'in'
}

const isNobodys = (error: unknown): boolean =>
  error instanceof Refusal && (error.kind === 'unavailable' || error.reasons[0]?.key === 'kernel.busy')

async function writeUnit(desk: Desk, unit: Unit): Promise<void> {
  const { work, tx, actor, sketch } = desk
  const { group } = work.row
  const [row] = unit
  if (row && !group) return writeRow(desk, row)
  if (!group) return
  const told = joined(unit, { fields: work.fields, group })
  const reasons = unit.map((one, at) => [
    ...one.reasons,
    ...(told.reasons[at] ?? []),
    ...twinReasons(work, sketch.twins, one),
  ])
  if (reasons.some(own => own.length > 0)) {
    sketch.refused.push(
      ...refusedRows(unit, reasons).map(({ line, cells, reasons: why }) => ({ line, cells, reasons: why })),
    )
    return
  }
  const made = await work.row.verbs.create?.(tx, actor, told.input)
  if (!made) throw new Error(`${work.row.entity.key} cannot be created`)
  refuseForeign(actor, work.row.permission, made)
  sketch.ok += unit.length
  for (const { twins, line } of unit) for (const { key } of twins) sketch.twins.set(key, line)
}

async function writeRow({ work, tx, actor, sketch }: Desk, row: ReadyRow): Promise<void> {
  const values = { ...row.values }
  const reasons = [...row.reasons]
  if (reasons.length === 0)
    reasons.push(...twinReasons(work, sketch.twins, row), ...aboveReasons(work, sketch, row, values))
  if (reasons.length > 0) {
    sketch.refused.push({ line: row.line, cells: row.cells, reasons })
    return
  }
  const made = await work.row.verbs.create?.(tx, actor, inputOf(work.fields, values))
  if (!made) throw new Error(`${work.row.entity.key} cannot be created`)
  refuseForeign(actor, work.row.permission, made)
  await hangOn({ work, tx, actor }, made, row.files ?? [])
  countIn(work, sketch, row, made)
}

/** A dry run leaves nothing on the disk. */
async function hangOn(
  { work, tx, actor }: Omit<Desk, 'sketch'>,
  made: AnyRecord,
  files: readonly RowFile[],
): Promise<void> {
  if (work.dry || !('file.create' in actor.grants)) return
  for (const { name, base64 } of files) {
    const bytes = Buffer.from(base64, 'base64')
    // a picture that is damaged is no reason to do without the person
    if (bytes.length === 0) continue
    const file = { fileName: name, type: '', bytes }
    await addFile(tx, actor, work.folder, { entity: work.row.entity.key, recordId: made.id, file })
  }
}

/** Fills the references to rows of the same file; one that a dry run took back is left out. */
function aboveReasons(work: Work, sketch: Sketch, row: ReadyRow, values: Record<string, ImportValue>): Reason[] {
  return row.above.flatMap(({ path, name, ids }) => {
    const key = nameKey(name)
    const all = [...new Set(ids), ...(work.names.get(key) ?? []), ...(sketch.names.get(key) ?? [])]
    if (all.length !== 1) return [nameReason({ path, name, header: work.headerOf(path) }, all.length)]
    if (all[0] === undefined) delete values[path]
    else values[path] = all[0]
    return []
  })
}

function stepBounds(tx: Tx, work: Work, { ok, refused, alike, held }: Sketch, part: readonly Unit[]): Bound[] {
  const lastLine = Math.max(...part.flat().map(row => row.line))
  return [
    ...(refused.length > 0 ? [refusalsBound(tx, work.importId, refused)] : []),
    advanceBound(tx, work, { ok, refused: refused.length, alike, held, lastLine }),
  ]
}

/** A dry run took its rows back; what it found is kept. */
const tellStep = (work: Work, sketch: Sketch, part: readonly Unit[]): Promise<void> =>
  inOrg(work.db, work.orgId, { mode: 'write' }, async tx => {
    if (!(await holdImport(tx, work))) throw new Lost()
    tx.write(...stepBounds(tx, work, sketch, part))
  })

function remember(work: Work, { twins, names }: Sketch): void {
  for (const [key, line] of twins) work.twins.set(key, line)
  for (const [key, ids] of names) for (const id of ids) put(work.names, key, work.dry ? undefined : id)
}
