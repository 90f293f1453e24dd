import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { TaxMode, TaxRound } from '#kernel/tax.ts'
import type { Terms } from '#kernel/terms.ts'
import type { Lang } from '#kernel/text.ts'
import type { ContractKind, ContractState } from '../contract.schema.ts'

/** What may be called off and was (`called_off`) has a statement of its own: only orders move it. */
export const contracts = table('contracts', {
  ...recordColumns,
  number: 'text',
  versionNo: 'int',
  kind: 'text',
  title: 'text',
  state: 'text',
  customerId: 'uuid',
  payerId: 'uuid',
  contactId: 'uuid?',
  dealId: 'uuid?',
  quoteId: 'uuid?',
  amendsId: 'uuid?',
  amendsVersion: 'int?',
  changeReason: 'text?',
  renewsId: 'uuid?',
  lang: 'text',
  templateId: 'uuid?',
  templateVersion: 'int?',
  clauses: 'text?',
  currency: 'text',
  rate: 'numeric',
  taxMode: 'text',
  taxRound: 'text',
  discountKind: 'text?',
  discountValue: 'numeric?',
  net: 'numeric',
  tax: 'numeric',
  gross: 'numeric',
  ceiling: 'numeric?',
  amount: 'numeric?',
  baseAmount: 'numeric',
  calledOff: 'numeric',
  terms: 'jsonb',
  address: 'text?',
  ourSigner: 'text?',
  theirSigner: 'text?',
  effectiveFrom: 'date?',
  effectiveUntil: 'date?',
  note: 'text?',
  contentHash: 'text?',
  approvedHash: 'text?',
  submittedAt: 'timestamptz?',
  approvedAt: 'timestamptz?',
  signedOn: 'date?',
  effectiveAt: 'timestamptz?',
  endedAt: 'timestamptz?',
  endReason: 'text?',
  toldUntil: 'date?',
  threadId: 'uuid',
})

type Text =
  | 'contactId'
  | 'dealId'
  | 'quoteId'
  | 'amendsId'
  | 'changeReason'
  | 'renewsId'
  | 'templateId'
  | 'clauses'
  | 'discountValue'
  | 'ceiling'
  | 'amount'
  | 'address'
  | 'ourSigner'
  | 'theirSigner'
  | 'effectiveFrom'
  | 'effectiveUntil'
  | 'note'
  | 'contentHash'
  | 'approvedHash'
  | 'submittedAt'
  | 'approvedAt'
  | 'signedOn'
  | 'effectiveAt'
  | 'endedAt'
  | 'endReason'
  | 'toldUntil'

export type ContractRow = RecordRow & {
  number: string
  versionNo: number
  kind: ContractKind
  title: string
  state: ContractState
  customerId: string
  payerId: string
  amendsVersion: number | null
  lang: Lang
  templateVersion: number | null
  currency: string
  rate: string
  taxMode: TaxMode
  taxRound: TaxRound
  discountKind: 'percent' | 'amount' | null
  net: string
  tax: string
  gross: string
  baseAmount: string
  calledOff: string
  terms: Terms
  threadId: string
} & Record<Text, string | null>

export const contractLines = table('contract_lines', {
  id: 'uuid',
  contractId: 'uuid',
  no: 'int',
  productId: 'uuid?',
  code: 'text?',
  kind: 'text',
  fulfil: 'text',
  name: 'text',
  spec: 'text?',
  unit: 'text',
  unitQty: 'numeric',
  factor: 'numeric',
  qty: 'numeric',
  asNeeded: 'bool',
  price: 'numeric',
  listPrice: 'numeric?',
  handPrice: 'bool',
  priceWhy: 'jsonb?',
  discountKind: 'text?',
  discountValue: 'numeric?',
  taxRate: 'numeric',
  base: 'numeric',
  lineDiscount: 'numeric',
  share: 'numeric',
  amount: 'numeric',
  net: 'numeric',
  tax: 'numeric',
  gross: 'numeric',
  calledQty: 'numeric',
  baseLineId: 'uuid?',
  quoteLineId: 'uuid?',
  parts: 'jsonb?',
  note: 'text?',
})

export const contractVersions = table('contract_versions', {
  id: 'uuid',
  contractId: 'uuid',
  versionNo: 'int',
  amendedBy: 'uuid',
  at: 'timestamptz',
  content: 'text',
  contentHash: 'text',
  amount: 'numeric?',
  differences: 'jsonb',
})

export const contractSignatures = table('contract_signatures', {
  id: 'uuid',
  contractId: 'uuid',
  way: 'text',
  at: 'timestamptz',
  signedOn: 'date',
  name: 'text?',
  title: 'text?',
  linkId: 'uuid?',
  address: 'text?',
  agent: 'text?',
  providerRef: 'text?',
  content: 'text',
  contentHash: 'text',
  fileId: 'uuid?',
})
