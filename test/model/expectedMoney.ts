// Receipts, what payers use of their credit, and what settles an invoice: from the papers alone.
import type { InvoiceCollection, Receipt, WholeReceipt } from '#features/collection/collection.schema.ts'
import type { Credit } from '#features/customer/customer.schema.ts'
import type { WholeInvoice } from '#features/invoice/invoice.schema.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { add, cmp, div, max, mul, neg, roundMoney, sub, sum } from '#kernel/money.ts'
import type { Known } from './known.ts'
import { each, type Reader } from './reading.ts'
import { unlike } from './unlike.ts'

export async function ofMoney(known: Known, orders: readonly WholeOrder[], read: Reader): Promise<string[]> {
  const bills = known.receipts.all().filter(one => one.method === 'bill')
  // a bill matures by itself: nobody was told
  for (const one of await each(bills, ({ id }) => read<WholeReceipt>(`/receipts/${id}`))) known.receipts.see(one)
  const invoices = known.invoices.all().filter(one => one.state === 'issued' && one.kind === 'normal')
  const settled = await each(invoices.slice(-60), invoice => ofInvoice(known, invoice, read))
  const used = await each(known.customerIds, id => ofPayer(known, orders, id, read))
  return [...known.receipts.all().flatMap(receipt => ofReceipt(known, receipt)), ...settled.flat(), ...used.flat()]
}

function ofReceipt(known: Known, receipt: WholeReceipt): string[] {
  const refunds = known.refunds.all().filter(one => one.receiptId === receipt.id)
  const inState = (...states: string[]) => sum(refunds.filter(one => states.includes(one.state)).map(one => one.amount))
  const used = add(receipt.allocated, add(receipt.refunding, receipt.refunded))
  return [
    ...unlike(`${receipt.number} allocated`, receipt.allocated, sum(receipt.allocations.map(one => one.amount))),
    ...unlike(`${receipt.number} refunding`, receipt.refunding, inState('requested', 'approved', 'processing')),
    ...unlike(`${receipt.number} refunded`, receipt.refunded, inState('succeeded')),
    ...(cmp(used, receipt.amount) > 0 ? [`${receipt.number} gave more than it had`] : []),
  ]
}

/** `domain.md` §6: what is due or invoiced of each line, less what came in and did not go back, less what never will. */
async function ofPayer(known: Known, orders: readonly WholeOrder[], id: string, read: Reader): Promise<string[]> {
  const { used } = await read<Credit>(`/customers/${id}/credit`)
  const owed = orders.filter(one => one.payerId === id).map(exposure)
  const receipts = known.receipts.all().filter(one => one.customerId === id && one.state === 'received')
  const refunds = known.refunds.all().filter(one => one.customerId === id && one.state === 'succeeded')
  const payers = new Map(orders.map(one => [one.id, one.payerId]))
  const offs = known.writeOffs.all().filter(one => payers.get(one.orderId) === id && one.state === 'approved')
  const alone = known.invoices.all().filter(one => one.alone && one.payerId === id && one.state === 'issued')
  const debts = alone.flatMap(one => [one.gross, ...redsOf(known, one).map(red => red.gross)])
  const want = sum([
    ...owed,
    ...debts,
    ...receipts.filter(isMoney).map(one => neg(one.amount)),
    ...refunds.map(one => one.amount),
    ...offs.map(one => neg(one.amount)),
  ])
  return unlike(`credit used by ${id}`, used, want)
}

/** A bill is as good as money on its day, and not before. */
const isMoney = ({ counted }: Receipt): boolean => counted

function exposure({ state, currency, lines }: WholeOrder): string {
  if (['draft', 'in_review', 'cancelled'].includes(state)) return '0'
  const parts = lines.map(line =>
    max(
      roundMoney(div(mul(line.gross, line.due), line.ordered), currency),
      sub(line.invoicedAmount, line.creditedAmount),
    ),
  )
  return max(sum(parts), '0')
}

/** Their amounts are below zero. */
const redsOf = (known: Known, { id }: WholeInvoice): WholeInvoice[] =>
  known.invoices.all().filter(one => one.originalId === id && one.state === 'issued')

/** What the invoice bills less its red letters: settled so far, and the rest is open. */
async function ofInvoice(known: Known, invoice: WholeInvoice, read: Reader): Promise<string[]> {
  const { settled, open, allocations } = await read<InvoiceCollection>(`/invoices/${invoice.id}/allocations`)
  const left = sum([invoice.gross, ...redsOf(known, invoice).map(one => one.gross)])
  return [
    ...unlike(`${invoice.number} settled`, settled, sum(allocations.map(one => one.amount))),
    ...unlike(`${invoice.number} open`, open, sub(left, settled)),
    ...(cmp(settled, left) > 0 ? [`${invoice.number} is settled by ${settled}, and bills ${left}`] : []),
  ]
}
