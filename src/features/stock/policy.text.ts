import type { Texts } from '#kernel/text.ts'

export const policyText = {
  'event.stock.policySet': { en: 'How orders hold stock changed', zh: '修改了订单占用库存的方式' },
  'policy.title':   { en: 'Holding stock', zh: '库存预留' },
  'policy.say':     { en: 'What an order takes when it is confirmed and stock is short.', zh: '订单确认而库存不足时，如何预留。' },
  'policy.reserve': { en: 'When stock is short', zh: '库存不足时' },
  'policy.all':     { en: 'refuse: all or nothing', zh: '不予确认（全部满足才确认）' },
  'policy.partial': { en: 'hold what is there', zh: '有多少留多少' },
  'policy.none':    { en: 'hold nothing', zh: '不预留' },
  'policy.freed':   { en: 'Goods that become free', zh: '新释放的现货' },
  'policy.freed.priority': { en: 'are held at once for orders that wait, by priority and date', zh: '立即按优先级和交期预留给等待的订单' },
  'policy.freed.off': { en: 'stay free until somebody holds them', zh: '保持可用，由人工占用' },
} as const satisfies Texts
