import { type Entity, type Field, sharedFields } from '#meta/entity.ts'

const reference = (key: string, refEntity: string, en: string, zh: string): Field => ({
  key,
  label: { en, zh },
  kind: 'reference',
  refEntity,
  filter: true,
})
const number = (key: string, en: string, zh: string): Field => ({
  key,
  label: { en, zh },
  kind: 'number',
  scale: 6,
  filter: true,
  sort: true,
})
const day = (key: string, en: string, zh: string): Field => ({
  key,
  label: { en, zh },
  kind: 'date',
  filter: true,
  sort: true,
})

export const supplyEntity: Entity = {
  key: 'supply',
  label: { en: 'Supply', zh: '备货单' },
  plural: { en: 'Supply', zh: '备货' },
  path: '/supplies',
  title: 'number',
  fields: [
    { key: 'number', label: { en: 'Number', zh: '备货单号' }, kind: 'text', derived: true, filter: true, sort: true },
    {
      key: 'kind',
      label: { en: 'Kind', zh: '方式' },
      kind: 'choice',
      required: true,
      filter: true,
      choices: [
        { value: 'make', label: { en: 'Make', zh: '生产' } },
        { value: 'buy', label: { en: 'Buy', zh: '采购' } },
      ],
    },
    {
      key: 'state',
      label: { en: 'State', zh: '状态' },
      kind: 'choice',
      derived: true,
      filter: true,
      choices: [
        { value: 'planned', label: { en: 'Planned', zh: '已计划' }, tone: 'warm' },
        { value: 'in_progress', label: { en: 'In progress', zh: '进行中' }, tone: 'cool' },
        { value: 'received', label: { en: 'Received', zh: '已到货' }, tone: 'ok' },
        { value: 'cancelled', label: { en: 'Cancelled', zh: '已取消' }, tone: 'off' },
      ],
    },
    { ...reference('productId', 'product', 'Product', '产品'), required: true },
    { ...number('qty', 'Quantity', '数量'), required: true },
    { ...number('received', 'Received', '已到'), derived: true },
    { ...number('coming', 'Still to come', '在途'), derived: true },
    { key: 'tolerance', label: { en: 'Tolerance %', zh: '超收容差 %' }, kind: 'number', scale: 2 },
    // a customer's site is filled by shipments alone
    { ...reference('warehouseId', 'warehouse', 'Warehouse', '到货仓库'), only: { field: 'customerId', op: 'empty' } },
    day('neededBy', 'Needed by', '需求日期'),
    day('expectedOn', 'Expected on', '预计到货'),
    { key: 'progress', label: { en: 'Progress %', zh: '进度 %' }, kind: 'number', scale: 0 },
    {
      key: 'supplier',
      label: { en: 'Supplier or workshop', zh: '供应商或车间' },
      kind: 'text',
      maxLength: 200,
      filter: true,
    },
    { key: 'assigneeId', label: { en: 'Assignee', zh: '负责人' }, kind: 'user', filter: true },
    { ...reference('orderId', 'order', 'Order', '订单'), derived: true },
    {
      key: 'startedAt',
      label: { en: 'Started', zh: '开始时间' },
      kind: 'instant',
      derived: true,
      filter: true,
      sort: true,
    },
    {
      key: 'endedAt',
      label: { en: 'Ended', zh: '结束时间' },
      kind: 'instant',
      derived: true,
      filter: true,
      sort: true,
    },
    { key: 'note', label: { en: 'Note', zh: '备注' }, kind: 'longText', maxLength: 2000 },
    ...sharedFields,
  ],
  columns: ['number', 'productId', 'state', 'qty', 'expectedOn', 'assigneeId', 'orderId', 'kind'],
  form: [
    {
      label: { en: 'What', zh: '备货内容' },
      fields: ['kind', 'productId', 'qty', 'warehouseId', 'tolerance'],
    },
    {
      label: { en: 'Who and when', zh: '负责与时间' },
      fields: ['neededBy', 'expectedOn', 'supplier', 'assigneeId', 'note'],
    },
  ],
}
