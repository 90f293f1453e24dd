// What forbids a move of a contract, what its content is, what may still be called off. Pure.
import type { Guard } from '#kernel/flow.ts'
import { add, cmp, div, isZero } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { type Terms, termProblems } from '#kernel/terms.ts'
import type { ContractKind, ContractLine, ContractState, WholeContract } from './contract.schema.ts'

export type ContractFacts = {
  readonly state: ContractState
  readonly kind: ContractKind
  readonly amount: string | null
  readonly gross: string
  readonly currency: string
  readonly lineCount: number
  readonly terms: Terms
  readonly effectiveFrom: string | null
  readonly effectiveUntil: string | null
  readonly customerActive: boolean
  /** Today in the organisation's zone. */
  readonly day: string
  /** Orders of it that are neither confirmed nor over. */
  readonly openOrders: number
  /** Of a supplementary agreement: what it changes, as that stands now. */
  readonly amends: AmendedFacts | undefined
  readonly amendsVersion: number | null
  readonly lines: readonly Pick<ContractLine, 'no' | 'name' | 'unit' | 'qty' | 'factor' | 'baseLineId' | 'asNeeded'>[]
  /** Undefined where it has not been asked for yet. */
  readonly signedOn?: string | null | undefined
  readonly reason?: string | null | undefined
}
export type AmendedFacts = {
  readonly state: ContractState
  readonly number: string
  readonly versionNo: number
  readonly calledOff: string
  readonly lines: readonly Pick<ContractLine, 'id' | 'name' | 'unit' | 'factor' | 'calledQty'>[]
}

/** A framework may be without end in money; without lines, sum and clauses it says nothing. */
export const nothingAgreed: Guard<ContractFacts> = one =>
  one.lineCount > 0 || (one.amount !== null && cmp(one.amount, '0') > 0)
    ? undefined
    : reason('contract.nothingAgreed', 'lines')
export const inactiveCustomer: Guard<ContractFacts> = one =>
  one.customerActive ? undefined : reason('contract.inactiveCustomer', 'customerId')
export const termsOpen: Guard<ContractFacts> = one =>
  one.kind === 'one_off' && one.amount !== null
    ? termProblems(one.terms, { gross: one.amount, currency: one.currency })[0]
    : termProblems(one.terms)[0]
type Span = Pick<ContractFacts, 'effectiveFrom' | 'effectiveUntil'>
export const endsBefore = ({ effectiveFrom, effectiveUntil }: Span): Reason | undefined =>
  effectiveFrom && effectiveUntil && effectiveUntil < effectiveFrom
    ? reason('contract.endsBefore', 'effectiveUntil', { from: effectiveFrom })
    : undefined
export const datesWrong: Guard<ContractFacts> = ({ effectiveFrom, effectiveUntil, day }) => {
  const before = endsBefore({ effectiveFrom, effectiveUntil })
  if (before) return before
  return effectiveUntil && effectiveUntil < day
    ? reason('contract.past', 'effectiveUntil', { date: effectiveUntil })
    : undefined
}
export const noEnd: Guard<ContractFacts> = one =>
  one.kind === 'framework' && one.effectiveUntil === null ? reason('contract.noEnd', 'effectiveUntil') : undefined
/** What it changes has ended, or was changed by another meanwhile. */
export const amendmentMoot: Guard<ContractFacts> = ({ amends, amendsVersion }) => {
  if (!amends) return undefined
  if (amends.state !== 'effective') return reason('contract.amendsEnded', 'amendsId', { number: amends.number })
  return amends.versionNo === amendsVersion
    ? undefined
    : reason('contract.amendsMoved', 'amendsId', { number: amends.number })
}

/** What was called off already stays: neither the sum nor a line may go below it. */
export function belowCalled({ amends, amount, lines }: Pick<ContractFacts, 'amends' | 'amount' | 'lines'>): Reason[] {
  if (!amends) return []
  const reasons: Reason[] = []
  if (amount !== null && cmp(amount, amends.calledOff) < 0)
    reasons.push(reason('contract.belowCalled', 'ceiling', { called: amends.calledOff }))
  for (const old of amends.lines) {
    if (isZero(old.calledQty)) continue
    const next = lines.find(line => line.baseLineId === old.id)
    const values = { name: old.name, called: perUnit(old.calledQty, old.factor), unit: old.unit }
    if (!next) reasons.push(reason('contract.lineCalled', 'lines', values))
    else if (!next.asNeeded && cmp(next.qty, old.calledQty) < 0)
      reasons.push(reason('contract.lineBelowCalled', `lines.${next.no - 1}.unitQty`, values))
  }
  return reasons
}
export const linesBelowCalled: Guard<ContractFacts> = one => belowCalled(one)[0]

export const noSigningDay: Guard<ContractFacts> = one =>
  one.signedOn === null ? reason('contract.noSigningDay', 'signedOn') : undefined
export const signedTooEarly: Guard<ContractFacts> = one =>
  one.signedOn && one.signedOn > one.day ? reason('contract.signedLater', 'signedOn', { date: one.day }) : undefined
export const noReason: Guard<ContractFacts> = one =>
  one.reason === undefined || one.reason?.trim() ? undefined : reason('contract.noReason', 'reason')
export const notPast: Guard<ContractFacts> = one =>
  one.effectiveUntil !== null && one.effectiveUntil < one.day ? undefined : 'contract.stillRuns'
export const ordersWaiting: Guard<ContractFacts> = one =>
  one.openOrders > 0 ? reason('contract.ordersWaiting', undefined, { count: one.openOrders }) : undefined

/** In the line's own unit. */
const perUnit = (qty: string, factor: string): string => div(qty, factor, 6)

/** The whole of what was agreed: the sum beside the lines, else theirs; nothing where a line has no quantity. */
export function amountOf(
  { kind, ceiling }: Pick<WholeContract, 'kind' | 'ceiling'>,
  lines: readonly { readonly asNeeded: boolean }[],
  gross: string,
): string | null {
  if (ceiling !== null) return add(ceiling, '0')
  if (kind === 'framework' && (lines.length === 0 || lines.some(line => line.asNeeded))) return null
  return gross
}

// biome-ignore format: a table
const contentOfContract = [
  'number', 'kind', 'title', 'customerId', 'payerId', 'contactId', 'amendsId', 'amendsVersion', 'changeReason', 'lang', 'templateId',
  'templateVersion', 'clauses', 'currency', 'rate', 'taxMode', 'taxRound', 'discountKind', 'discountValue', 'ceiling', 'terms',
  'address', 'ourSigner', 'theirSigner', 'effectiveFrom', 'effectiveUntil', 'custom',
] as const
// biome-ignore format: a table
const contentOfLine = [
  'no', 'productId', 'code', 'kind', 'fulfil', 'name', 'spec', 'unit', 'unitQty', 'factor', 'asNeeded', 'price', 'discountKind',
  'discountValue', 'taxRate', 'parts',
  'note',
] as const

type Content = Pick<WholeContract, (typeof contentOfContract)[number]>
type LineContent = Pick<ContractLine, (typeof contentOfLine)[number]>

/** Exactly what is approved and signed, as one text: keys sorted, decimals without trailing zeros. */
export function canonicalContract(contract: Content, lines: readonly LineContent[]): string {
  const head = pick(contract, contentOfContract)
  return canonicalJson({ ...head, lines: lines.map(line => pick(line, contentOfLine)) })
}

const decimals = new Set(['rate', 'discountValue', 'ceiling', 'unitQty', 'factor', 'price', 'taxRate'])
/** What came later and is not there leaves no trace, so that what was hashed before it reads the same. */
const exact = (key: string, value: unknown): unknown =>
  key === 'parts' ? (value ?? undefined) : decimals.has(key) && typeof value === 'string' ? add(value, '0') : value
const pick = (from: object, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.map(key => [key, exact(key, Reflect.get(from, key))]))

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`
}
