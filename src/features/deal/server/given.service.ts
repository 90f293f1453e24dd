// What is given of a deal, checked and as its columns hold it.
import { isUnseen } from '#kernel/filled.ts'
import { isCurrency, isMoney } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import type { DealEdit } from '../deal.schema.ts'
import type { DealRow } from './deal.table.ts'

type Checked = Pick<DealEdit, 'name' | 'amount' | 'currency' | 'nextStep' | 'nextStepAt'>

/** `usual`: what it is counted in when it says nothing. */
export function problemsOf(edit: Checked, usual: string, row?: DealRow): Reason[] {
  const reasons: Reason[] = []
  if (edit.name !== undefined && isUnseen(edit.name)) reasons.push(reason('field.required', 'name'))
  if (edit.currency !== undefined && !isCurrency(edit.currency)) reasons.push(reason('deal.badCurrency', 'currency'))
  const currency = edit.currency ?? row?.currency ?? usual
  const amount = edit.amount === undefined ? row?.amount : edit.amount
  const isPriced = edit.amount !== undefined || edit.currency !== undefined
  if (isPriced && amount && isCurrency(currency) && !isMoney(amount, currency))
    reasons.push(reason('kernel.tooFine', 'amount', { currency }))
  const step = edit.nextStep === undefined ? row?.nextStep : edit.nextStep
  if (edit.nextStepAt && !step?.trim()) reasons.push(reason('deal.stepMissing', 'nextStep'))
  return reasons
}

/** Columns as given; empty text is no value. */
export function storedOf(given: Omit<DealEdit, 'name' | 'custom' | 'ownerId' | 'version'>) {
  const text = (value: string | null | undefined): string | null => value?.trim() || null
  return {
    contactId: given.contactId ?? null,
    amount: given.amount ?? null,
    amountFrom: 'manual' as const,
    expectedClose: given.expectedClose ?? null,
    forecast: given.forecast ?? null,
    source: text(given.source),
    productLine: text(given.productLine),
    campaign: text(given.campaign),
    note: text(given.note),
    nextStep: text(given.nextStep),
    nextStepAt: given.nextStepAt ?? null,
    primaryQuoteId: null,
    acceptedQuoteId: null,
  }
}

/** Of the stored columns only those that were given. */
export function definedOf(stored: ReturnType<typeof storedOf>, given: object): Partial<DealRow> {
  return Object.fromEntries(Object.entries(stored).filter(([key]) => Reflect.get(given, key) !== undefined))
}
