// How much and how long. A slice is short and variants alternate, because on a shared machine the floor itself
// moves: only ratios inside one cycle mean something (docs/performance.md).
export type Sizes = { readonly listed: number; readonly ready: number; readonly others: number }
export type Plan = {
  readonly sizes: Sizes
  readonly cycles: number
  readonly sliceMs: number
  readonly warmMs: number
  readonly clients: readonly number[]
  readonly day: { readonly chains: number; readonly searches: number; readonly rows: number }
  readonly front: {
    readonly leads: number
    readonly deals: number
    readonly followups: number
    readonly rounds: number
  }
}

export const wholePlan: Plan = {
  sizes: { listed: 100_000, ready: 36_000, others: 18 },
  cycles: 6,
  sliceMs: 500,
  warmMs: 5000,
  clients: [1, 8],
  day: { chains: 200, searches: 200, rows: 5000 },
  front: { leads: 100_000, deals: 100_000, followups: 1_000_000, rounds: 20 },
}
export const quickPlan: Plan = {
  sizes: { listed: 20_000, ready: 16_000, others: 2 },
  cycles: 3,
  sliceMs: 400,
  warmMs: 4000,
  clients: [1, 8],
  day: { chains: 40, searches: 40, rows: 1000 },
  front: { leads: 20_000, deals: 20_000, followups: 200_000, rounds: 6 },
}

/** Where other data of their own is measured. */
export const leastSizes: Sizes = { listed: 200, ready: 8, others: 0 }

export const measures = ['create', 'confirm', 'list', 'receivables', 'lead'] as const
export type Measure = (typeof measures)[number]

/** Smallest accepted share of the sequential, named, batched floor at 1 and at 8 clients. */
export const goals: Readonly<Partial<Record<Measure, readonly [one: number, eight: number]>>> = {
  create: [1, 0.8],
  confirm: [1.1, 0.9],
  list: [1, 0.75],
  receivables: [0.75, 0.6],
}
