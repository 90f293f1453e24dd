// What the demo company invoices: asked for, issued, refused by the tax service, an advance, and a red letter.
import { editInvoice } from '#features/invoice/server/edit.service.ts'
import { getInvoice } from '#features/invoice/server/invoice.service.ts'
import { draftRed } from '#features/invoice/server/red.service.ts'
import { requestInvoice } from '#features/invoice/server/request.service.ts'
import { getOrder } from '#features/order/server/order.service.ts'
import { moveInvoiceNamed } from '#journeys/issueInvoice.ts'
import { div, mul, roundMoney } from '#kernel/money.ts'
import type { Act, Made } from './orderStory.ts'

export type Bill = { invoiceId: string; redId: string }
export const nothingBilled = (): Bill => ({ invoiceId: '', redId: '' })

/** 包装机械，包装服务 and the rest of it. */
const taxCode = '1090229990000000000'

export const askForBill = (made: Made, bill: Bill, taxKind: 'special' | 'plain'): Act => [
  'zheng',
  '10:10',
  async (tx, actor) => {
    const asked = { orderIds: [made.orderId], taxKind }
    bill.invoiceId = (await requestInvoice(tx, actor, asked)).id
  },
]

/** An advance of so many per cent of the order. */
export const askForAdvance = (made: Made, bill: Bill, percent: string): Act => [
  'zheng',
  '10:10',
  async (tx, actor) => {
    const { gross, currency } = await getOrder(tx, actor, made.orderId)
    const amount = roundMoney(div(mul(gross, percent), '100'), currency)
    const asked = { kind: 'advance' as const, orderIds: [made.orderId], amount }
    bill.invoiceId = (await requestInvoice(tx, actor, asked)).id
  },
]

const move = (time: string, bill: Bill, name: string, input: Readonly<Record<string, unknown>> = {}): Act => [
  'lu',
  time,
  (tx, actor) => moveInvoiceNamed(tx, actor, bill.redId || bill.invoiceId, name, input),
]

/** Finance says what each line is for the tax service, and sends it. */
const send = (bill: Bill): Act[] => [
  [
    'lu',
    '14:10',
    async (tx, actor) => {
      const { lines } = await getInvoice(tx, actor, bill.invoiceId)
      return editInvoice(tx, actor, bill.invoiceId, { words: lines.map(({ no }) => ({ no, taxCode })) })
    },
  ],
  move('14:20', bill, 'issue'),
]

/** What the tax service answered, typed in. */
const record = (bill: Bill): Act => [
  'lu',
  '15:05',
  async (tx, actor) => {
    const id = bill.redId || bill.invoiceId
    const { number } = await getInvoice(tx, actor, id)
    const taxNumber = number.replace(/\D/g, '').padStart(20, '2631')
    return moveInvoiceNamed(tx, actor, id, 'record', { taxNumber })
  },
]

export const issueBill = (bill: Bill): Act[] => [...send(bill), record(bill)]
export const failBill = (bill: Bill): Act[] => [
  ...send(bill),
  move('15:20', bill, 'fail', { note: '超出单张限额，税局退回' }),
]

/** Of the first line so much is given back: drafted, confirmed by the buyer, issued; or still with the buyer. */
export const takeBackBill = (bill: Bill, amount: string, end: 'awaiting' | 'issued'): Act[] => [
  [
    'lu',
    '09:40',
    async (tx, actor) => {
      const wish = { reason: 'allowance' as const, lines: [{ no: 1, amount }], note: '质量折让' }
      bill.redId = (await draftRed(tx, actor, bill.invoiceId, wish)).id
    },
  ],
  move('09:50', bill, 'ask'),
  ...(end === 'issued' ? [move('11:30', bill, 'confirm'), move('11:40', bill, 'issue'), record(bill)] : []),
]
