// An invoice is issued: its orders' plans learn that this day has come, in the transaction that records it, and what
// they were paid before moves to it, oldest first. Whoever allocates holds the orders, so no receipt need be locked.
import { followOrder, holdPlans, type Plans } from '#features/collection/server/plan.service.ts'
import { moneyOf, type OrderMoney, settleInvoice } from '#features/collection/server/settleInvoice.service.ts'
import type { invoiceApi } from '#features/invoice/invoice.api.ts'
import { type InvoiceMove, invoiceFlow } from '#features/invoice/invoice.flow.ts'
import { ReasonBody, RecordBody, type WholeInvoice } from '#features/invoice/invoice.schema.ts'
import { holdInvoice } from '#features/invoice/server/facts.service.ts'
import { readBackInvoice } from '#features/invoice/server/invoice.service.ts'
import { carryInvoice, moveInvoice, type OwnMove, type Wish } from '#features/invoice/server/invoiceMove.service.ts'
import type { Actor } from '#kernel/access.ts'
import { type Handlers, MoveBody } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'

type Answered = Omit<Wish, 'move' | 'after'>

export async function recordInvoice(tx: Tx, actor: Actor, id: string, answer: Answered): Promise<WholeInvoice> {
  let plans: Plans | undefined
  let money: OrderMoney | undefined
  const between = async (orderIds: readonly string[]) => {
    ;[plans, money] = await Promise.all([holdPlans(tx, orderIds), moneyOf(tx, orderIds)])
  }
  const held = await holdInvoice(tx, actor, id, { ...answer, between })
  // the same answer again, of a late service or a second click: it is recorded
  const { row } = held
  if (row.state === 'issued' && row.taxNumber === answer.taxNumber) return readBackInvoice(tx, actor, id)
  const after: Wish['after'] = orders => {
    const on = answer.date && { on: answer.date }
    if (plans) for (const order of orders.values()) followOrder(tx, actor, order, plans, { ...on })
    if (money) settleInvoice(tx, actor, money, { ...row, lines: held.lines })
  }
  return carryInvoice(tx, actor, held, { ...answer, move: 'record', after })
}

export const invoiceRecordHandlers: Pick<Handlers<typeof invoiceApi>, 'record'> = {
  record: (tx, actor, { id, ...answer }) => recordInvoice(tx, actor, id, answer),
}

const bodies: Partial<Record<InvoiceMove, typeof ReasonBody>> = {
  fail: ReasonBody,
  refuse: ReasonBody,
  reject: ReasonBody,
}

/** For the registry: any move of an invoice by its name. */
export function moveInvoiceNamed(
  tx: Tx,
  actor: Actor,
  id: string,
  ...[name, input]: readonly [string, Readonly<Record<string, unknown>>]
): Promise<WholeInvoice> {
  const move: InvoiceMove = moveNameIn(invoiceFlow, name)
  if (move === 'record') return recordInvoice(tx, actor, id, accept(RecordBody, input))
  const own: OwnMove = move
  return moveInvoice(tx, actor, id, { ...accept(bodies[own] ?? MoveBody, input), move: own })
}
