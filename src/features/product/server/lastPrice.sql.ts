// What a customer last agreed to pay for a product: pushed down as an order is confirmed (domain D9).
import { type Bound, type Db, stmt } from '#kernel/db.ts'
import type { AgreedPrice, LastPrice } from '../lastPrice.schema.ts'

// in the order of products, so that two who agree at once wait for each other in one direction
const agree = stmt(
  'customer_price.agree',
  `insert into customer_prices as c (org_id, customer_id, entity, record_id, number, currency, tax_mode, at, product_id, unit, unit_qty, price)
   select $1, $2, 'order', $3, $4, $5, $6, $7, x.product_id, x.unit, x.unit_qty, x.price
   from unnest($8::uuid[], $9::text[], $10::numeric[], $11::numeric[]) as x(product_id, unit, unit_qty, price) order by x.product_id
   on conflict (org_id, customer_id, product_id) do update set entity = excluded.entity, record_id = excluded.record_id, number = excluded.number,
     currency = excluded.currency, tax_mode = excluded.tax_mode, at = excluded.at, unit = excluded.unit, unit_qty = excluded.unit_qty, price = excluded.price
   where c.at <= excluded.at`,
)
export const agreeBound = (orgId: string, { customerId, recordId, number, ...agreed }: AgreedPrice): Bound =>
  agree(
    orgId,
    customerId,
    recordId,
    number,
    agreed.currency,
    agreed.taxMode,
    agreed.at,
    agreed.lines.map(line => line.productId),
    agreed.lines.map(line => line.unit),
    agreed.lines.map(line => line.unitQty),
    agreed.lines.map(line => line.price),
  )

const forget = stmt('customer_price.forget', 'delete from customer_prices where org_id = $1 and customer_id = any($2)')
export const forgetPricesBound = (orgId: string, customerIds: readonly string[]): Bound => forget(orgId, customerIds)

const forgetOf = stmt(
  'customer_price.forgetOf',
  'delete from customer_prices where org_id = $1 and record_id = $2 and product_id = any($3)',
)
export const forgetOfBound = (orgId: string, recordId: string, productIds: readonly string[]): Bound =>
  forgetOf(orgId, recordId, productIds)

const ofCustomer = stmt(
  'customer_price.of',
  `select t.product_id, t.record_id as order_id, t.number, t.unit, t.unit_qty, t.price, t.currency, t.tax_mode, t.at from customer_prices t
   where t.org_id = $1 and t.customer_id = $2 and t.product_id = any($3)`,
)
export const selectLastPrices = (db: Db, customerId: string, productIds: readonly string[]): Promise<LastPrice[]> =>
  db.query<LastPrice>(ofCustomer(db.orgId, customerId, productIds))
