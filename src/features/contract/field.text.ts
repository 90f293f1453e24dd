import type { Texts } from '#kernel/text.ts'

/** In the order in which they are offered. */
// biome-ignore format: a table
export const mergeFields = {
  'number':              { en: 'Contract number', zh: '合同编号' },
  'title':               { en: 'Contract title', zh: '合同名称' },
  'kind':                { en: 'Contract kind', zh: '合同类型' },
  'signedOn':            { en: 'Signed on', zh: '签订日期' },
  'effectiveFrom':       { en: 'Effective from', zh: '生效日期' },
  'effectiveUntil':      { en: 'Effective until', zh: '到期日期' },
  'amount':              { en: 'Amount', zh: '合同金额' },
  'amountCapital':       { en: 'Amount in Chinese capitals', zh: '合同金额大写' },
  'net':                 { en: 'Amount without tax', zh: '不含税金额' },
  'tax':                 { en: 'Tax', zh: '税额' },
  'currency':            { en: 'Currency', zh: '币种' },
  'taxMode':             { en: 'Tax included or on top', zh: '含税/不含税' },
  'company.name':        { en: 'Our company', zh: '我方名称' },
  'company.taxNumber':   { en: 'Our tax number', zh: '我方税号' },
  'company.address':     { en: 'Our address', zh: '我方地址' },
  'company.phone':       { en: 'Our phone', zh: '我方电话' },
  'company.bank':        { en: 'Our bank', zh: '我方开户行' },
  'company.account':     { en: 'Our account', zh: '我方账号' },
  'company.signer':      { en: 'Our signer', zh: '我方签署人' },
  'customer.name':       { en: 'Customer', zh: '客户名称' },
  'customer.taxNumber':  { en: 'Customer’s tax number', zh: '客户税号' },
  'customer.address':    { en: 'Customer’s address', zh: '客户地址' },
  'customer.phone':      { en: 'Customer’s phone', zh: '客户电话' },
  'customer.bank':       { en: 'Customer’s bank', zh: '客户开户行' },
  'customer.account':    { en: 'Customer’s account', zh: '客户账号' },
  'customer.contact':    { en: 'Customer’s contact', zh: '客户联系人' },
  'customer.signer':     { en: 'Customer’s signer', zh: '客户签署人' },
  'payer.name':          { en: 'Payer', zh: '付款方名称' },
  'owner.name':          { en: 'Our salesperson', zh: '我方业务负责人' },
  'delivery.address':    { en: 'Delivery address', zh: '交货地址' },
  'clauses':             { en: 'Special terms', zh: '特别约定' },
  'quote.number':        { en: 'Quote number', zh: '报价单号' },
  'deal.name':           { en: 'Deal', zh: '商机名称' },
  'amends.number':       { en: 'Number of the contract it amends', zh: '主合同编号' },
  'renews.number':       { en: 'Number of the contract it renews', zh: '原合同编号' },
  'changeReason':        { en: 'Reason of the change', zh: '变更原因' },
} as const satisfies Texts
export type MergeField = keyof typeof mergeFields

/** Not words but a part of the page: each stands alone in its paragraph. */
// biome-ignore format: a table
export const mergeParts = {
  'lines':      { en: 'Table of lines', zh: '明细表' },
  'terms':      { en: 'Payment terms', zh: '付款条件表' },
  'changes':    { en: 'Old and new, side by side', zh: '变更前后对照表' },
  'signatures': { en: 'Signature blocks', zh: '双方签署栏' },
} as const satisfies Texts
export type MergePart = keyof typeof mergeParts
