import { type Entity, sharedFields } from '#meta/entity.ts'

// biome-ignore format: a table
export const quoteEntity: Entity = {
  key: 'quote',
  label: { en: 'Quote', zh: '报价单' },
  plural: { en: 'Quotes', zh: '报价单' },
  path: '/quotes',
  title: 'number',
  fields: [
    { key: 'number', label: { en: 'Number', zh: '报价单号' }, kind: 'text', derived: true, filter: true, sort: true },
    { key: 'versionNo', label: { en: 'Version', zh: '版本' }, kind: 'number', derived: true, filter: true, sort: true },
    { key: 'dealId', label: { en: 'Deal', zh: '商机' }, kind: 'reference', refEntity: 'deal', required: true, filter: true },
    { key: 'customerId', label: { en: 'Customer', zh: '客户' }, kind: 'reference', refEntity: 'customer', derived: true, filter: true },
    { key: 'contactId', label: { en: 'Contact', zh: '联系人' }, kind: 'reference', refEntity: 'contact', filter: true },
    { key: 'state', label: { en: 'State', zh: '状态' }, kind: 'choice', derived: true, filter: true, choices: [
      { value: 'draft', label: { en: 'Draft', zh: '草稿' } },
      { value: 'in_approval', label: { en: 'In approval', zh: '审批中' }, tone: 'warm' },
      { value: 'approved', label: { en: 'Approved', zh: '已审批' }, tone: 'cool' },
      { value: 'sent', label: { en: 'Sent', zh: '已发送' }, tone: 'warm' },
      { value: 'accepted', label: { en: 'Accepted', zh: '已接受' }, tone: 'ok' },
      { value: 'declined', label: { en: 'Declined', zh: '已拒绝' }, tone: 'late' },
      { value: 'expired', label: { en: 'Expired', zh: '已过期' }, tone: 'warn' },
      { value: 'superseded', label: { en: 'Superseded', zh: '已被替代' }, tone: 'off' },
      { value: 'cancelled', label: { en: 'Cancelled', zh: '已作废' }, tone: 'off' },
    ] },
    { key: 'isCurrent', label: { en: 'Current version', zh: '当前版本' }, kind: 'yesNo', derived: true, filter: true },
    { key: 'gross', label: { en: 'Total with tax', zh: '含税合计' }, kind: 'money', derived: true, filter: true, sort: true },
    { key: 'net', label: { en: 'Net', zh: '不含税金额' }, kind: 'money', derived: true, filter: true },
    { key: 'tax', label: { en: 'Tax', zh: '税额' }, kind: 'money', derived: true, filter: true },
    { key: 'currency', label: { en: 'Currency', zh: '币种' }, kind: 'text', maxLength: 3, filter: true },
    { key: 'validUntil', label: { en: 'Valid until', zh: '有效期至' }, kind: 'date', filter: true, sort: true },
    { key: 'taxMode', label: { en: 'Prices', zh: '计税方式' }, kind: 'choice', choices: [
      { value: 'inclusive', label: { en: 'Tax included', zh: '含税价' } },
      { value: 'exclusive', label: { en: 'Tax on top', zh: '不含税价' } },
    ] },
    { key: 'taxRound', label: { en: 'Tax rounding', zh: '税额取整' }, kind: 'choice', choices: [
      { value: 'line', label: { en: 'Per line', zh: '按行' } },
      { value: 'document', label: { en: 'Per document', zh: '按整单' } },
    ] },
    { key: 'sentAt', label: { en: 'Sent', zh: '发送时间' }, kind: 'instant', derived: true, filter: true, sort: true },
    { key: 'acceptedAt', label: { en: 'Accepted', zh: '接受时间' }, kind: 'instant', derived: true, filter: true, sort: true },
    { key: 'note', label: { en: 'Note', zh: '备注' }, kind: 'longText', maxLength: 5000 },
    ...sharedFields,
  ],
  columns: ['number', 'versionNo', 'customerId', 'dealId', 'state', 'gross', 'validUntil', 'ownerId', 'createdAt'],
  form: [{ label: { en: 'Quote', zh: '报价单' }, fields: ['contactId', 'validUntil', 'taxMode', 'taxRound', 'currency', 'note'] }],
}
