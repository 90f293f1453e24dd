// What a changed order leaves of shipments that have not left: drafts become less, what is ready stands in the way. Pure.
import { cmp, max, min, sub, sum } from '#kernel/money.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { fromBaseUnit } from '#kernel/unit.ts'

export type LivePart = {
  readonly shipmentId: string
  readonly number: string
  readonly state: 'draft' | 'ready'
  readonly lineId: string
  readonly orderLineId: string
  readonly name: string
  readonly unit: string
  readonly factor: string
  readonly qty: string
}
/** `qty` is what stays of it; '0': nothing. */
export type Trim = LivePart & { readonly left: string }
type Sized = { readonly id: string; readonly no: number; readonly name: string; readonly toShip: string }

/** Order lines of which less is to be shipped than before. */
export const shrunk = <L extends Sized>(before: readonly L[], after: readonly L[]): L[] => {
  const old = new Map(before.map(line => [line.id, line.toShip]))
  return after.filter(line => cmp(line.toShip, old.get(line.id) ?? '0') < 0)
}

/** The warehouse has promised more than is wanted now: it is told by number. */
export function readyAbove(live: readonly LivePart[], lines: readonly Sized[]): Reason[] {
  return lines.flatMap(line => {
    const own = live.filter(one => one.orderLineId === line.id && one.state === 'ready')
    const ready = sum(own.map(one => one.qty))
    if (cmp(ready, line.toShip) <= 0 || own.length === 0) return []
    const numbers = [...new Set(own.map(one => one.number))].join(', ')
    return [reason('change.readyAbove', undefined, { numbers, no: line.no, name: line.name, ready, most: line.toShip })]
  })
}

/** What was planned first stays longest. */
export function trimsOf(live: readonly LivePart[], lines: readonly Sized[]): Trim[] {
  return lines.flatMap(line => {
    const own = live.filter(one => one.orderLineId === line.id)
    let room = max(sub(line.toShip, sum(own.filter(one => one.state === 'ready').map(one => one.qty))), '0')
    return own.flatMap((part): Trim[] => {
      if (part.state === 'ready') return []
      const fits = min(part.qty, room)
      // what does not come out even in its unit is left to the next draft
      const left = fromBaseUnit(fits, part.factor) === undefined ? '0' : fits
      room = sub(room, left)
      return cmp(left, part.qty) < 0 ? [{ ...part, left }] : []
    })
  })
}
