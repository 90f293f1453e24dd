// Of what a payer's credit is used for, on the pages of customers and orders, and loaded with it.
import type { Texts } from '#kernel/text.ts'

export const standingText = {
  'standing.unshipped': { en: 'Confirmed, not shipped', zh: '已确认未发货' },
  'standing.unbilled':  { en: 'Shipped, not invoiced', zh: '已发货未开票' },
  'standing.billed':    { en: 'Invoiced, not paid', zh: '已开票未收款' },
  'standing.advance':   { en: 'Advances on orders', zh: '订单预收款' },
  'standing.surplus':   { en: 'Received, for nothing yet', zh: '未核销回款' },
  'standing.bills':     { en: 'Bills not yet matured', zh: '未到期承兑汇票' },
  'standing.held':      { en: 'Of it, orders on hold', zh: '其中挂起的订单' },
  'standing.overdue':   { en: 'Overdue', zh: '已逾期' },
  'standing.available': { en: 'Available', zh: '可用额度' },
  'standing.over':      { en: 'Over the limit by', zh: '超出额度' },
  'standing.used':      { en: 'Used', zh: '已用额度' },
  'standing.groupUsed': { en: 'Used by the group', zh: '集团已用额度' },
  'standing.count':     { en: '{count:document|documents}', zh: '{count} 笔' },
  'standing.hidden':    { en: 'Others', zh: '其他' },
  'standing.hiddenSay': { en: 'smaller ones, or out of your reach', zh: '金额较小或您无权查看' },
  'standing.none':      { en: 'Nothing.', zh: '没有。' },
} as const satisfies Texts
