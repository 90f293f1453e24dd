// Statements about invoices as documents; what is counted over their lines is in `count.sql.ts`.
import type { Actor } from '#kernel/access.ts'
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import { type Locked, lockRecord } from '#meta/server/recordSql.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { invoiceEntity } from '../invoice.entity.ts'
import { stuckMinutes } from '../invoice.rules.ts'
import type { Invoice, InvoiceLine } from '../invoice.schema.ts'
import { type InvoiceRow, invoiceLines, invoices, type NamedLine } from './invoice.table.ts'

nameConstraints({
  // of an invoice of before: our own are counted
  invoices_number: { key: 'invoice.numberTaken', path: 'invoiceNumber', conflict: true },
  invoices_tax_number: { key: 'invoice.taxNumberTaken', path: 'taxNumber', conflict: true },
  invoice_standin_tax_number: { key: 'invoice.moved', conflict: true },
  invoices_reversed: { key: 'invoice.moved', conflict: true },
})

const stuck = `(t.state = 'issuing' and t.channel = 'standin' and t.sent_at < now() - interval '${stuckMinutes} minutes')`

export const invoiceSource: Source = {
  entity: invoiceEntity,
  from: `invoices t
    join customers c on c.org_id = t.org_id and c.id = t.customer_id
    join customers y on y.org_id = t.org_id and y.id = t.payer_id
    left join invoices r on r.org_id = t.org_id and r.id = t.original_id
    left join users u on u.org_id = t.org_id and u.id = t.owner_id`,
  select: `t.id, t.version, t.number, t.kind, t.tax_kind, t.state, t.customer_id, c.name as customer_name, t.payer_id, y.name as payer_name,
    coalesce((select string_agg(n.number, ', ' order by n.number) from (select distinct o.number from invoice_lines l
      join orders o on o.org_id = l.org_id and o.id = l.order_id where l.org_id = t.org_id and l.invoice_id = t.id) n), '') as order_numbers,
    t.buyer->>'name' as buyer_name, t.currency, t.rate, t.net, t.tax, t.gross, t.base_gross, t.date, t.issued_at, t.tax_number, t.register_no,
    t.original_id, r.number as original_number, t.red_reason, t.reversed,
    case when t.state <> 'issued' or t.kind = 'red' then null when t.reversed = 0 then 'whole' when t.reversed < t.gross then 'part' else 'reversed' end as standing,
    t.channel, t.sent_at, t.asked_at, t.attempts, ${stuck} as stuck, t.error, t.lapses_at, t.note, t.is_opening, t.alone, t.due_date, t.created_by as requester_id,
    t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'invoice.read',
  defaultSort: '-createdAt',
  columns: {
    number: { sql: 't.number', notNull: true },
    kind: { sql: 't.kind', notNull: true },
    taxKind: { sql: 't.tax_kind', notNull: true },
    state: { sql: 't.state', notNull: true },
    customerId: { sql: 't.customer_id', notNull: true },
    payerId: { sql: 't.payer_id', notNull: true },
    gross: { sql: 't.gross', notNull: true },
    net: { sql: 't.net', notNull: true },
    tax: { sql: 't.tax', notNull: true },
    reversed: { sql: 't.reversed', notNull: true },
    currency: { sql: 't.currency', notNull: true },
    date: { sql: 't.date' },
    issuedAt: { sql: 't.issued_at' },
    taxNumber: { sql: 't.tax_number' },
    registerNo: { sql: 't.register_no' },
    redReason: { sql: 't.red_reason' },
    originalId: { sql: 't.original_id' },
    channel: { sql: 't.channel' },
    stuck: { sql: stuck, notNull: true },
    sentAt: { sql: 't.sent_at' },
    lapsesAt: { sql: 't.lapses_at' },
    isOpening: { sql: 't.is_opening', notNull: true },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const rated = (column: string) => ({ sql: `round(t.${column} * t.rate, 4)`, notNull: true })
/** Sums never run across currencies (C080): each at the rate that its invoice has frozen. */
export const ratedInvoices: Source = {
  ...invoiceSource,
  columns: {
    ...invoiceSource.columns,
    gross: { sql: 't.base_gross', notNull: true },
    net: rated('net'),
    tax: rated('tax'),
    reversed: rated('reversed'),
  },
}

const one = `select ${invoices.select('t')} from invoices t where t.org_id = $1 and t.id = any($2) and t.deleted_at is null order by t.id`
const readRows = stmt('invoice.rows', one)
const lockRows = stmt('invoice.lock', `${one} for no key update`)
export const selectInvoices = (db: Db, ids: readonly string[]): Promise<InvoiceRow[]> =>
  db.query<InvoiceRow>(readRows(db.orgId, ids))
export function lockInvoices(tx: Tx, ids: readonly string[]): Promise<InvoiceRow[]> {
  tx.level(lockLevel.invoice)
  return tx.query<InvoiceRow>(lockRows(tx.orgId, ids))
}

const unshown = [
  'buyer',
  'ended_at',
  'settled',
  'for_id',
  'settlement_id',
  'created_by',
  'updated_by',
  'deleted_at',
].map(name => `t.${name}`)
/** With what its reader is shown of it. */
export function lockShownInvoice(tx: Tx, actor: Actor, id: string): Promise<Locked<InvoiceRow, Invoice>> {
  tx.level(lockLevel.invoice)
  return lockRecord(tx, actor, invoiceSource, { id, also: unshown })
}

/** Of what no order line stands behind nobody can say that it is none. */
const goods = `coalesce((select s.kind = 'goods' or s.fulfil = 'ship' from order_lines s
  where s.org_id = l.org_id and s.id = l.order_line_id), true) as is_goods`

const lines = stmt(
  'invoice_line.rows',
  `select ${invoiceLines.select('l')}, o.number as order_number, ${goods}
   from invoice_lines l left join orders o on o.org_id = l.org_id and o.id = l.order_id where l.org_id = $1 and l.invoice_id = $2 order by l.no`,
)
/** They change with their invoice only, and never once it has gone out. */
export const selectLineRows = (db: Db, id: string): Promise<NamedLine[]> => db.query<NamedLine>(lines(db.orgId, id))

const shown = stmt(
  'invoice_line.shown',
  `select l.id, l.no, l.order_id, o.number as order_number, l.order_line_id, l.shipment_line_id, l.original_line_id, l.product_id, l.by, l.qty, l.unit,
     l.unit_qty, l.price, l.name, l.spec, l.tax_code, l.line_kind, l.tax_rate, l.net, l.tax, l.gross, ${goods}
   from invoice_lines l left join orders o on o.org_id = l.org_id and o.id = l.order_id where l.org_id = $1 and l.invoice_id = $2 order by l.no`,
)
export const selectShownLines = (db: Db, id: string): Promise<InvoiceLine[]> =>
  db.query<InvoiceLine>(shown(db.orgId, id))

const placed = stmt(
  'invoice.places',
  // not joined: one look into the index of shipment lines for each line that has one
  `select distinct t.kind, t.payer_id, t.original_id, l.order_id,
     (select s.shipment_id from shipment_lines s where s.org_id = l.org_id and s.id = l.shipment_line_id) as shipment_id
   from invoices t left join invoice_lines l on l.org_id = t.org_id and l.invoice_id = t.id
   where t.org_id = $1 and t.id = $2 and t.deleted_at is null`,
)
/** What never changes of an invoice, and where one of its lines belongs. */
export type Place = Pick<InvoiceRow, 'kind' | 'payerId' | 'originalId'> & {
  readonly orderId: string | null
  readonly shipmentId: string | null
}
/** Unlocked: what has to be locked before the invoice is (domain §3); none of one that is not there. */
export const selectPlaces = (db: Db, id: string): Promise<Place[]> => db.query<Place>(placed(db.orgId, id))

const drop = stmt('invoice_line.drop', 'delete from invoice_lines where org_id = $1 and invoice_id = $2')
export const dropLinesBound = (orgId: string, id: string): Bound => drop(orgId, id)

const ofOrder = stmt(
  'invoice.ofOrder',
  `select distinct t.id from invoices t join invoice_lines l on l.org_id = t.org_id and l.invoice_id = t.id
   where t.org_id = $1 and l.order_id = $2 and t.deleted_at is null order by t.id desc limit 100`,
)
export const selectOfOrder = async (db: Db, orderId: string): Promise<string[]> =>
  (await db.query<{ id: string }>(ofOrder(db.orgId, orderId))).map(row => row.id)

const ofShipment = stmt(
  'invoice.ofShipment',
  `select distinct t.id from invoices t join invoice_lines l on l.org_id = t.org_id and l.invoice_id = t.id
   join shipment_lines s on s.org_id = l.org_id and s.id = l.shipment_line_id
   where t.org_id = $1 and s.shipment_id = $2 and t.deleted_at is null order by t.id desc limit 100`,
)
/** What bills its lines, and the red letters of that. */
export const selectOfShipment = async (db: Db, shipmentId: string): Promise<string[]> =>
  (await db.query<{ id: string }>(ofShipment(db.orgId, shipmentId))).map(row => row.id)

const liveOf = stmt(
  'invoice.liveOfOrder',
  `select distinct t.id from invoices t join invoice_lines l on l.org_id = t.org_id and l.invoice_id = t.id
   where t.org_id = $1 and l.order_id = $2 and t.state in ('requested', 'failed') and t.kind <> 'red' and t.deleted_at is null order by t.id`,
)
/** Requests of an order that have not gone out. */
export const selectLiveOf = async (db: Db, orderId: string): Promise<string[]> =>
  (await db.query<{ id: string }>(liveOf(db.orgId, orderId))).map(row => row.id)

const next = stmt(
  'invoice_register.next',
  `insert into invoice_register as r (org_id, last) values ($1, 1) on conflict (org_id) do update set last = r.last + 1 returning last`,
)
/** Without gaps: the row is held until the transaction that issues has ended. */
export async function nextRegisterNo(tx: Tx): Promise<number> {
  tx.level(lockLevel.counter)
  const row = await tx.one<{ last: number }>(next(tx.orgId))
  if (!row) throw new Error('no register number')
  return row.last
}

const party = stmt(
  'invoice.party',
  `select c.name, c.uscc, c.address, c.phone, c.email, last.buyer, last.tax_kind from customers c left join lateral (
     select t.buyer, t.tax_kind from invoices t where t.org_id = $1 and t.payer_id = $2 and t.kind = 'normal' and t.state not in ('withdrawn', 'refused')
       and t.deleted_at is null order by t.created_at desc, t.id desc limit 1) last on true
   where c.org_id = $1 and c.id = $2`,
)
type Card = { readonly name: string } & Readonly<Record<'uscc' | 'address' | 'phone' | 'email', string | null>>
/** As its card says, and as it was last invoiced. */
export type Party = Card & {
  readonly buyer: InvoiceRow['buyer'] | null
  readonly taxKind: InvoiceRow['taxKind'] | null
}
export const selectParty = (db: Db, id: string): Promise<Party | undefined> => db.one<Party>(party(db.orgId, id))
