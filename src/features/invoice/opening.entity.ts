import type { Entity, Field } from '#meta/entity.ts'

// biome-ignore format: a table
const fields: readonly Field[] = [
  { key: 'number',     label: { en: 'Invoice number', zh: '发票号码' }, kind: 'text', required: true, maxLength: 40, synonyms: ['number', 'invoice', 'invoice no', 'document number', '发票号', '单号', '单据编号'] },
  { key: 'customerId', label: { en: 'Customer', zh: '客户' }, kind: 'reference', refEntity: 'customer', required: true, synonyms: ['customer id', 'customer name', 'company', '客户名称', '付款方', '往来单位'] },
  { key: 'date',       label: { en: 'Invoiced on', zh: '开票日期' }, kind: 'date', required: true, synonyms: ['date', 'invoice date', '日期', '单据日期'] },
  { key: 'amount',     label: { en: 'Still owed', zh: '应收余额' }, kind: 'money', required: true, synonyms: ['amount', 'balance', 'open amount', '金额', '余额', '期初应收', '未收金额'] },
  { key: 'taxRate',    label: { en: 'Tax rate %', zh: '税率 %' }, kind: 'number', synonyms: ['tax rate', 'vat', '税率'] },
  { key: 'taxCode',    label: { en: 'Tax code', zh: '税收分类编码' }, kind: 'text', maxLength: 19, synonyms: ['tax code', '商品编码', '税收编码'] },
  { key: 'currency',   label: { en: 'Currency', zh: '币种' }, kind: 'text', maxLength: 3, synonyms: ['currency code', '货币'] },
  { key: 'dueOn',      label: { en: 'Due on', zh: '到期日' }, kind: 'date', synonyms: ['due date', '应收日期', '付款日期'] },
  { key: 'note',       label: { en: 'Note', zh: '备注' }, kind: 'longText', maxLength: 2000, synonyms: ['notes', 'remark', '摘要'] },
]

/** A kind of file: invoices of before that are still owed and that no order stands for. */
export const openingInvoiceEntity: Entity = {
  key: 'openingInvoice',
  label: { en: 'Opening invoice', zh: '期初未收发票' },
  plural: { en: 'Opening invoices, without orders', zh: '期初未收发票（无订单）' },
  path: '/invoices',
  title: 'number',
  fields,
  columns: fields.map(field => field.key),
  form: [],
}
