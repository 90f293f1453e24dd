// What lies at a site is known by its batch: a line that leaves from several becomes one line for each.
import type { GoodsPick } from '#features/stock/server/goods.service.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { add, canonical, min, mul, sub } from '#kernel/money.ts'
import { fromBaseUnit } from '#kernel/unit.ts'
import { checkedBound } from './shipment.sql.ts'
import { type NamedLine, shipmentLines } from './shipment.table.ts'

type Part = { readonly line: NamedLine; readonly was: NamedLine; readonly batch: string }
export type Split = { readonly lines: readonly NamedLine[]; readonly picks: readonly GoodsPick[] }
type BaseUnit = (productId: string) => string | undefined

/** A line keeps its number; its further batches follow after the last. What leaves bears the numbers of its lines. */
export function splitByBatch(lines: readonly NamedLine[], picks: readonly GoodsPick[], baseUnit: BaseUnit): Split {
  let last = Math.max(0, ...lines.map(line => line.no))
  const parts = lines.flatMap((was): Part[] => {
    const batches = batchesOf(picks.filter(one => one.no === was.no))
    const made = partsOf(was, batches, baseUnit(was.productId ?? '') ?? was.unit)
    return made.map(([batch, line], i) => ({ batch, was, line: i === 0 ? line : { ...line, id: newId(), no: ++last } }))
  })
  const noOf = ({ no, batch }: GoodsPick): number =>
    parts.find(part => part.was.no === no && part.batch === batch)?.line.no ?? no
  return {
    lines: parts.map(part => part.line).toSorted((a, b) => a.no - b.no),
    picks: picks.map(pick => ({ ...pick, no: noOf(pick) })),
  }
}

type Batch = readonly [batch: string, qty: string]
function batchesOf(picks: readonly GoodsPick[]): Batch[] {
  const byBatch = new Map<string, string>()
  for (const { batch, qty } of picks) byBatch.set(batch, add(byBatch.get(batch) ?? '0', qty))
  return [...byBatch]
}

/** In the line's own unit where every part is exact in it, else all of them in the base unit. */
function partsOf(line: NamedLine, batches: readonly Batch[], base: string): (readonly [string, NamedLine])[] {
  const [only, ...others] = batches
  if (!only) return [['', line]]
  if (others.length === 0) return [[only[0], { ...line, batch: only[0] || null }]]
  const isExact = batches.every(([, qty]) => fromBaseUnit(qty, line.factor) !== undefined)
  const { unit, factor } = isExact ? line : { unit: base, factor: '1' }
  let counted = isExact ? line.checked : mul(line.checked, line.factor)
  return batches.map(([batch, qty]) => {
    const unitQty = fromBaseUnit(qty, factor) ?? qty
    const checked = min(counted, unitQty)
    counted = sub(counted, checked)
    return [batch, { ...line, batch: batch || null, unit, factor, unitQty, qty: canonical(qty), checked }]
  })
}

/** The shipment is locked; the count of the packing check never exceeds its line meanwhile. */
export function writeSplit(tx: Tx, before: readonly NamedLine[], after: readonly NamedLine[]): void {
  const old = new Map(before.map(line => [line.id, line]))
  const moved = after.filter(line => JSON.stringify(line) !== JSON.stringify(old.get(line.id)))
  for (const line of moved.filter(one => old.has(one.id))) {
    tx.write(checkedBound(tx.orgId, line.id, '0'), shipmentLines.update(tx.orgId, line))
  }
  const fresh = moved.filter(one => !old.has(one.id))
  if (fresh.length > 0) tx.write(shipmentLines.insert(tx.orgId, fresh))
  for (const line of moved) tx.write(checkedBound(tx.orgId, line.id, line.checked))
}
