// How a person stands to one field of a record: `edit`, `read` or `hidden`. What an organisation says of it (rows by
// role, in `actor.fieldRights`) goes before the field's own `readAs` and `writeAs`.
import type { Actor, FieldAccess, FieldRights, Role } from '#kernel/access.ts'
import { fieldAccesses } from '#kernel/access.ts'
import { type Reason, Refusal, reason } from '#kernel/refusal.ts'
import { type Entity, type Field, fieldOf } from './entity.ts'
import { closedOnLines, shutParts } from './lineRights.ts'

type Standing = Pick<Actor, 'grants' | 'fieldRights'>

/** What names a record, says what and how it is, or whose, and in which money: a page cannot do without, and rights rest on it. */
const always = new Set([
  'id',
  'version',
  'name',
  'number',
  'state',
  'stageId',
  'kind',
  'taxKind',
  'currency',
  'ownerId',
])
export const isFixed = (entity: Entity, key: string): boolean => always.has(key) || key === entity.title

/** Of who holds these permissions, where nothing else was said. */
export function usualAccess(field: Field, grants: Actor['grants']): FieldAccess {
  if (field.readAs && !(field.readAs in grants)) return 'hidden'
  return field.writeAs && !(field.writeAs in grants) ? 'read' : 'edit'
}

export function accessOf({ grants, fieldRights }: Standing, entity: string, field: Field): FieldAccess {
  const access = fieldRights[entity]?.[field.key] ?? usualAccess(field, grants)
  return field.derived && access === 'edit' ? 'read' : access
}

export type FieldRow = {
  readonly entity: string
  readonly field: string
  readonly role: Role
  readonly access: FieldAccess
}

/** With several roles the widest counts, as with permissions; a role of which nothing is said stands as `usual` says. */
export function rightsOf(
  roles: readonly Role[],
  rows: readonly FieldRow[],
  usual: (entity: string, field: string, role: Role) => FieldAccess,
): FieldRights {
  if (roles.includes('owner')) return {}
  const rights: Record<string, Record<string, FieldAccess>> = {}
  for (const { entity, field } of rows) {
    if (rights[entity]?.[field]) continue
    const said = roles.map(
      role =>
        rows.find(row => row.entity === entity && row.field === field && row.role === role)?.access ??
        usual(entity, field, role),
    )
    const widest = fieldAccesses.find(access => said.includes(access))
    if (widest) rights[entity] = { ...rights[entity], [field]: widest }
  }
  return rights
}

/** Fields that are closed to the actor, own ones included. */
export function hiddenFields(actor: Standing, entity: Entity): ReadonlySet<string> {
  const said = Object.entries(actor.fieldRights[entity.key] ?? {}).flatMap(([key, access]) =>
    access === 'hidden' ? [key] : [],
  )
  const usual = entity.fields.filter(field => accessOf(actor, entity.key, field) === 'hidden')
  return new Set([...said, ...usual.map(field => field.key)])
}

/** `customerId` also shows as `customerName`, `amount` as `amountBase`: what only unfolds a field is hidden with it. */
export function showsOf(entity: Entity, hidden: ReadonlySet<string>): (key: string) => boolean {
  const known = new Set(entity.fields.map(field => field.key))
  const stems = [...hidden].filter(key => known.has(key)).map(key => key.replace(/Id$/, ''))
  const unfolds = (key: string) =>
    stems.some(stem => key === stem || (key.startsWith(stem) && /^[A-Z]/.test(key.slice(stem.length))))
  return key => hidden.has(key) || (!known.has(key) && unfolds(key))
}

/** A record as it leaves: without what is closed to the actor, own fields included. */
export function closing<R extends object>(actor: Standing, entity: Entity): (record: R) => R {
  const hidden = hiddenFields(actor, entity)
  if (hidden.size === 0) return record => record
  const isHidden = showsOf(entity, hidden)
  const partsOf = new Set([...hidden].flatMap(key => (key.includes('.') ? [key.split('.')[0]] : [])))
  const own = (value: unknown) => Object.fromEntries(Object.entries(Object(value)).filter(([key]) => !hidden.has(key)))
  return record => {
    const shown = Object.entries(record).filter(([key]) => !isHidden(key))
    const open = Object.fromEntries(
      shown.map(([key, value]) => [
        key,
        key === 'custom' ? own(value) : partsOf.has(key) ? structuredClone(value) : value,
      ]),
    )
    shutParts(entity, open, hidden)
    return open as R // a record without its hidden fields
  }
}

/** Whoever may not change a field is told by its name; a value that was not given is no change. */
export function refuseClosed(actor: Standing, entity: Entity, input: Readonly<Record<string, unknown>>): void {
  const closed = (key: string) => {
    const said = actor.fieldRights[entity.key]?.[key]
    const field = fieldOf(entity, key)
    return (said ?? (field ? usualAccess(field, actor.grants) : 'edit')) !== 'edit'
  }
  const reasons = Object.entries(input).flatMap<Reason>(([key, value]) => {
    if (value === undefined) return []
    if (Array.isArray(value) && lineParts.has(key)) return closedLines(actor, entity, key, value)
    if (key === 'custom')
      return Object.keys(Object(value))
        .filter(closed)
        .map(own => reason('field.mayNotSet', `custom.${own}`))
    return closed(key) ? [reason('field.mayNotSet', key)] : []
  })
  if (reasons.length > 0) throw new Refusal(reasons, 'forbidden')
}

/** A move brings words of its own, whatever the record calls its fields. */
const ofTheMove = new Set(['note', 'reason', 'version', 'custom'])

/** What a move fills in of its record, a carrier or a day; what only moves write is closed to whom it is hidden. */
export function refuseFilled(actor: Standing, entity: Entity, input: Readonly<Record<string, unknown>>): void {
  const filled = Object.entries(input).filter(([key]) => {
    if (ofTheMove.has(key)) return false
    const field = fieldOf(entity, key)
    return !field?.derived || accessOf(actor, entity.key, field) === 'hidden'
  })
  refuseClosed(actor, entity, Object.fromEntries(filled))
}

/** Where a write names lines, or the words on them. */
const lineParts = new Set(['lines', 'words'])

function closedLines(actor: Standing, entity: Entity, part: string, lines: readonly unknown[]): Reason[] {
  const closed = closedOnLines(actor, entity)
  if (closed.length === 0) return []
  return lines.flatMap((line, i) =>
    closed
      .filter(key => Reflect.get(Object(line), key) !== undefined)
      .map(key => reason('field.mayNotSet', `${part}.${i}.${key}`)),
  )
}

/** A write that names lines without being the record's create or edit: only they are looked at. */
export const refuseClosedLines = (actor: Standing, entity: Entity, input: Readonly<Record<string, unknown>>): void =>
  refuseClosed(actor, entity, { lines: input.lines })
