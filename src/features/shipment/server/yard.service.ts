// The warehouse's board: what is to be planned, picked, shipped and followed, with what is short.
import { activeWarehouses } from '#features/stock/server/warehouse.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import type { HomeLine, HomeSource } from '#meta/home.ts'
import { type Yard, type YardCard, yardColumns } from '../yard.schema.ts'
import { selectYard, type YardRow } from './yard.sql.ts'

const most = 50
const dayLong = 86_400_000

function cardOf(db: Db, { total: _, ...row }: YardRow): YardCard {
  const days = Math.max(0, Math.floor((Date.parse(db.now) - Date.parse(row.since)) / dayLong))
  return { ...row, key: `${row.entity}:${row.recordId}`, days }
}

export async function readYard(db: Db, actor: Actor, warehouseId?: string): Promise<Yard> {
  const asked = { warehouseId, today: today(db.database.clock, actor.org.zone), most }
  const [places, ...found] = await Promise.all([
    activeWarehouses(db),
    ...yardColumns.map(column => selectYard(db, actor, column, asked)),
  ])
  const columns = yardColumns.map((key, i) => {
    const rows = found[i] ?? []
    return { key, count: rows[0]?.total ?? 0, cards: rows.map(row => cardOf(db, row)) }
  })
  return { columns, warehouses: places.map(({ id, name }) => ({ id, name })) }
}

const lineOf = (row: YardRow, key: string): HomeLine => ({
  key: `shipment:${row.recordId}:${key}`,
  entity: 'shipment',
  recordId: row.recordId,
  who: row.customerName,
  text: null,
  say: { key },
  note: [row.number, row.orderNumbers].filter(Boolean).join(' · '),
  phone: null,
  at: row.since,
  step: 'shipment',
  move: null,
  actions: ['open'],
})
const linesOf =
  (column: 'ready' | 'problem', key: string): HomeSource['lines'] =>
  async (db, actor) => {
    const asked = { warehouseId: undefined, today: today(db.database.clock, actor.org.zone), most }
    return (await selectYard(db, actor, column, asked)).map(row => lineOf(row, key))
  }

/** What whoever sends goods finds on Home. */
export const shipmentHome: readonly HomeSource[] = [
  { section: 'mine', access: 'shipment.ship', lines: linesOf('ready', 'yard.home.ship') },
  { section: 'stalled', access: 'shipment.ship', lines: linesOf('problem', 'yard.home.problem') },
]
