// What a customer paid last for a product: said as an order is confirmed, shown beside the lines of quotes and orders.
import { getCustomer } from '#features/customer/server/customer.service.ts'
import { lastAgreed } from '#features/order/server/agreed.service.ts'
import type { Held } from '#features/order/server/move.service.ts'
import type { OrderRow } from '#features/order/server/order.service.ts'
import type { AgreedPrice, LastPrice } from '#features/product/lastPrice.schema.ts'
import { agreeElsewhere, agreePrices, lastPricesOf } from '#features/product/server/lastPrice.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { cmp, div, signOf } from '#kernel/money.ts'
import { ofLine } from '#meta/entity.ts'
import type { lastPricesApi } from './lastPrices.api.ts'

/** Of several lines of a product, the one that weighs most; what was given away says nothing. */
export function agreeOn(tx: Tx, { row, lines }: { readonly row: OrderRow; readonly lines: Held['lines'] }): void {
  const most = new Map<string, (typeof lines)[number]>()
  for (const line of lines) {
    if (line.productId === null || signOf(line.amount) <= 0) continue
    const other = most.get(line.productId)
    if (!other || cmp(line.amount, other.amount) > 0) most.set(line.productId, line)
  }
  const { customerId, id: recordId, number, currency, taxMode, confirmedAt } = row
  const prices = [...most].map(([productId, { unit, unitQty, amount }]) => {
    return { productId, unit, unitQty, price: div(amount, unitQty, 6) }
  })
  agreePrices(tx, { customerId, recordId, number, currency, taxMode, at: confirmedAt ?? tx.now, lines: prices })
}

/** By customers: what their confirmed orders say. */
export const agreedOf = async (db: Db, customerIds: readonly string[]): Promise<AgreedPrice[]> =>
  (await lastAgreed(db, customerIds)).map(({ productId, unit, unitQty, price, ...of }) => ({
    ...of,
    lines: [{ productId, unit, unitQty, price }],
  }))

type Standing = Parameters<typeof agreeOn>[1]
const productsOf = ({ lines }: Standing): string[] =>
  lines.flatMap(line => (line.productId !== null && signOf(line.amount) > 0 ? [line.productId] : []))

/** A product that a change took away was last paid as an order before says. */
export async function agreeOnChange(tx: Tx, old: Standing, next: Standing): Promise<void> {
  agreeOn(tx, next)
  const still = new Set(productsOf(next))
  const productIds = productsOf(old).filter(one => !still.has(one))
  if (productIds.length === 0) return
  const { id: recordId, customerId } = next.row
  agreeElsewhere(tx, { recordId, productIds }, await agreedOf(tx, [customerId]))
}

async function lastPrices(db: Db, actor: Actor, id: string, products: readonly string[]): Promise<LastPrice[]> {
  const [, prices] = await Promise.all([getCustomer(db, actor, id), lastPricesOf(db, id, products)])
  const isHidden = (entity: string) => actor.fieldRights[entity]?.[ofLine('price')] === 'hidden'
  return isHidden('order') || isHidden('quote') ? [] : prices
}

export const lastPricesHandlers: Handlers<typeof lastPricesApi> = {
  lastPrices: (db, actor, { id, products }) => lastPrices(db, actor, id, products),
}
