// Floor and product in turn, three floors in every cycle; what counts is the ratio inside a cycle.
import { childrenOf, since, spentBy } from './cpu.ts'
import type { Measure, Plan } from './plan.ts'
import type { Slice, Worker } from './worker.ts'

/** The product, the floor as PostgreSQL plans it, and the floor with one plan for all values. */
const contenders = ['floor', 'fixed', 'product'] as const
type Contender = (typeof contenders)[number]

/** Processor ms a request: PostgreSQL's, that of the program that asks it, and of whoever calls that. */
export type Cpu = { readonly pg: number; readonly own: number; readonly caller: number }
export type Result = {
  readonly measure: Measure
  readonly clients: number
  readonly perSecond: Readonly<Record<Contender, number>>
  readonly p50: Readonly<Record<Contender, number>>
  readonly cpu: Readonly<Record<Contender, Cpu>>
  /** Product ÷ floor: the median of the cycles and its quartiles. */
  readonly ratio: number
  readonly quartiles: readonly [number, number]
  /** Product ÷ floor with fixed plans. */
  readonly ofFixed: number
  readonly failed: number
}

export type Pair = {
  readonly floor: Worker
  readonly product: Worker
  readonly app: number
  readonly postmaster: number
}

// floor and product take every second number, so that they never meet the same order
const next = { floor: new Map<Measure, number>(), product: new Map<Measure, number>() }
const mostPerSecond = 2500

export async function compare(pair: Pair, plan: Plan, measure: Measure, clients: number): Promise<Result> {
  await warm(pair, plan, measure)
  const slices: Record<Contender, Sliced[]> = { floor: [], fixed: [], product: [] }
  const cut = async (who: Contender): Promise<Sliced> => {
    const order = { measure, clients, ms: plan.sliceMs, most: Math.ceil((mostPerSecond * plan.sliceMs) / 1000) }
    const sliced = await slice(pair, who, order)
    slices[who].push(sliced)
    return sliced
  }
  for (const who of contenders) await cut(who)
  for (const who of contenders) slices[who] = []
  const ratios: number[] = []
  const ofFixed: number[] = []
  for (let cycle = 0; cycle < plan.cycles; cycle++) {
    const [before, first, fixed] = [await cut('floor'), await cut('product'), await cut('fixed')]
    const [between, second, after] = [await cut('floor'), await cut('product'), await cut('floor')]
    ratios.push(mean([first, second]) / mean([before, between, after]))
    ofFixed.push(mean([first, second]) / mean([fixed]))
  }
  const each = <T>(of: (sliced: readonly Sliced[]) => T) => ({
    floor: of(slices.floor),
    fixed: of(slices.fixed),
    product: of(slices.product),
  })
  return {
    measure,
    clients,
    perSecond: each(all => middle(all.map(one => one.perSecond))),
    p50: each(all => middle(all.map(one => one.p50))),
    cpu: each(cpuOf),
    ratio: middle(ratios),
    quartiles: [part(ratios, 0.25), part(ratios, 0.75)],
    ofFixed: middle(ofFixed),
    failed: Object.values(slices).reduce((sum, all) => sum + all.reduce((failed, one) => failed + one.failed, 0), 0),
  }
}

type Sliced = Slice & { readonly spent: Cpu }
type Wanted = { readonly measure: Measure; readonly clients: number; readonly ms: number; readonly most: number }

async function slice(pair: Pair, who: Contender, wanted: Wanted): Promise<Sliced> {
  const side = who === 'product' ? 'product' : 'floor'
  const first = next[side].get(wanted.measure) ?? (side === 'floor' ? 5 : 4)
  const own = side === 'floor' ? pair.floor.pid : pair.app
  const before = { pg: spentBy(childrenOf(pair.postmaster)), own: spentBy([own]), caller: spentBy([pair.product.pid]) }
  const plans = who === 'fixed' ? 'fixed' : 'free'
  const done = await pair[side].run({ ...wanted, plans, first, step: 2 })
  next[side].set(wanted.measure, first + done.taken * 2)
  return { ...done, spent: { pg: since(before.pg), own: since(before.own), caller: since(before.caller) } }
}

function cpuOf(slices: readonly Sliced[]): Cpu {
  const taken = slices.reduce((sum, one) => sum + one.taken, 0)
  const of = (kind: keyof Cpu) => slices.reduce((sum, one) => sum + one.spent[kind], 0) / taken
  return { pg: of('pg'), own: of('own'), caller: of('caller') }
}

const warmed = new Set<Measure>()

/** Once a measure: a server that has just begun runs code that is not yet compiled. */
async function warm(pair: Pair, { warmMs }: Plan, measure: Measure): Promise<void> {
  if (warmed.has(measure)) return
  warmed.add(measure)
  for (const who of contenders) {
    const ms = who === 'product' ? warmMs : warmMs / 5
    await slice(pair, who, { measure, clients: 8, ms, most: Math.ceil(ms * 1.5) })
  }
}

const mean = (slices: readonly Slice[]): number => slices.reduce((sum, one) => sum + one.perSecond, 0) / slices.length
const middle = (values: readonly number[]): number => part(values, 0.5)

function part(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0]
  return low + (high - low) * (at - Math.floor(at))
}
