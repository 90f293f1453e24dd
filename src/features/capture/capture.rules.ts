// What a form may ask, what an answer must be, what looks like a machine, and to whom it belongs. Pure.
import { isUnseen } from '#kernel/filled.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { Label, Lang } from '#kernel/text.ts'
import { typed } from '#kernel/typed.ts'
import type { Entity, Field } from '#meta/entity.ts'
import { type FieldValue, kinds, Refused } from '#meta/kinds/kinds.ts'
import { type AskedField, askable, type FormContent } from './capture.schema.ts'

export type Asked = {
  readonly key: string
  readonly field: Field
  readonly label: Label
  readonly help: Label | null
  readonly required: boolean
}

const own = 'custom.'
const unasked = new Set(['reference', 'user', 'money', 'instant', 'multiChoice'])

/** The fields that a form may ask for, by the keys it names them with. */
export function askableOf({ fields }: Pick<Entity, 'fields'>): Map<string, Field> {
  const known = new Set<string>(askable)
  return new Map(
    fields
      .filter(field => (field.custom ? !field.hidden && !unasked.has(field.kind) : known.has(field.key)))
      .map(field => [field.custom ? own + field.key : field.key, field]),
  )
}

/** In order; what has been taken from leads since is no longer asked. */
export function askedOf({ fields }: Pick<FormContent, 'fields'>, entity: Pick<Entity, 'fields'>): Asked[] {
  const known = askableOf(entity)
  return fields.flatMap(({ key, label, help, required }) => {
    const field = known.get(key)
    return field ? [{ key, field, label: label ?? field.label, help, required }] : []
  })
}

/** All that is wrong with a form at once, each by its place. */
export function contentProblems(content: FormContent, entity: Pick<Entity, 'fields'>): Reason[] {
  const asked = new Map(content.fields.map(one => [one.key, one]))
  const must = entity.fields.filter(field => field.custom && field.required && !field.hidden)
  return [
    ...content.fields.flatMap((one, at) => fieldProblems(content, askableOf(entity), one, at)),
    ...(asked.get('name')?.required ? [] : [reason('form.nameMissing', 'content.fields')]),
    ...(asked.has('phone') || asked.has('email') ? [] : [reason('form.unreachable', 'content.fields')]),
    ...must.flatMap(({ key, label }) =>
      asked.get(own + key)?.required ? [] : [reason('form.requiredMissing', 'content.fields', { field: label.zh })],
    ),
    ...(['title', 'intro', 'thanks', 'consent'] as const).flatMap(part =>
      unsaidIn(content.langs, content[part], `content.${part}`),
    ),
    ...(content.redirectUrl !== null && !isHttps(content.redirectUrl)
      ? [reason('form.notHttps', 'content.redirectUrl')]
      : []),
    ...content.hosts.flatMap((host, at) => (isHost(host) ? [] : [reason('form.badHost', `content.hosts.${at}`)])),
  ]
}

function fieldProblems(
  { langs, fields }: FormContent,
  known: ReadonlyMap<string, Field>,
  ...[{ key, label, help }, at]: readonly [AskedField, number]
): Reason[] {
  const path = `content.fields.${at}`
  return [
    ...(known.has(key) ? [] : [reason('form.unknownField', `${path}.key`)]),
    ...(fields.findIndex(one => one.key === key) < at ? [reason('form.askedTwice', `${path}.key`)] : []),
    ...unsaidIn(langs, label, `${path}.label`),
    ...unsaidIn(langs, help, `${path}.help`),
  ]
}

/** What is said at all is said in every language of the form. */
const unsaidIn = (said: readonly Lang[], words: Label | null, path: string): Reason[] =>
  words === null
    ? []
    : said.flatMap(lang => (isUnseen(words[lang]) ? [reason('field.required', `${path}.${lang}`)] : []))

const isHttps = (address: string): boolean => URL.canParse(address) && new URL(address).protocol === 'https:'
const isHost = (host: string): boolean =>
  /^(\*\.)?([a-z\d]([a-z\d-]*[a-z\d])?\.)*[a-z\d]([a-z\d-]*[a-z\d])?(:\d{1,5})?$/.test(host)

/** Whether a page of this site may frame the form and send answers. */
export function isOpenTo(hosts: readonly string[], origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { host } = new URL(origin)
  return hosts.some(one => one === host || (one.startsWith('*.') && host.endsWith(one.slice(1))))
}

export type Values = Readonly<Record<string, FieldValue>>
type Read = { readonly values: Values; readonly reasons: readonly Reason[] }

/** As a page sends it, everything is text; as a program sends it, numbers and yes may be themselves. */
export function readAnswer(asked: readonly Asked[], given: Readonly<Record<string, unknown>>): Read {
  const values: Record<string, FieldValue> = {}
  const reasons: Reason[] = []
  for (const one of asked) {
    const value = plainOf(one.field, given[one.key])
    if (value === undefined) {
      if (one.required) reasons.push(reason('field.required', one.key))
      continue
    }
    const accepted = kinds[one.field.kind].accept(value, one.field)
    if (accepted instanceof Refused) reasons.push({ ...accepted.reason, path: one.key })
    else values[one.key] = accepted
  }
  return { values, reasons }
}

function plainOf({ kind }: Field, value: unknown): unknown {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') return value
  const text = typed(value)
  if (isUnseen(text)) return undefined
  if (kind === 'yesNo') return text === 'yes' ? true : text === 'no' ? false : text
  return kind === 'number' ? text.normalize('NFKC').replaceAll(' ', '') : text
}

/** What was said as it is read: a choice by its name, yes as yes. */
export function textOf({ field }: Asked, value: FieldValue, lang: Lang): string {
  if (typeof value === 'boolean') return yesNo[value ? 'yes' : 'no'][lang]
  return field.choices?.find(one => one.value === value)?.label[lang] ?? String(value)
}
export const yesNo = { yes: { en: 'Yes', zh: '是' }, no: { en: 'No', zh: '否' } } as const satisfies Record<
  string,
  Label
>

/** A lead as its verbs want it. */
export function leadOf(values: Values): { name: string; custom: Record<string, FieldValue> } & Record<string, unknown> {
  const parts = Object.groupBy(Object.entries(values), ([key]) => (key.startsWith(own) ? 'custom' : 'fields'))
  const custom = (parts.custom ?? []).map(([key, value]) => [key.slice(own.length), value] as const)
  return {
    name: String(values.name ?? ''),
    ...Object.fromEntries(parts.fields ?? []),
    custom: Object.fromEntries(custom),
  }
}

/** Seconds that somebody needs at least to read and fill in a form. */
const least = 3
const mostHours = 48

type Manner = {
  /** What stands in the field that nobody sees. */
  readonly honey: string
  /** When the page was written; undefined where its stamp is missing or not ours. */
  readonly beganAt: number | undefined
  readonly now: number
  readonly values: Values
}
/** What looks like a machine: held back for somebody to look at, never thrown away. */
export function suspicions({ honey, beganAt, now, values }: Manner): Reason[] {
  const took = beganAt === undefined ? undefined : (now - beganAt) / 1000
  const links =
    Object.values(values)
      .join(' ')
      .match(/https?:\/\/|www\./gi)?.length ?? 0
  return [
    ...(honey !== '' ? [reason('form.why.honey')] : []),
    ...(took === undefined || took < 0 || took > mostHours * 3600 ? [reason('form.why.stamp')] : []),
    ...(took !== undefined && took >= 0 && took < least ? [reason('form.why.fast')] : []),
    ...(links > 2 ? [reason('form.why.links', undefined, { count: links })] : []),
  ]
}

type Like = { readonly entity: string; readonly id: string; readonly why: string }
const surest = ['lead', 'contact', 'customer']

/**
 * Whose answer it is: the same phone or e-mail is the same person; a company's name says so only where the company
 * refuses duplicates, since there no new lead of it may be made.
 */
export function belongsTo<L extends Like>(duplicates: readonly L[], strict: boolean): L[] {
  const sure = duplicates.filter(({ why }) => why === 'phone' || why === 'email' || (strict && why === 'name'))
  return sure.toSorted((a, b) => surest.indexOf(a.entity) - surest.indexOf(b.entity))
}
