-- Approvals of any record, orders with their line counters, the hand-off packet.

create table approval_policies (
  org_id uuid not null references orgs,
  id uuid not null,
  entity text not null,
  purpose text not null,
  nodes jsonb not null,
  allow_self boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, entity, purpose)
);
select baton_protect('approval_policies');

-- `nodes` are the policy as it was: later edits do not touch a running request.
create table approval_requests (
  org_id uuid not null references orgs,
  id uuid not null,
  entity text not null,
  record_id uuid not null,
  purpose text not null,
  title text not null,
  href text not null,
  content_hash text not null,
  state text not null check (state in ('pending', 'approved', 'sent_back', 'withdrawn', 'voided')),
  nodes jsonb not null,
  node integer not null check (node >= 0),
  allow_self boolean not null,
  requested_by uuid not null,
  thread_id uuid,
  reason text,
  created_at timestamptz not null,
  decided_at timestamptz,
  version integer not null,
  primary key (org_id, id),
  foreign key (org_id, requested_by) references users (org_id, id),
  check ((state = 'pending') = (decided_at is null)),
  check (state <> 'sent_back' or reason is not null)
);
create unique index approval_requests_live on approval_requests (org_id, entity, record_id, purpose) where state = 'pending';
create index approval_requests_record on approval_requests (org_id, entity, record_id, created_at);
create index approval_requests_mine on approval_requests (org_id, requested_by, created_at);
select baton_protect('approval_requests');

create table approval_steps (
  org_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  node integer not null check (node >= 0),
  user_id uuid not null,
  state text not null check (state in ('waiting', 'live', 'approved', 'sent_back', 'skipped')),
  note text,
  decided_at timestamptz,
  primary key (org_id, id),
  unique (org_id, request_id, node, user_id),
  foreign key (org_id, request_id) references approval_requests (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id),
  check ((state in ('approved', 'sent_back')) = (decided_at is not null))
);
create index approval_steps_inbox on approval_steps (org_id, user_id, request_id) where state = 'live';
select baton_protect('approval_steps');

create table orders (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  type text not null default 'standard' check (type in ('standard', 'replacement')),
  customer_id uuid not null,
  payer_id uuid not null,
  contact_id uuid,
  deal_id uuid,
  quote_id uuid,
  state text not null check (state in ('draft', 'in_review', 'confirmed', 'on_hold', 'closed', 'cancelled')),
  date date not null,
  promised_date date,
  po_number text,
  address text,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  rate numeric(20, 10) not null check (rate > 0),
  tax_mode text not null check (tax_mode in ('inclusive', 'exclusive')),
  tax_round text not null check (tax_round in ('line', 'document')),
  discount_kind text check (discount_kind in ('percent', 'amount')),
  discount_value numeric(20, 6) check (discount_value >= 0),
  net numeric(20, 4) not null,
  tax numeric(20, 4) not null,
  gross numeric(20, 4) not null,
  -- in the organisation's currency, so that a list can add up
  base_gross numeric(20, 4) not null,
  terms jsonb not null,
  content_hash text not null,
  approved_hash text,
  packet_state text check (packet_state in ('complete', 'accepted', 'sent_back')),
  exposure numeric(20, 4) not null default 0 check (exposure >= 0),
  paid_amount numeric(20, 4) not null default 0,
  -- pushed down by what comes after the order (domain D9): functions of its lines and money, stored so that lists can ask
  written_off numeric(20, 4) not null default 0 check (written_off >= 0),
  supply text not null default 'notNeeded' check (supply in ('notNeeded', 'none', 'part', 'full')),
  fulfilment text not null default 'notNeeded' check (fulfilment in ('notNeeded', 'none', 'part', 'full', 'delivered')),
  billing text not null default 'notNeeded' check (billing in ('notNeeded', 'none', 'part', 'full', 'over')),
  payment text not null default 'notNeeded' check (payment in ('notNeeded', 'none', 'part', 'full', 'over')),
  returned text not null default 'none' check (returned in ('none', 'part', 'full')),
  -- of the oldest instalment with something open
  next_due date,
  issuing_invoices integer not null default 0 check (issuing_invoices >= 0),
  live_returns integer not null default 0 check (live_returns >= 0),
  -- issued before anything is billed by line, less what was taken back
  advance_invoiced numeric(20, 4) not null default 0 check (advance_invoiced >= 0),
  bill_basis text not null default 'order' check (bill_basis in ('order', 'shipment', 'delivery', 'none')),
  completed_at timestamptz,
  thread_id uuid not null,
  note text,
  submitted_at timestamptz,
  approved_at timestamptz,
  confirmed_at timestamptz,
  closed_at timestamptz,
  cancelled_at timestamptz,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  deleted_at timestamptz,
  custom jsonb not null default '{}',
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, payer_id) references customers (org_id, id),
  foreign key (org_id, contact_id) references contacts (org_id, id),
  foreign key (org_id, deal_id) references deals (org_id, id),
  foreign key (org_id, quote_id) references quotes (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint orders_sum check (gross = net + tax),
  constraint orders_discount check ((discount_kind is null) = (discount_value is null)),
  -- the review that let it through is of this very content
  constraint orders_reviewed check (state not in ('confirmed', 'on_hold') or confirmed_at is not null),
  -- what is not live uses nobody's credit
  constraint orders_exposure check (exposure = 0 or state in ('confirmed', 'on_hold', 'closed')),
  constraint orders_packet check (packet_state is null or deal_id is not null)
);
create unique index orders_number on orders (org_id, number) where deleted_at is null;
create index orders_state on orders (org_id, state, date desc, id desc) where deleted_at is null;
create index orders_dept on orders (org_id, dept_id, state, date desc, id desc) where deleted_at is null;
create index orders_owner on orders (org_id, owner_id, state, date desc, id desc) where deleted_at is null;
create index orders_date on orders (org_id, date desc, id desc) where deleted_at is null;
create index orders_customer on orders (org_id, customer_id, date desc);
create index orders_payer on orders (org_id, payer_id, state);
create index orders_deal on orders (org_id, deal_id) where deal_id is not null;
create index orders_po on orders (org_id, customer_id, po_number) where po_number is not null and deleted_at is null;
create index orders_gross on orders (org_id, gross) where deleted_at is null;
create index orders_fulfilment on orders (org_id, fulfilment, date desc, id desc) where deleted_at is null and state in ('confirmed', 'on_hold');
create index orders_due on orders (org_id, next_due) where next_due is not null and deleted_at is null;
create index orders_thread on orders (org_id, thread_id);
select baton_protect('orders');

-- Counters are the truth for progress (domain §6): numeric, bounded, each a SUM over posted child rows, and all
-- counters of a line change in one UPDATE, because CHECKs are immediate.
create table order_lines (
  org_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  no integer not null check (no > 0),
  product_id uuid,
  kind text not null check (kind in ('goods', 'service', 'fee')),
  fulfil text not null check (fulfil in ('ship', 'accept', 'none')),
  stock_kept boolean not null,
  code text,
  name text not null,
  spec text,
  unit text not null,
  unit_qty numeric(18, 6) not null check (unit_qty > 0),
  factor numeric(18, 6) not null check (factor >= 1),
  price numeric(20, 6) not null,
  list_price numeric(20, 6),
  discount_kind text check (discount_kind in ('percent', 'amount')),
  discount_value numeric(20, 6) check (discount_value >= 0),
  tax_rate numeric(7, 4) not null check (tax_rate between 0 and 100),
  base numeric(20, 4) not null,
  line_discount numeric(20, 4) not null,
  share numeric(20, 4) not null,
  amount numeric(20, 4) not null,
  net numeric(20, 4) not null,
  tax numeric(20, 4) not null,
  gross numeric(20, 4) not null,
  note text,
  promised_date date,
  warehouse_id uuid,
  quote_line_id uuid,
  ordered numeric(18, 6) not null,
  cancelled numeric(18, 6) not null default 0,
  -- the part of `cancelled` that closing took, given back when the order is reopened
  closed_rest numeric(18, 6) not null default 0,
  reserved numeric(18, 6) not null default 0,
  shipped numeric(18, 6) not null default 0,
  delivered numeric(18, 6) not null default 0,
  returned numeric(18, 6) not null default 0,
  reship numeric(18, 6) not null default 0,
  invoiced numeric(18, 6) not null default 0,
  credited numeric(18, 6) not null default 0,
  invoiced_amount numeric(20, 4) not null default 0,
  credited_amount numeric(20, 4) not null default 0,
  over_tolerance numeric(7, 4) not null default 0 check (over_tolerance >= 0),
  bill_tolerance numeric(7, 4) not null default 0 check (bill_tolerance >= 0),
  to_ship numeric(18, 6) generated always as (greatest(ordered - cancelled - shipped + reship, 0)) stored,
  due numeric(18, 6) generated always as (greatest(ordered - cancelled - shipped + reship, 0) + shipped - returned) stored,
  primary key (org_id, id),
  unique (org_id, order_id, no) deferrable initially deferred,
  foreign key (org_id, order_id) references orders (org_id, id),
  foreign key (org_id, product_id) references products (org_id, id),
  foreign key (org_id, warehouse_id) references warehouses (org_id, id),
  foreign key (org_id, quote_line_id) references quote_lines (org_id, id),
  constraint order_lines_goods check (kind <> 'goods' or product_id is not null),
  constraint order_lines_ordered check (ordered > 0),
  constraint order_lines_exact check (ordered = unit_qty * factor),
  constraint order_lines_sum check (gross = net + tax and amount = base - line_discount - share),
  constraint order_lines_discount check ((discount_kind is null) = (discount_value is null)),
  -- a credit (trade-in) is a fee at a negative price
  constraint order_lines_price_sign check (price >= 0 or kind = 'fee'),
  constraint order_lines_stock_kept check (not stock_kept or fulfil = 'ship'),
  constraint order_lines_cancelled check (cancelled >= 0 and cancelled <= ordered),
  constraint order_lines_closed_rest check (closed_rest >= 0 and closed_rest <= cancelled),
  constraint order_lines_counters check (
    reserved >= 0 and shipped >= 0 and delivered >= 0 and returned >= 0 and reship >= 0 and invoiced >= 0 and credited >= 0),
  constraint order_lines_returned check (fulfil <> 'ship' or (delivered <= shipped and returned <= delivered and reship <= returned)),
  constraint order_lines_over check (shipped - returned <= (ordered - cancelled) * (1 + over_tolerance)),
  constraint order_lines_reship check (shipped - reship <= ordered * (1 + over_tolerance)),
  constraint order_lines_reserved check (reserved <= to_ship),
  constraint order_lines_invoiced check (
    invoiced - credited <= greatest(ordered - cancelled, shipped - reship) * (1 + bill_tolerance)),
  constraint order_lines_credited check (credited <= invoiced),
  -- amounts of a credit line are negative: the same rule, mirrored; what was sent beyond the order is rounded to
  -- its currency, of which half a unit is the coarsest
  constraint order_lines_amounts check (case when gross >= 0
    then credited_amount >= 0 and credited_amount <= invoiced_amount
      and invoiced_amount - credited_amount <= greatest(gross, gross * (shipped - reship) / nullif(ordered, 0) + 0.5) * (1 + bill_tolerance)
    else credited_amount <= 0 and credited_amount >= invoiced_amount
      and invoiced_amount - credited_amount >= least(gross, gross * (shipped - reship) / nullif(ordered, 0) - 0.5) * (1 + bill_tolerance) end)
);
create index order_lines_product on order_lines (org_id, product_id) where to_ship > 0;
create index order_lines_quote on order_lines (org_id, quote_line_id) where quote_line_id is not null;
select baton_protect('order_lines');

-- One packet an order: what the follow-up side hands over, frozen as it was.
create table handoffs (
  org_id uuid not null references orgs,
  id uuid not null,
  deal_id uuid not null,
  order_id uuid not null,
  checklist integer not null,
  items jsonb not null,
  needs jsonb not null default '[]',
  promises jsonb not null default '[]',
  state text not null check (state in ('complete', 'accepted', 'sent_back')),
  since timestamptz not null,
  reason text,
  note text,
  accepted_by uuid,
  accepted_at timestamptz,
  thread_id uuid not null,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  deleted_at timestamptz,
  custom jsonb not null default '{}',
  primary key (org_id, id),
  foreign key (org_id, deal_id) references deals (org_id, id),
  foreign key (org_id, order_id) references orders (org_id, id),
  foreign key (org_id, accepted_by) references users (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  check ((state = 'accepted') = (accepted_at is not null)),
  check (state <> 'sent_back' or reason is not null)
);
create unique index handoffs_order on handoffs (org_id, order_id);
create index handoffs_state on handoffs (org_id, state, since) where deleted_at is null;
create index handoffs_deal on handoffs (org_id, deal_id);
create index handoffs_owner on handoffs (org_id, owner_id, created_at);
select baton_protect('handoffs');
