// What points at a customer, a contact or a lead, table by table: all of it goes along when two are merged.
// `children.test.ts` walks the catalogue and names what is missing here.
import { contactMerging } from '#features/contact/server/merge.service.ts'
import { rehashContracts } from '#features/contract/server/rehash.service.ts'
import { customerMerging } from '#features/customer/server/merge.service.ts'
import { leadMerging } from '#features/lead/server/merge.service.ts'
import { rehashOrders } from '#features/order/server/rehash.service.ts'
import { rehashQuotes } from '#features/quote/server/rehash.service.ts'
import { claimAllAnew } from '#features/registration/server/night.service.ts'
import { leadsTo } from '#features/twin/server/twin.service.ts'
import { lockLevel } from '#meta/locks.ts'
import { registerMerging } from '#meta/merging.ts'
import { type Child, registerChildren, registerTables } from '#meta/server/children.ts'
import { onMissing } from '#meta/server/recordSql.ts'
import { recordTables } from '../ops/check.ts'
import { registerHandovers } from './handovers.ts'

const {
  lead,
  deal,
  quote,
  contract,
  order,
  change,
  shipment,
  settlement,
  goodsReturn,
  instalment,
  receipt,
  invoice,
  refund,
  writeOff,
} = lockLevel

// what the doctor's `credit.used` adds up, row by row
const invoiced = `case when t.state = 'issued' and t.deleted_at is null and not exists (
  select from invoice_lines l where l.org_id = t.org_id and l.invoice_id = t.id and l.order_id is not null) then t.base_gross else 0 end`
const received = `-(case when t.state = 'received' and t.counted then t.base_amount else 0 end)
  - coalesce((select sum(a.fx) from allocations a where a.org_id = t.org_id and a.receipt_id = t.id), 0)`
const refunded = `case when t.state = 'succeeded' then t.base_amount else 0 end`

const openLead = `t.state in ('unassigned', 'assigned', 'following') and t.deleted_at is null`
// a sample is no purchase
const bought = `t.confirmed_at is not null and t.type <> 'sample'`
/** Bought ones are counted with their customer. */
const lent = `t.type = 'sample' and t.confirmed_at is not null and t.completed_at is null and t.state <> 'cancelled'`
const openDeal = `t.state = 'open' and t.deleted_at is null`
const openQuote = `t.state in ('draft', 'in_approval', 'approved', 'sent') and t.deleted_at is null`

const openContract = `t.state in ('draft', 'in_approval', 'to_sign', 'effective') and t.deleted_at is null`

const holding = `t.deleted_at is null and exists (select from stock_levels v where v.org_id = t.org_id and v.warehouse_id = t.id and v.on_hand <> 0)`

/** Of any record, by kind and id. */
const ofAny = (of: string): Child[] => [
  { of, table: 'approval_requests', column: 'record_id', kind: 'entity' },
  { of, table: 'files', column: 'record_id', kind: 'entity' },
  { of, table: 'tasks', column: 'subject_id', kind: 'subject_entity' },
  { of, table: 'links', column: 'record_id', kind: 'entity' },
  { of, table: 'notices', column: 'record_id', kind: 'entity' },
  {
    of,
    table: 'spot_check_records',
    column: 'record_id',
    kind: 'entity',
    unless: `select from spot_check_records o where o.org_id = $1 and o.record_id = $3 and o.check_id = t.check_id`,
  },
  { of, table: 'bot_posts', column: 'record_id', kind: 'entity' },
  { of, table: 'email_addresses', column: 'record_id', kind: 'entity' },
  {
    of,
    table: 'emails',
    column: 'record_id',
    kind: 'entity',
    unless: `select from emails o where o.org_id = $1 and o.record_id = $3 and o.entity = t.entity and o.message_id = t.message_id`,
  },
  {
    of,
    table: 'reminders',
    column: 'subject_id',
    kind: 'subject_entity',
    unless: `select from reminders o where o.org_id = $1 and o.subject_id = $3 and o.subject_entity = t.subject_entity and o.kind = t.kind and o.fire_at = t.fire_at and o.user_id = t.user_id`,
  },
]
/** Their way through the pools: who had it, and when. */
const ofPools = (of: string): Child => ({ of, table: 'pool_moves', column: 'record_id', kind: 'entity' })
const subject = ['subject_entity', 'subject_id'] as const
const ofDeal = { of: 'deals.customer_id', sql: 't.deal_id = any($3)' }
const ofOrder = { of: 'orders.customer_id', sql: 't.order_id = any($3)' }
const ofLines = (lines: string, id: string) => ({
  of: 'orders.customer_id',
  sql: `exists (select from ${lines} l where l.org_id = t.org_id and l.${id} = t.id and l.order_id = any($3))`,
})

// biome-ignore format: a table
export const children: readonly Child[] = [
  { of: 'customer', table: 'contacts',      column: 'customer_id', level: lockLevel.record },
  { of: 'customer', table: 'billing_profiles', column: 'customer_id', level: lockLevel.record },
  // a site goes with its customer; nobody throws away a customer where goods lie
  { of: 'customer', table: 'warehouses',    column: 'customer_id', level: lockLevel.record, live: holding },
  { of: 'customer', table: 'customers',     column: 'parent_id' },
  { of: 'customer', table: 'customers',     column: 'payer_id' },
  { of: 'customer', table: 'leads',         column: 'customer_id', level: lead, live: openLead },
  { of: 'customer', table: 'leads',         column: 'referred_by', level: lead },
  { of: 'customer', table: 'deals',         column: 'customer_id', level: deal, live: openDeal, counts: { openDeals: `(${openDeal})::int` } },
  { of: 'customer', table: 'quotes',        column: 'customer_id', level: quote, live: openQuote, after: rehashQuotes, since: ofDeal },
  { of: 'customer', table: 'contracts',     column: 'customer_id', level: contract, live: openContract, after: rehashContracts },
  { of: 'customer', table: 'contracts',     column: 'payer_id',    level: contract, after: rehashContracts },
  { of: 'customer', table: 'orders',        column: 'customer_id', level: order, live: lent, after: rehashOrders, counts: { orders: `(${bought} and t.state <> 'cancelled')::int`, orderAt: `case when ${bought} then t.confirmed_at end` }, since: ofDeal },
  { of: 'customer', table: 'orders',        column: 'payer_id',    level: order, after: rehashOrders, counts: { used: 't.exposure' }, since: { ...ofDeal, sql: `${ofDeal.sql} and t.customer_id = t.payer_id` } },
  { of: 'customer', table: 'changes',       column: 'customer_id', level: change, since: ofOrder },
  { of: 'customer', table: 'shipments',     column: 'customer_id', level: shipment, since: ofLines('shipment_lines', 'shipment_id') },
  { of: 'customer', table: 'settlements',   column: 'customer_id', level: settlement, since: ofLines('settlement_lines', 'settlement_id') },
  { of: 'customer', table: 'goods_returns', column: 'customer_id', level: goodsReturn, since: ofOrder },
  { of: 'customer', table: 'instalments',   column: 'payer_id',    level: instalment, by: 'order_id', since: { of: 'orders.payer_id', sql: ofOrder.sql } },
  { of: 'customer', table: 'receipts',      column: 'customer_id', level: receipt, counts: { used: received } },
  { of: 'customer', table: 'invoices',      column: 'customer_id', level: invoice, since: ofLines('invoice_lines', 'invoice_id') },
  { of: 'customer', table: 'invoices',      column: 'payer_id',    level: invoice, counts: { used: invoiced }, since: { ...ofLines('invoice_lines', 'invoice_id'), of: 'orders.payer_id' } },
  { of: 'customer', table: 'refunds',       column: 'customer_id', level: refund, counts: { used: refunded } },
  { of: 'customer', table: 'write_offs',    column: 'customer_id', level: writeOff, counts: { used: '-t.credit' }, since: ofOrder },
  { of: 'customer', table: 'credit_releases', column: 'customer_id', level: order, since: ofOrder },
  { of: 'customer', table: 'registrations', column: 'customer_id', level: lockLevel.registration, after: claimAllAnew },
  { of: 'customer', table: 'surveys',       column: 'customer_id', since: ofOrder },
  { of: 'customer', table: 'tickets',       column: 'customer_id', since: ofOrder },
  { of: 'customer', table: 'lead_form_answers', column: 'customer_id' },
  { of: 'customer', table: 'followups',     column: 'customer_id', along: subject, counts: { followupAt: 't.at' }, since: ofDeal },
  { of: 'customer', table: 'needs',         column: 'customer_id', counts: { needs: '1' }, since: ofDeal },
  { of: 'customer', table: 'promises',      column: 'customer_id', since: ofDeal },
  { of: 'customer', table: 'tasks',         column: 'customer_id' },
  ofPools('customer'),
  ...ofAny('customer'),

  { of: 'contact', table: 'leads',     column: 'contact_id', level: lead },
  { of: 'contact', table: 'deals',     column: 'contact_id', level: deal },
  { of: 'contact', table: 'quotes',    column: 'contact_id', level: quote, after: rehashQuotes },
  { of: 'contact', table: 'contracts', column: 'contact_id', level: contract, after: rehashContracts },
  { of: 'contact', table: 'orders',    column: 'contact_id', level: order },
  { of: 'contact', table: 'surveys',   column: 'contact_id' },
  { of: 'contact', table: 'lead_form_answers', column: 'contact_id' },
  { of: 'contact', table: 'tickets',   column: 'contact_id' },
  { of: 'contact', table: 'emails',    column: 'contact_id' },
  { of: 'contact', table: 'followups', column: 'contact_id', along: subject },
  ...ofAny('contact'),

  { of: 'lead', table: 'followups', column: 'lead_id', along: subject },
  { of: 'lead', table: 'needs',     column: 'lead_id' },
  { of: 'lead', table: 'promises',  column: 'lead_id' },
  { of: 'lead', table: 'lead_assignments', column: 'lead_id' },
  { of: 'lead', table: 'lead_form_answers', column: 'lead_id' },
  ofPools('lead'),
  ...ofAny('lead'),
]

/** Once per process: how records are merged, and all that points at them. */
export function registerMerges(): void {
  for (const merging of [customerMerging, contactMerging, leadMerging]) registerMerging(merging)
  registerChildren(children)
  registerTables(recordTables)
  onMissing(leadsTo)
  registerHandovers()
}
