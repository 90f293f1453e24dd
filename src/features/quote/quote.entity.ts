import { type Choice, type Entity, sharedFields } from '#meta/entity.ts'
import { soldLine } from '#meta/soldLine.ts'
import { type QuoteState, quoteStates } from './quote.schema.ts'
import { quoteText } from './quote.text.ts'

const tones: Readonly<Partial<Record<QuoteState, NonNullable<Choice['tone']>>>> = {
  draft: 'off',
  in_approval: 'warm',
  approved: 'cool',
  sent: 'warm',
  accepted: 'ok',
  declined: 'late',
  expired: 'warn',
  superseded: 'off',
  cancelled: 'off',
}
const states = quoteStates.map((value): Choice => {
  const tone = tones[value]
  return { value, label: quoteText[`state.quote.${value}`], ...(tone && { tone }) }
})

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
    { key: 'contactId', label: { en: 'Contact', zh: '联系人' }, kind: 'reference', refEntity: 'contact', within: 'customerId', filter: true },
    { key: 'state', label: { en: 'State', zh: '状态' }, kind: 'choice', derived: true, filter: true, choices: states },
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
  lines: soldLine(['net', 'tax', 'gross', 'discountKind', 'discountValue', 'capital']),
}
