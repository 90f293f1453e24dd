// Parts that lie at a customer's site: sent there once, settled by the customer's monthly list, and invoiced by that.
import { createSettlement } from '#features/consignment/server/settlement.service.ts'
import { getOrder } from '#features/order/server/order.service.ts'
import { createWarehouse } from '#features/stock/server/warehouse.service.ts'
import { settleHandlers } from '#journeys/settleConsignment.ts'
import { div } from '#kernel/money.ts'
import { type Bill, issueBill, nothingBilled } from './billStory.ts'
import type { Party } from './customerStory.ts'
import type { Act, Made } from './orderStory.ts'

/** Before anything is sent there. */
export const openSite = (party: Party, buyer: string): Act => [
  'he',
  '09:20',
  (tx, actor) =>
    createWarehouse(tx, actor, { code: `JS-${buyer}`, name: `${buyer}寄售点`, customerId: party.customerId }),
]

/** Half of what was sent, and the invoice of exactly that. */
export const settleHalf = (made: Made): Act[] => {
  const bill: Bill = nothingBilled()
  return [
    [
      'zheng',
      '11:20',
      async (tx, actor) => {
        const { siteId, lines } = await getOrder(tx, actor, made.orderId)
        const products = lines.flatMap(({ productId, shipped }) =>
          productId ? [{ productId, qty: div(shipped, '2', 0) }] : [],
        )
        const list = { siteId: siteId ?? '', products, customerReference: '月度耗用清单' }
        const { id } = await createSettlement(tx, actor, list)
        const settled = await settleHandlers.post(tx, actor, { id, requestInvoice: true })
        bill.invoiceId = settled.invoices[0]?.id ?? ''
      },
    ],
    ...issueBill(bill),
  ]
}
