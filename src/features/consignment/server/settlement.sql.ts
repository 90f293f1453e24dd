// Every statement about settlements and their lines; nobody else writes these tables.
import type { Actor } from '#kernel/access.ts'
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import { type Locked, lockRecord } from '#meta/server/recordSql.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { settlementEntity } from '../settlement.entity.ts'
import type { Settlement, SettlementLine } from '../settlement.schema.ts'
import { lying } from './consigned.sql.ts'
import { type SettlementLineRow, type SettlementRow, settlementLines, settlements } from './settlement.table.ts'

nameConstraints({
  settlement_lines_once: { key: 'settlement.lineTwice', path: 'lines' },
  settlements_period: { key: 'settlement.turned', path: 'periodTo' },
})

const ofLines = 'from settlement_lines l join orders o on o.org_id = l.org_id and o.id = l.order_id'
export const settlementSource: Source = {
  entity: settlementEntity,
  from: `settlements t
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    join warehouses w on w.org_id = t.org_id and w.id = t.site_id
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.state, t.customer_id, c.name as customer_name, t.site_id, w.name as site_name, t.date, t.period_from, t.period_to, t.customer_reference,
    coalesce((select string_agg(n.number, ', ' order by n.number) from (select distinct o.number ${ofLines} where l.org_id = t.org_id and l.settlement_id = t.id) n), '') as order_numbers,
    (select count(*)::integer from settlement_lines l where l.org_id = t.org_id and l.settlement_id = t.id) as line_count,
    (select y.name ${ofLines} join customers y on y.org_id = o.org_id and y.id = o.payer_id where l.org_id = t.org_id and l.settlement_id = t.id order by l.no limit 1) as payer_name,
    (select o.currency ${ofLines} where l.org_id = t.org_id and l.settlement_id = t.id order by l.no limit 1) as currency,
    t.posted_at, t.note, t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'settlement.read',
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    state: { sql: 't.state', notNull: true },
    customerId: { sql: 't.customer_id', notNull: true },
    siteId: { sql: 't.site_id', notNull: true },
    date: { sql: 't.date', notNull: true },
    periodFrom: { sql: 't.period_from' },
    periodTo: { sql: 't.period_to' },
    customerReference: { sql: 't.customer_reference' },
    postedAt: { sql: 't.posted_at' },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}
/** As its reader is shown it, without what is reckoned from its lines. */
export type SettlementHead = Omit<Settlement, 'amount'>

const lockRow = stmt(
  'settlement.lock',
  `select ${settlements.select('t')} from settlements t where t.org_id = $1 and t.id = $2 and t.deleted_at is null for no key update`,
)
export function lockSettlement(tx: Tx, id: string): Promise<SettlementRow | undefined> {
  tx.level(lockLevel.settlement)
  return tx.one<SettlementRow>(lockRow(tx.orgId, id))
}
/** With what its reader is shown of it. */
export function lockShownSettlement(tx: Tx, actor: Actor, id: string): Promise<Locked<SettlementRow, SettlementHead>> {
  tx.level(lockLevel.settlement)
  return lockRecord(tx, actor, settlementSource, { id, also: ['t.created_by', 't.updated_by', 't.deleted_at'] })
}

const readRow = stmt(
  'settlement.row',
  `select ${settlements.select('t')} from settlements t where t.org_id = $1 and t.id = $2 and t.deleted_at is null`,
)
export const selectSettlement = (db: Db, id: string): Promise<SettlementRow | undefined> =>
  db.one<SettlementRow>(readRow(db.orgId, id))

const rows = stmt(
  'settlement_line.rows',
  `select ${settlementLines.select('l')} from settlement_lines l where l.org_id = $1 and l.settlement_id = $2 order by l.no`,
)
/** They change with their settlement only. */
export const selectLineRows = (db: Db, id: string): Promise<SettlementLineRow[]> =>
  db.query<SettlementLineRow>(rows(db.orgId, id))

// what was settled of its order line before: in the order of their posting, so that a later one changes nothing that is on paper; a draft after all of that
const before = `coalesce((select sum(x.qty) from settlement_lines x join settlements e on e.org_id = x.org_id and e.id = x.settlement_id
  where x.org_id = l.org_id and x.order_line_id = l.order_line_id and e.deleted_at is null and ((e.id = t.id and x.no < l.no)
    or (e.id <> t.id and e.state = 'posted' and (t.state <> 'posted' or (e.posted_at, e.id) < (t.posted_at, t.id))))), 0)`
const shown = stmt(
  'settlement_line.shown',
  `select l.settlement_id, l.id, l.no, l.shipment_line_id, s.shipment_id, h.number as shipment_number, h.date as shipped_on, l.order_id, o.number as order_number,
     l.order_line_id, g.no as order_line_no, s.product_id, s.code, s.name, s.spec, s.batch, l.qty, coalesce(p.unit, g.unit) as base_unit, g.unit, g.factor,
     case when h.state = 'shipped' then ${lying.replaceAll('l.', 's.')} else 0 end as lying, ${before} as before, coalesce(g.kit_share, g.gross) as gross, g.ordered, o.currency
   from settlement_lines l join settlements t on t.org_id = l.org_id and t.id = l.settlement_id
   join shipment_lines s on s.org_id = l.org_id and s.id = l.shipment_line_id join shipments h on h.org_id = s.org_id and h.id = s.shipment_id
   join orders o on o.org_id = l.org_id and o.id = l.order_id join order_lines g on g.org_id = l.org_id and g.id = l.order_line_id
   left join products p on p.org_id = s.org_id and p.id = s.product_id
   where l.org_id = $1 and l.settlement_id = any($2) order by l.settlement_id, l.no`,
)
export type ShownLine = Omit<SettlementLine, 'amount' | 'unitQty'> & {
  readonly settlementId: string
  readonly before: string
  readonly gross: string
  readonly ordered: string
  readonly currency: string
}
export const selectShownLines = (db: Db, ids: readonly string[]): Promise<ShownLine[]> =>
  db.query<ShownLine>(shown(db.orgId, ids))

const drop = stmt('settlement_line.drop', 'delete from settlement_lines where org_id = $1 and settlement_id = $2')
export const dropLinesBound = (orgId: string, id: string): Bound => drop(orgId, id)

const ofOrder = stmt(
  'settlement.ofOrder',
  `select distinct t.id from settlements t join settlement_lines l on l.org_id = t.org_id and l.settlement_id = t.id
   where t.org_id = $1 and l.order_id = $2 and t.deleted_at is null order by t.id desc limit 100`,
)
export const selectOfOrder = async (db: Db, orderId: string): Promise<string[]> =>
  (await db.query<{ id: string }>(ofOrder(db.orgId, orderId))).map(row => row.id)

const invoicesOf = stmt(
  'settlement.invoices',
  `select id, number, state, tax_number, gross, currency from invoices where org_id = $1 and settlement_id = $2 and deleted_at is null order by created_at, id`,
)
export type InvoiceOf = {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly taxNumber: string | null
  readonly gross: string
  readonly currency: string
}
export const selectInvoicesOf = (db: Db, id: string): Promise<InvoiceOf[]> =>
  db.query<InvoiceOf>(invoicesOf(db.orgId, id))
