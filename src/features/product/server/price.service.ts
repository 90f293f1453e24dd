// What a product costs a customer now. For quotes, orders, the interface and the product's page.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { add, cmp, mul, round } from '#kernel/money.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { liesIn, regionOf } from '#kernel/regionRead.ts'
import { taxDefaultsOf } from '#kernel/tax.ts'
import {
  inCurrency,
  isInForce,
  ownAmount,
  type Price,
  type PriceCandidate,
  type PriceFor,
  priceFor,
  type Wanted,
  type WhatFor,
} from '../priceList.rules.ts'
import type { PriceAnswer, PriceAsk, ProductPrice } from '../priceList.schema.ts'
import { factorOf } from '../product.rules.ts'
import type { ProductFacts } from '../product.schema.ts'
import { selectLeaves } from './kit.sql.ts'
import { selectCandidates } from './priceList.sql.ts'
import { findProducts, getProduct } from './product.service.ts'

/** A product with all the prices that lists know of it. */
export type PricedProduct = ProductFacts & {
  readonly lists?: readonly PriceCandidate[]
  /** Of a kit: what it comes to, kits within it taken apart. */
  readonly leaves?: readonly PricedLeaf[]
}
type PricedLeaf = { readonly product: PricedProduct; readonly qty: string }

/** One trip, and two more where there are kits: most orders have none. No rights are asked here. */
export async function findPriced(db: Db, ids: readonly string[]): Promise<Map<string, PricedProduct>> {
  if (ids.length === 0) return new Map()
  const found = await withLists(db, ids)
  const kits = [...found.values()].filter(one => one.kind === 'kit')
  if (kits.length === 0) return found
  const leaves = await selectLeaves(
    db,
    kits.map(one => one.id),
  )
  const parts = await withLists(db, [...new Set(leaves.map(one => one.partId))])
  const byKit = Map.groupBy(leaves, one => one.kitId)
  const inKit = (id: string): PricedLeaf[] =>
    (byKit.get(id) ?? []).flatMap(({ partId, qty }) => {
      const product: PricedProduct | undefined = parts.get(partId)
      return product ? [{ product, qty }] : []
    })
  return new Map(
    [...found].map(([id, product]) => [id, product.kind === 'kit' ? { ...product, leaves: inKit(id) } : product]),
  )
}

async function withLists(db: Db, ids: readonly string[]): Promise<Map<string, PricedProduct>> {
  if (ids.length === 0) return new Map()
  const [products, candidates] = await Promise.all([findProducts(db, ids), selectCandidates(db, ids)])
  const lists = Map.groupBy(candidates, one => one.productId)
  return new Map([...products].map(([id, product]) => [id, { ...product, lists: lists.get(id) ?? [] }]))
}

export type { Price }

/** The one price that holds, with its reason; undefined where nothing says what it costs. */
export const priceNow = (product: PricedProduct, who: PriceFor, wanted: Wanted): Price | undefined =>
  priceFor(product, near(product.lists ?? [], who.region), who, wanted) ?? summedPrice(product, who, wanted)

/** Lists for everywhere and those of a region that the buyer lies in. */
const near = (lists: readonly PriceCandidate[], place: string | null): PriceCandidate[] =>
  lists.flatMap(one => {
    if (one.region === null) return one
    const isHere = place !== null && liesIn(place, one.region)
    return isHere ? { ...one, closeness: regionOf(one.region)?.code.length ?? 0 } : []
  })

/** A kit without a price of its own costs what its parts come to, each as if it were bought in that number. */
function summedPrice(kit: PricedProduct, who: PriceFor, { unit, unitQty }: Wanted): Price | undefined {
  const factor = kit.leaves?.length ? factorOf(kit, unit) : undefined
  if (factor === undefined) return undefined
  let price = '0'
  let floorPrice: string | null = '0'
  for (const { product, qty } of kit.leaves ?? []) {
    const each = mul(qty, factor)
    const found = priceNow(product, who, { unit: product.unit, unitQty: mul(each, unitQty) })
    if (!found) return undefined
    price = add(price, mul(found.price, each))
    floorPrice = floorPrice === null || found.floorPrice === null ? null : add(floorPrice, mul(found.floorPrice, each))
  }
  const own = ownAmount(kit, kit.floorPrice, who, factor) ?? null
  const floor = own ?? (floorPrice && round(floorPrice, 6))
  return { price: round(price, 6), floorPrice: floor, listId: null, why: reason('price.why.kit') }
}

/** What one unit costs the company, without tax, in the document's currency; a kit at least what its parts do. */
export function unitCostOf(product: PricedProduct, who: WhatFor, factor: string): string | null {
  if (product.cost !== null) return inCurrency(product.cost, product.currency, who, factor) ?? null
  if (!product.leaves?.length) return null
  let cost = '0'
  for (const { product: part, qty } of product.leaves) {
    const each = unitCostOf(part, who, mul(qty, factor))
    if (each === null) return null
    cost = add(cost, each)
  }
  return cost
}

export async function askPrices(db: Db, actor: Actor, ask: PriceAsk): Promise<PriceAnswer> {
  const products = await findPriced(db, [...new Set(ask.lines.map(line => line.productId))])
  const { currency: base, settings } = actor.org
  const { taxMode } = taxDefaultsOf(settings)
  const who = {
    currency: ask.currency ?? base,
    taxMode: ask.taxMode ?? taxMode,
    level: ask.level ?? null,
    region: ask.region ?? null,
    now: db.now,
    base: { currency: ask.currency ?? base, rate: '1', taxMode },
  }
  return {
    items: ask.lines.map((line, i) => {
      const product = products.get(line.productId)
      if (!product) throw new Refusal(reason('quote.unknownProduct', `lines.${i}.productId`), 'missing')
      const found = priceNow(product, who, { unit: line.unit ?? product.unit, unitQty: line.unitQty })
      const { price = null, floorPrice = null, listId = null, why = null } = found ?? {}
      return { productId: product.id, price, floorPrice, listId, why }
    }),
  }
}

/** The ones in force first, the nearest of them on top. */
export async function pricesOfProduct(db: Db, actor: Actor, id: string): Promise<ProductPrice[]> {
  const [, candidates] = await Promise.all([getProduct(db, actor, id), selectCandidates(db, [id])])
  return candidates
    .map(({ productId: _, ...one }) => ({
      ...one,
      levels: [...one.levels],
      inForce: isInForce(one, db.now),
    }))
    .toSorted(
      (a, b) =>
        Number(b.inForce) - Number(a.inForce) ||
        b.priority - a.priority ||
        a.listName.localeCompare(b.listName) ||
        cmp(a.minQty, b.minQty),
    )
}
