import type { Texts } from '#kernel/text.ts'

export const policyText = {
  'event.stock.policySet': { en: 'How orders hold stock changed', zh: '修改了订单占用库存的方式' },
  'policy.title':   { en: 'Holding stock', zh: '库存预留' },
  'policy.say':     { en: 'What an order takes when it is confirmed and stock is short.', zh: '订单确认而库存不足时，如何预留。' },
  'policy.reserve': { en: 'When stock is short', zh: '库存不足时' },
  'policy.all':     { en: 'refuse: all or nothing', zh: '不予确认（全部满足才确认）' },
  'policy.partial': { en: 'hold what is there', zh: '有多少留多少' },
  'policy.none':    { en: 'hold nothing', zh: '不预留' },
} as const satisfies Texts
