import { type Entity, type Field, sharedFields } from '#meta/entity.ts'

const dated = (key: string, en: string, zh: string): Field => ({
  key,
  label: { en, zh },
  kind: 'instant',
  derived: true,
  filter: true,
  sort: true,
})
const reference = (key: string, refEntity: string, en: string, zh: string): Field => ({
  key,
  label: { en, zh },
  kind: 'reference',
  refEntity,
  filter: true,
})

export const ticketEntity: Entity = {
  key: 'ticket',
  label: { en: 'Ticket', zh: '售后工单' },
  plural: { en: 'Tickets', zh: '售后工单' },
  path: '/tickets',
  title: 'number',
  fields: [
    { key: 'number', label: { en: 'Number', zh: '工单号' }, kind: 'text', derived: true, filter: true, sort: true },
    { key: 'title', label: { en: 'Subject', zh: '主题' }, kind: 'text', required: true, maxLength: 200, filter: true },
    {
      key: 'kind',
      label: { en: 'Kind', zh: '类型' },
      kind: 'choice',
      filter: true,
      choices: [
        { value: 'return', label: { en: 'Return', zh: '退货' } },
        { value: 'exchange', label: { en: 'Exchange', zh: '换货' } },
        { value: 'repair', label: { en: 'Repair', zh: '维修' } },
        { value: 'complaint', label: { en: 'Complaint', zh: '投诉' }, tone: 'warn' },
        { value: 'question', label: { en: 'Question', zh: '咨询' } },
      ],
    },
    {
      key: 'state',
      label: { en: 'State', zh: '状态' },
      kind: 'choice',
      derived: true,
      filter: true,
      choices: [
        { value: 'open', label: { en: 'Open', zh: '待处理' }, tone: 'warm' },
        { value: 'in_progress', label: { en: 'In progress', zh: '处理中' }, tone: 'cool' },
        { value: 'waiting', label: { en: 'Waiting for the customer', zh: '待客户回复' }, tone: 'off' },
        { value: 'resolved', label: { en: 'Resolved', zh: '已解决' }, tone: 'ok' },
        { value: 'closed', label: { en: 'Closed', zh: '已关闭' }, tone: 'ok' },
        { value: 'cancelled', label: { en: 'Cancelled', zh: '已取消' }, tone: 'off' },
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
    { ...reference('customerId', 'customer', 'Customer', '客户'), derived: true },
    { ...reference('contactId', 'contact', 'Contact', '联系人'), within: 'customerId' },
    { ...reference('orderId', 'order', 'Order', '订单'), derived: true },
    { ...reference('shipmentId', 'shipment', 'Shipment', '发货单'), derived: true },
    { key: 'handlerId', label: { en: 'Handler', zh: '处理人' }, kind: 'user', filter: true },
    { key: 'isLate', label: { en: 'Late', zh: '超时' }, kind: 'yesNo', derived: true, filter: true },
    dated('responseDueAt', 'Answer by', '响应时限'),
    dated('dueAt', 'Settle by', '解决时限'),
    dated('firstResponseAt', 'First answer', '首次响应'),
    dated('resolvedAt', 'Resolved', '解决时间'),
    dated('closedAt', 'Closed', '关闭时间'),
    { key: 'content', label: { en: 'What it is about', zh: '问题描述' }, kind: 'longText', maxLength: 5000 },
    { key: 'resolution', label: { en: 'Solution', zh: '解决方案' }, kind: 'longText', maxLength: 5000, derived: true },
    ...sharedFields,
  ],
  columns: ['number', 'title', 'customerId', 'kind', 'priority', 'state', 'handlerId', 'dueAt'],
  form: [
    {
      label: { en: 'Ticket', zh: '工单信息' },
      fields: ['title', 'kind', 'priority', 'contactId', 'handlerId', 'content'],
    },
  ],
}
