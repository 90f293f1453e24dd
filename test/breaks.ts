// How each invariant is broken, and what the doctor must say then.

import { creditBreaks } from './creditBreaks.ts'
import { frontBreaks } from './frontBreaks.ts'
import { goodsBreaks } from './goodsBreaks.ts'
import { invoiceBreaks } from './invoiceBreaks.ts'
import { orderTypeBreaks } from './orderTypeBreaks.ts'
import {
  allocation,
  customer,
  deal,
  event,
  field,
  file,
  handoff,
  id,
  imported,
  indexed,
  insert,
  instalment,
  invoice,
  lead,
  level,
  line,
  move,
  now,
  order,
  orderLine,
  org,
  owner,
  quote,
  receipt,
  request,
  reservation,
  savedView,
  shipment,
  stage,
  stamps,
  warehouse,
  without,
  writeOff,
} from './rows.ts'

export type Break = readonly [check: string, said: string, sql: string]

export const breaks: readonly Break[] = [
  [
    'views.choice',
    'Ann, list deal · begins with the view Mine of lead',
    savedView(700, { entity: 'lead' }) + insert('view_choices', { user_id: owner, entity: 'deal', view_id: id(700) }),
  ],
  [
    'views.choice',
    'Ann, list lead · begins with the view Mine of lead',
    savedView(700, { entity: 'lead', owner_id: id(1) }) +
      insert('view_choices', { user_id: owner, entity: 'lead', view_id: id(700) }),
  ],
  [
    'views.filter',
    'view Mine of lead · holds no condition',
    savedView(700, { entity: 'lead', filter: '{"field":"x"}' }),
  ],
  ['file.content', 'file a.pdf · its content is missing', file],
  ['file.record', 'file a.pdf · its customer does not exist', file],
  [
    'import.lease',
    'import in.csv · running, its lease ended 2026-11-01',
    imported({ state: 'running', token: id(97), lease_until: now }),
  ],
  ['import.counts', 'says 1 in and 0 refused of 2, kept are 0', imported({ rows_ok: 1, rows_read: 1 })],
  ['import.counts', 'says 1 in and 1 refused of 2, kept are 0', imported({ rows_ok: 1, rows_refused: 1 })],
  ['import.file', 'import in.csv · failed, its file is gone', imported({ state: 'failed' })],
  [
    'import.file',
    'import in.csv · done, its file is still kept',
    imported() + insert('import_pieces', { import_id: id(96), no: 0, bytes: 'x' }),
  ],
  ['org.protected', 'customers · not forced', 'alter table customers no force row level security'],
  ['org.protected', 'contacts · its policies', 'create policy more on contacts using (true)'],
  [
    'org.protected',
    'leads · its policies',
    "drop policy org on leads; create policy org on leads using (org_id::text = coalesce(current_setting('app.org_id', true), ''))",
  ],
  ['org.applicationBelow', 'baton_app · bypassrls', 'alter role baton_app bypassrls'],
  [
    'org.applicationBelow',
    'mine · belongs to baton_app',
    'create table mine (org_id uuid); alter table mine owner to baton_app',
  ],
  [
    'filters.fast',
    'numeric_ge(numeric,numeric) · slow filters',
    'alter function pg_catalog.numeric_ge(numeric, numeric) not leakproof',
  ],
  [
    'idempotency.age',
    'ann k1 · kept since 2026',
    insert('idempotency', {
      principal: 'ann',
      key: 'k1',
      method: 'POST',
      path: '/',
      body_hash: '',
      status: 201,
      answer: '{}',
      created_at: '2026-01-01',
    }),
  ],
  ['event.once', 'stored 2 times', event() + event({ recorded_at: '2026-11-02' })],
  [
    'event.once',
    `names the lost event ${id(91)}`,
    insert('event_thread', { thread_id: id(1), event_id: id(91), at: now }),
  ],
  [
    'event.once',
    `customer ${id(1)} · names the lost event`,
    insert('event_about', { entity: 'customer', record_id: id(1), event_id: id(91), at: now }),
  ],
  [
    'event.about',
    `is missing on the timeline of deal ${id(30)}`,
    event({ about: `[{"entity":"deal","recordId":"${id(30)}"}]` }),
  ],
  [
    'event.about',
    `stands on the timeline of deal ${id(30)}`,
    event() + insert('event_about', { entity: 'deal', record_id: id(30), event_id: id(90), at: now }),
  ],
  ['event.ahead', 'readers would not see it', event({ xid: '99999999999' })],
  ['event.ahead', 'reader live · stands at', "insert into event_reader (name, xid) values ('live', '99999999999')"],

  [
    'jobs.done',
    'job remind · gave up at',
    `select pgboss.create_queue('gaveUp', '{"policy":"standard"}'::jsonb); insert into pgboss.job (name, data, source_name, source_output) values ('gaveUp', '{"orgId":"${org}"}', 'remind', '{"why":"Error: x"}')`,
  ],
  ['people.owner', 'Acme · nobody active', 'update users set active = false'],
  [
    'people.closure',
    'is not counted below',
    insert('departments', { id: id(2), name: 'North', created_at: now, updated_at: now }),
  ],
  ['people.membership', 'Ann · the login does not lead here', "update users set auth_id = 'login1'"],
  [
    'people.membership',
    'login ghost · leads to nobody',
    `insert into auth.membership (auth_id, org_id, user_id, org_name) values ('ghost', '${org}', '${id(3)}', 'Acme')`,
  ],
  [
    'people.membership',
    'login old · its copies',
    `insert into auth.membership (auth_id, org_id, user_id, org_name) values ('old', '${org}', '${owner}', 'Former name')`,
  ],
  ['order.content', 'SO50 · in_review, and its content was changed', order(50, { state: 'in_review' })],
  [
    'quote.content',
    'BJ1 · sent, and its content was changed',
    quote(31, { state: 'sent', sent_at: now, content_hash: 'h' }),
  ],
  [
    'people.keys',
    'key robot · of the deactivated Ann',
    `${insert('api_keys', { id: id(4), user_id: owner, name: 'robot', prefix: 'b', created_at: now })} update users set active = false`,
  ],

  ['records.department', 'its owner Ann is in another department', customer(1, { owner_id: owner, dept_id: id(2) })],
  ['records.told', `customer ${id(1)} · no event tells of it`, customer(1)],
  ['records.found', `customer ${id(1)} · has no search terms`, customer(1)],
  [
    'records.found',
    'lies in the trash and is still found',
    customer(1, { deleted_at: now }) + insert('search_term', { term: 'a', entity: 'customer', record_id: id(1) }),
  ],
  ['records.thread', `lead ${id(20)} · is not linked to its thread`, lead(20)],
  [
    'records.number',
    'customer KH1 · given 2 times',
    `drop index customers_number; ${customer(1)} ${customer(2, { number: 'KH1' })}`,
  ],
  [
    'records.orphans',
    `right to read of deal ${id(30)}`,
    insert('record_reader', { entity: 'deal', record_id: id(30), user_id: owner, why: 'team' }),
  ],
  [
    'records.orphans',
    `reminder of lead ${id(20)}`,
    insert('reminders', {
      id: id(5),
      user_id: owner,
      subject_entity: 'lead',
      subject_id: id(20),
      kind: 'own',
      text: 'x',
      fire_at: now,
      created_at: now,
    }),
  ],
  ['fields.index', 'field vip · not in the index', field + customer(1, { custom: '{"vip":"gold"}' })],
  ['fields.index', 'field vip · missing, sorting', field + customer(1)],
  [
    'fields.index',
    'field vip · the index says something else',
    field + customer(1, { custom: '{"vip":"gold"}' }) + indexed(1, 'silver'),
  ],
  [
    'fields.unique',
    '2 records say gold',
    `drop index field_index_unique; ${field} ${indexed(1, 'gold', { is_unique: true })} ${indexed(2, 'gold', { is_unique: true })}`,
  ],

  ['customer.credit', 'C1 · has no credit row', customer(1)],
  [
    'customer.circle',
    'stands above itself after 2 steps',
    customer(1, { parent_id: id(2) }) + customer(2, { parent_id: id(1) }),
  ],
  [
    'customer.primaryContact',
    '2 primary contacts',
    `drop index contacts_primary; ${[6, 7].map(n => insert('contacts', { id: id(n), customer_id: id(1), name: 'Wu', is_primary: true, ...stamps })).join('')}`,
  ],
  ['customer.openDeals', 'C1 · says 0 open deals, there are 1', customer(1) + deal(30)],
  ['lead.flow', 'XS20 · following without a first follow-up', lead(20, { state: 'following', owner_id: owner })],
  ['lead.flow', 'XS20 · unassigned, but has an owner', without('leads', 'leads_check') + lead(20, { owner_id: owner })],
  [
    'pool.people',
    'Ann · says 1 pools, belongs to 0',
    `update users set pool_ids = array['${id(600)}'::uuid] where id = '${owner}'`,
  ],
  [
    'pool.records',
    `KH1 · lies in East, a pool of leads`,
    insert('pools', { id: id(600), entity: 'lead', name: 'East', position: 0, ...stamps }) +
      customer(1, { owner_id: null, pool_id: id(600), pooled_at: now }),
  ],
  [
    'lead.given',
    'XS20 · is given to another than its owner',
    lead(20) + insert('lead_assignments', { id: id(610), lead_id: id(20), user_id: owner, how: 'hand', at: now }),
  ],
  ['lead.deal', 'XS20 · its deal does not exist', lead(20, { deal_id: id(30) })],
  ['lead.deal', 'XS20 · its deal is on another thread', lead(20, { deal_id: id(30), customer_id: id(1) }) + deal(30)],
  [
    'lead.milestones',
    'XS20 · converted at',
    lead(20, { state: 'converted', converted_at: now, customer_id: id(1), deal_id: id(30) }),
  ],
  [
    'followup.parents',
    'its deal does not exist',
    insert('needs', { id: id(8), deal_id: id(30), text: 'x', ...stamps }),
  ],
  [
    'reminder.once',
    'set 2 times',
    `drop index reminders_once; ${[5, 6].map(n => insert('reminders', { id: id(n), user_id: owner, subject_entity: 'lead', subject_id: id(20), kind: 'own', text: 'x', fire_at: now, created_at: now })).join('')}`,
  ],
  [
    'followup.nextStep',
    'deal SJ30 · no reminder for',
    deal(30, { owner_id: owner, next_step: 'call', next_step_at: now }),
  ],

  ['deal.stageLog', 'SJ30 · 0 open stage log rows', deal(30)],
  [
    'deal.stageLog',
    'SJ30 · its open stage log row is of another stage',
    deal(30) + insert('deal_stage_log', { id: id(73), deal_id: id(30), stage_id: id(72), entered_at: now }),
  ],
  ['deal.state', 'SJ30 · open in a stage of kind won', stage(71, 'won') + deal(30)],
  ['deal.milestones', 'SJ30 · won at', deal(30, { state: 'won', won_at: now, closed_at: now })],
  [
    'deal.pipeline',
    'has no stage of kind lost',
    insert('pipelines', { id: id(70), label: '{}', created_at: now, updated_at: now }) +
      stage(71, 'open') +
      stage(72, 'won'),
  ],
  [
    'deal.pipeline',
    'open in a pipeline that is archived',
    insert('pipelines', { id: id(70), label: '{}', created_at: now, updated_at: now, archived_at: now }) + deal(30),
  ],
  ['quote.sums', 'BJ1 v1 · total 113.0000, its lines come to 0', quote(31)],
  ['quote.current', 'BJ1 · 0 current versions of 1', quote(31, { is_current: false })],
  [
    'quote.accepted',
    'SJ30 · 1 accepted quotes, and the deal names none',
    deal(30) + quote(31, { state: 'accepted', accepted_at: now, content_hash: 'h' }),
  ],
  ['quote.deal', 'is of another customer than its deal', deal(30) + quote(31, { customer_id: id(2) })],

  ['stock.onHand', 'on hand 5.000000, its moves come to 0', level({ on_hand: 5 })],
  ['stock.onHand', 'on hand 0, its moves come to 7', move()],
  [
    'stock.reserved',
    'reserved 5.000000, its reservations come to 4',
    level({ on_hand: 9, reserved: 5 }) + reservation(),
  ],
  [
    'stock.bounds',
    'on hand -1',
    without('stock_levels', 'stock_levels_on_hand', 'stock_levels_reserved') + level({ on_hand: -1 }),
  ],
  ['stock.notForSale', 'for sale: false, its warehouse: true', warehouse() + level({ sellable: false })],
  ['stock.ledger', 'the ledger ends at 7', level({ on_hand: 5 }) + move()],
  [
    'stock.documents',
    'RK1 · posted, its lines say 0, its moves 7',
    insert('stock_documents', {
      id: id(64),
      number: 'RK1',
      kind: 'receipt',
      state: 'posted',
      date: '2026-11-01',
      warehouse_id: id(61),
      posted_at: now,
      ...stamps,
    }) + move(),
  ],
  ['approval.one', '2 live requests', `drop index approval_requests_live; ${request(81)} ${request(82)}`],
  ['approval.steps', 'SO50 · nobody is asked', request(81)],
  [
    'approval.steps',
    'a live step of a request that is voided',
    request(81, { state: 'voided', decided_at: now }) +
      insert('approval_steps', { id: id(83), request_id: id(81), node: 0, user_id: owner, state: 'live' }),
  ],
  ['approval.order', 'SO50 · in review, and no running', order(50, { state: 'in_review' })],
  [
    'approval.order',
    'SO50 · confirmed, and what passed is not its content',
    order(50, { state: 'confirmed', confirmed_at: now, approved_hash: 'old' }),
  ],
  ['approval.order', 'SO50 · a request is running though the order is draft', order(50) + request(81)],
  ['order.sums', 'SO50 · total 113.0000, its lines come to 0', order(50)],
  ['order.base', 'SO50 · says 999', order(50, { base_gross: 999 })],
  [
    'order.reserved',
    'SO50 line 51 · reserved 3',
    order(50, { state: 'confirmed', confirmed_at: now }) + orderLine(51, 50, { reserved: 3 }) + reservation(),
  ],
  [
    'order.idle',
    'SO50 line 51 · closed, and reserves 3',
    order(50, { state: 'closed' }) + orderLine(51, 50, { reserved: 3 }),
  ],
  [
    'order.idle',
    'SO50 · cancelled, and uses credit of 5',
    without('orders', 'orders_exposure') + order(50, { state: 'cancelled', exposure: 5 }),
  ],
  [
    'order.bounds',
    'SO50 line 51 · ordered 10.000000, cancelled 11',
    without('order_lines', 'order_lines_cancelled', 'order_lines_over', 'order_lines_invoiced') +
      order(50) +
      orderLine(51, 50, { cancelled: 11 }),
  ],
  ['order.reservations', 'its order line does not exist', reservation()],
  [
    'order.quote',
    'quoted 5.000000, ordered 10',
    insert('quote_lines', { id: id(32), quote_id: id(31), no: 1, qty: 5, ...line, unit_qty: 5 }) +
      order(50) +
      orderLine(51, 50, { quote_line_id: id(32) }),
  ],
  ['order.quote', 'SO50 · its quote does not exist', order(50, { quote_id: id(31) })],
  ['order.milestones', 'SO50 · confirmed at', order(50, { state: 'confirmed', confirmed_at: now })],
  ['order.wonDeal', 'SJ30 · won without an order', deal(30, { state: 'won', won_at: now, closed_at: now })],
  [
    'credit.used',
    'C1 · used 0.0000, its orders and payments come to 113',
    customer(1) +
      insert('customer_credit', { customer_id: id(1) }) +
      order(50, { state: 'confirmed', confirmed_at: now, exposure: 113 }),
  ],
  [
    'order.exposure',
    'SO50 · exposure 5.0000, its lines come to 113',
    order(50, { state: 'confirmed', confirmed_at: now, exposure: 5 }) + orderLine(51, 50),
  ],
  [
    'order.standing',
    'SO50 · supply full, its lines say none; completed, its lines say not',
    order(50, {
      state: 'confirmed',
      confirmed_at: now,
      exposure: 113,
      supply: 'full',
      fulfilment: 'none',
      billing: 'none',
      payment: 'none',
      completed_at: now,
    }) + orderLine(51, 50),
  ],
  [
    'shipment.counters',
    'SO50 line 51 · shipped 0.000000 delivered 0.000000, its shipments come to 10.000000 and 0.000000',
    order(50) + orderLine(51, 50) + shipment(),
  ],
  [
    'shipment.stock',
    'FH70 line 1 · shipped, moved 0 of 10',
    order(50) + orderLine(51, 50) + shipment({}, { stock_kept: true, warehouse_id: id(61) }),
  ],
  [
    'shipment.arrived',
    'FH70 line 1 · delivered, of 10.000000 arrived 0.000000',
    order(50) + orderLine(51, 50) + shipment({ state: 'delivered', delivered_at: now }),
  ],
  [
    'shipment.carrierState',
    'FH70 · carrier state signed, its newest trace says none',
    order(50) + orderLine(51, 50) + shipment({ carrier_state: 'signed' }),
  ],
  [
    'shipment.customer',
    'FH70 · its order SO50 is of another customer',
    order(50) + orderLine(51, 50) + shipment({ customer_id: id(2) }),
  ],
  ...invoiceBreaks,
  [
    'collection.receipts',
    'SK80 · allocated 50.0000 refunding 0.0000 refunded 0.0000, its rows come to 0, 0 and 0',
    customer(1) + receipt({ allocated: 50 }),
  ],
  ['collection.paid', 'SO50 · paid 9.0000, its allocations come to 0', order(50, { paid_amount: 9 })],
  [
    'collection.reversals',
    'SK80 · an allocation of 50.0000 is taken back by 60.0000',
    order(50) + receipt() + allocation(81, { amount: 50 }) + allocation(82, { amount: -60, reverses_id: id(81) }),
  ],
  [
    'collection.plan',
    'SO50 · paid 40.0000, its plan of 100.0000 says 10.0000, written off 0.0000, it says 0.0000',
    order(50, { paid_amount: 40 }) + instalment({ paid: 10 }),
  ],
  [
    'collection.plan',
    'SO50 · paid 0.0000, its plan of 100.0000 says 0.0000, written off 40.0000, it says 0.0000',
    order(50, { written_off: 40 }) + instalment(),
  ],
  ['collection.bills', 'SK80 · does not count, and is no bill', customer(1) + receipt({ counted: false })],
  [
    'collection.invoices',
    'KP75 · settled 120.0000, bills 113.0000',
    customer(1) +
      order(50) +
      orderLine(51, 50) +
      invoice() +
      receipt() +
      allocation(81, { amount: 120, invoice_id: id(75) }),
  ],
  [
    'collection.invoices',
    'KP75 · settled 10.0000, bills 0, and is normal requested',
    customer(1) +
      order(50) +
      orderLine(51, 50) +
      invoice({ state: 'requested', issued_at: null, tax_number: null, register_no: null }) +
      receipt() +
      allocation(81, { amount: 10, invoice_id: id(75) }),
  ],
  [
    'collection.writtenOff',
    'SO50 · written off 0.0000, its write-offs come to 30.0000',
    customer(1) + order(50) + writeOff(),
  ],
  [
    'collection.writeOffsWait',
    'HX86 · requested, and nobody is asked',
    customer(1) + order(50) + writeOff({ state: 'requested' }),
  ],
  ['collection.planned', 'SO50 · has no plan', order(50, { state: 'confirmed', confirmed_at: now })],
  ...orderTypeBreaks,
  ...goodsBreaks,
  ...frontBreaks,
  ...creditBreaks,
  [
    'handoff.packet',
    'SO50 · says accepted, its packet complete',
    order(50, { deal_id: id(30), packet_state: 'accepted' }) + handoff(),
  ],
  [
    'handoff.packet',
    'SO50 · names a packet that does not exist',
    order(50, { deal_id: id(30), packet_state: 'accepted' }),
  ],
  ['handoff.checklist', `${id(80)} · version 9`, order(50) + handoff({ checklist: 9 })],
  [
    'handoff.accepted',
    'SO50 · confirmed, its packet is sent_back',
    order(50, { deal_id: id(30), packet_state: 'sent_back', state: 'confirmed', confirmed_at: now }),
  ],
]
