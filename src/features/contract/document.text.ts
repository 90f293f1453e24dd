import type { Label, Texts } from '#kernel/text.ts'
import type { ContractKind } from './contract.schema.ts'

/** What stands on the contract itself, where its template does not say it. */
export const documentText = {
  'contract.doc.terms':     { en: 'Payment', zh: '付款条件' },
  'contract.doc.noCeiling': { en: 'as ordered', zh: '按实际订单结算' },
  'contract.doc.asNeeded':  { en: 'as needed', zh: '按需' },
  'contract.doc.date':      { en: 'Date', zh: '日期' },
  'contract.doc.signature': { en: 'Signature (seal)', zh: '签字（盖章）' },
  'contract.doc.seller':    { en: 'Seller', zh: '供方（甲方）' },
  'contract.doc.buyer':     { en: 'Buyer', zh: '需方（乙方）' },
  'contract.doc.what':      { en: 'Item', zh: '变更项' },
  'contract.doc.old':       { en: 'Before', zh: '变更前' },
  'contract.doc.next':      { en: 'After', zh: '变更后' },
  'contract.doc.gone':      { en: '(none)', zh: '（无）' },
  'contract.doc.noChange':  { en: 'No changes yet', zh: '尚无变更' },
  'contract.doc.included':  { en: 'tax included', zh: '含税' },
  'contract.doc.onTop':     { en: 'tax on top', zh: '不含税' },
  'contract.doc.article':   { en: 'Article {no}', zh: '第{no}条' },
} as const satisfies Texts

export const kindWords: Readonly<Record<ContractKind, Label>> = {
  one_off: { en: 'Sales contract', zh: '销售合同' },
  framework: { en: 'Framework contract', zh: '框架合同' },
}
