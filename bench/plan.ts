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
}

export const wholePlan: Plan = {
  sizes: { listed: 100_000, ready: 36_000, others: 18 },
  cycles: 6,
  sliceMs: 500,
  warmMs: 5000,
  clients: [1, 8],
  day: { chains: 200, searches: 200, rows: 5000 },
}
export const quickPlan: Plan = {
  sizes: { listed: 20_000, ready: 16_000, others: 2 },
  cycles: 3,
  sliceMs: 400,
  warmMs: 4000,
  clients: [1, 8],
  day: { chains: 40, searches: 40, rows: 1000 },
}

export const measures = ['create', 'confirm', 'list', 'receivables', 'lead'] as const
export type Measure = (typeof measures)[number]

/** Smallest accepted share of the sequential, named, batched floor at 1 and at 8 clients. */
export const goals: Readonly<Partial<Record<Measure, readonly [one: number, eight: number]>>> = {
  create: [1, 0.8],
  confirm: [1.1, 0.9],
  list: [1, 0.75],
  receivables: [0.75, 0.6],
}
