// Every statement about shipments and their lines; nobody else writes these tables.
import type { Actor } from '#kernel/access.ts'
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import { type Locked, lockRecord } from '#meta/server/recordSql.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { shipmentEntity } from '../shipment.entity.ts'
import type { OpenLine, Shipment, ShipmentLine } from '../shipment.schema.ts'
import { type NamedLine, type ShipmentLineRow, type ShipmentRow, shipmentLines, shipments } from './shipment.table.ts'

nameConstraints({ shipment_lines_became: { key: 'shipment.moreThanSent' } })

export const shipmentSource: Source = {
  entity: shipmentEntity,
  from: `shipments t
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    left join warehouses w on w.org_id = t.org_id and w.id = t.site_id
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.kind, t.state, t.customer_id, c.name as customer_name, t.site_id, w.name as site_name,
    coalesce((select string_agg(n.number, ', ' order by n.number) from (select distinct o.number from shipment_lines l
      join orders o on o.org_id = l.org_id and o.id = l.order_id where l.org_id = t.org_id and l.shipment_id = t.id) n), '') as order_numbers,
    (select count(*)::integer from shipment_lines l where l.org_id = t.org_id and l.shipment_id = t.id) as line_count,
    t.address, t.contact_name, t.phone, t.planned_date, t.date, t.carrier, t.tracking_number, t.supplier_note, t.carrier_state, t.signed_by, t.shipped_at, t.delivered_at, t.note,
    t.is_opening, t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'shipment.read',
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    kind: { sql: 't.kind', notNull: true },
    state: { sql: 't.state', notNull: true },
    customerId: { sql: 't.customer_id', notNull: true },
    siteId: { sql: 't.site_id' },
    plannedDate: { sql: 't.planned_date' },
    date: { sql: 't.date' },
    carrier: { sql: 't.carrier' },
    trackingNumber: { sql: 't.tracking_number' },
    supplierNote: { sql: 't.supplier_note' },
    carrierState: { sql: 't.carrier_state' },
    shippedAt: { sql: 't.shipped_at' },
    deliveredAt: { sql: 't.delivered_at' },
    isOpening: { sql: 't.is_opening', notNull: true },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const became = 'l.delivered, l.came_back, l.lost, l.invoiced, l.checked'
const ofShipment = 'from shipment_lines l where l.org_id = $1 and l.shipment_id = $2'

const ordersOf = stmt('shipment.orders', `select distinct l.order_id ${ofShipment}`)
/** Unlocked: what has to be locked before the shipment is (domain §3). */
export const selectOrdersOf = async (db: Db, id: string): Promise<string[]> =>
  (await db.query<{ orderId: string }>(ordersOf(db.orgId, id))).map(row => row.orderId)

const lockRow = stmt(
  'shipment.lock',
  `select ${shipments.select('t')} from shipments t where t.org_id = $1 and t.id = any($2) and t.deleted_at is null order by t.id for no key update`,
)
export function lockShipmentRows(tx: Tx, ids: readonly string[]): Promise<ShipmentRow[]> {
  tx.level(lockLevel.shipment)
  return tx.query<ShipmentRow>(lockRow(tx.orgId, ids))
}

/** With what its reader is shown of it. */
export function lockShownShipment(tx: Tx, actor: Actor, id: string): Promise<Locked<ShipmentRow, Shipment>> {
  tx.level(lockLevel.shipment)
  return lockRecord(tx, actor, shipmentSource, { id, also: ['t.created_by', 't.updated_by', 't.deleted_at'] })
}

const ofTheLines = `t.org_id = $1 and t.deleted_at is null and t.id in (select l.shipment_id from shipment_lines l where l.org_id = $1 and l.id = any($2))`
const rowsOfLines = `select ${shipments.select('t')} from shipments t where ${ofTheLines} order by t.id`
const readOfLines = stmt('shipment.ofLines', rowsOfLines)
const lockOfLines = stmt('shipment.lockOfLines', `${rowsOfLines} for no key update`)
export const selectShipmentsOfLines = (db: Db, lineIds: readonly string[]): Promise<ShipmentRow[]> =>
  db.query<ShipmentRow>(readOfLines(db.orgId, lineIds))
export function lockShipmentsOfLines(tx: Tx, lineIds: readonly string[]): Promise<ShipmentRow[]> {
  tx.level(lockLevel.shipment)
  return tx.query<ShipmentRow>(lockOfLines(tx.orgId, lineIds))
}

const readRow = stmt(
  'shipment.row',
  `select ${shipments.select('t')} from shipments t where t.org_id = $1 and t.id = $2 and t.deleted_at is null`,
)
export const selectShipment = (db: Db, id: string): Promise<ShipmentRow | undefined> =>
  db.one<ShipmentRow>(readRow(db.orgId, id))

const named = `from shipment_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id
   left join warehouses w on w.org_id = l.org_id and w.id = l.warehouse_id where l.org_id = $1 and l.shipment_id = $2 order by l.no`
// asked line by line: joined, every line of the organisation would be met by every other
const ofKit = `(select (select json_build_object('lineId', k.id, 'name', k.name, 'perKit', trim_scale(p.per_kit)::text,
     'parts', (select count(*) from order_lines s where s.org_id = $1 and s.order_id = k.order_id and s.kit_line_id = k.id and s.fulfil = p.fulfil))
   from order_lines k where k.org_id = $1 and k.id = p.kit_line_id) from order_lines p where p.org_id = $1 and p.id = l.order_line_id) as kit`
const rows = stmt(
  'shipment_line.rows',
  `select ${shipmentLines.select('l')}, ${became}, o.number as order_number, w.name as warehouse_name, ${ofKit} ${named}`,
)
/** The shipment is locked with its lines: they change with it only. */
export const selectLineRows = (db: Db, id: string): Promise<NamedLine[]> => db.query<NamedLine>(rows(db.orgId, id))

const beside = stmt(
  'shipment_line.beside',
  `select ${shipmentLines.select('l')}, ${became} from shipment_lines l
   where l.org_id = $1 and l.shipment_id in (select x.shipment_id from shipment_lines x where x.org_id = $1 and x.id = any($2)) order by l.shipment_id, l.no`,
)
/** With all lines of their shipments. */
export const selectLinesBeside = (db: Db, lineIds: readonly string[]): Promise<ShipmentLineRow[]> =>
  db.query<ShipmentLineRow>(beside(db.orgId, lineIds))

const shown = stmt(
  'shipment_line.shown',
  `select l.id, l.no, l.order_id, o.number as order_number, l.order_line_id, l.product_id, l.stock_kept, l.code, l.name, l.spec, ${ofKit}, l.unit, l.unit_qty,
     l.factor, l.qty, l.warehouse_id, w.name as warehouse_name, l.batch, ${became} ${named}`,
)
export const selectShownLines = (db: Db, id: string): Promise<ShipmentLine[]> =>
  db.query<ShipmentLine>(shown(db.orgId, id))

const promised = stmt(
  'shipment_line.promised',
  `select l.order_line_id, sum(l.qty) as qty from shipment_lines l join shipments t on t.org_id = l.org_id and t.id = l.shipment_id
   where l.org_id = $1 and l.order_line_id in (select own.order_line_id from shipment_lines own where own.org_id = $1 and own.shipment_id = $2)
     and t.state = 'ready' and t.deleted_at is null and t.id <> $2 group by l.order_line_id`,
)
/** What other ready shipments promise of the order lines of this one, which are locked. */
export async function selectPromised(db: Db, id: string): Promise<ReadonlyMap<string, string>> {
  const found = await db.query<{ orderLineId: string; qty: string }>(promised(db.orgId, id))
  return new Map(found.map(row => [row.orderLineId, row.qty]))
}

const setBecame = stmt(
  'shipment_line.became',
  `update shipment_lines l set delivered = x.delivered, came_back = x.came_back, lost = x.lost
   from unnest($2::uuid[], $3::numeric[], $4::numeric[], $5::numeric[]) as x(id, delivered, came_back, lost) where l.org_id = $1 and l.id = x.id`,
)
export const becameBound = (orgId: string, lines: readonly ShipmentLineRow[]): Bound =>
  setBecame(
    orgId,
    lines.map(line => line.id),
    lines.map(line => line.delivered),
    lines.map(line => line.cameBack),
    lines.map(line => line.lost),
  )

const check = stmt('shipment_line.check', 'update shipment_lines set checked = $3 where org_id = $1 and id = $2')
export const checkedBound = (orgId: string, id: string, checked: string): Bound => check(orgId, id, checked)

const bill = stmt(
  'shipment_line.bill',
  `update shipment_lines l set invoiced = l.invoiced + x.qty from (select id, sum(qty) as qty from unnest($2::uuid[], $3::numeric[]) as y(id, qty) group by id) x
   where l.org_id = $1 and l.id = x.id`,
)
export const billedBound = (orgId: string, rows: readonly { readonly id: string; readonly qty: string }[]): Bound =>
  bill(
    orgId,
    rows.map(row => row.id),
    rows.map(row => row.qty),
  )

const drop = stmt('shipment_line.drop', 'delete from shipment_lines where org_id = $1 and shipment_id = $2')
export const dropLinesBound = (orgId: string, id: string): Bound => drop(orgId, id)

const liveOf = stmt(
  'shipment.liveOfOrder',
  `select distinct t.id from shipments t join shipment_lines l on l.org_id = t.org_id and l.shipment_id = t.id
   where t.org_id = $1 and l.order_id = $2 and t.state in ('draft', 'ready') and t.deleted_at is null order by t.id`,
)
/** Drafts and ready ones of an order. */
export const selectLiveOf = async (db: Db, orderId: string): Promise<string[]> =>
  (await db.query<{ id: string }>(liveOf(db.orgId, orderId))).map(row => row.id)

const ofOrder = stmt(
  'shipment.ofOrder',
  `select distinct t.id from shipments t join shipment_lines l on l.org_id = t.org_id and l.shipment_id = t.id
   where t.org_id = $1 and l.order_id = $2 and t.deleted_at is null order by t.id desc limit 100`,
)
export const selectOfOrder = async (db: Db, orderId: string): Promise<string[]> =>
  (await db.query<{ id: string }>(ofOrder(db.orgId, orderId))).map(row => row.id)

const dropOf = stmt(
  'shipment_line.dropOfOrder',
  'delete from shipment_lines where org_id = $1 and shipment_id = any($2) and order_id = $3',
)
export const dropOrderBound = (orgId: string, ids: readonly string[], orderId: string): Bound =>
  dropOf(orgId, ids, orderId)

const open = stmt(
  'shipment.openLines',
  `select l.order_id, o.number as order_number, l.id as order_line_id, l.no, l.product_id, l.code, l.name, l.spec, l.unit, l.factor, l.stock_kept,
     l.fulfil, l.to_ship, l.reserved, l.warehouse_id, coalesce((select sum(s.qty) from shipment_lines s join shipments t on t.org_id = s.org_id and t.id = s.shipment_id
       where s.org_id = l.org_id and s.order_line_id = l.id and t.state in ('draft', 'ready') and t.deleted_at is null), 0) as planned
   from order_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id
   where l.org_id = $1 and l.order_id = any($2) and l.to_ship > 0 and l.fulfil = $3 and l.parts is null order by o.number, l.no`,
)
export const selectOpenLines = (
  db: Db,
  orderIds: readonly string[],
  fulfil: 'ship' | 'accept',
): Promise<Omit<OpenLine, 'unitQty' | 'qty'>[]> => db.query(open(db.orgId, orderIds, fulfil))

const trash = stmt(
  'shipment.trash',
  `update shipments set deleted_at = $3, updated_at = $3, updated_by = $4, version = version + 1 where org_id = $1 and id = $2`,
)
export const trashBound = (tx: Tx, id: string, userId: string): Bound => trash(tx.orgId, id, tx.now, userId)
