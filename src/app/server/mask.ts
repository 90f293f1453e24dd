// Whatever an endpoint answers: where its schema holds a record of an entity, the record leaves without the fields
// that are closed to whoever asks. Here once for all, so that a verb that puts its answer together itself is held too.
import { type TSchema, Type } from 'typebox'
import type { Actor } from '#kernel/access.ts'
import { type Endpoint, propertiesOf } from '#kernel/api.ts'
import type { Entity } from '#meta/entity.ts'
import { hiddenFields, showsOf } from '#meta/fieldRights.ts'
import { hiddenWithin, isShut, shutLine, shutParts } from '#meta/lineRights.ts'
import { allRegistered } from '#meta/registry.ts'
import type { MountedRow } from './mount.ts'

/** Where in an answer records lie. */
export type Mask = {
  readonly entity?: Entity
  /** Lines of such a record without the record. */
  readonly lineOf?: Entity
  readonly parts?: ReadonlyMap<string, Mask>
  readonly items?: Mask
}

type Known = ReadonlyMap<TSchema, Entity>

const knownIn = new WeakMap<readonly MountedRow[], { readonly count: number; readonly known: Known }>()
const masks = new WeakMap<Endpoint, Mask | null>()

/** Features mount one after the other: what a record looks like is known once all of them have. */
function knownOf(rows: readonly MountedRow[]): Known {
  const kept = knownIn.get(rows)
  if (kept?.count === rows.length) return kept.known
  const known = new Map<TSchema, Entity>()
  for (const { entity } of allRegistered())
    for (const { row } of rows) for (const schema of recordsIn(entity, row)) known.set(schema, entity)
  knownIn.set(rows, { count: rows.length, known })
  return known
}

/** The record itself, as it is read, listed, written and moved. */
function recordsIn({ path }: Entity, row: Endpoint): TSchema[] {
  const { id, items, lines } = propertiesOf(row.reply)
  // a preview has lines and totals as the record would have them
  if (lines && !id && row.path.startsWith(`${path}/`)) return [row.reply]
  const isOne = row.path === `${path}/:id` || row.path === path || row.path.startsWith(`${path}/:id/moves/`)
  if (!isOne) return []
  const item = items && 'items' in items ? (items.items as TSchema) : undefined // JSON Schema: of an array
  return [...(id ? [row.reply] : []), ...(item && row.path === path ? [item] : [])]
}

export function maskOf(rows: readonly MountedRow[], row: Endpoint): Mask | undefined {
  const kept = masks.get(row)
  if (kept !== undefined) return kept ?? undefined
  const made = within(row.reply, knownOf(rows), 0) ?? looseLines(row)
  masks.set(row, made ?? null)
  return made
}

/** A list of what lines still wait for, under the path of what will be made of them. */
function looseLines({ path, reply }: Endpoint): Mask | undefined {
  if (!('items' in reply)) return undefined
  const has = propertiesOf(reply.items as TSchema) // JSON Schema: of an array
  const found = allRegistered().find(({ entity }) => entity.lines && path.startsWith(`${entity.path}/`))
  return found && 'orderLineId' in has ? { items: { lineOf: found.entity } } : undefined
}

const deepest = 8
const telling = 6

/** A record with more beside it is one too. */
function likeOf(schema: TSchema, known: Known): Entity | undefined {
  const has = propertiesOf(schema)
  if (Object.keys(has).length < telling) return undefined
  for (const [one, entity] of known) {
    const wanted = Object.entries(propertiesOf(one))
    if (wanted.length >= telling && wanted.every(([key, part]) => has[key] === part)) return entity
  }
  return undefined
}

function within(schema: TSchema, known: Known, depth: number): Mask | undefined {
  if (depth > deepest) return undefined
  const parts = new Map<string, Mask>()
  for (const [key, part] of Object.entries(propertiesOf(schema))) {
    const inner = within(part, known, depth + 1)
    if (inner) parts.set(key, inner)
  }
  const items = 'items' in schema ? within(schema.items as TSchema, known, depth + 1) : undefined // JSON Schema: of an array
  const entity = known.get(schema) ?? likeOf(schema, known)
  if (entity || items || parts.size > 0) return { ...(entity && { entity }), ...(items && { items }), parts }
  const branches = 'anyOf' in schema ? (schema.anyOf as TSchema[]) : [] // JSON Schema: a list
  return branches.map(branch => within(branch, known, depth + 1)).find(Boolean)
}

type Hidden = (entity: Entity) => ReadonlySet<string>

/** The answer is ours alone: it is changed where it lies. */
export function applyMask(mask: Mask | undefined, actor: Actor, answer: unknown): void {
  if (!mask) return
  const kept = new Map<Entity, ReadonlySet<string>>()
  strip(mask, answer, entity => {
    const hidden = kept.get(entity) ?? hiddenFields(actor, entity)
    kept.set(entity, hidden)
    return hidden
  })
}

function strip({ entity, lineOf, parts, items }: Mask, value: unknown, hiddenIn: Hidden): void {
  if (Array.isArray(value)) {
    if (items) for (const one of value) strip(items, one, hiddenIn)
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (entity) stripRecord(entity, value, hiddenIn(entity))
  if (lineOf) shutLine(lineOf, value, hiddenWithin(hiddenIn(lineOf)).get('lines') ?? none)
  for (const [key, part] of parts ?? []) strip(part, Reflect.get(value, key), hiddenIn)
}

const none: ReadonlySet<string> = new Set()

function stripRecord(entity: Entity, record: object, hidden: ReadonlySet<string>): void {
  if (hidden.size === 0) return
  const isHidden = showsOf(entity, hidden)
  for (const key of Object.keys(record)) if (isHidden(key)) Reflect.deleteProperty(record, key)
  shutParts(entity, record, hidden)
  const own: unknown = Reflect.get(record, 'custom')
  if (typeof own === 'object' && own !== null) for (const key of hidden) Reflect.deleteProperty(own, key)
}

const openedOnce = new WeakMap<TSchema, Map<string, TSchema>>()

/**
 * What an answer must still keep for somebody: one schema for all from whom the same is hidden, since whoever checks by
 * a schema compiles it once and keeps it for ever.
 */
export function replyFor(mask: Mask | undefined, schema: TSchema, hiddenIn: Hidden): TSchema {
  const hidden = [...entitiesOf(mask)]
    .map(entity => [entity.key, ...[...hiddenIn(entity)].sort()])
    .filter(keys => keys.length > 1)
  if (hidden.length === 0) return schema
  const known = openedOnce.get(schema) ?? new Map<string, TSchema>()
  openedOnce.set(schema, known)
  const key = JSON.stringify(hidden)
  const made = known.get(key) ?? Type.Unsafe(openedReply(mask, schema, hiddenIn))
  known.set(key, made)
  return made
}

function entitiesOf(mask: Mask | undefined): Set<Entity> {
  if (!mask) return new Set()
  const inner = [...(mask.parts?.values() ?? []), ...(mask.items ? [mask.items] : [])].map(entitiesOf)
  return new Set([mask.entity, mask.lineOf, ...inner.flatMap(one => [...one])].filter(one => one !== undefined))
}

/** The schema as JSON with nothing required that may be hidden. */
export function openedReply(
  mask: Mask | undefined,
  schema: TSchema,
  hiddenIn: (entity: Entity) => ReadonlySet<string>,
): Record<string, unknown> {
  // TypeBox adds keys of its own, which JSON leaves behind
  const copy: Record<string, unknown> = JSON.parse(JSON.stringify(schema))
  if (mask) open(mask, copy, hiddenIn)
  return copy
}

function open(mask: Mask, schema: unknown, hiddenIn: Hidden): void {
  if (typeof schema !== 'object' || schema === null) return
  const { properties, required, items, anyOf } = schema as Record<string, unknown> // JSON Schema
  if (Array.isArray(anyOf)) for (const branch of anyOf) open(mask, branch, hiddenIn)
  if (mask.entity && Array.isArray(required)) {
    const isHidden = showsOf(mask.entity, hiddenIn(mask.entity))
    keepRequired(schema, required, key => !isHidden(key))
    openParts(mask.entity, schema, hiddenIn(mask.entity))
  }
  if (mask.lineOf) openLine(mask.lineOf, schema, hiddenWithin(hiddenIn(mask.lineOf)).get('lines') ?? none)
  for (const [key, part] of mask.parts ?? []) open(part, Reflect.get(Object(properties), key), hiddenIn)
  if (mask.items) open(mask.items, items, hiddenIn)
}

const keepRequired = (schema: object, required: readonly unknown[], keeps: (key: string) => boolean): void =>
  void Reflect.set(
    schema,
    'required',
    required.filter(key => keeps(String(key))),
  )

function openParts(entity: Entity, schema: object, hidden: ReadonlySet<string>): void {
  const properties: unknown = Reflect.get(schema, 'properties')
  for (const [part, keys] of hiddenWithin(hidden)) {
    const within: unknown = Reflect.get(Object(properties), part)
    if (typeof within !== 'object' || within === null) continue
    const items: unknown = Reflect.get(within, 'items')
    openLine(entity, typeof items === 'object' && items !== null ? items : within, keys)
  }
}

function openLine(entity: Entity, schema: object, keys: ReadonlySet<string>): void {
  const required: unknown = Reflect.get(schema, 'required')
  if (Array.isArray(required)) keepRequired(schema, required, key => !isShut(entity, keys, key))
  openParts(entity, schema, keys)
}
