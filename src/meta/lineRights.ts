// Rights to fields of a document's lines: said and kept as `lines.price`, and carried to whatever would tell it.
import type { Actor, FieldAccess, FieldRights } from '#kernel/access.ts'
import { type Entity, type Field, ofLine } from './entity.ts'

type Standing = Pick<Actor, 'grants' | 'fieldRights'>

type EntityOf = (key: string) => Entity | undefined

/**
 * A hidden price is not told by the amounts that come of it: they are hidden with it, totals included. What is the same
 * figure once more (a total in the company's own currency, a contact's phone on a list of payers) is hidden with it, too,
 * unless something else was said of it.
 */
export function withTold(rights: FieldRights, entityOf: EntityOf): FieldRights {
  const told: Record<string, Record<string, FieldAccess>> = {}
  for (const [key, said] of Object.entries(rights)) {
    const hidden = (entityOf(key)?.lines ?? []).filter(field => said[ofLine(field.key)] === 'hidden')
    const more = hidden.flatMap(({ tells = [], also = [] }) => [...tells, ...also.map(ofLine)])
    const shut = { ...said, ...Object.fromEntries(more.map(one => [one, 'hidden' as const])) }
    told[key] = { ...told[key], ...shut }
    // also what a total tells that is hidden with its prices only
    for (const [other, field] of toldElsewhere(key, shut, entityOf))
      if (rights[other]?.[field] === undefined) told[other] = { ...told[other], [field]: 'hidden' }
  }
  return told
}

/** What hidden fields of head and lines tell: of the same entity, or as `receivable.contactPhone` of another. */
function toldElsewhere(key: string, said: Readonly<Record<string, FieldAccess>>, entityOf: EntityOf) {
  const { fields = [], lines = [] } = entityOf(key) ?? {}
  const hidden = [
    ...fields.filter(field => said[field.key] === 'hidden'),
    ...lines.filter(field => said[ofLine(field.key)] === 'hidden'),
  ]
  return hidden
    .flatMap(field => field.tells ?? [])
    .map((one): readonly [string, string] => {
      const [first = '', ...rest] = one.split('.')
      return entityOf(first)?.key === first && rest.length > 0 ? [first, rest.join('.')] : [key, one]
    })
}

/** Of `lines.price`, `lines.warehouseId`: `price` and `warehouseId`, by the part they are of. */
export function hiddenWithin(hidden: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const parts = new Map<string, Set<string>>()
  for (const key of hidden) {
    const [part, ...rest] = key.split('.')
    if (!part || rest.length === 0 || part === 'custom') continue
    const within = parts.get(part) ?? new Set()
    parts.set(part, within.add(rest.join('.')))
  }
  return parts
}

/** Takes them out of a record's parts where they lie; the record is the caller's own. */
export function shutParts(entity: Entity, value: object, hidden: ReadonlySet<string>): void {
  for (const [part, keys] of hiddenWithin(hidden)) {
    const within: unknown = Reflect.get(value, part)
    const each: unknown[] = Array.isArray(within) ? within : [within]
    for (const one of each) if (typeof one === 'object' && one !== null) shutLine(entity, one, keys)
  }
}

/** `warehouseId` also shows as `warehouseName`. */
export function shutLine(entity: Entity, line: object, keys: ReadonlySet<string>): void {
  for (const key of Object.keys(line)) if (isShut(entity, keys, key)) Reflect.deleteProperty(line, key)
  shutParts(entity, line, keys)
}

export const isShut = ({ lines = [] }: Entity, keys: ReadonlySet<string>, key: string): boolean =>
  keys.has(key) ||
  lines.some(field => field.kind === 'reference' && keys.has(field.key) && key === field.key.replace(/Id$/, 'Name'))

/** Fields of a line that this person does not write, with what is written together with them. */
export const closedOnLines = (actor: Standing, entity: Entity): readonly string[] =>
  namesOf(closedFields(actor, entity))

const closedFields = ({ fieldRights }: Standing, { key, lines = [] }: Entity): readonly Field[] =>
  lines.filter(field => (fieldRights[key]?.[ofLine(field.key)] ?? 'edit') !== 'edit')
const namesOf = (fields: readonly Field[]): readonly string[] =>
  fields.flatMap(field => [field.key, ...(field.also ?? [])])

type Given = { readonly id?: string | undefined; readonly productId?: string | null | undefined }

/** A line that stays keeps what its editor may not write; a new one takes what is usual. */
export function keepClosed<I extends Given>(
  actor: Standing,
  entity: Entity,
  inputs: readonly I[],
  old: readonly ({ readonly id: string; readonly productId: string | null } & object)[],
): readonly I[] {
  const closed = namesOf(closedFields(actor, entity).filter(field => !field.stays))
  if (closed.length === 0) return inputs
  const before = new Map(old.map(line => [line.id, line]))
  return inputs.map(input => {
    const was = before.get(input.id ?? '')
    if (!was || (was.productId ?? null) !== (input.productId ?? null)) return input
    const kept = closed.filter(key => key in was).map(key => [key, Reflect.get(was, key)] as const)
    return { ...input, ...Object.fromEntries(kept) }
  })
}
