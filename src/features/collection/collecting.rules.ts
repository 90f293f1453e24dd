// What the company has chosen about collection.

export type Collecting = {
  /** Up to so much of an order a rounding difference needs no approval, in the organisation's currency. */
  readonly roundingLimit: string
  /** When an acceptance bill frees the payer's credit. */
  readonly billsCount: 'received' | 'matured'
  /** How long before its day an instalment or a bill is called due soon. */
  readonly soonDays: number
}

const usualCollecting: Collecting = { roundingLimit: '1', billsCount: 'matured', soonDays: 7 }

export function collectingOf(settings: Readonly<Record<string, unknown>>): Collecting {
  const own: unknown = settings.collecting
  // written by its own setting only, whole and judged
  return typeof own === 'object' && own !== null ? { ...usualCollecting, ...own } : usualCollecting
}
