// Pure: how sure a likeness is, and whose value stays where nobody chose.
import { sameCompany } from '#kernel/companyName.ts'
import type { TwinWhy } from './twin.schema.ts'

export type Keyed = {
  readonly name: string
  /** The company's name: of a customer its own. */
  readonly company?: string | null
  readonly nameKey?: string | null
  readonly companyKey?: string | null
  readonly phoneKey?: string | null
  readonly emailKey?: string | null
  readonly uscc?: string | null
}

const weights: Readonly<Record<TwinWhy, number>> = { uscc: 100, name: 80, phone: 70, email: 70, company: 50 }

export function whyAlike(a: Keyed, b: Keyed): TwinWhy[] {
  const equal = (key: 'uscc' | 'nameKey' | 'phoneKey' | 'emailKey') => Boolean(a[key]) && a[key] === b[key]
  const why: TwinWhy[] = []
  if (equal('uscc')) why.push('uscc')
  if (equal('nameKey')) why.push('name')
  else if (a.company && b.company && sameCompany(a.company, b.company)) why.push('company')
  if (equal('phoneKey')) why.push('phone')
  if (equal('emailKey')) why.push('email')
  return why
}

/** Each further likeness takes half of what is missing. */
export function scoreOf(why: readonly TwinWhy[]): number {
  const [first = 0, ...rest] = why.map(one => weights[one]).toSorted((x, y) => y - x)
  return Math.round(rest.reduce((sum, one) => sum + ((100 - sum) * one) / 150, first))
}

type Side = { readonly updatedAt: string; readonly value: unknown }

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '' || value === false

/** The fuller of the two; where both are full, the longer text, else the newer. */
export function usualPick(key: string, winner: Side, loser: Side): 'winner' | 'loser' {
  if (isEmpty(loser.value)) return 'winner'
  if (isEmpty(winner.value)) return 'loser'
  // the record that was chosen to stay keeps its name, its place and its owner
  if (['name', 'ownerId', 'customerId', 'isPrimary'].includes(key)) return 'winner'
  if (['note', 'need', 'address'].includes(key))
    return String(loser.value).length > String(winner.value).length ? 'loser' : 'winner'
  return loser.updatedAt > winner.updatedAt ? 'loser' : 'winner'
}
