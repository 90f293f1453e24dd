import type { Texts } from '#kernel/text.ts'

export const exchangeText = {
  'ticket.exchange.is':     { en: 'Replacement', zh: '换货订单' },
  'ticket.exchange.of':     { en: 'for goods of order', zh: '替换原订单' },
  'ticket.exchange.return': { en: 'by return', zh: '退货单' },
  'ticket.exchange.ticket': { en: 'ticket', zh: '售后工单' },
  'ticket.exchange.was':    { en: 'Replaced by', zh: '已换货' },
} as const satisfies Texts
