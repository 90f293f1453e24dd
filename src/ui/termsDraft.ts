// Terms while they are written: every number as the text that was typed.
import { newId } from '#kernel/ids.ts'
import { isDecimal } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Instalment, Terms } from '#kernel/terms.ts'

export type Size = 'percent' | 'amount' | 'rest'
export type Delay = 'none' | 'days' | 'months'
export type TermRow = Pick<Instalment, 'kind' | 'on'> & {
  readonly key: string
  readonly size: Size
  readonly value: string
  readonly date: string
  readonly delay: Delay
  readonly days: string
  readonly months: string
}
export type TermsDraft = { readonly rows: readonly TermRow[]; readonly gates: Terms['gates'] }

export const draftOf = ({ instalments, gates }: Terms): TermsDraft => ({ rows: instalments.map(rowOf), gates })

function rowOf({ kind, on, percent, amount, date, days, monthsEnd }: Instalment): TermRow {
  return {
    key: newId(),
    kind,
    on,
    size: percent !== undefined ? 'percent' : amount !== undefined ? 'amount' : 'rest',
    value: percent ?? amount ?? '',
    date: date ?? '',
    delay: monthsEnd !== undefined ? 'months' : days ? 'days' : 'none',
    days: days ? String(days) : '',
    months: monthsEnd === undefined ? '' : String(monthsEnd),
  }
}

export function termsIn({ rows, gates }: TermsDraft): Terms {
  const { confirm, supply, ship } = gates
  const typed = { confirm: decimal(confirm), supply: decimal(supply), ship: decimal(ship) }
  return { instalments: rows.map(instalmentIn), gates: typed }
}

const decimal = (text: string): string => (isDecimal(text) && !text.startsWith('-') ? text : '0')
const count = (text: string): number => Math.max(0, Math.trunc(Number(decimal(text))))

function instalmentIn({ kind, on, size, value, date, delay, days, months }: TermRow): Instalment {
  const isPutOff = on !== 'date' && on !== 'beforeShipping'
  return {
    kind,
    on,
    ...(size === 'percent' && { percent: decimal(value) }),
    ...(size === 'amount' && { amount: decimal(value) }),
    ...(on === 'date' && date && { date }),
    ...(isPutOff && delay !== 'none' && count(days) > 0 && { days: count(days) }),
    ...(isPutOff && delay === 'months' && { monthsEnd: count(months) }),
  }
}

const rest = (): TermRow => rowOf({ kind: 'balance', on: 'beforeShipping' })

/** The first instalment is all there is; each further one goes before the one that takes the rest. */
export function withRow({ rows, gates }: TermsDraft): TermsDraft {
  const last = rows.at(-1)
  if (!last) return { rows: [rest()], gates }
  if (last.size !== 'rest') return { rows: [...rows, rest()], gates }
  const first = rows.length === 1
  const fresh = rowOf({ kind: first ? 'deposit' : 'progress', percent: '30', on: first ? 'signed' : 'shipped' })
  return { rows: rows.toSpliced(-1, 0, fresh), gates }
}

/** Whoever stands last then takes the rest over. */
export function withoutRow({ rows, gates }: TermsDraft, at: number): TermsDraft {
  const left = rows.toSpliced(at, 1)
  const heir = left.at(-1)
  if (rows[at]?.size !== 'rest' || !heir) return { rows: left, gates }
  return { rows: left.with(-1, { ...heir, size: 'rest', value: '' }), gates }
}

export const withChange = ({ rows, gates }: TermsDraft, at: number, change: Partial<TermRow>): TermsDraft => ({
  rows: rows.map((row, i) => (i === at ? { ...row, ...change } : row)),
  gates,
})

/** What is said of this row. */
export const reasonsAt = (reasons: readonly Reason[], at: number): Reason[] =>
  reasons.filter(({ path = '' }) => `${path}.`.startsWith(`terms.instalments.${at}.`))
