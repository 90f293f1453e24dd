// Every warehouse, product by product: what was put in, counted and carried, came back and left.
import type { WholeDocument } from '#features/stock/document.schema.ts'
import type { StockLevel } from '#features/stock/stock.schema.ts'
import type { Warehouse } from '#features/stock/warehouse.schema.ts'
import { cmp, neg, sum } from '#kernel/money.ts'
import type { Known } from './known.ts'
import type { Reader } from './reading.ts'
import { differs, unlike } from './unlike.ts'

type Move = { readonly key: string; readonly qty: string }
const posted = ['shipped', 'delivered']

export async function ofStock(known: Known, read: Reader): Promise<string[]> {
  const { items } = await read<{ items: readonly StockLevel[] }>('/stock?limit=200')
  const { items: warehouses } = await read<{ items: readonly Warehouse[] }>('/warehouses')
  const closed = new Set(warehouses.filter(one => !one.sellable).map(one => one.id))
  const moves = [...documentMoves(known), ...supplied(known), ...cameBack(known), ...wentOut(known), ...layThere(known)]
  const places = known.productIds.goods.flatMap(productId =>
    [...known.warehouseIds, ...known.siteIds].map(warehouseId => ({ productId, warehouseId })),
  )
  const found = places.flatMap(({ productId, warehouseId }) => {
    const own = items.filter(one => one.productId === productId && one.warehouseId === warehouseId)
    const of = (what: 'onHand' | 'reserved') => sum(own.map(one => one[what]))
    const want = sum(moves.filter(one => one.key === `${productId}|${warehouseId}`).map(one => one.qty))
    const tooMuch = cmp(of('reserved'), of('onHand')) > 0
    return [
      ...unlike(`on hand of ${productId} in ${warehouseId}`, of('onHand'), want),
      ...(closed.has(warehouseId) && cmp(of('reserved'), '0') !== 0
        ? [`some of ${productId} reserved in ${warehouseId}, which sells nothing`]
        : []),
      ...(tooMuch ? [`more of ${productId} reserved in ${warehouseId} than there is`] : []),
    ]
  })
  return [...found, ...known.documents.all().flatMap(movedAsSaid)]
}

function documentMoves(known: Known): Move[] {
  const done = known.documents.all().filter(one => one.state === 'posted')
  return done.flatMap(({ kind, warehouseId, toWarehouseId, lines }) =>
    lines.flatMap(({ productId, moved, qty }): Move[] => {
      const here = { key: `${productId}|${warehouseId}`, qty: moved ?? '0' }
      return kind === 'transfer' ? [here, { key: `${productId}|${toWarehouseId}`, qty }] : [here]
    }),
  )
}

/** What a count moves only the house knows; of the others every line says it. */
function movedAsSaid({ kind, number, state, lines }: WholeDocument): string[] {
  if (state === 'draft') return lines.flatMap(line => differs(`${number}/${line.no} moved`, line.moved, null))
  if (state !== 'posted' || kind === 'count') return []
  const out = kind === 'scrap' || kind === 'transfer'
  return lines.flatMap(line => unlike(`${number}/${line.no} moved`, line.moved ?? '0', out ? neg(line.qty) : line.qty))
}

/** What was made or bought and has not been taken back. */
const supplied = (known: Known): Move[] =>
  known.supplies
    .all()
    .filter(one => !one.direct)
    .flatMap(({ productId, receipts }) =>
      receipts
        .filter(one => one.reversedAt === null)
        .map(({ warehouseId, qty }) => ({ key: `${productId}|${warehouseId}`, qty })),
    )

const cameBack = (known: Known): Move[] => [...known.putIn].map(([key, qty]) => ({ key, qty }))

const wentOut = (known: Known): Move[] =>
  known.shipments
    .all()
    .filter(one => posted.includes(one.state))
    .flatMap(one => one.lines.filter(line => line.stockKept))
    .map(({ productId, warehouseId, qty }) => ({ key: `${productId}|${warehouseId}`, qty: neg(qty) }))

/** At a site: what was sent there, less what was settled, came back or was lost. */
const layThere = (known: Known): Move[] =>
  known.shipments
    .all()
    .filter(one => one.siteId !== null && posted.includes(one.state))
    .flatMap(one => one.lines.filter(line => line.stockKept).map(line => ({ ...line, siteId: one.siteId })))
    .map(({ productId, siteId, qty, delivered, cameBack: back, lost }) => ({
      key: `${productId}|${siteId}`,
      qty: sum([qty, neg(delivered), neg(back), neg(lost)]),
    }))
