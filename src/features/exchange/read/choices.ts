// Yes/no and choices by what people write in either language; near misses are never taken.
import { fold } from '#kernel/keys.ts'
import type { ImportField, Parsed } from '../exchange.schema.ts'
import { shown } from './numbers.ts'

const yes = new Set(['是', '√', '✓', '✔', '☑', 'y', 'yes', 'true', 't', '1', '对', '有', '真', 'on'])
const no = new Set(['否', '×', '✗', '✘', '☐', 'x', 'n', 'no', 'false', 'f', '0', '错', '无', '没有', '假', 'off'])

export function parseYesNo(cell: string): Parsed<boolean> {
  const word = fold(cell)
  if (yes.has(word)) return { ok: true, value: true }
  if (no.has(word)) return { ok: true, value: false }
  return { ok: false, reason: { key: 'exchange.yesNoNot', values: { cell: shown(cell) } } }
}

export function parseChoice(field: ImportField, cell: string): Parsed<string> {
  const choices = field.choices ?? []
  const byValue = choices.find(one => one.value === cell.trim())
  if (byValue !== undefined) return { ok: true, value: byValue.value }
  const [only, other] = namesOf(choices).get(fold(cell)) ?? []
  if (only !== undefined && other === undefined) return { ok: true, value: only }
  const key = other === undefined ? 'exchange.choiceUnknown' : 'exchange.choiceUnclear'
  return { ok: false, reason: { key, values: { cell: shown(cell) } } }
}

type Choices = NonNullable<ImportField['choices']>
const names = new WeakMap<Choices, ReadonlyMap<string, readonly string[]>>()

/** Every name of every choice, made once per field: a file has 200,000 rows. */
function namesOf(choices: Choices): ReadonlyMap<string, readonly string[]> {
  const known = names.get(choices)
  if (known !== undefined) return known
  const made = new Map<string, string[]>()
  for (const { value, label } of choices) {
    for (const name of new Set([value, label.en, label.zh].map(fold)))
      made.set(name, [...(made.get(name) ?? []), value])
  }
  names.set(choices, made)
  return made
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
