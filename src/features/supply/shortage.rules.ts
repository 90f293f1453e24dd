// What lacks where: all that waits, less what nobody holds, less what is on its way already. Pure.
import { add, max, min, signOf, sub, sum } from '#kernel/money.ts'

export type Wish = { readonly productId: string; readonly warehouseId: string | null; readonly qty: string }
export type Heap = { readonly productId: string; readonly warehouseId: string; readonly qty: string }
export type Lack = {
  readonly productId: string
  readonly warehouseId: string
  readonly waiting: string
  readonly lacks: string
  readonly coming: string
  readonly open: string
}

/**
 * A wish that names its warehouse takes there alone, and before those that take anywhere; what these lack is asked for
 * at the default warehouse. `coming` of other warehouses helps them, too.
 */
export function shortagesOf(
  wishes: readonly Wish[],
  { free, coming, home }: { readonly free: readonly Heap[]; readonly coming: readonly Heap[]; readonly home: string },
): Lack[] {
  return placesOf(wishes, { free, coming, home }).filter(one => signOf(one.lacks) > 0)
}

/** The same with what waits and lacks nothing: it lies there, and nobody holds it yet. */
export function placesOf(
  wishes: readonly Wish[],
  { free, coming, home }: { readonly free: readonly Heap[]; readonly coming: readonly Heap[]; readonly home: string },
): Lack[] {
  const products = [...Map.groupBy(wishes, one => one.productId)]
  return products.flatMap(([productId, own]) => {
    const of = (heaps: readonly Heap[]) => heaps.filter(heap => heap.productId === productId)
    return lacksOf(productId, own, { free: of(free), coming: of(coming), home })
  })
}

function lacksOf(
  productId: string,
  wishes: readonly Wish[],
  at: { free: Heap[]; coming: Heap[]; home: string },
): Lack[] {
  const places = [...Map.groupBy(wishes, one => one.warehouseId)]
    .map(([warehouseId, own]) => ({ warehouseId, waiting: sum(own.map(one => one.qty)) }))
    // named places first
    .toSorted((a, b) => Number(a.warehouseId === null) - Number(b.warehouseId === null))
  const free = new Heaps(at.free)
  const coming = new Heaps(at.coming)
  const found = new Map<string, Lack>()
  for (const { warehouseId, waiting } of places) {
    const lacks = sub(waiting, free.take(warehouseId, waiting))
    const taken = coming.take(warehouseId, lacks)
    const place = warehouseId ?? at.home
    const old = found.get(place)
    found.set(place, {
      productId,
      warehouseId: place,
      waiting: add(old?.waiting ?? '0', waiting),
      lacks: add(old?.lacks ?? '0', lacks),
      coming: add(old?.coming ?? '0', taken),
      open: add(old?.open ?? '0', sub(lacks, taken)),
    })
  }
  return [...found.values()]
}

/** How much of what lies free each of those who wait could hold now, in their turn. */
export function freeFor<W extends Wish>(inTurn: readonly W[], free: readonly Heap[]): ReadonlyMap<W, string> {
  const products = Map.groupBy(free, heap => heap.productId)
  const heaps = new Map([...products].map(([id, own]) => [id, new Heaps(own)]))
  return new Map(inTurn.map(one => [one, heaps.get(one.productId)?.take(one.warehouseId, one.qty) ?? '0']))
}

/** What lies or comes, taken from one place or from any. */
class Heaps {
  readonly left: Map<string, string>
  constructor(heaps: readonly Heap[]) {
    this.left = new Map()
    for (const { warehouseId, qty } of heaps)
      this.left.set(warehouseId, add(this.left.get(warehouseId) ?? '0', max(qty, '0')))
  }
  take(warehouseId: string | null, most: string): string {
    let open = most
    for (const [place, qty] of this.left) {
      if (warehouseId !== null && place !== warehouseId) continue
      const part = min(qty, open)
      this.left.set(place, sub(qty, part))
      open = sub(open, part)
    }
    return sub(most, open)
  }
}
