// What those who make, buy and take in find on Home: what is to come today or should have come, what nobody has asked for.
import type { Actor } from '#kernel/access.ts'
import { dayRange, today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { signOf } from '#kernel/money.ts'
import type { HomeLine, HomeSource } from '#meta/home.ts'
import type { Shortage, Supply } from '../supply.schema.ts'
import { shortages } from './shortage.service.ts'
import { listSupplies } from './supply.service.ts'

const under = { field: 'state', op: 'in', value: ['planned', 'in_progress'] }

async function due(db: Db, actor: Actor): Promise<HomeLine[]> {
  const day = today(db.database.clock, actor.org.zone)
  const filter = JSON.stringify({ all: [under, { field: 'expectedOn', op: 'lte', value: day }] })
  const { items } = await listSupplies(db, actor, { filter, sort: 'expectedOn', limit: 50 })
  return items.map(row =>
    row.expectedOn === day
      ? lineOf(actor, row, 'supply.home.today')
      : { ...lineOf(actor, row, 'supply.home.late'), late: true },
  )
}

const lineOf = (actor: Actor, row: Supply, key: string): HomeLine => ({
  ...blank,
  key: `supply:${row.id}`,
  entity: 'supply',
  recordId: row.id,
  who: row.productName,
  say: { key },
  note: [row.number, `${row.coming} ${row.unit}`, row.supplier, row.orderNumber].filter(Boolean).join(' · '),
  at: endOf(row.expectedOn, actor),
  allDay: true,
})

const blank: Pick<HomeLine, 'text' | 'phone' | 'step' | 'move' | 'actions'> = {
  ...{ text: null, phone: null, move: null },
  step: 'supply',
  actions: ['open'],
}
const endOf = (day: string | null, { org }: Actor): string | null =>
  day && new Date(dayRange(day, org.zone).end.getTime() - 1).toISOString()

/** Each leads to the order that waits for it first. */
async function unasked(db: Db, actor: Actor): Promise<HomeLine[]> {
  const open = (await shortages(db, actor, {})).filter(one => signOf(one.open) > 0)
  return open.slice(0, 50).flatMap(one => shortOf(actor, one))
}

function shortOf(actor: Actor, one: Shortage): HomeLine[] {
  const [first] = one.lines
  if (!first) return []
  return [
    {
      ...blank,
      key: `shortage:${one.productId}:${one.warehouseId}`,
      entity: 'order',
      recordId: first.orderId,
      who: one.productName,
      say: { key: 'supply.home.short' },
      note: [`${one.open} ${one.unit}`, one.warehouseName, first.orderNumber].join(' · '),
      at: endOf(one.neededBy, actor),
      allDay: true,
    },
  ]
}

export const supplyHome: readonly HomeSource[] = [
  { section: 'mine', access: 'supply.receive', lines: due },
  { section: 'stalled', access: 'supply.cancel', lines: unasked },
]
