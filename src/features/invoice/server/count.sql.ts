// What is counted over the lines of invoices: what live ones hold, what issued ones come to, what red ones took back.
import { type Db, stmt } from '#kernel/db.ts'
import type { Money } from '../invoice.totals.ts'

const billedOf = (which: string) => `select l.order_line_id,
    coalesce(sum(l.qty) filter (where l.by = 'quantity'), 0) as qty,
    coalesce(sum(l.net) filter (where l.by = 'quantity' or l.line_kind = 'discount'), 0) as net,
    coalesce(sum(l.tax) filter (where l.by = 'quantity' or l.line_kind = 'discount'), 0) as tax,
    coalesce(sum(l.net) filter (where l.by = 'amount' and l.line_kind <> 'discount'), 0) as amount_net,
    coalesce(sum(l.tax) filter (where l.by = 'amount' and l.line_kind <> 'discount'), 0) as amount_tax,
    coalesce(sum(l.qty) filter (where t.state <> 'issued'), 0) as held_qty,
    coalesce(sum(l.gross) filter (where t.state <> 'issued'), 0) as held_amount
  from invoice_lines l join invoices t on t.org_id = l.org_id and t.id = l.invoice_id
  where l.org_id = $1 and ${which} and t.deleted_at is null
    and ((t.kind = 'normal' and t.state in ('requested', 'issuing', 'failed', 'issued'))
      or (t.kind = 'red' and t.state = 'issued' and t.red_reason <> 'allowance'))
  group by l.order_line_id`
const billed = stmt('invoice_line.billed', billedOf('l.order_line_id = any($2) and t.id <> $3'))
const billedBeside = stmt(
  'invoice_line.billedBeside',
  billedOf(
    'l.order_line_id in (select own.order_line_id from invoice_lines own where own.org_id = $1 and own.invoice_id = $2) and t.id <> $2',
  ),
)
/** Of an order line: live and issued, red letters taken off; what an allowance gave is not billed again. */
export type Billed = {
  readonly orderLineId: string
  readonly qty: string
  readonly net: string
  readonly tax: string
  readonly amountNet: string
  readonly amountTax: string
  readonly heldQty: string
  readonly heldAmount: string
}
const nobody = '00000000-0000-0000-0000-000000000000'
/** Under the lock of the order lines they cannot change. */
export async function selectBilled(
  db: Db,
  lineIds: readonly string[],
  besides: string = nobody,
): Promise<ReadonlyMap<string, Billed>> {
  return byLine(await db.query<Billed>(billed(db.orgId, lineIds, besides)))
}
/** The same of the lines that an invoice bills, without what it bills itself. */
export const selectBilledBeside = async (db: Db, invoiceId: string): Promise<ReadonlyMap<string, Billed>> =>
  byLine(await db.query<Billed>(billedBeside(db.orgId, invoiceId)))

const byLine = (rows: readonly Billed[]) => new Map(rows.map(row => [row.orderLineId, row]))

const taken = stmt(
  'invoice_line.taken',
  `select l.original_line_id as id, coalesce(-sum(l.qty), 0) as qty, -sum(l.net) as net, -sum(l.tax) as tax, -sum(l.gross) as gross,
     coalesce(-sum(l.net) filter (where l.by = 'amount'), 0) as amount_net, coalesce(-sum(l.tax) filter (where l.by = 'amount'), 0) as amount_tax
   from invoice_lines l join invoices t on t.org_id = l.org_id and t.id = l.invoice_id
   where l.org_id = $1 and t.original_id = $2 and t.id <> $3 and t.deleted_at is null
     and t.state in ('draft', 'awaiting', 'confirmed', 'issuing', 'failed', 'issued') group by l.original_line_id`,
)
/** Of a line of an issued invoice: what red letters took or are about to take, above zero. */
export type TakenBack = {
  readonly id: string
  readonly qty: string
  readonly amountNet: string
  readonly amountTax: string
} & Money
/** Under the lock of the original they cannot change. */
export async function selectTakenBack(
  db: Db,
  originalId: string,
  besides: string = nobody,
): Promise<ReadonlyMap<string, TakenBack>> {
  const rows = await db.query<TakenBack>(taken(db.orgId, originalId, besides))
  return new Map(rows.map(row => [row.id, row]))
}

const billedLines = stmt(
  'invoice_line.billedLines',
  `select l.id, l.invoice_id, l.no, l.order_line_id, l.qty from invoice_lines l join invoices t on t.org_id = l.org_id and t.id = l.invoice_id
   where l.org_id = $1 and l.order_line_id = any($2) and l.by = 'quantity' and t.kind = 'normal' and t.state = 'issued' and t.deleted_at is null
   order by t.issued_at desc, t.id desc, l.no`,
)
export type BilledLine = {
  readonly id: string
  readonly invoiceId: string
  readonly no: number
  readonly orderLineId: string
  readonly qty: string
}
/** Issued, by quantity, the newest invoice first. */
export const selectBilledLines = (db: Db, lineIds: readonly string[]): Promise<BilledLine[]> =>
  db.query<BilledLine>(billedLines(db.orgId, lineIds))

const numbers = stmt(
  'invoice_line.numbers',
  `select l.order_line_id, string_agg(distinct coalesce(t.tax_number, t.number), ', ') as numbers from invoice_lines l join invoices t on t.org_id = l.org_id and t.id = l.invoice_id
   where l.org_id = $1 and l.order_line_id = any($2) and t.kind = 'normal' and t.state in ('requested', 'issuing', 'failed', 'issued') and t.deleted_at is null group by 1`,
)
/** By order line, what bills it or asks to. */
export async function selectNumbersOf(db: Db, lineIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ orderLineId: string; numbers: string }>(numbers(db.orgId, lineIds))
  return new Map(rows.map(row => [row.orderLineId, row.numbers]))
}

const advances = stmt(
  'invoice.advances',
  `select l.order_id, sum(l.gross) as amount from invoice_lines l join invoices t on t.org_id = l.org_id and t.id = l.invoice_id
   where l.org_id = $1 and l.order_id = any($2) and t.kind = 'advance' and t.state in ('requested', 'issuing', 'failed') and t.deleted_at is null and t.id <> $3
   group by l.order_id`,
)
/** By order: advances that are asked for and not yet issued. */
export async function selectHeldAdvances(
  db: Db,
  orderIds: readonly string[],
  besides: string = nobody,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ orderId: string; amount: string }>(advances(db.orgId, orderIds, besides))
  return new Map(rows.map(row => [row.orderId, row.amount]))
}

const standing = stmt(
  'invoice.standingAdvances',
  `select t.id, l.id as line_id, l.no, l.order_id, l.gross from invoices t join invoice_lines l on l.org_id = t.org_id and l.invoice_id = t.id
   where t.org_id = $1 and l.order_id = any($2) and t.kind = 'advance' and t.state = 'issued' and t.reversed < t.gross and t.deleted_at is null
   order by t.issued_at, t.id, l.no`,
)
export type StandingAdvance = {
  readonly id: string
  readonly lineId: string
  readonly no: number
  readonly orderId: string
  readonly gross: string
}
/** Issued advances of these orders of which something stands, oldest first. */
export const selectStandingAdvances = (db: Db, orderIds: readonly string[]): Promise<StandingAdvance[]> =>
  db.query<StandingAdvance>(standing(db.orgId, orderIds))

const deducted = stmt(
  'invoice.deducted',
  `select l.order_id, -sum(l.gross) as amount from invoices t join invoice_lines l on l.org_id = t.org_id and l.invoice_id = t.id
   where t.org_id = $1 and t.for_id = $2 and t.deleted_at is null and t.state in ('draft', 'awaiting', 'confirmed', 'issuing', 'failed', 'issued') group by l.order_id`,
)
/** By order: what letters took back, or are about to, for the sake of this invoice. */
export async function selectDeducted(db: Db, invoiceId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.query<{ orderId: string; amount: string }>(deducted(db.orgId, invoiceId))
  return new Map(rows.map(row => [row.orderId, row.amount]))
}

const sent = stmt(
  'invoice.sentLines',
  `select s.id, s.order_line_id, t.number, t.state, case when t.site_id is null then s.qty - s.came_back - s.lost else s.delivered end as qty, coalesce((select sum(l.qty) from invoice_lines l
       join invoices i on i.org_id = l.org_id and i.id = l.invoice_id where l.org_id = s.org_id and l.shipment_line_id = s.id and i.id <> $4 and i.deleted_at is null
         and ((i.kind = 'normal' and i.state in ('requested', 'issuing', 'failed', 'issued')) or (i.kind = 'red' and i.state = 'issued'))), 0) as billed
   from shipment_lines s join shipments t on t.org_id = s.org_id and t.id = s.shipment_id
   where s.org_id = $1 and (s.shipment_id = any($2) or s.id = any($3)) and t.deleted_at is null order by t.number, s.no`,
)
/** What shipments brought by line, and how much of it is billed or asked for. */
export type SentLine = {
  readonly id: string
  readonly orderLineId: string
  readonly number: string
  readonly state: string
  readonly qty: string
  readonly billed: string
}
type Sent = {
  readonly shipmentIds?: readonly string[]
  readonly lineIds?: readonly string[]
  readonly besides?: string
}
export const selectSent = (db: Db, { shipmentIds = [], lineIds = [], besides = nobody }: Sent): Promise<SentLine[]> =>
  db.query<SentLine>(sent(db.orgId, shipmentIds, lineIds, besides))

const known = stmt(
  'invoice_line.taxCodes',
  // ids grow with time: the greatest is the youngest
  `select p.id as product_id, last.tax_code from unnest($2::uuid[]) p(id) cross join lateral (
     select l.tax_code from invoice_lines l where l.org_id = $1 and l.product_id = p.id and l.tax_code is not null order by l.id desc limit 1) last`,
)
/** As it was last said of the product. */
export async function selectTaxCodes(db: Db, productIds: readonly string[]): Promise<Map<string, string>> {
  if (productIds.length === 0) return new Map()
  const rows = await db.query<{ productId: string; taxCode: string }>(known(db.orgId, productIds))
  return new Map(rows.map(row => [row.productId, row.taxCode]))
}
