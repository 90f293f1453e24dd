import type { Texts } from '#kernel/text.ts'

export const orderPaperText = {
  'order.paper.title':     { en: 'Order confirmation', zh: '订单确认书' },
  'order.paper.to':        { en: 'To', zh: '客户' },
  'order.paper.payer':     { en: 'Payer', zh: '付款方' },
  'order.paper.contact':   { en: 'Attention', zh: '联系人' },
  'order.paper.address':   { en: 'Deliver to', zh: '收货地址' },
  'order.paper.version':   { en: 'Version', zh: '版本' },
  'order.paper.versionNo': { en: 'Version {no}', zh: '版本 {no}' },
  'order.paper.date':      { en: 'Date', zh: '订单日期' },
  'order.paper.type':      { en: 'Type', zh: '订单类型' },
  'order.paper.site':      { en: 'To the site', zh: '寄售点' },
  'order.paper.back':      { en: 'To be back by', zh: '归还日期' },
  'order.paper.promised':  { en: 'Delivery', zh: '交货日期' },
  'order.paper.po':        { en: 'Your order', zh: '贵方采购单号' },
  'order.paper.by':        { en: 'Our contact', zh: '我方经办' },
  'order.paper.lineDay':   { en: 'delivery {day}', zh: '交期 {day}' },
  'order.paper.note':      { en: 'Note', zh: '备注' },
  'order.paper.seller':    { en: 'Seller (signature, stamp)', zh: '供方（签字盖章）' },
  'order.paper.buyer':     { en: 'Buyer (signature, stamp)', zh: '需方（签字盖章）' },
  'order.paper.signedOn':  { en: 'Date', zh: '日期' },
  'order.paper.cancelled': { en: 'CANCELLED', zh: '已作废' },
} as const satisfies Texts
