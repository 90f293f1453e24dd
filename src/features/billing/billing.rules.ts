// What is wrong with billing details, beyond what is wrong with any buyer.
import { type Reason, reason } from '#kernel/refusal.ts'
import { fieldOfProblem, isBlank, isEmail, neededBySpecial, numberProblem, type OnPaper } from '#meta/buyer.ts'
import type { Usually } from './billing.schema.ts'

/** Digits as banks write them, or an IBAN. */
const isAccount = (text: string): boolean => /^[0-9A-Za-z][0-9A-Za-z -]{3,58}[0-9A-Za-z]$/.test(text.trim())

export type Profile = OnPaper & { readonly taxKind: Usually }

/** All at once, each at its field. */
export function profileProblems(profile: Profile): Reason[] {
  const { taxKind, email, bank, account } = profile
  const number = numberProblem(profile, taxKind)
  const missing = taxKind === 'special' ? neededBySpecial.filter(field => isBlank(profile[field])) : []
  return [
    ...(number ? [reason(`invoice.${number}`, fieldOfProblem(number))] : []),
    ...missing.map(field => reason(`invoice.missing.${field}`, field)),
    ...(taxKind === 'plain' && isBlank(bank) && !isBlank(account)
      ? [reason('billingProfile.bankMissing', 'bank')]
      : []),
    ...(isBlank(account) || isAccount(account ?? '') ? [] : [reason('billingProfile.accountWrong', 'account')]),
    ...(isBlank(email) || isEmail(email ?? '') ? [] : [reason('invoice.emailWrong', 'email')]),
  ]
}
