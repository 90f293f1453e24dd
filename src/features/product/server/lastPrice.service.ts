import type { Db, Tx } from '#kernel/db.ts'
import type { AgreedPrice, LastPrice } from '../lastPrice.schema.ts'
import { agreeBound, forgetOfBound, forgetPricesBound, selectLastPrices } from './lastPrice.sql.ts'

/** An older price never takes the place of a newer one. */
export function agreePrices(tx: Tx, agreed: AgreedPrice): void {
  if (agreed.lines.length > 0) tx.write(agreeBound(tx.orgId, agreed))
}

/** Where orders went from one customer to another: what both paid last is said anew. */
export function agreeAnew(tx: Tx, customerIds: readonly string[], all: readonly AgreedPrice[]): void {
  tx.write(forgetPricesBound(tx.orgId, customerIds))
  for (const agreed of all) agreePrices(tx, agreed)
}

type Gone = { readonly recordId: string; readonly productIds: readonly string[] }
/** What is not in an order any more was agreed elsewhere, or never. */
export function agreeElsewhere(tx: Tx, { recordId, productIds }: Gone, all: readonly AgreedPrice[]): void {
  tx.write(forgetOfBound(tx.orgId, recordId, productIds))
  for (const agreed of all) {
    const lines = agreed.lines.filter(line => productIds.includes(line.productId))
    agreePrices(tx, { ...agreed, lines })
  }
}

/** No rights are asked here. */
export const lastPricesOf = (db: Db, customerId: string, productIds: readonly string[]): Promise<LastPrice[]> =>
  selectLastPrices(db, customerId, productIds)
