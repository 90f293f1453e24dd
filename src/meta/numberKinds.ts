// Every kind of document that has a number of its own, and the pattern it begins with; a company sets its own.
import type { OrgFacts } from '#kernel/access.ts'
import type { Texts } from '#kernel/text.ts'

// prettier-ignore
const labels = {
  customer: { en: 'Customers', zh: '客户' },
  lead: { en: 'Leads', zh: '线索' },
  deal: { en: 'Deals', zh: '商机' },
  registration: { en: 'Registrations', zh: '报备' },
  quote: { en: 'Quotes', zh: '报价单' },
  contract: { en: 'Contracts', zh: '合同' },
  order: { en: 'Orders', zh: '销售订单' },
  supply: { en: 'Supply', zh: '备货单' },
  change: { en: 'Order changes', zh: '订单变更单' },
  'shipment.delivery': { en: 'Shipments', zh: '发货单' },
  'shipment.acceptance': { en: 'Acceptances', zh: '验收单' },
  settlement: { en: 'Settlements', zh: '寄售结算单' },
  invoice: { en: 'Invoice requests', zh: '开票申请' },
  receipt: { en: 'Receipts of money', zh: '回款' },
  refund: { en: 'Refunds', zh: '退款' },
  writeOff: { en: 'Write-offs', zh: '坏账核销' },
  creditRelease: { en: 'Credit releases', zh: '信用特批' },
  ticket: { en: 'Tickets', zh: '售后工单' },
  goodsReturn: { en: 'Returns', zh: '退货单' },
  survey: { en: 'Surveys', zh: '满意度调查' },
  stockreceipt: { en: 'Goods received', zh: '入库单' },
  stockcount: { en: 'Counts', zh: '盘点单' },
  stocktransfer: { en: 'Transfers', zh: '调拨单' },
  stockadjustment: { en: 'Adjustments', zh: '调整单' },
  stockscrap: { en: 'Scrappings', zh: '报废单' },
} as const satisfies Texts

export type NumberedKind = keyof typeof labels

// prettier-ignore
const usual: Readonly<Record<NumberedKind, string>> = {
  customer: 'KH{yyyyMM}-{0001}',
  lead: 'XS{yyyyMMdd}-{0001}',
  deal: 'SJ{yyyyMM}-{0001}',
  registration: 'BB{yyyyMMdd}-{0001}',
  quote: 'QT{yyyyMMdd}-{0001}',
  contract: 'HT{yyyyMMdd}-{0001}',
  order: 'SO{yyyyMMdd}-{0001}',
  supply: 'BH{yyyyMMdd}-{0001}',
  change: 'BG{yyyyMMdd}-{0001}',
  'shipment.delivery': 'FH{yyyyMMdd}-{0001}',
  'shipment.acceptance': 'YS{yyyyMMdd}-{0001}',
  settlement: 'JS{yyyyMMdd}-{0001}',
  invoice: 'KP{yyyyMMdd}-{0001}',
  receipt: 'SK{yyyyMMdd}-{0001}',
  refund: 'TK{yyyyMMdd}-{0001}',
  writeOff: 'HX{yyyyMMdd}-{0001}',
  creditRelease: 'TP{yyyyMMdd}-{0001}',
  ticket: 'SH{yyyyMMdd}-{0001}',
  goodsReturn: 'TH{yyyyMMdd}-{0001}',
  survey: 'DC{yyyyMMdd}-{0001}',
  stockreceipt: 'RK{yyyyMMdd}-{0001}',
  stockcount: 'PD{yyyyMMdd}-{0001}',
  stocktransfer: 'DB{yyyyMMdd}-{0001}',
  stockadjustment: 'TZ{yyyyMMdd}-{0001}',
  stockscrap: 'BF{yyyyMMdd}-{0001}',
}

const isKind = (key: string): key is NumberedKind => Object.hasOwn(labels, key)
export const numberedKinds: readonly NumberedKind[] = Object.keys(labels).filter(isKind)
export const labelOfNumbers = (kind: NumberedKind): { readonly en: string; readonly zh: string } => labels[kind]
export const usualPattern = (kind: NumberedKind): string => usual[kind]

export const numberSetting = (kind: NumberedKind): string => `number.${kind}`

/** The company's own pattern, else the usual one. */
export function patternOf({ settings }: Pick<OrgFacts, 'settings'>, kind: NumberedKind): string {
  const own = settings[numberSetting(kind)]
  return typeof own === 'string' ? own : usual[kind]
}
