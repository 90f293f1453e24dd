// From what moved a debt to the rows of a statement, with the balance after each. Pure.
import { add, max, neg, sum } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { Statement, StatementRow } from './statement.schema.ts'

/** `amount`: above zero more is owed, below zero less. */
export type Moved = Omit<StatementRow, 'owed' | 'paid' | 'balance'> & { readonly amount: string }

export const mostRows = 5000

export const periodProblems = ({ from, to }: Pick<Statement, 'from' | 'to'>): Reason[] =>
  to < from ? [reason('statement.turned', 'to')] : []

/** Money and what takes its place are on one side, what was sold on the other, in either direction. */
const isMoney: ReadonlySet<Moved['kind']> = new Set(['receipt', 'bounced', 'refund', 'writeOff', 'writeOffReversed'])

type Sums = Pick<Statement, 'opening' | 'owed' | 'paid' | 'closing' | 'rows'>

export function balanced(opening: string, moved: readonly Moved[]): Sums {
  let balance = opening
  const rows = moved.map(({ amount, ...row }): StatementRow => {
    balance = add(balance, amount)
    const side = isMoney.has(row.kind) ? { owed: '0', paid: neg(amount) } : { owed: amount, paid: '0' }
    return { ...row, ...side, balance }
  })
  return {
    opening,
    owed: sum(rows.map(row => row.owed)),
    paid: sum(rows.map(row => row.paid)),
    closing: balance,
    rows,
  }
}

/** What the payer still has to pay by it. */
export const toPay = ({ closing }: Pick<Statement, 'closing'>): string => max(closing, '0')
