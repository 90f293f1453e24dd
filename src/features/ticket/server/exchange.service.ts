// Another good instead (换货): a linked order of type replacement, a draft of the same goods that people may change.
// It is worth what came back, so that nothing more is to be paid and no more credit is used; what was paid goes along.
import { draftOf, type Fresh, nextOrderNumber, writeNewOrder } from '#features/order/server/create.service.ts'
import type { LineRow } from '#features/order/server/order.table.ts'
import type { HeldOrder } from '#features/order/server/progress.service.ts'
import { productsOf } from '#features/shipment/server/draft.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { div, mul, roundMoney, signOf, sub } from '#kernel/money.ts'
import { headerOf } from '#kernel/tax.ts'
import { noTerms } from '#kernel/terms.ts'
import { fromBaseUnit } from '#kernel/unit.ts'
import { newStamp, ownFields } from '#meta/server/record.service.ts'
import type { ReturnLineRow, ReturnRow } from './return.table.ts'

type Exchanged = { readonly row: ReturnRow; readonly lines: readonly ReturnLineRow[]; readonly order: HeldOrder }

export async function writeReplacement(tx: Tx, actor: Actor, { row, lines, order }: Exchanged): Promise<Fresh> {
  const { row: old } = order
  const date = today(tx.database.clock, actor.org.zone)
  const number = nextOrderNumber(tx, actor, date)
  // awaited only after the reads: a refusal between must not leave it unheard
  number.catch(() => undefined)
  const [fields, products] = [await ownFields(tx, actor, 'order'), await productsOf(tx, order.lines)]
  const stamp = newStamp(tx, actor, { ownerId: old.ownerId, deptId: old.deptId })
  const made = lines.flatMap((line, i) => {
    const own = order.lines.find(one => one.id === line.orderLineId)
    const unit = products.get(line.productId ?? '')?.unit ?? line.unit
    const taxed = order.lines.find(one => one.id === own?.kitLineId) ?? own
    return own && taxed ? [lineOf(own, line, { orderId: stamp.id, no: i + 1, unit, order: old, taxed })] : []
  })
  const { customerId, payerId, contactId, address, currency, rate, taxMode, taxRound, threadId, billBasis } = old
  const parties = { customerId, payerId, contactId, address, currency, rate, taxMode, taxRound, threadId, billBasis }
  const head = { type: 'replacement', number: await number, date, terms: noTerms, note: row.number } as const
  const fresh = draftOf(actor, stamp, { ...parties, ...head }, { lines: made, sums: headerOf(made) })
  writeNewOrder(tx, actor, fresh, fields)
  return fresh
}

type Place = {
  readonly orderId: string
  readonly no: number
  /** The product's base unit, where the part does not come out even in the line's. */
  readonly unit: string
  readonly order: HeldOrder['row']
  /** Whose tax it takes its part of: the line itself, or the kit it was in. */
  readonly taxed: Pick<LineRow, 'tax' | 'gross'>
}

/** The same goods at their share of the old line: nothing has happened to them yet. */
function lineOf(
  own: LineRow,
  { decidedQty, amount: gross }: ReturnLineRow,
  { orderId, no, unit, order, taxed }: Place,
): LineRow {
  const even = fromBaseUnit(decidedQty, own.factor)
  const tax = signOf(taxed.gross) === 0 ? '0' : roundMoney(div(mul(taxed.tax, gross), taxed.gross), order.currency)
  const net = sub(gross, tax)
  const amount = order.taxMode === 'inclusive' ? gross : net
  const unitQty = even ?? decidedQty
  const counted = even === undefined ? { unit, factor: '1' } : { unit: own.unit, factor: own.factor }
  return {
    ...own,
    ...nothingYet,
    ...counted,
    id: newId(),
    orderId,
    no,
    unitQty,
    price: div(amount, unitQty, 6),
    base: amount,
    ...(signOf(gross) === 0 && givenAway(own, { factor: counted.factor, unitQty, currency: order.currency })),
    amount,
    net,
    tax,
    gross,
    ordered: decidedQty,
    toShip: decidedQty,
    due: decidedQty,
  }
}
type Counted = { readonly factor: string; readonly unitQty: string; readonly currency: string }
/** A gift keeps its price and is discounted in full: without a price nobody could submit it. */
function givenAway(own: LineRow, { factor, unitQty, currency }: Counted): Partial<LineRow> {
  const price = factor === own.factor ? own.price : div(own.price, own.factor, 6)
  const base = roundMoney(mul(price, unitQty), currency)
  return { price, base, lineDiscount: base, discountKind: 'percent', discountValue: '100' }
}

const nothingYet = {
  parts: null,
  kitLineId: null,
  perKit: null,
  kitShare: null,
  quoteLineId: null,
  contractLineId: null,
  calledQty: '0',
  promisedDate: null,
  listPrice: null,
  discountKind: null,
  discountValue: null,
  lineDiscount: '0',
  share: '0',
  cancelled: '0',
  closedRest: '0',
  reserved: '0',
  shipped: '0',
  delivered: '0',
  returned: '0',
  reship: '0',
  invoiced: '0',
  credited: '0',
  invoicedAmount: '0',
  creditedAmount: '0',
  overTolerance: '0',
} as const
