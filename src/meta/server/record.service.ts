// What every verb on every record does the same way: stamps, versions, own fields, events.
import { type Actor, writerOf } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { type NewEvent, recordEvent } from '#kernel/event.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal, refuseAll } from '#kernel/refusal.ts'
import type { RecordRow } from '#kernel/table.ts'
import { type Entity, type Field, resolveEntity } from '../entity.ts'
import { acceptCustom, type Custom } from '../kinds/kinds.ts'
import { fieldsChangedSince, selectCustomFields } from './fieldsSql.ts'

const cache = new Map<string, { readonly version: number; readonly fields: Map<string, Field[]> }>()

/** The organisation's own fields of an entity; read once per version of its configuration. */
export async function ownFields(db: Db, actor: Actor, entity: string): Promise<readonly Field[]> {
  const known = cache.get(actor.orgId)
  if (known?.version === actor.org.metaVersion) return known.fields.get(entity) ?? []
  const fields = await selectCustomFields(db)
  if (cache.size > 1000) cache.clear()
  cache.set(actor.orgId, { version: actor.org.metaVersion, fields })
  return fields.get(entity) ?? []
}

export async function entityFor(db: Db, actor: Actor, builtIn: Entity): Promise<Entity> {
  return resolveEntity(builtIn, await ownFields(db, actor, builtIn.key))
}

/** The common columns of a new record; its department follows the owner. */
export function newStamp(
  tx: Tx,
  actor: Actor,
  owner: { readonly ownerId: string | null; readonly deptId: string | null },
  custom: Custom = {},
): RecordRow {
  return {
    id: newId(),
    ...owner,
    version: 1,
    createdAt: tx.now,
    createdBy: writerOf(actor.userId),
    updatedAt: tx.now,
    updatedBy: writerOf(actor.userId),
    deletedAt: null,
    custom: { ...custom },
  }
}

export const byActor = (actor: Actor): { ownerId: string; deptId: string | null } => ({
  ownerId: actor.userId,
  deptId: actor.deptId,
})

export function editStamp(
  tx: Tx,
  actor: Actor,
  row: { readonly version: number },
): { version: number; updatedAt: string; updatedBy: string | null } {
  return { version: row.version + 1, updatedAt: tx.now, updatedBy: writerOf(actor.userId) }
}

/** Own values checked with everything else: `reasons` join the verb's own, so all are shown at once. */
export function takeCustom(
  fields: readonly Field[],
  given: Readonly<Record<string, unknown>> | undefined,
  old?: Custom,
): Custom {
  const { custom, reasons } = acceptCustom(fields, given, old)
  refuseAll(reasons)
  return custom
}

type Changed = { readonly before: Record<string, unknown>; readonly after: Record<string, unknown> }

/** Fields of `next` that differ from `old`; `custom` values are compared one by one as `custom.key`. */
export function changes(old: Readonly<Record<string, unknown>>, next: Readonly<Record<string, unknown>>): Changed {
  const before: Record<string, unknown> = {}
  const after: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(next)) {
    if (quiet.has(key) || same(old[key], value)) continue
    if (key === 'custom') {
      const inner = changes(prefixed(old.custom), { ...blanks(old.custom), ...prefixed(value) })
      Object.assign(before, inner.before)
      Object.assign(after, inner.after)
    } else {
      before[key] = old[key] ?? null
      after[key] = value ?? null
    }
  }
  return { before, after }
}

const quiet = new Set(['version', 'updatedAt', 'updatedBy', 'createdAt', 'createdBy', 'id'])
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
const prefixed = (custom: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(custom ?? {}).map(([key, value]) => [`custom.${key}`, value]))
const blanks = (custom: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.keys(prefixed(custom)).map(key => [key, null]))

/** Refuses a stale edit with only the fields that really conflict; edits of other fields pass. */
export async function refuseStale(
  tx: Tx,
  entity: string,
  row: { readonly id: string; readonly version: number },
  { version, ...wanted }: Readonly<Record<string, unknown>> & { readonly version?: number },
): Promise<void> {
  if (version === undefined || version === row.version) return
  if (version > row.version) throw new Refusal({ key: 'kernel.stale', path: 'version' }, 'conflict')
  const changed = await fieldsChangedSince(tx, entity, row.id, version)
  const current: Record<string, unknown> = { ...row }
  const flat: Record<string, unknown> = { ...wanted, ...prefixed(wanted.custom) }
  const now: Record<string, unknown> = { ...current, ...prefixed(current.custom) }
  const fields = Object.keys(flat).filter(key => key !== 'custom' && changed.has(key) && !same(now[key], flat[key]))
  if (fields.length === 0) return
  throw new Refusal(
    fields.map(path => ({ key: 'kernel.stale', path })),
    'conflict',
    {
      version: row.version,
      fields: Object.fromEntries(fields.map(key => [key, { yours: flat[key] ?? null, theirs: now[key] ?? null }])),
    },
  )
}

export function tell(tx: Tx, event: NewEvent): string {
  const id = newId()
  recordEvent(tx, event, id)
  return id
}
