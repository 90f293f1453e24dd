import type { Entity, Field } from '#meta/entity.ts'

const shown = (key: string, en: string, zh: string): Field => ({ key, label: { en, zh }, kind: 'text', derived: true })
const reference = (key: string, refEntity: string, en: string, zh: string): Field => ({
  ...shown(key, en, zh),
  kind: 'reference',
  refEntity,
  filter: true,
})
const number = (key: string, en: string, zh: string, scale: number): Field => ({
  ...shown(key, en, zh),
  kind: 'number',
  scale,
  filter: true,
  sort: true,
})
const money = (key: string, en: string, zh: string): Field => ({ ...shown(key, en, zh), kind: 'money' })

/** What lies at customers' sites and is not settled: read only, put together from what brought it. */
export const consignedEntity: Entity = {
  key: 'consigned',
  label: { en: 'Goods at a site', zh: '寄售在库' },
  plural: { en: 'Goods at sites', zh: '寄售在库' },
  path: '/consigned',
  title: 'name',
  fields: [
    reference('siteId', 'warehouse', 'Site', '寄售点'),
    reference('customerId', 'customer', 'Customer', '客户'),
    { ...shown('code', 'Code', '产品编码'), filter: true, sort: true },
    { ...shown('name', 'Product', '产品'), filter: true, sort: true },
    shown('spec', 'Specification', '规格型号'),
    reference('productId', 'product', 'Product record', '产品档案'),
    { ...shown('batch', 'Batch', '批次'), filter: true },
    number('qty', 'Lying there', '在库数量', 6),
    shown('unit', 'Unit', '单位'),
    number('drafted', 'On drafts', '草稿中', 6),
    reference('orderId', 'order', 'Order', '订单'),
    shown('shipmentNumber', 'Shipment', '发货单'),
    { ...shown('shippedOn', 'Shipped on', '发货日期'), kind: 'date', filter: true, sort: true },
    number('days', 'Days there', '在库天数', 0),
    { ...money('value', 'Value', '金额'), tells: ['baseValue'] },
    shown('currency', 'Currency', '币种'),
    { ...money('baseValue', 'Value in own currency', '本位币金额'), filter: true, sort: true },
  ],
  columns: ['siteId', 'customerId', 'code', 'name', 'batch', 'qty', 'unit', 'orderId', 'shippedOn', 'days', 'value'],
  form: [],
}
