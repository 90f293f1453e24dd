// Which goods leave for an order line: what it holds itself first, then what nobody holds. Pure.
import { cmp, max, min, sub, sum } from '#kernel/money.ts'
import { keyText, type StockKey } from './document.rules.ts'
import type { StockRow } from './stock.schema.ts'

export type Outgoing = {
  readonly no: number
  readonly orderLineId: string
  readonly productId: string
  readonly name: string
  readonly warehouseId: string
  /** Null: whichever batch is there, in their order. */
  readonly batch: string | null
  readonly qty: string
  /** What the line still has to be shipped once this has left: it needs to hold no more. */
  readonly restAfter: string
}
export type OwnHold = StockKey & { readonly id: string; readonly orderLineId: string; readonly open: string }
export type GoodsPick = StockKey & { readonly no: number; readonly orderLineId: string; readonly qty: string }
export type HoldUse = OwnHold & { readonly consumed: string; readonly released: string }
export type GoodsPlan = {
  readonly picks: readonly GoodsPick[]
  readonly uses: readonly HoldUse[]
  /** All at once, never the first only. */
  readonly short: readonly { readonly no: number; readonly name: string; readonly missing: string }[]
}

type Shelf = { readonly key: string; readonly row: StockRow; onHand: string; free: string }
type Hold = { readonly hold: OwnHold; consumed: string; released: string }

/** Rows and holds are locked. Goods that others hold stay (C051), whatever backorder is allowed. */
export function planGoods(lines: readonly Outgoing[], rows: readonly StockRow[], held: readonly OwnHold[]): GoodsPlan {
  const shelves = rows.map(
    (row): Shelf => ({ key: keyText(row), row, onHand: row.onHand, free: max(sub(row.onHand, row.reserved), '0') }),
  )
  const holds = held.map((hold): Hold => ({ hold, consumed: '0', released: '0' }))
  const picks: GoodsPick[] = []
  const short: GoodsPlan['short'][number][] = []
  for (const line of lines) {
    const own = holds.filter(one => one.hold.orderLineId === line.orderLineId)
    const missing = takeLine(line, shelves, own, picks)
    if (cmp(missing, '0') > 0) short.push({ no: line.no, name: line.name, missing })
  }
  // only now: another line of the same order line may have left from a hold of its own
  for (const line of lines)
    giveUpRest(
      line,
      holds.filter(one => one.hold.orderLineId === line.orderLineId),
    )
  const uses = holds
    .filter(one => cmp(one.consumed, '0') > 0 || cmp(one.released, '0') > 0)
    .map(({ hold, consumed, released }) => ({ ...hold, consumed, released }))
  return { picks, uses, short }
}

function takeLine(line: Outgoing, shelves: readonly Shelf[], own: readonly Hold[], picks: GoodsPick[]): string {
  let open = line.qty
  const fits = shelves.filter(
    ({ row }) =>
      row.productId === line.productId &&
      row.warehouseId === line.warehouseId &&
      (line.batch === null || row.batch === line.batch),
  )
  const put = (shelf: Shelf, qty: string) => {
    if (cmp(qty, '0') <= 0) return
    const { productId, warehouseId, batch } = shelf.row
    picks.push({ productId, warehouseId, batch, no: line.no, orderLineId: line.orderLineId, qty })
    shelf.onHand = sub(shelf.onHand, qty)
    open = sub(open, qty)
  }
  for (const shelf of fits)
    for (const one of own.filter(({ hold }) => keyText(hold) === shelf.key)) {
      const qty = min(min(leftOf(one), open), shelf.onHand)
      one.consumed = sum([one.consumed, max(qty, '0')])
      put(shelf, qty)
    }
  for (const shelf of fits) {
    const qty = min(min(shelf.free, shelf.onHand), open)
    shelf.free = sub(shelf.free, max(qty, '0'))
    put(shelf, qty)
  }
  return open
}

const leftOf = ({ hold, consumed, released }: Hold): string => sub(hold.open, sum([consumed, released]))

/** It left from elsewhere than it was held: the line must not hold more than it still has to get. */
function giveUpRest(line: Outgoing, own: readonly Hold[]): void {
  let excess = sub(sum(own.map(leftOf)), line.restAfter)
  for (const one of own.toReversed()) {
    if (cmp(excess, '0') <= 0) return
    const qty = min(leftOf(one), excess)
    one.released = sum([one.released, qty])
    excess = sub(excess, qty)
  }
}
