import type { Texts } from '#kernel/text.ts'

export const lifeText = {
  'event.customer.lifeSet': { en: 'When customers count as dormant or lost changed', zh: '修改了沉睡与流失的判定' },
  'life.order':   { en: 'A customer is lost later than dormant.', zh: '流失天数应大于沉睡天数。' },
  'life.title':   { en: 'Dormant and lost customers', zh: '沉睡与流失客户' },
  'life.say':     { en: 'Of those who once bought: days without an order, a follow-up or an open deal.', zh: '成交过的客户，连续无订单、无跟进且无进行中商机的天数。' },
  'life.dormant': { en: 'Dormant after (days)', zh: '沉睡（天）' },
  'life.lost':    { en: 'Lost after (days)', zh: '流失（天）' },
} as const satisfies Texts
