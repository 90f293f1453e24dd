// Who gets what arrives: first the lines it was asked for, then whoever waits, in turn. Pure.
import { add, cmp, max, min, signOf, sub, sum } from '#kernel/money.ts'

export type Waiting = {
  readonly orderLineId: string
  readonly orderId: string
  /** Null: it takes from any warehouse. */
  readonly warehouseId: string | null
  /** To be shipped, and held by nobody for it yet. */
  readonly lacks: string
  /** The higher the sooner. */
  readonly urgency: number
  readonly promisedDate: string | null
  /** When the order was confirmed. */
  readonly since: string | null
  readonly no: number
}
export type Allot = { readonly orderLineId: string; readonly orderId: string; readonly qty: string }

const last = '9999'
/** By urgency, then by the promised day, then whoever has waited longest: never by chance. */
export function inTurn(a: Waiting, b: Waiting): number {
  return (
    b.urgency - a.urgency ||
    order(a.promisedDate ?? last, b.promisedDate ?? last) ||
    order(a.since ?? last, b.since ?? last) ||
    order(a.orderId, b.orderId) ||
    a.no - b.no ||
    order(a.orderLineId, b.orderLineId)
  )
}
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

type Arrived = {
  readonly qty: string
  readonly warehouseId: string
  /** By line: what of the request is for it and has not come yet. */
  readonly own: ReadonlyMap<string, string>
}

export function allotArrival({ qty, warehouseId, own }: Arrived, waiting: readonly Waiting[]): Allot[] {
  const queue = waiting.filter(one => one.warehouseId === null || one.warehouseId === warehouseId).toSorted(inTurn)
  const given = new Map<string, string>()
  let left = qty
  const give = (one: Waiting, most: string) => {
    const had = given.get(one.orderLineId) ?? '0'
    const part = min(min(most, sub(one.lacks, had)), left)
    if (signOf(part) <= 0) return
    given.set(one.orderLineId, sum([had, part]))
    left = sub(left, part)
  }
  for (const one of queue) give(one, own.get(one.orderLineId) ?? '0')
  for (const one of queue) give(one, one.lacks)
  return queue.flatMap(({ orderLineId, orderId }) => {
    const part = given.get(orderLineId)
    return part === undefined ? [] : [{ orderLineId, orderId, qty: part }]
  })
}

type FreeRow = {
  readonly productId: string
  readonly warehouseId: string
  readonly batch: string
  readonly onHand: string
  readonly reserved: string
  readonly backorderLimit: string
}
export type FreePick = Allot & { readonly productId: string; readonly warehouseId: string; readonly batch: string }

/** What lies there and nobody holds, in the same turn; each takes where it may, in the order of the rows. */
export function allotFree(
  rows: readonly FreeRow[],
  waiting: readonly (Waiting & { readonly productId: string })[],
): FreePick[] {
  const left = rows.map(row => ({ ...row, free: max(sub(add(row.onHand, row.backorderLimit), row.reserved), '0') }))
  return waiting.toSorted(inTurn).flatMap(({ orderLineId, orderId, productId, warehouseId: only, lacks }) => {
    let open = lacks
    return left.flatMap(row => {
      if (row.productId !== productId || (only !== null && row.warehouseId !== only)) return []
      const qty = min(open, row.free)
      if (signOf(qty) <= 0) return []
      open = sub(open, qty)
      row.free = sub(row.free, qty)
      return [{ orderLineId, orderId, productId, warehouseId: row.warehouseId, batch: row.batch, qty }]
    })
  })
}

export type Asked = { readonly orderLineId: string; readonly qty: string; readonly given: string }
/** What of a request for a line has not come yet. */
export const openOf = ({ qty, given }: Pick<Asked, 'qty' | 'given'>): string => max(sub(qty, given), '0')

export type Claim = Asked & { readonly supplyId: string; readonly createdAt: string }
export type Cut = { readonly supplyId: string; readonly orderLineId: string; readonly by: string }
/** Lines need less than was asked for them: what was asked last gives way first, never what has come. */
export function cutClaims(claims: readonly Claim[], needs: ReadonlyMap<string, string>): Cut[] {
  const newest = claims.toSorted((a, b) => order(b.createdAt, a.createdAt) || order(b.supplyId, a.supplyId))
  return [...Map.groupBy(newest, one => one.orderLineId)].flatMap(([orderLineId, own]) => {
    let over = sub(sum(own.map(openOf)), needs.get(orderLineId) ?? '0')
    return own.flatMap(claim => {
      const by = min(openOf(claim), over)
      if (signOf(by) <= 0) return []
      over = sub(over, by)
      return [{ supplyId: claim.supplyId, orderLineId, by }]
    })
  })
}

/** A quantity handed out over lines in turn, as far as it goes: for whom a new request is. */
export function spread(
  qty: string,
  lines: readonly { readonly orderLineId: string; readonly open: string }[],
): Map<string, string> {
  const parts = new Map<string, string>()
  let left = qty
  for (const { orderLineId, open } of lines) {
    const part = min(open, left)
    if (cmp(part, '0') <= 0) continue
    parts.set(orderLineId, part)
    left = sub(left, part)
  }
  return parts
}
