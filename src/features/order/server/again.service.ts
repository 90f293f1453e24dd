// What an order still waits for in the warehouses: wanted in the same way when it is confirmed, reopened, or sends again.
import { planOver, reserve } from '#features/stock/server/stock.service.ts'
import type { Pick as Picked } from '#features/stock/stock.schema.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { add, cmp, sub, sum } from '#kernel/money.ts'
import { fromBaseUnit } from '#kernel/unit.ts'
import { lockStockOf, type StockOfOrder } from './line.sql.ts'
import type { LineRow, OrderRow } from './order.table.ts'
import { type HeldOrder, writeProgress } from './progress.service.ts'

/** What is to be shipped of each line and nobody holds for it yet. */
export const wantsOf = ({ number }: Pick<OrderRow, 'number'>, lines: readonly LineRow[]) =>
  lines.flatMap(line =>
    line.stockKept && line.productId !== null && cmp(line.toShip, line.reserved) > 0
      ? [
          {
            orderLineId: line.id,
            productId: line.productId,
            warehouseId: line.warehouseId,
            qty: sub(line.toShip, line.reserved),
            holder: `${number}-${line.no}`,
          },
        ]
      : [],
  )

/** The default warehouse first, the others by their codes. */
export function ranked(stock: readonly StockOfOrder[]): StockOfOrder[] {
  const rank = (one: StockOfOrder) => `${one.isDefault ? 0 : 1}${one.code}`
  return stock.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
}

/** What was held of which line, as the timeline says it; in the line's own unit where that is exact. */
export function heldSaid(lines: readonly LineRow[], picks: readonly Picked[]): string {
  return [...Map.groupBy(picks, one => one.orderLineId)]
    .flatMap(([id, own]) => {
      const line = lines.find(one => one.id === id)
      const qty = sum(own.map(one => one.qty))
      const even = line && fromBaseUnit(qty, line.factor)
      return line ? [even === undefined ? `${line.name} ${qty}` : `${line.name} ${even} ${line.unit}`] : []
    })
    .join('; ')
}

type Again = { readonly lineIds: ReadonlySet<string>; readonly notFrom: string | null }

/** Goods go out once more: held as far as they are there, never from where broken ones lie. Levels 12 and 13. */
export async function reserveAgain(
  tx: Tx,
  actor: Actor,
  held: HeldOrder,
  { lineIds, notFrom }: Again,
): Promise<HeldOrder> {
  if (lineIds.size === 0) return held
  const stock = (await lockStockOf(tx, held.row.id)).filter(one => one.warehouseId !== notFrom)
  const wants = wantsOf(held.row, held.lines).filter(one => lineIds.has(one.orderLineId))
  const { picks } = planOver(ranked(stock), wants, 'partial')
  if (picks.length === 0) return held
  reserve(tx, picks)
  const picked = (id: string) => sum(picks.filter(one => one.orderLineId === id).map(one => one.qty))
  const lines = held.lines.filter(line => picks.some(one => one.orderLineId === line.id))
  const reserved = new Map(lines.map(line => [line.id, { reserved: add(line.reserved, picked(line.id)) }]))
  return writeProgress(tx, actor, held, { lines: reserved })
}
