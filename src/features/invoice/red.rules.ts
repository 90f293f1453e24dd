// What may still be taken back of an invoice, line by line. Pure.
import { abs, add, cmp, div, isDecimal, isZero, mul, round, sum } from '#kernel/money.ts'
import type { InvoiceLine, NewRed, RedReason, WholeInvoice } from './invoice.schema.ts'

export type RedRow = {
  readonly line: InvoiceLine
  /** In the line's own unit; none where it was billed by amount. */
  readonly leftQty: string | null
  readonly leftGross: string
}

const over: readonly WholeInvoice['state'][] = ['withdrawn', 'refused', 'rejected', 'lapsed']
/** Drafts hold already what they ask for. */
export const isLive = ({ state }: Pick<WholeInvoice, 'state'>): boolean => !over.includes(state)

/** Discounts go with the line that they lower. */
export function redRows(invoice: WholeInvoice, reds: readonly WholeInvoice[]): RedRow[] {
  const taken = reds.filter(isLive).flatMap(red => red.lines)
  return invoice.lines
    .filter(line => line.lineKind !== 'discount')
    .map(line => {
      const back = taken.filter(one => one.originalLineId === line.id)
      const leftQty = line.unitQty === null ? null : sum([line.unitQty, ...back.map(one => one.unitQty ?? '0')])
      return { line, leftQty, leftGross: sum([line.gross, ...back.map(one => one.gross)]) }
    })
}

/** Goods come back by quantity, a service never; an allowance is an amount, what ended is either. */
export const wayOf = (reason: RedReason, line: InvoiceLine): 'qty' | 'amount' | undefined => {
  if (reason === 'allowance') return 'amount'
  if (reason === 'return') return line.unitQty === null || !line.isGoods ? undefined : 'qty'
  return line.unitQty === null ? 'amount' : 'qty'
}

export function redOf(reason: RedReason, rows: readonly RedRow[], typed: Readonly<Record<string, string>>): NewRed {
  if (reason === 'wrong') return { reason }
  const lines = rows.flatMap(({ line, leftQty }) => {
    const value = typed[line.id]?.trim() ?? ''
    const way = wayOf(reason, line)
    if (value === '' || !way || (isDecimal(value) && isZero(value))) return []
    if (way === 'amount' || !isDecimal(value)) return [{ no: line.no, [way]: value }]
    // all that is left is said exactly, however the units divide
    const qty = cmp(value, leftQty ?? '0') === 0 ? undefined : inBase(line, value)
    return [{ no: line.no, ...(qty !== undefined && { qty }) }]
  })
  return { reason, lines }
}

const inBase = ({ qty, unitQty }: InvoiceLine, value: string): string =>
  qty === null || unitQty === null || cmp(qty, unitQty) === 0 ? value : round(div(mul(value, qty), unitQty), 6)

/** What the letter will come to, near enough to be seen before it is drafted. */
export function roughly(reason: RedReason, rows: readonly RedRow[], typed: Readonly<Record<string, string>>): string {
  return rows.reduce((all, { line, leftGross }) => {
    if (reason === 'wrong') return add(all, leftGross)
    const value = typed[line.id]?.trim() ?? ''
    const way = wayOf(reason, line)
    if (!isDecimal(value) || !way) return all
    const part =
      way === 'amount' || line.unitQty === null ? value : round(div(mul(abs(line.gross), value), line.unitQty), 2)
    return add(all, part)
  }, '0')
}
