import type { Texts } from '#kernel/text.ts'

/** Of a shipment to a customer's site: it lies there, and is settled. */
export const siteText = {
  'shipment.site.there':    { en: 'At the site', zh: '在寄售点' },
  'shipment.site.done':     { en: 'Settled', zh: '已结清' },
  'shipment.site.back':     { en: 'Came back or lost', zh: '退回或遗失' },
  'shipment.site.lies':     { en: '{qty} at the site', zh: '在寄售点 {qty}' },
  'shipment.site.settled':  { en: '{qty} settled', zh: '已结算 {qty}' },
  'shipment.site.into':     { en: 'What came back goes into', zh: '退回入库到' },
  'shipment.site.asItLeft': { en: 'Where it left', zh: '原发货仓库' },
} as const satisfies Texts
