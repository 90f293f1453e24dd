import type { Texts } from '#kernel/text.ts'

export const countingText = {
  'event.order.countingSet': { en: 'What counts towards credit changed', zh: '修改了信用占用口径' },
  'counting.title':   { en: 'Credit', zh: '信用占用' },
  'counting.say':     { en: 'What of a confirmed order uses the payer’s credit; what was invoiced always does. Every order and payer is counted anew when this changes.', zh: '已确认订单占用付款方信用的口径，已开票金额始终占用。修改后全部订单与付款方重新计算。' },
  'counting.counts':  { en: 'Counts', zh: '占用口径' },
  'counting.due':     { en: 'all that is ordered', zh: '订单全额' },
  'counting.shipped': { en: 'what has been shipped', zh: '仅已发货部分' },
} as const satisfies Texts
