// What becomes of the money in the demo company: too late, in part, too much, bounced, by bill, given back, lost.
import { createReceipt } from '#features/collection/server/allocate.service.ts'
import { moveReceipt } from '#features/collection/server/receiptMove.service.ts'
import { moveRefund, requestRefund } from '#features/collection/server/refund.service.ts'
import { requestWriteOff } from '#features/collection/server/writeOff.service.ts'
import { logFollowup } from '#features/followup/server/followup.service.ts'
import { getOrder } from '#features/order/server/order.service.ts'
import { add, sub } from '#kernel/money.ts'
import type { Act, Made } from './orderStory.ts'
import { dayAgo } from './when.ts'

type Paid = { receiptId: string; readonly refundIds: Map<string, string> }
export const nothingPaid = (): Paid => ({ receiptId: '', refundIds: new Map() })

/** All of it, and something more that nobody meant to pay. */
export const overpay = (made: Made, paid: Paid, more: string): Act => [
  'lu',
  '10:30',
  async (tx, actor) => {
    const { id, payerId, gross, currency, number } = await getOrder(tx, actor, made.orderId)
    const head = { customerId: payerId, amount: add(gross, more), currency, externalRef: `CMB-${number}` }
    paid.receiptId = (await createReceipt(tx, actor, { ...head, allocations: [{ orderId: id, amount: gross }] })).id
  },
]

export const bounce = (paid: Paid): Act => [
  'lu',
  '11:00',
  (tx, actor) => moveReceipt(tx, actor, paid.receiptId, { move: 'bounce', note: '支票空头，银行退票' }),
]

/** An acceptance bill that matures in some days: the order is paid, the credit is not free yet. */
export const payByBill = (made: Made): Act => [
  'lu',
  '10:40',
  async (tx, actor) => {
    const { id, payerId, gross, currency, number } = await getOrder(tx, actor, made.orderId)
    const head = { customerId: payerId, amount: gross, currency, method: 'bill' as const, account: '银行承兑汇票' }
    const billDueDate = dayAgo(tx.database.clock, -25)
    const wish = { ...head, billDueDate, externalRef: `CD-${number}` }
    return createReceipt(tx, actor, { ...wish, allocations: [{ orderId: id, amount: gross }] })
  },
]

type RefundEnd = 'requested' | 'approved' | 'processing' | 'succeeded' | 'failed' | 'cancelled'
const ways: Readonly<Record<RefundEnd, readonly ('approve' | 'process' | 'succeed' | 'fail' | 'cancel')[]>> = {
  requested: [],
  approved: ['approve'],
  processing: ['approve', 'process'],
  succeeded: ['approve', 'process', 'succeed'],
  failed: ['approve', 'process', 'fail'],
  cancelled: ['cancel'],
}
const refunds: readonly (readonly [RefundEnd, amount: string, reason: string])[] = [
  ['succeeded', '1200', '重复付款退回'],
  ['failed', '800', '运费多付'],
  ['cancelled', '300', '客户改为抵下期货款'],
  ['processing', '900', '运费多付，改退对公账户'],
  ['approved', '600', '价差退回'],
  ['requested', '500', '客户要求退回尾数'],
]

/** One in every state. */
export const payBack = (paid: Paid): Act[] =>
  refunds.flatMap(([end, amount, reason]): Act[] => [
    [
      'zheng',
      '14:00',
      async (tx, actor) => {
        const made = await requestRefund(tx, actor, { receiptId: paid.receiptId, amount, reason })
        paid.refundIds.set(end, made.id)
      },
    ],
    ...ways[end].map(
      (move): Act => [
        move === 'cancel' ? 'zheng' : 'lu',
        '15:00',
        (tx, actor) => moveRefund(tx, actor, paid.refundIds.get(end) ?? '', { move }),
      ],
    ),
  ])

/** The rest will not come: the owner is asked. */
export const giveUp = (made: Made): Act => [
  'lu',
  '16:00',
  async (tx, actor) => {
    const { id, gross, paidAmount } = await getOrder(tx, actor, made.orderId)
    const amount = sub(gross, paidAmount)
    return requestWriteOff(tx, actor, { orderId: id, kind: 'bad_debt', amount, reason: '客户注销，多次催收无果' })
  },
]

export const dun = (made: Made): Act => [
  'lu',
  '09:40',
  async (tx, actor) => {
    const { payerId: subjectId } = await getOrder(tx, actor, made.orderId)
    return logFollowup(tx, actor, {
      subjectEntity: 'customer',
      subjectId,
      kind: 'call',
      content: '与对方财务通话，已确认欠款，等月底资金安排。',
      promises: [{ what: '月底前付清', kind: 'payment', byWhen: dayAgo(tx.database.clock, -4) }],
    })
  },
]
