// Which column is which field: suggested with a confidence, never two columns into one field, nothing hidden.
import { nameKey } from '#kernel/keys.ts'
import { langs } from '#kernel/text.ts'
import type { ImportField, TableColumn } from '../exchange.schema.ts'
import { exchangeText } from '../exchange.text.ts'
import { synonymsOf } from './synonyms.ts'

export type Suggestion = {
  readonly column: number
  readonly header: string
  readonly field: string
  readonly confidence: number
}
/** `taken`: another column fits the same field as well or better; `ours`: added by our own error file. */
export type Unmapped = {
  readonly column: number
  readonly header: string
  readonly why: 'noMatch' | 'taken' | 'ours'
  readonly field?: string
}
export type SuggestedMapping = {
  readonly mapped: readonly Suggestion[]
  readonly unmapped: readonly Unmapped[]
  /** Required fields that no column fills. */
  readonly missing: readonly string[]
}

export function suggestMapping(
  entity: string,
  fields: readonly ImportField[],
  columns: readonly TableColumn[],
): SuggestedMapping {
  const names = fields.map(field => namesOf(entity, field))
  const best = columns.map(column => ({
    column,
    matches: column.named && !isOurs(column.name) ? bestMatches(column.name, names) : [],
  }))
  const claims = best
    .flatMap(({ column, matches }) => matches.map(match => ({ column: column.index, header: column.name, ...match })))
    .sort((a, b) => b.confidence - a.confidence || a.column - b.column)
  const mapped: Suggestion[] = []
  for (const claim of claims) {
    if (!mapped.some(one => one.field === claim.field || one.column === claim.column)) mapped.push(claim)
  }
  mapped.sort((a, b) => a.column - b.column)
  const taken = new Set(mapped.map(one => one.field))
  return {
    mapped,
    unmapped: best
      .filter(({ column }) => !mapped.some(one => one.column === column.index))
      .map(({ column, matches }) => unmappedAs(column, matches[0]?.field)),
    missing: fields.filter(field => field.required && !taken.has(field.key)).map(field => field.key),
  }
}

function unmappedAs(column: TableColumn, field: string | undefined): Unmapped {
  const place = { column: column.index, header: column.name }
  if (isOurs(column.name)) return { ...place, why: 'ours' }
  return field === undefined ? { ...place, why: 'noMatch' } : { ...place, why: 'taken', field }
}

const ours = new Set(
  [exchangeText['exchange.column.line'], exchangeText['exchange.column.problem']].flatMap(label =>
    langs.map(lang => nameKey(label[lang])),
  ),
)
/** The two columns that our own error file adds. */
export const isOurs = (name: string): boolean => ours.has(nameKey(name))

type Names = {
  readonly field: string
  readonly exact: ReadonlySet<string>
  readonly near: ReadonlySet<string>
  readonly weak: string
}

function namesOf(entity: string, field: ImportField): Names {
  // `customer_id` of another program holds that program's own keys, which nobody here knows
  const pointing = field.kind === 'reference' || field.kind === 'user'
  const key = pointing ? field.key.replace(/Id$/, '') : field.key
  const exact = [key, field.label.en, field.label.zh, `${entity} ${key}`]
  return {
    field: field.key,
    exact: new Set(exact.map(nameKey)),
    near: new Set([...(field.synonyms ?? []), ...synonymsOf(entity, field.key)].map(nameKey)),
    weak: nameKey(field.key),
  }
}

/** All fields that fit equally well, and better than the others. */
function bestMatches(header: string, names: readonly Names[]): { field: string; confidence: number }[] {
  const scored = names
    .map(each => ({ field: each.field, confidence: confidenceOf(header, each) }))
    .filter(one => one.confidence > 0)
  const top = Math.max(0, ...scored.map(one => one.confidence))
  return scored.filter(one => one.confidence === top)
}

function confidenceOf(header: string, { exact, near, weak }: Names): number {
  const whole = nameKey(header)
  if (exact.has(whole)) return 1
  if (near.has(whole)) return 0.9
  // 金额（元）, 手机*(必填): what stands in brackets explains, it does not name
  const bare = nameKey(header.normalize('NFKC').replace(/\([^)]*\)|\[[^\]]*\]|【[^】]*】/g, ''))
  if (bare !== '' && (exact.has(bare) || near.has(bare))) return 0.85
  return whole === weak || [...exact, ...near].some(name => within(whole, name)) ? 0.5 : 0
}

/** `billing phone` holds `phone`: worth showing, not worth trusting. Short names would be found anywhere. */
const within = (header: string, name: string): boolean =>
  (/[^\p{ASCII}]/u.test(name) ? name.length >= 2 : name.length >= 5) && header.endsWith(name)
