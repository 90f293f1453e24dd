// Yes/no and choices by what people write in either language; near misses are suggested, never taken.
import type { ImportField, Parsed } from '../exchange.schema.ts'
import { shown } from './numbers.ts'

/** What a word is compared by: width, case and spacing do not matter, anything else does. */
export const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')
/** Looser, for suggestions only: `GTXPro` and `GTX Pro` meet here. */
export const squeezed = (text: string): string => folded(text).replace(/[^\p{L}\p{N}]/gu, '')

const yes = new Set(['是', '√', '✓', '✔', '☑', 'y', 'yes', 'true', 't', '1', '对', '有', '真', 'on'])
const no = new Set(['否', '×', '✗', '✘', '☐', 'x', 'n', 'no', 'false', 'f', '0', '错', '无', '没有', '假', 'off'])

export function parseYesNo(cell: string): Parsed<boolean> {
  const word = folded(cell)
  if (yes.has(word)) return { ok: true, value: true }
  if (no.has(word)) return { ok: true, value: false }
  return { ok: false, reason: { key: 'exchange.yesNoNot', values: { cell: shown(cell) } } }
}

export function parseChoice(field: ImportField, cell: string): Parsed<string> {
  const word = folded(cell)
  const choices = field.choices ?? []
  const byValue = choices.filter(one => one.value === cell.trim())
  const found =
    byValue.length > 0
      ? byValue
      : choices.filter(one => [one.value, one.label.en, one.label.zh].some(name => folded(name) === word))
  const [only] = found
  if (only !== undefined && found.length === 1) return { ok: true, value: only.value }
  const key = found.length > 1 ? 'exchange.choiceUnclear' : 'exchange.choiceUnknown'
  return { ok: false, reason: { key, values: { cell: shown(cell) } } }
}

/** `a; b`, `甲、乙`, one a line, ` ::: `; commas too, unless the whole is one choice. */
export function parseChoices(field: ImportField, cell: string): Parsed<readonly string[]> {
  const whole = parseChoice(field, cell)
  if (whole.ok) return { ok: true, value: [whole.value] }
  const parts = cell.split(/[;；、|,，\r\n]| ::: /).map(part => part.trim())
  const parsed = parts.filter(part => part !== '').map(part => parseChoice(field, part))
  const refused = parsed.find(one => !one.ok)
  if (refused?.ok === false) return { ok: false, reason: refused.reason }
  return { ok: true, value: [...new Set(parsed.flatMap(one => (one.ok ? [one.value] : [])))] }
}

export type ValueCount = { readonly value: string; readonly count: number; readonly suggestion: string | undefined }

/** A column's distinct values that are not known, commonest first, each with the one known value it nearly is. */
export function unknownValues(cells: Iterable<string>, known: readonly string[]): ValueCount[] {
  const exact = new Set(known.map(folded))
  const near = new Map<string, string | undefined>()
  for (const name of known) near.set(squeezed(name), near.has(squeezed(name)) ? undefined : name)
  const counts = new Map<string, number>()
  for (const cell of cells)
    if (cell.trim() !== '' && !exact.has(folded(cell))) counts.set(cell.trim(), (counts.get(cell.trim()) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count, suggestion: near.get(squeezed(value)) }))
    .sort((a, b) => b.count - a.count)
}
