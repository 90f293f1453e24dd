// One cell into one field. What is not certain is refused with the reason, never guessed.
import { emailKey } from '#kernel/keys.ts'
import type { FieldKind } from '#meta/entity.ts'
import type { ImportField, ImportOptions, ImportValue, Parsed } from '../exchange.schema.ts'
import { parseChoice, parseChoices, parseYesNo } from './choices.ts'
import type { ColumnDates } from './dates.ts'
import { parseDay, parseInstant } from './instants.ts'
import { type ColumnNumbers, currencyFits, parseNumber, shift, shown } from './numbers.ts'
import { parsePhone } from './phones.ts'

export type CellRules = {
  readonly numbers: ColumnNumbers
  readonly dates: ColumnDates
  readonly epoch1904?: boolean
  readonly options: ImportOptions
  /** Of this row, where known: a cell with another currency's sign is refused. */
  readonly currency: string | undefined
}
type Parser = (field: ImportField, cell: string, rules: CellRules) => Parsed<ImportValue>

/** `undefined` = the cell is empty. Row-level warnings come with the value. */
export function parseCell(field: ImportField, cell: string, rules: CellRules): Parsed<ImportValue | undefined> {
  if (cell.trim() === '') return { ok: true, value: undefined }
  if (control.test(cell)) return no('exchange.controlCharacter', cell)
  if (excelErrors.test(cell.trim())) return no('exchange.cellError', cell)
  return parsers[field.kind](field, cell, rules)
}

const no = (key: string, cell: string): Parsed<never> => ({ ok: false, reason: { key, values: { cell: shown(cell) } } })

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
const excelErrors = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!)$/
// the very form in which Excel shows long digits; 1.2E+10 as a name is far rarer than as damage
const shownByExcel = /^[+-]?\d(?:[.,]\d+)?E\+\d{2,3}$/i

const text: Parser = (_field, cell) => {
  const value = cell.trim()
  if (shownByExcel.test(value)) return no('exchange.scientific', cell)
  if (/^#{3,}$/.test(value)) return no('exchange.cellHashes', cell)
  return { ok: true, value, ...lossWarning(value) }
}

/** Excel keeps 15 digits of a number; 16 and more that end in zeros after them may have lost their end. */
function lossWarning(value: string): { warning?: { key: string; values: { cell: string } } } {
  return /^\d{15}0+$/.test(value) ? { warning: { key: 'exchange.precisionLost', values: { cell: value } } } : {}
}

const longText: Parser = (_field, cell) => ({ ok: true, value: cell })

const number: Parser = (field, cell, rules) => {
  const parsed = parseNumber(cell, rules.numbers)
  if (!parsed.ok) return parsed
  const { digits, percent, currency } = parsed.value
  if (field.kind === 'money' && !currencyFits(currency, rules.currency)) {
    return {
      ok: false,
      reason: { key: 'exchange.otherCurrency', values: { cell: shown(cell), currency: rules.currency ?? '' } },
    }
  }
  if (percent && field.percent === undefined) return no('exchange.percentUnexpected', cell)
  return { ok: true, value: percent && field.percent === 'fraction' ? percentOf(digits) : digits }
}

function percentOf(digits: string): string {
  const negative = digits.startsWith('-')
  const share = shift(negative ? digits.slice(1) : digits, -2).replace(/^0+(?=\d)/, '')
  return negative ? `-${share}` : share
}

const date: Parser = (field, cell, rules) => parseDay(cell, dateRule(field, rules))
const instant: Parser = (field, cell, rules) => parseInstant(cell, dateRule(field, rules))

const dateRule = ({ years }: ImportField, { dates, options, epoch1904 = false }: CellRules) => ({
  order: dates,
  years,
  today: options.today,
  zone: options.zone,
  epoch1904,
})

const email: Parser = (_field, cell) => {
  const value = cell
    .normalize('NFKC')
    .trim()
    .replace(/^mailto:/i, '')
  // long texts make the next pattern slow, and no address is that long
  if (value.length > 254) return no('exchange.emailNot', cell)
  if (/\S+@\S+[;,、\s/]+\S+@\S+/.test(value)) return no('exchange.emailSeveral', cell)
  return emailKey(value) === undefined ? no('exchange.emailNot', cell) : { ok: true, value }
}

const parsers = {
  text,
  longText,
  number,
  money: number,
  date,
  instant,
  email,
  reference: text,
  user: text,
  choice: parseChoice,
  multiChoice: parseChoices,
  yesNo: (_field, cell) => parseYesNo(cell),
  region: text,
  phone: (_field, cell, { options }) =>
    shownByExcel.test(cell.trim()) ? no('exchange.scientific', cell) : parsePhone(cell, options.region),
} satisfies Record<FieldKind, Parser>
