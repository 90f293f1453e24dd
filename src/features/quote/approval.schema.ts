// What conditions of the approval may ask of a quote, and whose figures are hidden from whom.
import type { SubjectFact } from '#features/approval/approval.schema.ts'

/** What a thing costs is for few, and what is earned tells it. */
export const byCost = { needs: 'product.cost' } as const

/** Whose floor prices are hidden reads no figures of them. */
export const byFloor = { field: 'lines.floorPrice' } as const

export const quoteFacts: readonly SubjectFact[] = [
  { key: 'belowFloor', kind: 'yesNo', ...byFloor },
  { key: 'marginPercent', kind: 'percent', ...byCost },
  { key: 'discountPercent', kind: 'percent', field: 'gross' },
  { key: 'lineDiscountPercent', kind: 'percent', field: 'lines.price' },
  { key: 'amount', kind: 'money', field: 'gross' },
  { key: 'paymentDays', kind: 'days' },
]
