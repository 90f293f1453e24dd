import { type Entity, type Field, sharedFields } from '#meta/entity.ts'
import { isTrouble } from './carrier.rules.ts'
import { carrierStates } from './carrier.schema.ts'
import { carrierText } from './carrier.text.ts'

const shown = (key: string, en: string, zh: string): Field => ({ key, label: { en, zh }, kind: 'text', derived: true })

export const shipmentEntity: Entity = {
  key: 'shipment',
  label: { en: 'Shipment', zh: '发货单' },
  plural: { en: 'Shipments', zh: '发货' },
  path: '/shipments',
  title: 'number',
  fields: [
    { ...shown('number', 'Number', '发货单号'), filter: true, sort: true },
    {
      key: 'kind',
      label: { en: 'Kind', zh: '类型' },
      kind: 'choice',
      derived: true,
      filter: true,
      choices: [
        { value: 'delivery', label: { en: 'Shipment', zh: '发货' } },
        { value: 'acceptance', label: { en: 'Acceptance', zh: '验收' }, tone: 'cool' },
      ],
    },
    {
      key: 'state',
      label: { en: 'State', zh: '状态' },
      kind: 'choice',
      derived: true,
      filter: true,
      choices: [
        { value: 'draft', label: { en: 'Draft', zh: '草稿' }, tone: 'off' },
        { value: 'ready', label: { en: 'Ready', zh: '待发货' }, tone: 'warm' },
        { value: 'shipped', label: { en: 'Shipped', zh: '已发货' }, tone: 'cool' },
        { value: 'delivered', label: { en: 'Delivered', zh: '已签收' }, tone: 'ok' },
        { value: 'cancelled', label: { en: 'Cancelled', zh: '已作废' }, tone: 'off' },
      ],
    },
    {
      key: 'customerId',
      label: { en: 'Customer', zh: '客户' },
      kind: 'reference',
      refEntity: 'customer',
      derived: true,
      filter: true,
    },
    {
      key: 'siteId',
      label: { en: 'Site', zh: '寄售点' },
      kind: 'reference',
      refEntity: 'warehouse',
      derived: true,
      filter: true,
    },
    shown('orderNumbers', 'Orders', '订单'),
    { key: 'lineCount', label: { en: 'Lines', zh: '行数' }, kind: 'number', derived: true },
    { key: 'plannedDate', label: { en: 'Planned', zh: '计划发货' }, kind: 'date', filter: true, sort: true },
    {
      key: 'date',
      label: { en: 'Shipped on', zh: '发货日期' },
      kind: 'date',
      derived: true,
      filter: true,
      sort: true,
    },
    { key: 'carrier', label: { en: 'Carrier', zh: '承运商' }, kind: 'text', maxLength: 60, filter: true },
    {
      key: 'trackingNumber',
      label: { en: 'Tracking number', zh: '运单号' },
      kind: 'text',
      maxLength: 60,
      filter: true,
    },
    {
      key: 'supplierNote',
      label: { en: 'Supplier’s delivery note', zh: '供应商送货单号' },
      kind: 'text',
      maxLength: 60,
      filter: true,
    },
    {
      key: 'carrierState',
      label: { en: 'Carrier says', zh: '物流状态' },
      kind: 'choice',
      derived: true,
      filter: true,
      choices: carrierStates.map(value => ({
        value,
        label: carrierText[`state.carrier.${value}`],
        ...(isTrouble(value)
          ? { tone: 'late' as const }
          : value === 'signed'
            ? { tone: 'ok' as const }
            : { tone: 'cool' as const }),
      })),
    },
    { key: 'address', label: { en: 'Address', zh: '收货地址' }, kind: 'text', maxLength: 300 },
    { key: 'contactName', label: { en: 'Receiver', zh: '收货人' }, kind: 'text', maxLength: 100 },
    { key: 'phone', label: { en: 'Phone', zh: '电话' }, kind: 'text', maxLength: 60 },
    shown('signedBy', 'Signed by', '签收人'),
    {
      key: 'shippedAt',
      label: { en: 'Posted', zh: '过账时间' },
      kind: 'instant',
      derived: true,
      filter: true,
      sort: true,
    },
    {
      key: 'deliveredAt',
      label: { en: 'Delivered', zh: '签收时间' },
      kind: 'instant',
      derived: true,
      filter: true,
      sort: true,
    },
    { key: 'isOpening', label: { en: 'Opening', zh: '期初' }, kind: 'yesNo', derived: true, filter: true },
    { key: 'note', label: { en: 'Note', zh: '备注' }, kind: 'longText', maxLength: 2000 },
    ...sharedFields,
  ],
  columns: [
    'number',
    'customerId',
    'orderNumbers',
    'state',
    'plannedDate',
    'date',
    'carrier',
    'trackingNumber',
    'carrierState',
  ],
  form: [
    {
      label: { en: 'Shipment', zh: '发货信息' },
      fields: ['plannedDate', 'carrier', 'trackingNumber', 'supplierNote', 'contactName', 'phone', 'address', 'note'],
    },
  ],
  lines: [
    {
      key: 'spec',
      label: { en: 'Specification', zh: '规格' },
      kind: 'text',
      derived: true,
      tells: ['consigned.spec'],
    },
    { key: 'warehouseId', label: { en: 'Warehouse', zh: '仓库' }, kind: 'reference', refEntity: 'warehouse' },
    { key: 'batch', label: { en: 'Batch', zh: '批次' }, kind: 'text', maxLength: 60 },
  ],
}
