// One field of a record as its endpoint takes it: an organisation's own fields under `custom`.
import type { Entity, Field, FieldKind } from '#meta/entity.ts'

/** The record, the version it was seen in, and the one field. */
export type CellEdit = { [field: string]: unknown; id: string; version?: number }

export const editOf = (row: { readonly id: string }, field: Field, value: unknown, version: unknown): CellEdit => ({
  id: row.id,
  ...(typeof version === 'number' && { version }),
  ...(field.custom ? { custom: { [field.key]: value } } : { [field.key]: value }),
})

const plainKinds: readonly FieldKind[] = [
  'text',
  'number',
  'money',
  'date',
  'instant',
  'choice',
  'yesNo',
  'user',
  'phone',
  'email',
]

/** Fields that a form of the entity takes and that fit into a cell. */
export function cellFields({ form, fields, title }: Entity, may: (permission: string) => boolean): ReadonlySet<string> {
  const typed = new Set(form.flatMap(section => section.fields))
  const fits = fields.filter(
    field =>
      field.key !== title &&
      (typed.has(field.key) || field.custom) &&
      !field.derived &&
      plainKinds.includes(field.kind) &&
      (!field.writeAs || may(field.writeAs)),
  )
  return new Set(fits.map(field => field.key))
}
