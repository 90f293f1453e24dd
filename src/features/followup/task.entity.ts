import { type Choice, type Entity, type Field, sharedFields } from '#meta/entity.ts'

type Rows = Readonly<Record<string, readonly [en: string, zh: string, tone?: Choice['tone']]>>
const choices = (rows: Rows): Choice[] =>
  Object.entries(rows).map(([value, [en, zh, tone]]) => ({ value, label: { en, zh }, ...(tone && { tone }) }))

// biome-ignore format: a table
const fields: readonly Field[] = [
  { key: 'title', label: { en: 'Task', zh: '任务' }, kind: 'text', required: true, maxLength: 200, filter: true, sort: true },
  { key: 'state', label: { en: 'State', zh: '状态' }, kind: 'choice', derived: true, filter: true, sort: true, choices: choices({ open: ['To do', '待办', 'warm'], done: ['Done', '已完成', 'ok'], dropped: ['Dropped', '已取消', 'off'] }) },
  { key: 'ownerId', label: { en: 'Assigned to', zh: '执行人' }, kind: 'user', filter: true },
  { key: 'due', label: { en: 'Due on', zh: '截止日期' }, kind: 'date', filter: true, sort: true },
  { key: 'dueAt', label: { en: 'Due at', zh: '截止时间' }, kind: 'instant', filter: true },
  { key: 'dueBy', label: { en: 'Due', zh: '到期' }, kind: 'instant', derived: true, filter: true, sort: true },
  { key: 'isLate', label: { en: 'Overdue', zh: '已逾期' }, kind: 'yesNo', derived: true, filter: true },
  { key: 'priority', label: { en: 'Priority', zh: '优先级' }, kind: 'choice', filter: true, sort: true, choices: choices({ high: ['High', '高', 'late'], normal: ['Normal', '普通'], low: ['Low', '低', 'off'] }) },
  { key: 'remind', label: { en: 'Reminder', zh: '提醒' }, kind: 'choice', choices: choices({ onTime: ['When due', '到期时'], quarter: ['15 minutes before', '提前 15 分钟'], hour: ['An hour before', '提前 1 小时'], day: ['A day before', '提前 1 天'] }) },
  { key: 'repeat', label: { en: 'Repeats', zh: '重复' }, kind: 'choice', filter: true, choices: choices({ workday: ['Every working day', '每个工作日'], week: ['Every week', '每周'], month: ['Every month', '每月'] }) },
  { key: 'givenById', label: { en: 'Given by', zh: '布置人' }, kind: 'user', derived: true, filter: true },
  { key: 'subjectEntity', label: { en: 'About', zh: '对象' }, kind: 'choice', derived: true, filter: true, choices: choices({ lead: ['Lead', '线索'], customer: ['Customer', '客户'], contact: ['Contact', '联系人'], deal: ['Deal', '商机'], quote: ['Quote', '报价单'], order: ['Order', '订单'], shipment: ['Shipment', '发货单'], ticket: ['Ticket', '售后工单'], goodsReturn: ['Return', '退货单'] }) },
  { key: 'subjectName', label: { en: 'Subject', zh: '对象名称' }, kind: 'text', derived: true },
  { key: 'customerId', label: { en: 'Customer', zh: '客户' }, kind: 'reference', refEntity: 'customer', derived: true, filter: true },
  { key: 'note', label: { en: 'Note', zh: '说明' }, kind: 'longText', maxLength: 5000, filter: true },
  { key: 'doneAt', label: { en: 'Done at', zh: '完成时间' }, kind: 'instant', derived: true, filter: true, sort: true },
  ...sharedFields.filter(field => field.key !== 'ownerId'),
]

export const taskEntity: Entity = {
  key: 'task',
  label: { en: 'Task', zh: '任务' },
  plural: { en: 'Tasks', zh: '任务' },
  path: '/tasks',
  title: 'title',
  fields,
  columns: ['title', 'state', 'ownerId', 'dueBy', 'priority', 'subjectName', 'givenById', 'repeat'],
  form: [
    { label: { en: 'Task', zh: '任务' }, fields: ['title', 'ownerId', 'priority', 'note'] },
    { label: { en: 'When', zh: '时间' }, fields: ['due', 'dueAt', 'remind', 'repeat'] },
  ],
}
