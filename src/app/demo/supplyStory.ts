// What the demo company makes and buys: the machine that an order waits for, spares for stock, what is late, what came in part.
import { createSupply } from '#features/supply/server/create.service.ts'
import { editSupply } from '#features/supply/server/edit.service.ts'
import { requestShortages, shortages } from '#features/supply/server/shortage.service.ts'
import { moveSupply, receiveSupply } from '#features/supply/server/supplyMove.service.ts'
import type { NewSupply } from '#features/supply/supply.schema.ts'
import type { Company, Person } from './people.ts'
import type { Stocked } from './products.ts'
import type { Scene, Story } from './story.ts'
import { dayAgo } from './when.ts'

type Plan = Pick<NewSupply, 'kind' | 'qty' | 'supplier' | 'note' | 'tolerance'> & {
  readonly code: string
  readonly to: Person
  /** Workdays ago; ahead with a minus. */
  readonly day: number
  readonly due: number
  readonly begun?: number
  readonly progress?: number
  /** How many came on which day. */
  readonly came?: readonly (readonly [day: number, qty: string])[]
  readonly ends?: 'finish' | 'cancel'
}

// biome-ignore format: a table
const plans: readonly Plan[] = [
  { code: 'GD-8200', kind: 'make', qty: '2',   to: 'zheng', day: 14, due: -3, begun: 12, progress: 60, supplier: '总装一车间', note: '旺季备货。' },
  { code: 'BJ-114',  kind: 'buy',  qty: '200', to: 'he',    day: 12, due: -1, begun: 11, supplier: '常州恒热电热元件厂', tolerance: '5', came: [[4, '120']] },
  { code: 'SB-20',   kind: 'buy',  qty: '50',  to: 'he',    day: 10, due: 2,  begun: 9,  supplier: '苏州明光传感' },
  { code: 'SS-1200', kind: 'make', qty: '4',   to: 'zheng', day: 20, due: 6,  begun: 18, supplier: '钣金车间', came: [[8, '2'], [6, '2']] },
  { code: 'BJ-30',   kind: 'buy',  qty: '48',  to: 'he',    day: 3,  due: -6, supplier: '湖州金锐刀具' },
  { code: 'DK-A',    kind: 'buy',  qty: '3',   to: 'zheng', day: 16, due: 5,  begun: 15, supplier: '上海控易电气', came: [[5, '2']], ends: 'finish' },
  { code: 'ZT-60',   kind: 'make', qty: '1',   to: 'zheng', day: 9,  due: -8, ends: 'cancel' },
]

export const supplyStories = (company: Company, { products }: Stocked): Story[] => [
  waitedFor(company),
  ...plans.map(plan => storyOf(plan, company, products)),
]

function storyOf(plan: Plan, { database: { clock }, cast }: Company, products: Stocked['products']): Story {
  const { code, to, day, due, begun, progress, came = [], ends, ...words } = plan
  const made = { id: '' }
  const ask: Scene['play'] = async (tx, actor) => {
    const expectedOn = dayAgo(clock, due)
    const input = { ...words, productId: products.get(code) ?? '', expectedOn, assigneeId: cast[to].userId }
    made.id = (await createSupply(tx, actor, input)).id
  }
  const at = (when: number, time: string, by: Person, play: Scene['play']): Scene => ({ day: when, time, by, play })
  return [
    at(day, '10:30', 'zheng', ask),
    ...(begun === undefined
      ? []
      : [at(begun, '11:00', 'zheng', (tx, actor) => moveSupply(tx, actor, made.id, { move: 'start' }))]),
    ...came.map(([when, qty]) =>
      at(when, '15:20', 'he', (tx, actor) => receiveSupply(tx, actor, made.id, { qty, date: dayAgo(clock, when) })),
    ),
    ...(progress ? [at(2, '16:00', 'zheng', (tx, actor) => editSupply(tx, actor, made.id, { progress }))] : []),
    ...(ends ? [at(4, '17:10', 'zheng', (tx, actor) => moveSupply(tx, actor, made.id, { move: ends }))] : []),
  ].toSorted((a, b) => b.day - a.day)
}

/** A reviewed order cannot be confirmed: what it lacks is being made, and sales sees the day. */
function waitedFor({ database: { clock }, cast }: Company): Story {
  const made = { id: '' }
  return [
    {
      day: 1,
      time: '18:10',
      by: 'zheng',
      play: async (tx, actor) => {
        const [first] = await shortages(tx, actor, {})
        if (!first) return
        const { productId, warehouseId } = first
        const { items } = await requestShortages(tx, actor, { kind: 'make', items: [{ productId, warehouseId }] })
        made.id = items[0]?.id ?? ''
      },
    },
    {
      day: 1,
      time: '18:20',
      by: 'zheng',
      play: async (tx, actor) => {
        if (!made.id) return
        const plan = { expectedOn: dayAgo(clock, -5), supplier: '总装二车间', assigneeId: cast.he.userId }
        await editSupply(tx, actor, made.id, plan)
      },
    },
    {
      day: 1,
      time: '18:25',
      by: 'zheng',
      play: async (tx, actor) => made.id && moveSupply(tx, actor, made.id, { move: 'start' }),
    },
  ]
}
