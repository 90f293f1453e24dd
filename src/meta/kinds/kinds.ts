// The pure half of the field kinds: what a value of a kind is, how it compares, how it is indexed. A new kind
// does not compile until it stands in every registry (`meta/kinds`, `meta/server/kindSql.ts`, `ui/kinds`).

import { isDate } from '#kernel/clock.ts'
import type { CompareAs } from '#kernel/condition.ts'
import { isUuid } from '#kernel/ids.ts'
import { fits } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { Field, FieldKind } from '../entity.ts'

export type FieldValue = string | number | boolean | readonly string[] | null
export type IndexValue = { readonly text: string | null; readonly num: number | null; readonly time: string | null }

type Kind = {
  readonly as: CompareAs
  /** The canonical value, or the reason why it is none. Empty text is no value. */
  readonly accept: (value: unknown, field: Field) => FieldValue | Refused
  readonly index: (value: FieldValue) => IndexValue
}

export class Refused {
  readonly reason: Reason
  constructor(why: Reason) {
    this.reason = why
  }
}

const no = (key: string, field: Field, values?: Reason['values']): Refused =>
  new Refused(reason(key, field.custom ? `custom.${field.key}` : field.key, values))

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

function text(value: unknown, field: Field): FieldValue | Refused {
  if (typeof value !== 'string') return no('field.notText', field)
  if (control.test(value)) return no('field.controlCharacter', field)
  const max = field.maxLength ?? 500
  return value.length > max ? no('field.tooLong', field, { max }) : value
}

function number(value: unknown, field: Field): FieldValue | Refused {
  const written = typeof value === 'number' ? String(value) : value
  const scale = field.scale ?? (field.kind === 'money' ? 4 : 6)
  return typeof written === 'string' && fits(written, 14 + scale, scale) ? written : no('field.notNumber', field)
}

const date = (value: unknown, field: Field) =>
  typeof value === 'string' && isDate(value) ? value : no('field.notDate', field)
const instant = (value: unknown, field: Field) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value))
    ? new Date(Date.parse(value)).toISOString()
    : no('field.notInstant', field)
const yesNo = (value: unknown, field: Field) => (typeof value === 'boolean' ? value : no('field.notYesNo', field))
const reference = (value: unknown, field: Field) =>
  typeof value === 'string' && isUuid(value) ? value.toLowerCase() : no('field.notReference', field)

function choice(value: unknown, field: Field): FieldValue | Refused {
  return field.choices?.some(one => one.value === value)
    ? String(value)
    : no('field.notChoice', field, { choices: (field.choices ?? []).map(one => one.value).join(', ') })
}

function multiChoice(value: unknown, field: Field): FieldValue | Refused {
  if (!Array.isArray(value)) return no('field.notChoice', field)
  const parts = value.map(one => choice(one, field))
  const bad = parts.find(one => one instanceof Refused)
  return bad instanceof Refused ? bad : [...new Set(value.map(String))]
}

const none: IndexValue = { text: null, num: null, time: null }
const byText = (value: FieldValue): IndexValue => (value === null ? none : { ...none, text: String(value) })
const byNumber = (value: FieldValue): IndexValue => (value === null ? none : { ...none, num: Number(value) })
const byTime = (value: FieldValue): IndexValue => (value === null ? none : { ...none, time: String(value) })

// prettier-ignore
export const kinds = {
  text: { as: 'text', accept: text, index: byText },
  longText: { as: 'text', accept: (v, f) => text(v, { ...f, maxLength: f.maxLength ?? 20_000 }), index: byText },
  number: { as: 'number', accept: number, index: byNumber },
  money: { as: 'number', accept: number, index: byNumber },
  date: { as: 'time', accept: date, index: byTime },
  instant: { as: 'time', accept: instant, index: byTime },
  choice: { as: 'text', accept: choice, index: byText },
  multiChoice: { as: 'text', accept: multiChoice, index: byText },
  yesNo: { as: 'yesNo', accept: yesNo, index: byText },
  reference: { as: 'text', accept: reference, index: byText },
  user: { as: 'text', accept: reference, index: byText },
  phone: { as: 'text', accept: text, index: byText },
  email: { as: 'text', accept: text, index: byText },
  region: { as: 'text', accept: text, index: byText },
} as const satisfies Record<FieldKind, Kind>

export const compareAs = (kind: FieldKind): CompareAs => kinds[kind].as

export type Custom = Readonly<Record<string, FieldValue>>

/** Checks an organisation's own values against its fields: unknown keys, wrong kinds, missing required ones, all at once. */
export function acceptCustom(
  fields: readonly Field[],
  given: Readonly<Record<string, unknown>> | undefined,
  old: Custom | undefined,
): { readonly custom: Custom; readonly reasons: readonly Reason[] } {
  const reasons: Reason[] = []
  const custom: Record<string, FieldValue> = { ...old }
  const known = new Map(fields.filter(field => field.custom).map(field => [field.key, field]))
  for (const [key, value] of Object.entries(given ?? {})) {
    const field = known.get(key)
    if (!field) reasons.push(reason('field.unknown', `custom.${key}`))
    else if (value === null || value === '') delete custom[key]
    else {
      const kind: Kind = kinds[field.kind]
      const accepted = kind.accept(value, field)
      if (accepted instanceof Refused) reasons.push(accepted.reason)
      else custom[key] = accepted
    }
  }
  for (const field of known.values())
    if (field.required && !field.hidden && custom[field.key] === undefined)
      reasons.push(reason('field.required', `custom.${field.key}`))
  return { custom, reasons }
}
