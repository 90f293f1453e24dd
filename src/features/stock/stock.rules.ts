// Which stock an order may hold. Pure: the rows are locked by the caller, or only read for a preview.
import { add, cmp, max, min, sub, sum } from '#kernel/money.ts'
import type { Pick, Short, StockPlan, StockPolicy, StockRow, Want } from './stock.schema.ts'

/** What may still be promised from a row: on hand, less what is held, plus the backorder that was allowed. */
const free = (row: StockRow): string => max(sub(add(row.onHand, row.backorderLimit), row.reserved), '0')

/**
 * Lines take in their order, so that several lines of one product are counted together. A line that names its
 * warehouse comes before those that take from anywhere: otherwise these could empty it.
 */
export function planReservation(rows: readonly StockRow[], wants: readonly Want[], policy: StockPolicy): StockPlan {
  const left = new Map(rows.map(row => [row, free(row)]))
  const picks: Pick[] = []
  const short = new Map<Want, Short>()
  for (const want of [...wants.filter(bound), ...wants.filter(one => !bound(one))]) {
    const fits = rows.filter(
      row => row.productId === want.productId && (!bound(want) || row.warehouseId === want.warehouseId),
    )
    const reachable = sum(fits.map(row => left.get(row) ?? '0'))
    let open = want.qty
    for (const row of fits) {
      const qty = min(open, left.get(row) ?? '0')
      if (cmp(qty, '0') <= 0) continue
      left.set(row, sub(left.get(row) ?? '0', qty))
      open = sub(open, qty)
      picks.push(pickOf(want, row, qty))
    }
    if (cmp(open, '0') > 0) short.set(want, shortOf(want, reachable, open))
  }
  const refused = policy === 'all' && short.size > 0
  return {
    picks: policy === 'none' || refused ? [] : picks,
    short: wants.flatMap(want => short.get(want) ?? []),
    refused,
  }
}

const bound = (want: Want): boolean => want.warehouseId !== undefined && want.warehouseId !== null

const pickOf = (want: Want, row: StockRow, qty: string): Pick => ({
  orderLineId: want.orderLineId,
  holder: want.holder,
  productId: row.productId,
  warehouseId: row.warehouseId,
  batch: row.batch,
  qty,
})

const shortOf = (want: Want, available: string, missing: string): Short => ({
  orderLineId: want.orderLineId,
  holder: want.holder,
  productId: want.productId,
  warehouseId: want.warehouseId ?? null,
  qty: want.qty,
  available,
  missing,
})
