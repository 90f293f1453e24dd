// What somebody has, table by table: all of it goes to others when they leave (`meta/server/handover.ts`).
// `handover.test.ts` walks the catalogue, names what is missing here, and says why the rest stays.
import { onceInRules } from '#features/assignment/server/assignment.sql.ts'
import { mergeMembers } from '#features/deal/server/part.sql.ts'
import { staleAssigning } from '#features/people/server/org.sql.ts'
import { leadOnFirst } from '#features/people/server/user.sql.ts'
import { raiseAdmins } from '#features/pool/server/pool.sql.ts'
import { lockLevel } from '#meta/locks.ts'
import { type Held, registerHeld } from '#meta/server/handover.ts'
import { dropChoicesFirst } from '#meta/server/view.sql.ts'

const {
  lead,
  deal,
  quote,
  contract,
  order,
  change,
  shipment,
  settlement,
  supply,
  goodsReturn,
  receipt,
  invoice,
  refund,
  writeOff,
} = lockLevel

const there = 't.deleted_at is null'
const not = (...states: string[]): string => `t.state not in (${states.map(one => `'${one}'`).join(', ')}) and ${there}`

// biome-ignore format: a table
const held: readonly Held[] = [
  { table: 'customers',        column: 'owner_id', kind: 'customer', level: lockLevel.record, dept: true, live: there, entity: 'customer', customer: 't.id' },
  { table: 'contacts',         column: 'owner_id', kind: 'customer', level: lockLevel.record, dept: true, live: there, entity: 'contact', customer: 't.customer_id' },
  { table: 'billing_profiles', column: 'owner_id', kind: 'customer', level: lockLevel.record, dept: true, live: there, customer: 't.customer_id' },
  { table: 'products',         column: 'owner_id', kind: 'setup',    level: lockLevel.record, dept: true, live: there },
  { table: 'warehouses',       column: 'owner_id', kind: 'setup',    level: lockLevel.record, dept: true, live: there },
  { table: 'stock_documents',  column: 'owner_id', kind: 'order',    level: lockLevel.record, dept: true, live: not('posted', 'cancelled') },
  { table: 'registrations',    column: 'owner_id', kind: 'customer', level: lockLevel.record, dept: true, live: `t.state in ('requested', 'protected') and ${there}`, customer: 't.customer_id' },
  { table: 'campaigns',        column: 'owner_id', kind: 'lead', level: lockLevel.record, live: `t.state <> 'ended' and t.archived_at is null` },
  { table: 'tasks',            column: 'owner_id', kind: 'work',     level: lockLevel.record, dept: true, live: `t.state = 'open' and ${there}` },
  { table: 'files',            column: 'owner_id', kind: 'setup',    level: lockLevel.record, dept: true, live: there },
  { table: 'leads',            column: 'owner_id', kind: 'lead',     level: lead,  dept: true, live: not('converted', 'invalid'), entity: 'lead', customer: 't.customer_id' },
  // won ones stay with whoever won them; what is still to be delivered of them are orders
  { table: 'deals',            column: 'owner_id', kind: 'deal',     level: deal,  dept: true, live: `t.state = 'open' and ${there}`, entity: 'deal', customer: 't.customer_id' },
  { table: 'quotes',           column: 'owner_id', kind: 'deal',     level: quote, dept: true, live: not('declined', 'expired', 'superseded', 'cancelled'), entity: 'quote', customer: 't.customer_id' },
  { table: 'contracts',        column: 'owner_id', kind: 'deal',     level: contract, dept: true, live: not('completed', 'terminated', 'expired', 'cancelled'), entity: 'contract', customer: 't.customer_id' },
  { table: 'orders',           column: 'owner_id', kind: 'order',    level: order, dept: true, live: `t.completed_at is null and ${not('closed', 'cancelled')}`, entity: 'order', customer: 't.customer_id' },
  { table: 'handoffs',         column: 'owner_id', kind: 'order',    level: order, dept: true, live: not('accepted') },
  { table: 'supplies',         column: 'owner_id', kind: 'order',    level: supply, dept: true, live: not('received', 'cancelled') },
  { table: 'supplies',         column: 'assignee_id', kind: 'order', level: supply, live: not('received', 'cancelled') },
  { table: 'changes',          column: 'owner_id', kind: 'order',    level: change, dept: true, live: not('applied', 'rejected', 'cancelled', 'conflicted'), customer: 't.customer_id' },
  { table: 'shipments',        column: 'owner_id', kind: 'order',    level: shipment, dept: true, live: not('delivered', 'cancelled'), customer: 't.customer_id' },
  { table: 'settlements',      column: 'owner_id', kind: 'order',    level: settlement, dept: true, live: not('posted', 'cancelled'), customer: 't.customer_id' },
  { table: 'goods_returns',    column: 'owner_id', kind: 'service',  level: goodsReturn, dept: true, live: `t.ended_at is null and ${there}`, customer: 't.customer_id' },
  { table: 'receipts',         column: 'owner_id', kind: 'order',    level: receipt, dept: true, live: not('failed', 'bounced'), customer: 't.customer_id' },
  { table: 'invoices',         column: 'owner_id', kind: 'order',    level: invoice, dept: true, live: not('issued', 'withdrawn', 'refused', 'rejected', 'lapsed'), customer: 't.customer_id' },
  { table: 'refunds',          column: 'owner_id', kind: 'order',    level: refund,  dept: true, live: not('succeeded', 'failed', 'cancelled'), customer: 't.customer_id' },
  { table: 'credit_releases',  column: 'owner_id', kind: 'order',    level: order, dept: true, live: `t.state in ('asked', 'granted') and ${there}`, customer: 't.customer_id' },
  { table: 'write_offs',       column: 'owner_id', kind: 'order',    level: writeOff, dept: true, live: not('approved', 'rejected', 'cancelled', 'reversed'), customer: 't.customer_id' },
  { table: 'tickets',          column: 'owner_id',   kind: 'service', dept: true, live: not('closed', 'cancelled'), entity: 'ticket', customer: 't.customer_id' },
  { table: 'tickets',          column: 'handler_id', kind: 'service', live: not('closed', 'cancelled') },
  { table: 'surveys',          column: 'owner_id',   kind: 'service', dept: true, live: not('reviewed', 'expired'), customer: 't.customer_id' },
  // the shares of one who is a member already come together; the owner's share is what members leave
  { table: 'deal_members',     column: 'user_id',  kind: 'deal', always: true, live: `exists (select from deals d where d.org_id = t.org_id and d.id = t.deal_id and d.state = 'open')`,
    first: mergeMembers,
    unless: 'exists (select from deal_members o where o.org_id = t.org_id and o.deal_id = t.deal_id and o.user_id = $3) or exists (select from deals d where d.org_id = t.org_id and d.id = t.deal_id and d.owner_id = $3)' },
  { table: 'record_reader',    column: 'user_id',  kind: 'work', live: `(t.why <> 'team' or exists (select from deals d where d.org_id = t.org_id and d.id = t.record_id and d.state = 'open'))`,
    unless: 'exists (select from record_reader o where o.org_id = t.org_id and o.entity = t.entity and o.record_id = t.record_id and o.why = t.why and o.user_id = $3)' },
  { table: 'reminders',        column: 'user_id',  kind: 'work', always: true, live: 't.fired_at is null and t.done_at is null',
    taker: `(select o.owner_id from (select d.id, d.owner_id from deals d where d.org_id = $1 union all select c.id, c.owner_id from customers c where c.org_id = $1 union all select l.id, l.owner_id from leads l where l.org_id = $1) o where o.id = t.subject_id)`,
    unless: 'exists (select from reminders o where o.org_id = t.org_id and o.subject_entity = t.subject_entity and o.subject_id = t.subject_id and o.kind = t.kind and o.fire_at = t.fire_at and o.user_id = $3)' },
  { table: 'approval_steps',   column: 'user_id',  kind: 'work', always: true, live: `t.state in ('live', 'waiting')`,
    unless: 'exists (select from approval_steps o where o.org_id = t.org_id and o.request_id = t.request_id and o.node = t.node and o.user_id = $3)' },
  { table: 'spot_check_records', column: 'answer_by', kind: 'work', always: true, live: `t.verdict = 'flawed' and t.mended_at is null` },
  { table: 'approval_requests', column: 'requested_by', kind: 'work', always: true, live: `t.state = 'pending'` },
  { table: 'approval_policies', column: 'nodes',   kind: 'work', json: true },
  { table: 'assignment_rules', column: 'people',   kind: 'lead', json: true, after: [onceInRules, staleAssigning] },
  { table: 'assignment_rules', column: 'places',   kind: 'lead', json: true, after: [staleAssigning] },
  { table: 'pool_members',     column: 'user_id',  kind: 'lead', first: raiseAdmins,
    unless: 'exists (select from pool_members o where o.org_id = t.org_id and o.pool_id = t.pool_id and o.user_id = $3)' },
  { table: 'views',            column: 'owner_id', kind: 'setup', first: dropChoicesFirst },
  { table: 'departments',      column: 'head_id',  kind: 'setup' },
  { table: 'users',            column: 'manager_id', kind: 'setup', first: leadOnFirst },
]

export const registerHandovers = (): void => registerHeld(held)
