import type { Entity, Field } from '#meta/entity.ts'
import { receiptEntity } from './receipt.entity.ts'

// biome-ignore format: a table
const fields: readonly Field[] = [
  { key: 'externalRef', label: { en: 'Payment reference', zh: '收款凭证号' }, kind: 'text', required: true, maxLength: 100, synonyms: ['reference', 'number', 'receipt number', 'bank reference', '流水号', '收款单号', '单号'] },
  { key: 'customerId',  label: { en: 'Customer', zh: '客户' }, kind: 'reference', refEntity: 'customer', required: true, synonyms: ['customer id', 'customer name', 'company', '客户名称', '付款方', '往来单位'] },
  { key: 'date',        label: { en: 'Received on', zh: '收款日期' }, kind: 'date', required: true, synonyms: ['date', 'payment date', '日期'] },
  { key: 'amount',      label: { en: 'Still unused', zh: '预收余额' }, kind: 'money', required: true, synonyms: ['amount', 'balance', '金额', '余额', '预收款', '期初预收'] },
  { key: 'currency',    label: { en: 'Currency', zh: '币种' }, kind: 'text', maxLength: 3, synonyms: ['currency code', '货币'] },
  { key: 'method',      label: { en: 'Method', zh: '方式' }, kind: 'choice', choices: receiptEntity.fields.find(field => field.key === 'method')?.choices ?? [], synonyms: ['payment method', '收款方式'] },
  { key: 'note',        label: { en: 'Note', zh: '备注' }, kind: 'longText', maxLength: 2000, synonyms: ['notes', 'remark', '摘要'] },
]

/** A kind of file: money that customers had with the company before Baton, for nothing yet. */
export const openingAdvanceEntity: Entity = {
  key: 'openingAdvance',
  label: { en: 'Opening advance', zh: '期初预收' },
  plural: { en: 'Opening advances', zh: '期初预收' },
  path: '/receipts',
  title: 'externalRef',
  fields,
  columns: fields.map(field => field.key),
  form: [],
}
