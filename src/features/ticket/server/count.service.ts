// What came and what is done about it, line by line: from what was typed to the rows as they will stand. Pure.
import type { HeldOrder } from '#features/order/server/progress.service.ts'
import { add, cmp } from '#kernel/money.ts'
import { amountOf, cameOf, isPaying, splitBy } from '../return.rules.ts'
import type { InspectBody, ReceiveBody } from '../return.schema.ts'
import type { ReturnLineRow } from './return.table.ts'

type Came = NonNullable<ReceiveBody['lines']>

export const receivedLines = (lines: readonly ReturnLineRow[], given: Came): ReturnLineRow[] =>
  lines.map(line => ({ ...line, ...splitBy(line, given) }))

const parts = ['good', 'damaged', 'missing'] as const
export const sameSplit = (stands: readonly ReturnLineRow[], told: readonly ReturnLineRow[]): boolean =>
  stands.every(line => {
    const other = told.find(one => one.no === line.no)
    return other !== undefined && parts.every(part => cmp(line[part], other[part]) === 0)
  })

type Decided = {
  readonly lines: readonly ReturnLineRow[]
  readonly order: HeldOrder
  /** By order line, for how much other returns gave money or another good. */
  readonly givenFor: ReadonlyMap<string, string>
}

/** Without a quantity all that came of the line; worth what its part of the order line's stored total is. */
export function decidedLines({ lines, order, givenFor }: Decided, given: InspectBody['lines']): ReturnLineRow[] {
  const before = new Map(givenFor)
  return lines.map(line => {
    const one = given.find(each => each.no === line.no)
    if (!one) return line
    const decidedQty = one.qty ?? cameOf(line)
    const next: ReturnLineRow = { ...line, decision: one.decision, decidedQty, amount: '0' }
    const own = order.lines.find(each => each.id === line.orderLineId)
    if (!own || !isPaying(one.decision)) return next
    const gone = before.get(own.id) ?? '0'
    before.set(own.id, add(gone, decidedQty))
    // a part of a kit has no money of its own
    const worth = own.kitShare === null ? own : { ...own, gross: own.kitShare }
    return { ...next, amount: amountOf(worth, { before: gone, part: decidedQty }, order.row.currency) }
  })
}
