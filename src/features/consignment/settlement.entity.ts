import { type Entity, type Field, sharedFields } from '#meta/entity.ts'

const shown = (key: string, en: string, zh: string): Field => ({ key, label: { en, zh }, kind: 'text', derived: true })
const day = (key: string, en: string, zh: string): Field => ({
  key,
  label: { en, zh },
  kind: 'date',
  filter: true,
  sort: true,
})
const reference = (key: string, refEntity: string, en: string, zh: string): Field => ({
  key,
  label: { en, zh },
  kind: 'reference',
  refEntity,
  derived: true,
  filter: true,
})

export const settlementEntity: Entity = {
  key: 'settlement',
  label: { en: 'Settlement', zh: '寄售结算单' },
  plural: { en: 'Settlements', zh: '寄售结算' },
  path: '/settlements',
  title: 'number',
  fields: [
    { ...shown('number', 'Number', '结算单号'), filter: true, sort: true },
    {
      key: 'state',
      label: { en: 'State', zh: '状态' },
      kind: 'choice',
      derived: true,
      filter: true,
      choices: [
        { value: 'draft', label: { en: 'Draft', zh: '草稿' }, tone: 'off' },
        { value: 'posted', label: { en: 'Settled', zh: '已结算' }, tone: 'ok' },
        { value: 'cancelled', label: { en: 'Cancelled', zh: '已作废' }, tone: 'off' },
      ],
    },
    reference('customerId', 'customer', 'Customer', '客户'),
    reference('siteId', 'warehouse', 'Site', '寄售点'),
    day('date', 'Date', '结算日期'),
    day('periodFrom', 'Period from', '结算期起'),
    day('periodTo', 'Period to', '结算期止'),
    {
      key: 'customerReference',
      label: { en: 'Their list’s number', zh: '客户清单号' },
      kind: 'text',
      maxLength: 60,
      filter: true,
    },
    shown('orderNumbers', 'Orders', '订单'),
    { key: 'lineCount', label: { en: 'Lines', zh: '行数' }, kind: 'number', scale: 0, derived: true },
    shown('payerName', 'Payer', '付款方'),
    { ...shown('currency', 'Currency', '币种') },
    { key: 'amount', label: { en: 'Amount', zh: '结算金额' }, kind: 'money', derived: true, tells: ['lines.amount'] },
    {
      key: 'postedAt',
      label: { en: 'Settled at', zh: '过账时间' },
      kind: 'instant',
      derived: true,
      filter: true,
      sort: true,
    },
    { key: 'note', label: { en: 'Note', zh: '备注' }, kind: 'longText', maxLength: 2000 },
    ...sharedFields,
  ],
  columns: ['number', 'customerId', 'siteId', 'state', 'date', 'customerReference', 'orderNumbers', 'amount'],
  form: [
    {
      label: { en: 'Settlement', zh: '结算信息' },
      fields: ['date', 'periodFrom', 'periodTo', 'customerReference', 'note'],
    },
  ],
  lines: [
    { key: 'spec', label: { en: 'Specification', zh: '规格' }, kind: 'text', derived: true },
    { key: 'batch', label: { en: 'Batch', zh: '批次' }, kind: 'text', derived: true },
    { key: 'amount', label: { en: 'Amount', zh: '金额' }, kind: 'money', derived: true, tells: ['amount'] },
  ],
}
