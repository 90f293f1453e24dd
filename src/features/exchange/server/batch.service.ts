// A batch of rows through the registry's `create`. It commits with its progress, or is taken back whole and goes in
// parts around the row that failed: a refused row never half-writes, and a run that dies loses none. A dry run is
// the same, taken back.
import { addFile } from '#features/file/server/file.service.ts'
import { loadActor } from '#features/people/server/principal.service.ts'
import { type Actor, can, type PermissionRows } from '#kernel/access.ts'
import { type Bound, type Database, inOrg, type Session, type Tx } from '#kernel/db.ts'
import { nameKey } from '#kernel/keys.ts'
import { type Reason, Refusal, reason } from '#kernel/refusal.ts'
import type { AnyRecord } from '#meta/registry.ts'
import type { ImportValue, RowFile } from '../exchange.schema.ts'
import type { PlannedLine } from '../read/warnings.ts'
import { joined, reasonsByRow, refusedRows, type Unit, unitsOf } from './group.service.ts'
import { advanceBound, type Held, holdImport } from './import.sql.ts'
import { type RefusalRow, refusalsBound } from './importFile.sql.ts'
import { type Frame, nameReason, type ReadyRow, readyRows } from './reference.service.ts'
import { inputOf } from './target.service.ts'

export type Job = Held & {
  readonly db: Database
  readonly orgId: string
  readonly userId: string
  readonly permissions: PermissionRows
  /** Where the bytes of files lie. */
  readonly folder: string
  readonly dry: boolean
  /** Told of faults that no row's owner can mend. */
  readonly failed: (error: unknown) => void
}

export type Work = Job &
  Frame & {
    /** What a second row may not have → the line of the one that has it. */
    readonly twins: Map<string, number>
    /** Rows of this file by name that no lookup knows yet; without an id where they were taken back. */
    readonly names: Map<string, (string | undefined)[]>
  }

/** The work is somebody else's by now. */
class Lost extends Error {}

/** False when the work was lost: then nothing of what is left was written. */
export async function writeBatch(work: Work, planned: readonly PlannedLine[]): Promise<boolean> {
  // a run's earlier rows are found by their names, a dry run's never
  if (!work.dry) work.names.clear()
  let rest = unitsOf(await readyOf(work, planned), work.row.group)
  for (let limit = rest.length; rest.length > 0; ) {
    const part = rest.slice(0, limit)
    const tried = await attempt(work, part)
    if (tried === 'lost') return false
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

/** What went in, or not, of one part. */
class Sketch {
  readonly refused: RefusalRow[] = []
  readonly twins = new Map<string, number>()
  readonly names = new Map<string, string[]>()
  ok = 0
  /** Rows like a record that is there, or like a row above. */
  alike = 0
}

type Tried = 'in' | 'lost' | { readonly at: number; readonly error: unknown }

async function attempt(work: Work, part: readonly Unit[]): Promise<Tried> {
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
      for (const [n, unit] of part.entries()) {
        at = n
        await writeUnit({ work, tx, actor, sketch }, unit)
      }
      if (!work.dry) tx.write(...stepBounds(tx, work, sketch, part))
    })
    if (work.dry) await tellStep(work, sketch, part)
  } catch (error) {
    if (error instanceof Lost) return 'lost'
    if (at < 0 || isNobodys(error)) throw error
    return { at, error }
  }
  remember(work, sketch)
  return 'in'
}

const isNobodys = (error: unknown): boolean =>
  error instanceof Refusal && (error.kind === 'unavailable' || error.reasons[0]?.key === 'kernel.busy')

type Desk = { readonly work: Work; readonly tx: Tx; readonly actor: Actor; readonly sketch: Sketch }

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
    ...twinReasons(work, sketch, one),
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
  if (reasons.length === 0) reasons.push(...twinReasons(work, sketch, row), ...aboveReasons(work, sketch, row, values))
  if (reasons.length > 0) {
    sketch.refused.push({ line: row.line, cells: row.cells, reasons })
    return
  }
  const made = await work.row.verbs.create?.(tx, actor, inputOf(work.fields, values))
  if (!made) throw new Error(`${work.row.entity.key} cannot be created`)
  refuseForeign(actor, work.row.permission, made)
  await hangOn({ work, tx, actor }, made, row.files ?? [])
  sketch.ok++
  if (isAlike(work, sketch, row, made)) sketch.alike++
  for (const { key } of row.twins) sketch.twins.set(key, row.line)
  const name = row.values[work.row.entity.title]
  if (typeof name === 'string') put(sketch.names, nameKey(name), made.id)
}

/** In a check the rows above are taken back: what they share is known by their keys alone. */
const isAlike = (work: Work, sketch: Sketch, row: ReadyRow, made: AnyRecord): boolean =>
  (Array.isArray(made.duplicates) && made.duplicates.length > 0) ||
  row.twins.some(({ key }) => work.twins.has(key) || sketch.twins.has(key))

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

function twinReasons(work: Work, sketch: Sketch, row: ReadyRow): Reason[] {
  return row.twins.flatMap(({ key, path, advisory }) => {
    if (advisory) return []
    const line = work.twins.get(key) ?? sketch.twins.get(key)
    return line === undefined ? [] : [reason('exchange.twin', path, { line, column: work.headerOf(path) })]
  })
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

/** `own` creates one's own, `branch` those of one's people: also where a file names the owner. */
function refuseForeign(actor: Actor, permission: string, made: AnyRecord): void {
  if (!('ownerId' in made)) return
  const [ownerId, deptId] = [made.ownerId, made.deptId].map(id => (typeof id === 'string' ? id : null))
  if (!can(actor, permission, { ownerId: ownerId ?? null, deptId: deptId ?? null }))
    throw new Refusal(reason('exchange.ownerOutOfReach', 'ownerId'), 'forbidden')
}

function stepBounds(tx: Tx, work: Work, { ok, refused, alike }: Sketch, part: readonly Unit[]): Bound[] {
  const lastLine = Math.max(...part.flat().map(row => row.line))
  return [
    ...(refused.length > 0 ? [refusalsBound(tx, work.importId, refused)] : []),
    advanceBound(tx, work, { ok, refused: refused.length, alike, lastLine }),
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

function put<V>(map: Map<string, V[]>, key: string, value: V): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}

/** Its writes are gone; only that it was refused, and why, is kept. */
function refusedUnit(work: Work, unit: Unit, error: unknown): Unit {
  if (!(error instanceof Refusal)) work.failed(error)
  const reasons = error instanceof Refusal ? error.reasons : [reason('kernel.fault', undefined, { id: work.importId })]
  const byRow = reasonsByRow(unit, sharp(reasons))
  return refusedRows(
    unit,
    byRow.map(own => own.map(one => placed(work, one))),
  )
}

/** A value that may be absent also "is not nothing" when it is wrong: that says nothing. */
const sharp = (reasons: readonly Reason[]): Reason[] =>
  reasons.filter(
    one => one.key !== 'schema.type' || !reasons.some(other => other.path === one.path && other.key !== one.key),
  )

function placed(work: Work, one: Reason): Reason {
  const header = one.path === undefined ? undefined : work.headerOf(one.path.replace(/^custom\./, ''))
  return header ? { ...one, values: { column: header, ...one.values } } : one
}
