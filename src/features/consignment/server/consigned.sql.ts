// What lies at customers' sites: what shipments brought there and is neither settled nor gone. Read only.
import { type Db, stmt } from '#kernel/db.ts'
import { placesSql } from '#kernel/money.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { consignedEntity } from '../consigned.entity.ts'

export const lying = 'l.qty - l.delivered - l.came_back - l.lost'
const there = `select l.org_id, l.id, 1 as version, null::timestamptz as deleted_at, l.shipment_id, l.no, l.order_id, l.order_line_id, l.product_id, l.code, l.name, l.spec, l.batch,
    ${lying} as qty, s.site_id, s.customer_id, s.number as shipment_number, s.date as shipped_on
  from shipments s join shipment_lines l on l.org_id = s.org_id and l.shipment_id = s.id
  where s.site_id is not null and s.state = 'shipped' and s.deleted_at is null and ${lying} > 0`
const share = 'coalesce(g.kit_share, g.gross) * t.qty / g.ordered'
// a yen has no cents, a dinar has three places
const value = `round(${share}, ${placesSql('o.currency')})`
const baseValue = `round(${share} * o.rate, (select ${placesSql('z.currency')} from orgs z where z.org_id = $1))`
const days = '((select (now() at time zone z.zone)::date from orgs z where z.org_id = $1) - t.shipped_on)'
const drafted = `coalesce((select sum(x.qty) from settlement_lines x join settlements d on d.org_id = x.org_id and d.id = x.settlement_id
  where x.org_id = t.org_id and x.shipment_line_id = t.id and d.state = 'draft' and d.deleted_at is null), 0)`
const plain = (name: string) => ({ sql: `t.${name}`, notNull: true })

export const consignedSource: Source = {
  entity: consignedEntity,
  from: `(${there}) t
    join orders o on o.org_id = t.org_id and o.id = t.order_id
    join order_lines g on g.org_id = t.org_id and g.id = t.order_line_id
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    join warehouses w on w.org_id = t.org_id and w.id = t.site_id
    left join products p on p.org_id = t.org_id and p.id = t.product_id`,
  select: `t.id, t.site_id, w.name as site_name, t.customer_id, c.name as customer_name, t.order_id, o.number as order_number, t.order_line_id, t.shipment_id, t.shipment_number,
    t.product_id, t.code, t.name, t.spec, t.batch, t.qty, coalesce(p.unit, g.unit) as unit, ${drafted} as drafted, t.shipped_on, ${days} as days,
    ${value} as value, o.currency, ${baseValue} as base_value`,
  permission: 'consigned.read',
  // as the order: whoever sells it sees what of it lies there
  ownedBy: { alias: 'o', entity: 'order' },
  defaultSort: 'shippedOn',
  columns: {
    siteId: plain('site_id'),
    customerId: plain('customer_id'),
    code: { sql: 't.code' },
    name: plain('name'),
    productId: { sql: 't.product_id' },
    batch: { sql: 't.batch' },
    qty: plain('qty'),
    drafted: { sql: drafted, notNull: true },
    orderId: plain('order_id'),
    shippedOn: plain('shipped_on'),
    days: { sql: days, notNull: true },
    baseValue: { sql: baseValue, notNull: true },
  },
  foundBy: [
    { sql: 't.customer_id', entity: 'customer' },
    { sql: 't.product_id', entity: 'product' },
    { sql: 't.order_id', entity: 'order' },
  ],
}

export type LyingRow = {
  readonly shipmentLineId: string
  readonly orderId: string
  readonly orderLineId: string
  readonly productId: string | null
  readonly name: string
  readonly batch: string | null
  readonly qty: string
}
const atSite = stmt(
  'settlement.lying',
  `select t.id as shipment_line_id, t.order_id, t.order_line_id, t.product_id, t.name, t.batch, t.qty from (${there} and s.org_id = $1 and s.site_id = $2) t
   order by t.shipped_on, t.shipment_number, t.no`,
)
/** The oldest first. */
export const selectLying = (db: Db, siteId: string): Promise<LyingRow[]> => db.query<LyingRow>(atSite(db.orgId, siteId))
