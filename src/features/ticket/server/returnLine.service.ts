// The lines of a return as they are asked for: which order lines, how much. Never more than was delivered, whoever
// asks at the same time: the order's lines are locked.
import { type HeldOrder, isDirect } from '#features/order/server/progress.service.ts'
import type { ProductFacts } from '#features/product/product.schema.ts'
import { finer, productsOf, quantityOf } from '#features/shipment/server/draft.service.ts'
import type { Db } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { add, cmp } from '#kernel/money.ts'
import { ofKit } from '#kernel/parts.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { fromBaseUnit } from '#kernel/unit.ts'
import { returnableOf } from '../return.rules.ts'
import type { NewReturnLine, ReturnableLine } from '../return.schema.ts'
import { selectLive } from './return.sql.ts'
import type { ReturnLineRow } from './return.table.ts'

const idsOf = ({ lines }: Pick<HeldOrder, 'lines'>): string[] => lines.map(line => line.id)

export async function takeLines(
  db: Db,
  order: HeldOrder,
  returnId: string,
  given: readonly NewReturnLine[],
): Promise<ReturnLineRow[]> {
  const [live, products] = await Promise.all([selectLive(db, idsOf(order), returnId), productsOf(db, order.lines)])
  const asked = new Map(live)
  const taken = given.map((line, i) => takeLine({ order, returnId, asked, products }, line, i))
  refuseAll(taken.flatMap(one => one.reasons))
  return taken.flatMap(one => (one.row ? [one.row] : []))
}

type Facts = {
  readonly order: HeldOrder
  readonly returnId: string
  /** By order line, what others and the lines before ask. */
  readonly asked: Map<string, string>
  readonly products: ReadonlyMap<string, ProductFacts>
}
type Taken = { readonly row?: ReturnLineRow; readonly reasons: readonly Reason[] }

function takeLine({ order, returnId, asked, products }: Facts, given: NewReturnLine, at: number): Taken {
  const path = `lines.${at}`
  const line = order.lines.find(one => one.id === given.orderLineId)
  if (!line) return { reasons: [reason('goodsReturn.unknownLine', `${path}.orderLineId`)] }
  const { id: orderLineId, productId, code, name, spec } = line
  const named = { no: line.no, name }
  if (line.parts) return { reasons: [reason('goodsReturn.kitLine', `${path}.orderLineId`, named)] }
  if (line.fulfil !== 'ship') return { reasons: [reason('goodsReturn.notShipped', `${path}.orderLineId`, named)] }
  const product = products.get(productId ?? '')
  // what never lay in a warehouse lies in one once it came back
  const stockKept = line.stockKept || (isDirect(order.row) && product?.stockKept === true)
  const qty = quantityOf(line, given, product?.unit)
  if (!qty) return { reasons: [reason('goodsReturn.wrongQty', `${path}.unitQty`, named)] }
  const fine = finer(qty.qty, line.ordered, product, `${path}.${given.qty === undefined ? 'unitQty' : 'qty'}`)
  if (fine) return { reasons: [fine] }
  const before = asked.get(line.id) ?? '0'
  const open = returnableOf(line, before)
  if (cmp(qty.qty, open) > 0)
    return { reasons: [reason('goodsReturn.moreThanDelivered', `${path}.unitQty`, { ...named, open })] }
  asked.set(line.id, add(before, qty.qty))
  const said = { id: newId(), returnId, no: at + 1, orderId: order.row.id, orderLineId }
  const goods = { productId, stockKept, code, name, spec, ...qty, batch: given.batch?.trim() || null }
  return { row: { ...said, ...goods, ...nothingYet }, reasons: [] }
}
const nothingYet = { good: '0', damaged: '0', missing: '0', decision: null, decidedQty: '0', amount: '0' } as const

/** What of these order lines was asked back, or came back. */
export const askedBack = (db: Db, lineIds: readonly string[]): Promise<ReadonlyMap<string, string>> =>
  selectLive(db, lineIds, newId())

/** What of an order may still come back: delivered, less what is asked back or came back already. */
export async function returnableLines(db: Db, order: Pick<HeldOrder, 'lines'>): Promise<ReturnableLine[]> {
  const live = await selectLive(db, idsOf(order), newId())
  return order.lines.flatMap(line => {
    const qty = returnableOf(line, live.get(line.id) ?? '0')
    if (line.fulfil !== 'ship' || line.parts || cmp(qty, '0') <= 0) return []
    const { id: orderLineId, no, productId, code, name, spec, unit, factor, delivered } = line
    const unitQty = fromBaseUnit(qty, factor) ?? null
    const kit = ofKit(order.lines, line)
    return [{ orderLineId, no, productId, code, name, spec, kit, unit, factor, delivered, qty, unitQty }]
  })
}

type Fine = Pick<ReturnLineRow, 'no' | 'productId' | 'qty'> &
  Readonly<Record<'good' | 'damaged' | 'missing' | 'decidedQty', string>>

/** Nothing is counted or decided in finer parts than the product is counted in, unless it went out so. */
export async function finerProblems(db: Db, lines: readonly Fine[]): Promise<Reason[]> {
  const products = await productsOf(db, lines)
  return lines.flatMap(({ no, productId, qty, good, damaged, missing, decidedQty }) =>
    Object.entries({ good, damaged, missing, qty: decidedQty }).flatMap(
      ([key, part]) => finer(part, qty, products.get(productId ?? ''), `lines.${no - 1}.${key}`) ?? [],
    ),
  )
}
