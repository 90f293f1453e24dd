import { type Entity, type Field, sharedFields } from '#meta/entity.ts'
import { soldLine } from '#meta/soldLine.ts'
import { basisChosen, typeFields } from './orderType.entity.ts'

// The four axes of an order are derived and stored, so that lists can filter by them.
const notNeeded = { value: 'notNeeded', label: { en: 'Not needed', zh: '无需' }, tone: 'off' } as const
const axis = (key: string, label: Field['label'], choices: Field['choices']): Field => ({
  key,
  label,
  kind: 'choice',
  derived: true,
  filter: true,
  choices: [notNeeded, ...(choices ?? [])],
})

// what is settled of it, and what lies at the customer's, is worth a part of it
const settledTells = ['settlement.amount', 'settlement.lines.amount', 'consigned.value', 'consigned.baseValue']

const axisFields: readonly Field[] = [
  axis('supply', { en: 'Stocking', zh: '备货' }, [
    { value: 'none', label: { en: 'Not stocked', zh: '未备货' }, tone: 'warm' },
    { value: 'part', label: { en: 'Partly stocked', zh: '部分备货' }, tone: 'warn' },
    { value: 'full', label: { en: 'Complete', zh: '已齐套' }, tone: 'ok' },
  ]),
  axis('fulfilment', { en: 'Shipping', zh: '发货' }, [
    { value: 'none', label: { en: 'Not shipped', zh: '未发货' }, tone: 'warm' },
    { value: 'part', label: { en: 'Partly shipped', zh: '部分发货' }, tone: 'warn' },
    { value: 'full', label: { en: 'Shipped', zh: '全部发货' }, tone: 'cool' },
    { value: 'delivered', label: { en: 'Delivered', zh: '已签收' }, tone: 'ok' },
  ]),
  axis('billing', { en: 'Invoicing', zh: '开票' }, [
    { value: 'none', label: { en: 'Not invoiced', zh: '未开票' }, tone: 'warm' },
    { value: 'part', label: { en: 'Partly invoiced', zh: '部分开票' }, tone: 'warn' },
    { value: 'full', label: { en: 'Invoiced', zh: '已开票' }, tone: 'ok' },
    { value: 'over', label: { en: 'Over-invoiced', zh: '超开' }, tone: 'late' },
  ]),
  axis('payment', { en: 'Payment', zh: '回款' }, [
    { value: 'none', label: { en: 'Unpaid', zh: '未回款' }, tone: 'warm' },
    { value: 'part', label: { en: 'Partly paid', zh: '部分回款' }, tone: 'warn' },
    { value: 'full', label: { en: 'Settled', zh: '已结清' }, tone: 'ok' },
    { value: 'over', label: { en: 'Overpaid', zh: '多收' }, tone: 'late' },
  ]),
  {
    key: 'returned',
    label: { en: 'Returned', zh: '退货' },
    kind: 'choice',
    derived: true,
    filter: true,
    choices: [
      { value: 'none', label: { en: 'Nothing', zh: '无退货' }, tone: 'off' },
      { value: 'part', label: { en: 'Part', zh: '部分退货' }, tone: 'warn' },
      { value: 'full', label: { en: 'All', zh: '全部退货' }, tone: 'late' },
    ],
  },
  { key: 'nextDue', label: { en: 'Next due', zh: '最近到期' }, kind: 'date', derived: true, filter: true, sort: true },
  {
    key: 'completedAt',
    label: { en: 'Completed', zh: '完成时间' },
    kind: 'instant',
    derived: true,
    filter: true,
    sort: true,
  },
]

export const orderEntity: Entity = {
  key: 'order',
  label: { en: 'Order', zh: '订单' },
  plural: { en: 'Orders', zh: '订单' },
  path: '/orders',
  title: 'number',
  fields: [
    { key: 'number', label: { en: 'Number', zh: '订单编号' }, kind: 'text', derived: true, filter: true, sort: true },
    {
      key: 'customerId',
      label: { en: 'Customer', zh: '客户' },
      kind: 'reference',
      refEntity: 'customer',
      required: true,
      filter: true,
    },
    ...typeFields,
    {
      key: 'state',
      label: { en: 'State', zh: '状态' },
      kind: 'choice',
      derived: true,
      filter: true,
      choices: [
        { value: 'draft', label: { en: 'Draft', zh: '草稿' }, tone: 'off' },
        { value: 'in_review', label: { en: 'In review', zh: '审核中' }, tone: 'warm' },
        { value: 'confirmed', label: { en: 'Confirmed', zh: '已确认' }, tone: 'ok' },
        { value: 'on_hold', label: { en: 'On hold', zh: '已挂起' }, tone: 'warn' },
        { value: 'closed', label: { en: 'Closed', zh: '已关闭' }, tone: 'cool' },
        { value: 'cancelled', label: { en: 'Cancelled', zh: '已作废' }, tone: 'off' },
      ],
    },
    {
      key: 'packetState',
      label: { en: 'Packet', zh: '交接' },
      kind: 'choice',
      derived: true,
      filter: true,
      choices: [
        { value: 'complete', label: { en: 'Waiting', zh: '待接收' }, tone: 'warm' },
        { value: 'accepted', label: { en: 'Accepted', zh: '已接收' }, tone: 'ok' },
        { value: 'sent_back', label: { en: 'Sent back', zh: '已退回' }, tone: 'late' },
      ],
    },
    {
      key: 'priority',
      label: { en: 'Priority', zh: '优先级' },
      kind: 'choice',
      filter: true,
      choices: [
        { value: 'urgent', label: { en: 'Urgent', zh: '紧急' }, tone: 'late' },
        { value: 'high', label: { en: 'High', zh: '高' }, tone: 'warn' },
        { value: 'normal', label: { en: 'Normal', zh: '普通' } },
        { value: 'low', label: { en: 'Low', zh: '低' }, tone: 'off' },
      ],
    },
    { key: 'date', label: { en: 'Date', zh: '订单日期' }, kind: 'date', filter: true, sort: true },
    { key: 'promisedDate', label: { en: 'Promised', zh: '承诺交期' }, kind: 'date', filter: true, sort: true },
    {
      key: 'gross',
      label: { en: 'Total', zh: '价税合计' },
      kind: 'money',
      derived: true,
      filter: true,
      sort: true,
      tells: ['baseGross', 'change.grossBefore', 'change.grossAfter', 'change.baseDifference', ...settledTells],
    },
    {
      key: 'baseGross',
      label: { en: 'Total in own currency', zh: '本位币合计' },
      kind: 'money',
      derived: true,
      filter: true,
      sort: true,
    },
    { key: 'currency', label: { en: 'Currency', zh: '币种' }, kind: 'text', maxLength: 3, filter: true },
    {
      key: 'payerId',
      label: { en: 'Payer', zh: '付款方' },
      kind: 'reference',
      refEntity: 'customer',
      filter: true,
    },
    {
      key: 'contactId',
      label: { en: 'Contact', zh: '联系人' },
      kind: 'reference',
      refEntity: 'contact',
      within: 'customerId',
    },
    {
      key: 'dealId',
      label: { en: 'Deal', zh: '商机' },
      kind: 'reference',
      refEntity: 'deal',
      derived: true,
      filter: true,
    },
    {
      key: 'contractId',
      label: { en: 'Contract', zh: '合同' },
      kind: 'reference',
      refEntity: 'contract',
      derived: true,
      filter: true,
    },
    {
      key: 'billBasis',
      label: { en: 'Invoiced by', zh: '开票依据' },
      kind: 'choice',
      filter: true,
      when: basisChosen,
      choices: [
        { value: 'order', label: { en: 'What is ordered', zh: '按订单' } },
        { value: 'shipment', label: { en: 'What was shipped', zh: '按发货' } },
        { value: 'delivery', label: { en: 'What arrived', zh: '按签收' } },
        { value: 'none', label: { en: 'Not invoiced', zh: '不开票' }, tone: 'off' },
      ],
    },
    { key: 'poNumber', label: { en: 'PO number', zh: '客户采购单号' }, kind: 'text', maxLength: 100, filter: true },
    { key: 'address', label: { en: 'Delivery address', zh: '收货地址' }, kind: 'text', maxLength: 300 },
    {
      key: 'submittedAt',
      label: { en: 'Submitted', zh: '提交时间' },
      kind: 'instant',
      derived: true,
      filter: true,
      sort: true,
    },
    {
      key: 'confirmedAt',
      label: { en: 'Confirmed', zh: '确认时间' },
      kind: 'instant',
      derived: true,
      filter: true,
      sort: true,
    },
    ...axisFields,
    { key: 'note', label: { en: 'Note', zh: '备注' }, kind: 'longText', maxLength: 5000 },
    ...sharedFields,
  ],
  columns: ['number', 'customerId', 'state', 'date', 'promisedDate', 'gross', 'packetState', 'ownerId'],
  form: [
    {
      label: { en: 'Order', zh: '订单信息' },
      fields: [
        'type',
        'customerId',
        'siteId',
        'payerId',
        'contactId',
        'poNumber',
        'returnBy',
        'noReturn',
        'billBasis',
        'ownerId',
      ],
    },
    { label: { en: 'Delivery', zh: '交付' }, fields: ['date', 'promisedDate', 'priority', 'address', 'note'] },
  ],
  lines: [
    ...soldLine(
      // biome-ignore format: a list
      ['net', 'tax', 'gross', 'baseGross', 'discountKind', 'discountValue', 'paidAmount', 'writtenOff', 'advanceInvoiced'],
      ['invoicedAmount', 'creditedAmount'],
    ),
    { key: 'promisedDate', label: { en: 'Promised', zh: '承诺交期' }, kind: 'date' },
    { key: 'warehouseId', label: { en: 'Warehouse', zh: '仓库' }, kind: 'reference', refEntity: 'warehouse' },
  ],
}
