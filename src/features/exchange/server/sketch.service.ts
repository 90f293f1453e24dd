// What a batch of rows knows while it is being written: what went in, what was refused and why, and which keys are taken.
import { type Actor, can, type PermissionRows } from '#kernel/access.ts'
import type { Database, Tx } from '#kernel/db.ts'
import { nameKey } from '#kernel/keys.ts'
import { type Reason, Refusal, reason } from '#kernel/refusal.ts'
import type { AnyRecord } from '#meta/registry.ts'
import { reasonsByRow, refusedRows, type Unit } from './group.service.ts'
import type { Held } from './import.sql.ts'
import type { RefusalRow } from './importFile.sql.ts'
import type { Frame, ReadyRow } from './reference.service.ts'

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

/** What went in, or not, of one part. */
export class Sketch {
  readonly refused: RefusalRow[] = []
  readonly twins = new Map<string, number>()
  readonly names = new Map<string, string[]>()
  ok = 0
  /** Rows like a record that is there, or like a row above. */
  alike = 0
  /** Rows that run into what somebody else has registered. */
  held = 0
}

export type Desk = { readonly work: Work; readonly tx: Tx; readonly actor: Actor; readonly sketch: Sketch }

/** In a check the rows above are taken back: what they share is known by their keys alone. */
const isAlike = (work: Work, sketch: Sketch, row: ReadyRow, made: AnyRecord): boolean =>
  (Array.isArray(made.duplicates) && made.duplicates.length > 0) ||
  row.twins.some(({ key }) => work.twins.has(key) || sketch.twins.has(key))

/** Whatever went in, with what was said of it. */
export function countIn(work: Work, sketch: Sketch, row: ReadyRow, made: AnyRecord): void {
  sketch.ok++
  if (isAlike(work, sketch, row, made)) sketch.alike++
  if (Array.isArray(made.held) && made.held.length > 0) sketch.held++
  for (const { key } of row.twins) sketch.twins.set(key, row.line)
  const name = row.values[work.row.entity.title]
  if (typeof name === 'string') put(sketch.names, nameKey(name), made.id)
}

export function twinReasons(work: Work, taken: ReadonlyMap<string, number>, row: ReadyRow): Reason[] {
  return row.twins.flatMap(({ key, path, advisory }) => {
    if (advisory) return []
    const line = work.twins.get(key) ?? taken.get(key)
    return line === undefined ? [] : [reason('exchange.twin', path, { line, column: work.headerOf(path) })]
  })
}

/** `own` creates one's own, `branch` those of one's people: also where a file names the owner. */
export function refuseForeign(actor: Actor, permission: string, made: AnyRecord): void {
  if (!('ownerId' in made)) return
  const [ownerId, deptId] = [made.ownerId, made.deptId].map(id => (typeof id === 'string' ? id : null))
  if (!can(actor, permission, { ownerId: ownerId ?? null, deptId: deptId ?? null }))
    throw new Refusal(reason('exchange.ownerOutOfReach', 'ownerId'), 'forbidden')
}

export function put<V>(map: Map<string, V[]>, key: string, value: V): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}

/** Its writes are gone; only that it was refused, and why, is kept. */
export function refusedUnit(work: Work, unit: Unit, error: unknown): Unit {
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
