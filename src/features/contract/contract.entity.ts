import { type Choice, type Entity, sharedFields } from '#meta/entity.ts'
import { soldLine } from '#meta/soldLine.ts'
import { type ContractState, contractStates } from './contract.schema.ts'
import { contractText } from './contract.text.ts'

const tones: Readonly<Record<ContractState, NonNullable<Choice['tone']>>> = {
  draft: 'off',
  in_approval: 'warm',
  to_sign: 'cool',
  effective: 'ok',
  completed: 'off',
  terminated: 'late',
  expired: 'warn',
  cancelled: 'off',
}
const states = contractStates.map(
  (value): Choice => ({ value, label: contractText[`state.contract.${value}`], tone: tones[value] }),
)
const told = [
  'net',
  'tax',
  'gross',
  'discountKind',
  'discountValue',
  'ceiling',
  'amount',
  'baseAmount',
  'calledOff',
  'remaining',
]

// biome-ignore format: a table
export const contractEntity: Entity = {
  key: 'contract',
  label: { en: 'Contract', zh: '合同' },
  plural: { en: 'Contracts', zh: '合同' },
  path: '/contracts',
  title: 'number',
  fields: [
    { key: 'number', label: { en: 'Number', zh: '合同编号' }, kind: 'text', derived: true, filter: true, sort: true, synonyms: ['合同号', 'contract no'] },
    { key: 'title', label: { en: 'Title', zh: '合同名称' }, kind: 'text', required: true, maxLength: 200, filter: true, sort: true },
    { key: 'kind', label: { en: 'Kind', zh: '合同类型' }, kind: 'choice', filter: true, choices: [
      { value: 'one_off', label: { en: 'One-off', zh: '单次合同' } },
      { value: 'framework', label: { en: 'Framework', zh: '框架合同' } },
    ] },
    { key: 'customerId', label: { en: 'Customer', zh: '客户' }, kind: 'reference', refEntity: 'customer', required: true, filter: true },
    { key: 'payerId', label: { en: 'Payer', zh: '付款方' }, kind: 'reference', refEntity: 'customer', filter: true },
    { key: 'contactId', label: { en: 'Contact', zh: '联系人' }, kind: 'reference', refEntity: 'contact', within: 'customerId', filter: true },
    { key: 'dealId', label: { en: 'Deal', zh: '商机' }, kind: 'reference', refEntity: 'deal', within: 'customerId', filter: true },
    { key: 'quoteId', label: { en: 'Quote', zh: '报价单' }, kind: 'reference', refEntity: 'quote', derived: true, filter: true },
    { key: 'amendsId', label: { en: 'Amends', zh: '补充的合同' }, kind: 'reference', refEntity: 'contract', derived: true, filter: true },
    { key: 'renewsId', label: { en: 'Renews', zh: '续签自' }, kind: 'reference', refEntity: 'contract', derived: true, filter: true },
    { key: 'state', label: { en: 'State', zh: '状态' }, kind: 'choice', derived: true, filter: true, choices: states },
    { key: 'amount', label: { en: 'Amount', zh: '合同金额' }, kind: 'money', derived: true, filter: true, sort: true, tells: ['baseAmount', 'gross'] },
    { key: 'ceiling', label: { en: 'Agreed sum', zh: '约定总额' }, kind: 'money', scale: 4 },
    { key: 'calledOff', label: { en: 'Ordered', zh: '已下单金额' }, kind: 'money', derived: true, filter: true, sort: true },
    { key: 'remaining', label: { en: 'Remaining', zh: '剩余金额' }, kind: 'money', derived: true, filter: true },
    { key: 'currency', label: { en: 'Currency', zh: '币种' }, kind: 'text', maxLength: 3, filter: true },
    { key: 'effectiveFrom', label: { en: 'Effective from', zh: '生效日期' }, kind: 'date', filter: true, sort: true },
    { key: 'effectiveUntil', label: { en: 'Effective until', zh: '到期日期' }, kind: 'date', filter: true, sort: true },
    { key: 'signedOn', label: { en: 'Signed on', zh: '签订日期' }, kind: 'date', derived: true, filter: true, sort: true },
    { key: 'lang', label: { en: 'Language', zh: '合同语言' }, kind: 'choice', choices: [
      { value: 'zh', label: { en: 'Chinese', zh: '中文' } },
      { value: 'en', label: { en: 'English', zh: '英文' } },
    ] },
    { key: 'taxMode', label: { en: 'Prices', zh: '计税方式' }, kind: 'choice', choices: [
      { value: 'inclusive', label: { en: 'Tax included', zh: '含税价' } },
      { value: 'exclusive', label: { en: 'Tax on top', zh: '不含税价' } },
    ] },
    { key: 'ourSigner', label: { en: 'Our signer', zh: '我方签署人' }, kind: 'text', maxLength: 100 },
    { key: 'theirSigner', label: { en: 'Their signer', zh: '对方签署人' }, kind: 'text', maxLength: 100 },
    { key: 'address', label: { en: 'Delivery address', zh: '交货地址' }, kind: 'text', maxLength: 300 },
    { key: 'clauses', label: { en: 'Special terms', zh: '特别约定' }, kind: 'longText', maxLength: 20_000 },
    { key: 'note', label: { en: 'Internal note', zh: '内部备注' }, kind: 'longText', maxLength: 5000 },
    ...sharedFields,
  ],
  columns: ['number', 'title', 'kind', 'customerId', 'state', 'amount', 'remaining', 'effectiveUntil', 'ownerId', 'createdAt'],
  form: [
    { label: { en: 'Contract', zh: '合同' }, fields: ['title', 'kind', 'customerId', 'contactId', 'dealId', 'payerId', 'lang', 'currency', 'taxMode', 'ceiling'] },
    { label: { en: 'Term and signing', zh: '期限与签署' }, fields: ['effectiveFrom', 'effectiveUntil', 'ourSigner', 'theirSigner'] },
    { label: { en: 'Terms', zh: '条款' }, fields: ['address', 'clauses', 'note'] },
  ],
  lines: soldLine(told),
}
