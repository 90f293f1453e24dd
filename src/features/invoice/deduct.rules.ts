// How much of the standing advances of an order an invoice of it deducts. Pure.
import { min, signOf, sub } from '#kernel/money.ts'

export type Standing = { readonly id: string; readonly no: number; readonly orderId: string; readonly left: string }
/** By order: what the invoice bills less its red letters and what was deducted for it already. */
export type Room = ReadonlyMap<string, string>
export type Deduction = { readonly id: string; readonly no: number; readonly amount: string }

/** Oldest first: never more than stands, never more than the invoice bills. */
export function deductions(advances: readonly Standing[], room: Room): Deduction[] {
  const left = new Map(room)
  return advances.flatMap(({ id, no, orderId, left: standing }) => {
    const open = left.get(orderId) ?? '0'
    const amount = min(standing, open)
    if (signOf(amount) <= 0) return []
    left.set(orderId, sub(open, amount))
    return [{ id, no, amount }]
  })
}
