import type { Db, Tx } from '#kernel/db.ts'
import type { AgreedPrice, LastPrice } from '../lastPrice.schema.ts'
import { agreeBound, forgetPricesBound, selectLastPrices } from './lastPrice.sql.ts'

/** An older price never takes the place of a newer one. */
export function agreePrices(tx: Tx, agreed: AgreedPrice): void {
  if (agreed.lines.length > 0) tx.write(agreeBound(tx.orgId, agreed))
}

/** Where orders went from one customer to another: what both paid last is said anew. */
export function agreeAnew(tx: Tx, customerIds: readonly string[], all: readonly AgreedPrice[]): void {
  tx.write(forgetPricesBound(tx.orgId, customerIds))
  for (const agreed of all) agreePrices(tx, agreed)
}

/** No rights are asked here. */
export const lastPricesOf = (db: Db, customerId: string, productIds: readonly string[]): Promise<LastPrice[]> =>
  selectLastPrices(db, customerId, productIds)
