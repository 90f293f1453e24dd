// How money that settles an order settles its invoices: oldest first, as far as each is open. Pure.
import { max, min, signOf, sub, sum } from '#kernel/money.ts'

export type Bill = {
  readonly invoiceId: string
  readonly orderId: string
  /** What it bills of the order, less what red letters took back. */
  readonly share: string
  readonly paid: string
}
export const openOfBill = ({ share, paid }: Bill): string => max(sub(share, paid), '0')

export type Piece = { readonly invoiceId: string | null; readonly amount: string }
type Money = { readonly orderId: string; readonly amount: string }

/** The rest settles none: an advance. */
export function overBills(bills: readonly Bill[], { orderId, amount }: Money): Piece[] {
  let left = amount
  const pieces: Piece[] = []
  for (const bill of bills.filter(one => one.orderId === orderId)) {
    const part = min(openOfBill(bill), left)
    if (signOf(part) <= 0) continue
    pieces.push({ invoiceId: bill.invoiceId, amount: part })
    left = sub(left, part)
  }
  return signOf(left) > 0 ? [...pieces, { invoiceId: null, amount: left }] : pieces
}

/** As the bills stand once these pieces are on them. */
export const withPieces = (bills: readonly Bill[], orderId: string, pieces: readonly Piece[]): Bill[] =>
  bills.map(bill => {
    const own = bill.orderId === orderId ? pieces.filter(one => one.invoiceId === bill.invoiceId) : []
    return own.length > 0 ? { ...bill, paid: sum([bill.paid, ...own.map(one => one.amount)]) } : bill
  })
