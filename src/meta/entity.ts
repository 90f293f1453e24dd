// Built-in entities are declared in the very shape in which an organisation's own will be stored.
import type { Label } from '#kernel/text.ts'

export const fieldKinds = [
  'text',
  'longText',
  'number',
  'money',
  'date',
  'instant',
  'choice',
  'multiChoice',
  'yesNo',
  'reference',
  'user',
  'phone',
  'email',
  'region',
] as const
export type FieldKind = (typeof fieldKinds)[number]

/** Kinds that an organisation may add from day one. */
export const customKinds = [
  'text',
  'number',
  'date',
  'choice',
  'yesNo',
  'reference',
] as const satisfies readonly FieldKind[]

export type Choice = {
  readonly value: string
  readonly label: Label
  readonly tone?: 'ok' | 'warn' | 'late' | 'off' | 'warm' | 'cool'
  /** Offered only while the field that `within` names has this value. */
  readonly of?: string
}

export type Field = {
  readonly key: string
  readonly label: Label
  readonly kind: FieldKind
  readonly required?: boolean
  /** Set by verbs only: shown, filtered, exported, never typed into. */
  readonly derived?: boolean
  /** For `reference`: the entity it points at. */
  readonly refEntity?: string
  readonly choices?: readonly Choice[]
  /** The field whose value narrows what is offered (a contact of the customer); another value there empties this one. */
  readonly within?: string
  /** Of a reference: which records a form offers, as a list's filter says it; the server refuses the others. */
  readonly only?: { readonly field: string; readonly op: 'empty' }
  /** Stands in forms only while another field has one of these values. */
  readonly when?: { readonly field: string; readonly in: readonly string[] }
  readonly maxLength?: number
  /** Of text: where names to choose from are asked for, under /api; another may still be typed. */
  readonly offers?: string
  /** Places after the point for `number` and `money`. */
  readonly scale?: number
  readonly filter?: boolean
  readonly sort?: boolean
  /** Other headers under which people's files carry it. */
  readonly synonyms?: readonly string[]
  /** Permission without which the field is dropped from every answer, filter, sort and export. */
  readonly readAs?: string
  readonly writeAs?: string
  /** An organisation's own field: lives in `custom` under its key. */
  readonly custom?: { readonly id: string; readonly indexed: boolean; readonly unique: boolean }
  readonly hidden?: boolean
  /** Whoever may not see it may not see these either: of a line with `lines.` in front, of another entity with its key. */
  readonly tells?: readonly string[]
  /** Of a line: written together with it (a discount's kind), closed together with it. */
  readonly also?: readonly string[]
  /** Of a line: where it is left out, the verb itself says what becomes of it (a price set by hand stays). */
  readonly stays?: boolean
  /** Empty while the record lies in a pool, but for those who see through it. */
  readonly masked?: boolean
}

export type Section = { readonly label: Label; readonly fields: readonly string[] }

export type Entity = {
  /** Also the stem of its permissions and text keys. */
  readonly key: string
  readonly label: Label
  readonly plural: Label
  /** Under /api and in the browser. */
  readonly path: string
  /** The field that names a record. */
  readonly title: string
  readonly fields: readonly Field[]
  readonly columns: readonly string[]
  readonly form: readonly Section[]
  /** What of its lines may be closed to a role; what a line is of and how much of it always shows. */
  readonly lines?: readonly Field[]
}

export const fieldOf = (entity: Entity, key: string): Field | undefined =>
  entity.fields.find(field => field.key === key)

/** Whether it belongs into the form of a record that stands so; an empty value counts as none. */
export const fitsWhen = ({ when }: Field, values: Readonly<Record<string, unknown>>): boolean =>
  when === undefined || when.in.some(value => value === values[when.field])

/** A field of a line, as rights and refusals name it. */
export const ofLine = (key: string): string => `lines.${key}`

const onLines = ({ en, zh }: Label): Label => ({ en: `Lines: ${en.toLowerCase()}`, zh: `明细·${zh}` })

/** Its own fields, then those of its lines under `lines.`. */
export const closable = (entity: Entity): readonly Field[] => [
  ...entity.fields,
  ...(entity.lines ?? []).map(field => ({ ...field, key: ofLine(field.key), label: onLines(field.label) })),
]

/** Built-in plus the organisation's own fields; the own ones close the last section of the form. */
export function resolveEntity(builtIn: Entity, own: readonly Field[]): Entity {
  const shown = own.filter(field => !field.hidden)
  if (shown.length === 0) return builtIn
  const form = [...builtIn.form, { label: ownSection, fields: shown.map(field => field.key) }]
  return { ...builtIn, fields: [...builtIn.fields, ...shown], form }
}

const ownSection: Label = { en: 'Own fields', zh: '自定义字段' }

/** Fields everyone finds on every record. */
export const sharedFields: readonly Field[] = [
  {
    key: 'ownerId',
    label: { en: 'Owner', zh: '负责人' },
    kind: 'user',
    filter: true,
    synonyms: ['业务负责人', '所属销售', 'sales agent', 'salesperson'],
  },
  {
    key: 'deptId',
    label: { en: 'Department', zh: '所属部门' },
    kind: 'reference',
    refEntity: 'department',
    derived: true,
    filter: true,
  },
  {
    key: 'createdAt',
    label: { en: 'Created', zh: '创建时间' },
    kind: 'instant',
    derived: true,
    filter: true,
    sort: true,
  },
  {
    key: 'updatedAt',
    label: { en: 'Updated', zh: '更新时间' },
    kind: 'instant',
    derived: true,
    filter: true,
    sort: true,
  },
]
