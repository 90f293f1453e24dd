// The parts of a kit as lines of its order: made when it is confirmed (domain §6), held, shipped and returned like any
// goods. They have no money; their share of the kit's total is frozen with them.
import { findProducts } from '#features/product/server/product.service.ts'
import type { Db } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { currencyExponent, mul } from '#kernel/money.ts'
import { sharesOf } from '#kernel/parts.ts'
import { partsOf } from '../kit.rules.ts'
import { blankCounters } from './line.service.ts'
import type { LineRow, OrderRow } from './order.table.ts'

/** While it is still to be confirmed; afterwards they are among its lines. */
export function partsToBe({ state }: Pick<OrderRow, 'state'>, lines: readonly LineRow[]): LineRow[] {
  if (state !== 'draft' && state !== 'in_review') return []
  let no = lines.length
  return lines.flatMap(kit => (kit.parts ?? []).map(part => partLine(kit, part, ++no)))
}

function partLine(kit: LineRow, part: NonNullable<LineRow['parts']>[number], no: number): LineRow {
  const { productId, code, name, spec, fulfil, stockKept, unit, qty: perKit } = part
  const ordered = mul(kit.ordered, perKit)
  const { id, orderId, taxRate, promisedDate, warehouseId, overTolerance } = kit
  return {
    ...blankCounters,
    ...noMoney,
    ...{ productId, code, name, spec, fulfil, stockKept, unit, perKit },
    ...{ orderId, taxRate, promisedDate, overTolerance, warehouseId: stockKept ? warehouseId : null },
    id: newId(),
    no,
    kind: part.kind === 'service' ? 'service' : 'goods',
    unitQty: ordered,
    kitLineId: id,
    kitShare: '0',
    ordered,
    toShip: ordered,
    due: ordered,
  }
}

const noMoney = {
  factor: '1',
  price: '0',
  listPrice: null,
  discountKind: null,
  discountValue: null,
  base: '0',
  lineDiscount: '0',
  share: '0',
  amount: '0',
  net: '0',
  tax: '0',
  gross: '0',
  note: null,
  parts: null,
} as const

/** By what each costs alone today. */
export async function withShares(
  db: Db,
  lines: readonly LineRow[],
  parts: readonly LineRow[],
  currency: string,
): Promise<LineRow[]> {
  const products = await findProducts(db, [...new Set(parts.flatMap(part => part.productId ?? []))])
  const kits = partsOf(parts)
  return lines.flatMap(kit => {
    const own = kits.get(kit.id)
    // beside kits there are lines of any kind: what has no parts has nothing to share
    if (!own) return []
    const weighed = own.map(part => ({ qty: part.ordered, price: products.get(part.productId ?? '')?.price ?? null }))
    const shares = sharesOf(kit.gross, weighed, currencyExponent(currency))
    return own.map((part, i) => ({ ...part, kitShare: shares[i] ?? '0' }))
  })
}
