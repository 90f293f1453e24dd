// Who stands on an invoice: the same shape and the same rules for what is kept at a customer and for the paper.
import type { Static } from 'typebox'
import { Nullable, OneOf, shape, Text } from '#kernel/api.ts'
import { usccKey, usccValid } from '#kernel/keys.ts'

export const buyerKinds = ['company', 'institution', 'person', 'foreign'] as const

/** Who stands on an invoice, as it stands there. */
export const OnPaper = shape({
  kind: OneOf(buyerKinds),
  name: Text(200),
  taxNumber: Nullable(Text(30)),
  address: Nullable(Text(300)),
  phone: Nullable(Text(60)),
  bank: Nullable(Text(200)),
  account: Nullable(Text(60)),
  email: Nullable(Text(254)),
})
export type OnPaper = Static<typeof OnPaper>

export const isBlank = (text: string | null): boolean => text === null || text.trim() === ''

type Party = Pick<OnPaper, 'kind' | 'taxNumber'>
export type NumberProblem = 'specialToPerson' | 'specialAbroad' | 'taxNumberMissing' | 'taxNumberWrong'

/** The unified code has a check digit; older registrations have 15 or 20 characters and none. Abroad there are other numbers, and a person need not give one. */
export function numberProblem({ kind, taxNumber }: Party, taxKind: string): NumberProblem | undefined {
  if (kind === 'person') return taxKind === 'special' ? 'specialToPerson' : undefined
  if (kind === 'foreign') return taxKind === 'special' ? 'specialAbroad' : undefined
  if (isBlank(taxNumber)) return kind === 'company' || taxKind === 'special' ? 'taxNumberMissing' : undefined
  const key = usccKey(taxNumber ?? '')
  const isGood = key.length === 18 ? usccValid(key) : /^(?:[0-9A-Z]{15}|[0-9A-Z]{20})$/.test(key)
  return isGood ? undefined : 'taxNumberWrong'
}
export const fieldOfProblem = (problem: NumberProblem): 'kind' | 'taxNumber' =>
  problem === 'specialToPerson' || problem === 'specialAbroad' ? 'kind' : 'taxNumber'

export const neededBySpecial = ['address', 'phone', 'bank', 'account'] as const

export const isEmail = (text: string): boolean => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text)
