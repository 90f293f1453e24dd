import { type Entity, type Field, sharedFields } from '#meta/entity.ts'

const choices = (rows: Readonly<Record<string, readonly [en: string, zh: string]>>) =>
  Object.entries(rows).map(([value, [en, zh]]) => ({ value, label: { en, zh } }))

// biome-ignore format: a table
const fields: readonly Field[] = [
  { key: 'content', label: { en: 'What was said', zh: '跟进内容' }, kind: 'longText', required: true, maxLength: 10_000, filter: true },
  { key: 'kind', label: { en: 'Kind', zh: '方式' }, kind: 'choice', required: true, filter: true, sort: true, choices: choices({ call: ['Call', '电话'], wechat: ['WeChat', '微信'], visit: ['Visit', '拜访'], meeting: ['Meeting', '会议'], email: ['E-mail', '邮件'], note: ['Note', '备注'] }) },
  { key: 'at', label: { en: 'When', zh: '时间' }, kind: 'instant', filter: true, sort: true },
  { key: 'subjectEntity', label: { en: 'About', zh: '对象' }, kind: 'choice', derived: true, filter: true, choices: choices({ lead: ['Lead', '线索'], customer: ['Customer', '客户'], contact: ['Contact', '联系人'], deal: ['Deal', '商机'], order: ['Order', '订单'] }) },
  { key: 'subjectName', label: { en: 'Subject', zh: '对象名称' }, kind: 'text', derived: true },
  { key: 'customerId', label: { en: 'Customer', zh: '客户' }, kind: 'reference', refEntity: 'customer', derived: true, filter: true },
  { key: 'contactId', label: { en: 'Contact', zh: '联系人' }, kind: 'reference', refEntity: 'contact', filter: true },
  { key: 'leadId', label: { en: 'Lead', zh: '线索' }, kind: 'reference', refEntity: 'lead', derived: true, filter: true },
  { key: 'dealId', label: { en: 'Deal', zh: '商机' }, kind: 'reference', refEntity: 'deal', derived: true, filter: true },
  { key: 'result', label: { en: 'Result', zh: '结果' }, kind: 'longText', maxLength: 2000, filter: true },
  { key: 'painPoints', label: { en: 'Pain points', zh: '痛点' }, kind: 'longText', maxLength: 2000 },
  { key: 'budget', label: { en: 'Budget', zh: '预算' }, kind: 'text', maxLength: 200 },
  { key: 'decisionMaker', label: { en: 'Who decides', zh: '决策人' }, kind: 'text', maxLength: 200 },
  { key: 'competitors', label: { en: 'Competitors', zh: '竞争对手' }, kind: 'text', maxLength: 500, filter: true },
  { key: 'nextStep', label: { en: 'Next step', zh: '下一步' }, kind: 'text', maxLength: 500, filter: true },
  { key: 'nextStepAt', label: { en: 'Next step at', zh: '下一步时间' }, kind: 'instant', filter: true, sort: true },
  ...sharedFields,
]

export const followupEntity: Entity = {
  key: 'followup',
  label: { en: 'Follow-up', zh: '跟进记录' },
  plural: { en: 'Follow-ups', zh: '跟进记录' },
  path: '/followups',
  title: 'content',
  fields,
  columns: ['content', 'kind', 'at', 'subjectName', 'customerId', 'ownerId', 'nextStep', 'nextStepAt'],
  form: [
    { label: { en: 'Follow-up', zh: '跟进' }, fields: ['kind', 'at', 'contactId', 'content', 'result'] },
    {
      label: { en: 'What we learned', zh: '了解到的' },
      fields: ['painPoints', 'budget', 'decisionMaker', 'competitors'],
    },
    { label: { en: 'Next', zh: '下一步' }, fields: ['nextStep', 'nextStepAt'] },
  ],
}
