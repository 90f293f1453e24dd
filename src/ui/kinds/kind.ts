import type { ComponentType } from 'react'
import type { Field } from '#meta/entity.ts'
import type { FilterOp } from '#meta/filter.ts'

export type Row = Readonly<Record<string, unknown>>

export type ShowProps = {
  field: Field
  value: unknown /** Where names and currencies beside the value are found. */
  record?: Row | undefined
}

export type EditProps = {
  field: Field
  value: unknown
  /** `null` is “empty”. */
  onChange: (value: unknown) => void
  id?: string
  disabled?: boolean
  invalid?: boolean
  describedBy?: string
  autoFocus?: boolean
  /** Several values, for “is one of” in a filter. */
  many?: boolean
  /** Where the name of a reference is found before anyone asks for it. */
  record?: Row | undefined
  /** What the form holds now, for a field that is offered `within` another. */
  values?: Row | undefined
  size?: 'small' | 'middle' | 'large'
}

export type KindView = {
  /** On a record's page. */
  Show: ComponentType<ShowProps>
  /** In a row: one line, cut when long. */
  Cell: ComponentType<ShowProps>
  Edit: ComponentType<EditProps>
  /** What a filter may ask of it, the usual one first. */
  filterOps: readonly FilterOp[]
  /** Figures stand at the right. */
  right?: boolean
}

/** A built-in value lies on the record, an organisation's own one under `custom`. */
export function fieldValue(field: Field, record: Row): unknown {
  if (!field.custom) return record[field.key]
  const custom = record.custom
  return typeof custom === 'object' && custom !== null ? Reflect.get(custom, field.key) : undefined
}

/** Where a refusal puts its path for this field. */
export const pathOf = (field: Field): string => (field.custom ? `custom.${field.key}` : field.key)

export const isBlank = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** The value of the field that narrows this one; in a filter there is none, and everything is offered. */
export function aroundOf({ field, values, record }: EditProps): Row | undefined {
  const from = values ?? record
  return field.within === undefined || !from ? undefined : { [field.within]: from[field.within] }
}
