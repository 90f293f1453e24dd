// A kit is one line with a price; once confirmed its parts are lines behind it, which stock and shipments know. Pure.
import { max, min, mul, signOf, sub, sum } from '#kernel/money.ts'
import { times } from '#kernel/parts.ts'
import type { OrderLine } from './order.schema.ts'
import { withCounters } from './order.totals.ts'

type Part = Pick<OrderLine, 'kitLineId' | 'perKit' | 'ordered'>
export const isPart = (line: Pick<Part, 'kitLineId'>): boolean => line.kitLineId !== null

/** By the kit's line. */
export const partsOf = <L extends Pick<OrderLine, 'kitLineId'>>(lines: readonly L[]): ReadonlyMap<string | null, L[]> =>
  Map.groupBy(lines.filter(isPart), line => line.kitLineId)

type Counter = 'shipped' | 'delivered' | 'returned' | 'reship'
const wholeOf = (parts: readonly OrderLine[], counter: Counter): string =>
  parts
    .map(part => times(part[counter], part.perKit ?? '1'))
    .reduce((least, one) => min(least, one), parts.length > 0 ? '999999999999' : '0')

/** C040: as many kits are shipped, delivered and back as all of their parts make whole ones. */
export function withKits<L extends OrderLine>(lines: readonly L[]): readonly L[] {
  const kits = partsOf(lines)
  return kits.size === 0 ? lines : lines.map(line => standing(line, kits.get(line.id)))
}

function standing<L extends OrderLine>(kit: L, parts: readonly L[] | undefined): L {
  if (!parts) return kit
  const moved = parts.filter(part => part.fulfil !== 'none')
  const goods = parts.filter(part => part.fulfil === 'ship')
  const overTolerance = parts.map(part => part.overTolerance).reduce((most, one) => max(most, one), kit.overTolerance)
  const most = (qty: string): string => times(mul(qty, sum(['1', overTolerance])), '1')
  const back = wholeOf(goods, 'returned')
  const again = min(wholeOf(goods, 'reship'), back)
  const room = min(sum([most(sub(kit.ordered, kit.cancelled)), back]), sum([most(kit.ordered), again]))
  const shipped = max(min(wholeOf(moved, 'shipped'), room), '0')
  const delivered = min(wholeOf(moved, 'delivered'), shipped)
  const returned = min(back, delivered)
  const next = { overTolerance, shipped, delivered, returned, reship: min(again, returned) }
  const isSame = (Object.keys(next) as (keyof typeof next)[]).every(key => signOf(sub(next[key], kit[key])) === 0) // its very keys
  return isSame ? kit : withCounters(kit, next)
}
