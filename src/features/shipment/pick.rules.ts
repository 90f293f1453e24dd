// What is to be fetched for several shipments, place by place, each product once. Pure.
import { add } from '#kernel/money.ts'
import type { WholeShipment } from './shipment.schema.ts'

export type Pick = {
  readonly code: string | null
  readonly name: string
  readonly spec: string | null
  readonly batch: string | null
  readonly unit: string
  readonly unitQty: string
  /** Which shipment takes how much of it. */
  readonly shares: readonly { readonly number: string; readonly unitQty: string }[]
}
export type PickPlace = { readonly warehouseName: string; readonly picks: readonly Pick[] }

type Fetched = Pick & { readonly warehouseName: string; readonly key: string }

/** By warehouse, then by the product's code; a unit is never added to another. */
export function pickPlaces(shipments: readonly WholeShipment[]): PickPlace[] {
  const found = new Map<string, Fetched>()
  for (const { number, lines } of shipments)
    for (const { warehouseId, warehouseName, productId, ...line } of lines) {
      if (!line.stockKept) continue
      const { code, name, spec, batch, unit, unitQty, factor } = line
      const key = JSON.stringify([warehouseId, productId ?? name, batch, unit, factor])
      const old = found.get(key)
      found.set(key, {
        ...{ key, code, name, spec, batch, unit, warehouseName: warehouseName ?? '' },
        unitQty: add(old?.unitQty ?? '0', unitQty),
        shares: shared(old?.shares ?? [], number, unitQty),
      })
    }
  const sorted = [...found.values()].toSorted((a, b) => inOrder(placeOf(a), placeOf(b)))
  return [...Map.groupBy(sorted, one => one.warehouseName)].map(([warehouseName, picks]) => ({ warehouseName, picks }))
}

function shared(old: Pick['shares'], number: string, unitQty: string): Pick['shares'] {
  const own = old.find(one => one.number === number)
  if (!own) return [...old, { number, unitQty }]
  return old.map(one => (one === own ? { number, unitQty: add(own.unitQty, unitQty) } : one))
}

const placeOf = (one: Fetched): string[] => [one.warehouseName, one.code ?? one.name, one.batch ?? '', one.unit]

/** The same on every machine: by characters, not by a language's order. */
function inOrder(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((text, i) => text !== b[i])
  return at < 0 ? 0 : (a[at] ?? '') < (b[at] ?? '') ? -1 : 1
}
