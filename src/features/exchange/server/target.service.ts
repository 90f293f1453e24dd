// What a file's columns may go into: the fields of one entity that its `create` takes from this person.
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { nameKey } from '#kernel/keys.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { accessOf } from '#meta/fieldRights.ts'
import { type EntityVerbs, type Registered, registered } from '#meta/registry.ts'
import { entityFor } from '#meta/server/record.service.ts'
import type { ImportField, ImportOptions, ImportValue } from '../exchange.schema.ts'

/** In the order in which one moves in: who works here, then whom they know, then what they do. */
const records = [
  'department',
  'user',
  'product',
  'customer',
  'contact',
  'billingProfile',
  'lead',
  'deal',
  'stock',
] as const

export type Target = ImportField & Pick<Field, 'refEntity' | 'custom'>
/** Several rows tell of one record: the field by which they are the same, and those that each row tells for itself. */
export type Grouping = { readonly by: string; readonly lines: readonly string[] }
export type Importable = Pick<Registered, 'entity'> & {
  readonly verbs: Pick<EntityVerbs, 'create' | 'createAll' | 'twins'>
  readonly permission: string
  readonly group?: Grouping
  /** Brought again and again, not only when one moves in. */
  readonly everyday?: true
}

const openings = new Map<string, Importable>()
/** A kind of file whose rows become records of another name: what was before Baton. Wired in `app/server/entities.ts`. */
export const registerOpening = (row: Importable): void => void openings.set(row.entity.key, row)

export const isOpening = (entity: string): boolean => openings.has(entity) && !openings.get(entity)?.everyday

const kindsOf = (): readonly string[] => [...records, ...openings.keys()]

const rowOf = (entity: string): Importable | undefined => {
  const row = records.some(kind => kind === entity) ? registered(entity) : undefined
  return row?.verbs.create ? { ...row, permission: row.createAs ?? `${entity}.create` } : openings.get(entity)
}

/** As people say it: `leads`, `Lead`, 线索. What nothing is called stays as it is. */
export function kindNamed(word: string): string {
  const wanted = nameKey(word)
  const namesOf = (kind: string) => {
    const entity = rowOf(kind)?.entity
    return [kind, `${kind}s`, ...(entity ? [entity.label, entity.plural].flatMap(label => [label.en, label.zh]) : [])]
  }
  return kindsOf().find(kind => namesOf(kind).some(name => nameKey(name) === wanted)) ?? word
}

/** Only what has one door to be created through, and of that only what the person may create. */
export function importable(actor: Actor, entity: string): Importable {
  const row = rowOf(entity)
  if (!row) throw missing('entity')
  if (!(row.permission in actor.grants))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: row.permission } }, 'forbidden')
  return row
}

export const allImportable = (actor: Actor): readonly Importable[] =>
  kindsOf()
    .flatMap(kind => rowOf(kind) ?? [])
    .filter(row => row.permission in actor.grants)

// what no form asks for: history brings it, or a person who cannot yet sign in
const more: Readonly<Record<string, readonly Target[]>> = {
  deal: [
    { key: 'startedOn', label: { en: 'Started on', zh: '开始日期' }, kind: 'date', synonyms: ['engage_date'] },
    { key: 'closedOn', label: { en: 'Closed on', zh: '关闭日期' }, kind: 'date', synonyms: ['close_date', 'closed'] },
    { key: 'lostReason', label: { en: 'Lost because', zh: '输单原因' }, kind: 'text' },
  ],
  user: [{ key: 'email', label: { en: 'E-mail', zh: '邮箱' }, kind: 'email', required: true }],
}

const written: Readonly<Record<string, Partial<ImportField>>> = {
  'product.taxRate': { percent: 'whole' },
  'deal.amount': { currencyFrom: 'currency' },
  'openingOrder.discount': { percent: 'fraction' },
  'openingOrder.taxRate': { percent: 'whole' },
  'openingOrder.price': { currencyFrom: 'currency' },
  'openingOrder.freight': { currencyFrom: 'currency' },
  'openingOrder.paidAmount': { currencyFrom: 'currency' },
  'openingReceivable.amount': { currencyFrom: 'currency' },
  'openingInvoice.amount': { currencyFrom: 'currency' },
  'openingInvoice.taxRate': { percent: 'whole' },
  'openingAdvance.amount': { currencyFrom: 'currency' },
}

export async function targetsOf(
  db: Db,
  actor: Actor,
  { entity }: Pick<Registered, 'entity'>,
): Promise<readonly Target[]> {
  const { key, fields } = await entityFor(db, actor, entity)
  const own = fields.filter(field => !field.derived && !field.hidden && accessOf(actor, key, field) === 'edit')
  return [...own, ...(more[key] ?? [])].map(field => ({
    ...field,
    ...(field.kind === 'money' && { currency: actor.org.currency }),
    ...written[`${key}.${field.key}`],
  }))
}

/** Fields by which a row may name another of its own kind. */
export const aboveOf = (entity: string, fields: readonly Target[]): string[] =>
  fields.filter(field => refEntityOf(field) === entity).map(field => field.key)

export const refEntityOf = ({ kind, refEntity }: Target): string | undefined => (kind === 'user' ? 'user' : refEntity)

export const optionsOf = (db: Db, actor: Actor): ImportOptions => ({
  today: today(db.database.clock, actor.org.zone),
  zone: actor.org.zone,
  region: actor.org.country,
})

/** Planned values as the verb takes them: own fields in `custom`, phones as they were typed. */
export function inputOf(
  fields: readonly Target[],
  values: Readonly<Record<string, ImportValue>>,
): Record<string, unknown> {
  const own = new Set(fields.filter(field => field.custom).map(field => field.key))
  const input: Record<string, unknown> = {}
  const custom: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(values)) {
    const plain = typeof value === 'object' && 'typed' in value ? value.typed : value
    if (own.has(key)) custom[key] = plain
    else input[key] = plain
  }
  return Object.keys(custom).length > 0 ? { ...input, custom } : input
}
