// Floor and product in turn, three floors in every cycle; what counts is the ratio inside a cycle.
import { childrenOf, since, spentBy } from './cpu.ts'
import type { Measure, Plan } from './plan.ts'
import type { Slice, Worker } from './worker.ts'

export type Result = {
  readonly measure: Measure
  readonly clients: number
  readonly floor: number
  readonly product: number
  readonly floorP50: number
  readonly productP50: number
  /** Product ÷ floor: the median of the cycles and its quartiles. */
  readonly ratio: number
  readonly quartiles: readonly [number, number]
  readonly failed: number
  /** Processor ms a request: PostgreSQL with the floor, with the product, and the product's own process. */
  readonly cpu: { readonly floorPg: number; readonly productPg: number; readonly app: number }
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
  const spent = { floor: { pg: 0, app: 0, requests: 0 }, product: { pg: 0, app: 0, requests: 0 } }
  const slice = async (who: 'floor' | 'product', ms: number): Promise<Slice> => {
    const first = next[who].get(measure) ?? (who === 'floor' ? 5 : 4)
    const most = Math.ceil((mostPerSecond * ms) / 1000)
    const before = { pg: spentBy(childrenOf(pair.postmaster)), app: spentBy([pair.app]) }
    const done = await pair[who].run({ measure, clients, ms, first, step: 2, most })
    spent[who].pg += since(before.pg)
    spent[who].app += since(before.app)
    spent[who].requests += done.taken
    next[who].set(measure, first + done.taken * 2)
    return done
  }
  await warm(pair, plan, measure)
  for (const who of ['floor', 'product'] as const) await slice(who, plan.sliceMs)
  const { floors, products, ratios } = await cyclesOf(slice, plan)
  return {
    measure,
    clients,
    floor: middle(floors.map(one => one.perSecond)),
    product: middle(products.map(one => one.perSecond)),
    floorP50: middle(floors.map(one => one.p50)),
    productP50: middle(products.map(one => one.p50)),
    ratio: middle(ratios),
    quartiles: [part(ratios, 0.25), part(ratios, 0.75)],
    cpu: {
      floorPg: spent.floor.pg / spent.floor.requests,
      productPg: spent.product.pg / spent.product.requests,
      app: spent.product.app / spent.product.requests,
    },
    failed: [...floors, ...products].reduce((sum, one) => sum + one.failed, 0),
  }
}

const warmed = new Set<Measure>()

/** Once a measure: a server that has just begun runs code that is not yet compiled. */
async function warm({ floor, product }: Pair, { warmMs }: Plan, measure: Measure): Promise<void> {
  if (warmed.has(measure)) return
  warmed.add(measure)
  for (const [who, worker] of [
    ['floor', floor],
    ['product', product],
  ] as const) {
    const first = next[who].get(measure) ?? (who === 'floor' ? 5 : 4)
    const ms = who === 'floor' ? warmMs / 4 : warmMs
    const done = await worker.run({ measure, clients: 8, ms, first, step: 2, most: Math.ceil(ms * 1.5) })
    next[who].set(measure, first + done.taken * 2)
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

type Cut = (who: 'floor' | 'product', ms: number) => Promise<Slice>

/** Floor and product in turn, the floor three times in every cycle, so that the machine's drift cancels out. */
async function cyclesOf(slice: Cut, plan: Plan) {
  const floors: Slice[] = []
  const products: Slice[] = []
  const ratios: number[] = []
  for (let cycle = 0; cycle < plan.cycles; cycle++) {
    const before = await slice('floor', plan.sliceMs)
    const first = await slice('product', plan.sliceMs)
    const between = await slice('floor', plan.sliceMs)
    const second = await slice('product', plan.sliceMs)
    const after = await slice('floor', plan.sliceMs)
    floors.push(before, between, after)
    products.push(first, second)
    ratios.push(mean([first, second]) / mean([before, between, after]))
  }
  return { floors, products, ratios }
}
