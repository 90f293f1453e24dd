// What a request would be, and what may be asked for at all: nothing is locked, nothing is kept.
import { getOrder } from '#features/order/server/order.service.ts'
import { isPart, seeOrders } from '#features/order/server/progress.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { problems } from '#kernel/flow.ts'
import { newId } from '#kernel/ids.ts'
import { isZero } from '#kernel/money.ts'
import { namedBy, type Reason, reason } from '#kernel/refusal.ts'
import { headerOf } from '#kernel/tax.ts'
import type { BillableLine, InvoicePreview, NewInvoice, TaxKind } from '../invoice.schema.ts'
import { preflight } from '../preflight.rules.ts'
import { askedBuyer, withBuyer } from './buyer.service.ts'
import { selectBilled, selectTaxCodes } from './count.sql.ts'
import { draw, type Orders, ordersOf } from './draw.service.ts'
import { billable } from './line.service.ts'
import { problemsOf, refuseUnseen, rowsOf, shownLines, unasked } from './request.service.ts'
import { invoicingOf } from './settings.service.ts'

/** The same as the request itself, without a lock and without a trace. */
export async function previewInvoice(db: Db, actor: Actor, input: NewInvoice): Promise<InvoicePreview> {
  const orderIds = await ordersOf(db, input)
  await refuseUnseen(db, actor, input, { orderIds })
  const orders = await seeOrders(db, orderIds)
  const drawn = await draw(db, input, { invoiceId: newId(), orders })
  const [first] = rowsOf(orders)
  const usual = first && (await askedBuyer(db, actor, first, input.profileId))
  const buyer = usual ? withBuyer(usual.buyer, input.buyer) : null
  const taxKind: TaxKind = input.kind === 'advance' ? 'none' : (input.taxKind ?? usual?.taxKind ?? 'plain')
  const { lineOff, totalOff } = invoicingOf(actor.org)
  const facts = { ...unasked, kind: input.kind ?? 'normal', claims: [], shipmentsOpen: [], orders: [] }
  const paper = { currency: first?.currency ?? '', lines: drawn.rows, taxKind, lineOff, totalOff }
  return {
    buyer,
    parties: first ? [first.payerId, first.customerId] : [],
    currency: first?.currency ?? null,
    ...headerOf(drawn.rows),
    lines: shownLines(drawn.rows, orders),
    reasons: problemsOf(input, orders, drawn),
    warnings: [
      ...(input.kind === 'advance' ? [] : advancesOf(orders)),
      ...(buyer ? problems(preflight, { ...facts, ...paper, buyer }) : []),
    ],
  }
}

const advancesOf = (orders: Orders): Reason[] =>
  rowsOf(orders)
    .filter(one => !isZero(one.advanceInvoiced))
    .map(({ number, advanceInvoiced, currency }) =>
      reason('invoice.advanceStands', undefined, { numbers: number, amount: advanceInvoiced, currency }),
    )

/** What may still be invoiced of these orders, line by line. */
export async function billableLines(db: Db, actor: Actor, orderIds: readonly string[]): Promise<BillableLine[]> {
  await Promise.all(orderIds.map((id, i) => namedBy(`orderIds.${i}`, getOrder(db, actor, id))))
  const orders = await seeOrders(db, orderIds)
  const lines = [...orders.values()].flatMap(one => one.lines)
  const [billed, taxCodes] = await Promise.all([
    selectBilled(
      db,
      lines.map(line => line.id),
    ),
    selectTaxCodes(
      db,
      lines.flatMap(line => line.productId ?? []),
    ),
  ])
  return [...orders.values()].flatMap(order =>
    order.lines.filter(line => !isPart(line)).map(line => billable(order, line, { billed, taxCodes })),
  )
}
