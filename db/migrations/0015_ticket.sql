-- After-sales: what a customer asks for (tickets), and goods that come back (domain §10).

create table tickets (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  kind text not null check (kind in ('return', 'exchange', 'repair', 'complaint', 'question')),
  state text not null check (state in ('open', 'in_progress', 'waiting', 'resolved', 'closed', 'cancelled')),
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  title text not null,
  customer_id uuid not null,
  contact_id uuid,
  order_id uuid,
  shipment_id uuid,
  -- who sees to it; the owner is whoever sold
  handler_id uuid,
  content text,
  resolution text,
  -- in working hours of the organisation, by priority
  response_due_at timestamptz not null,
  due_at timestamptz not null,
  first_response_at timestamptz,
  -- since when the clock runs, and what of it was spent waiting for the customer, in working minutes: that does not count
  clock_from timestamptz not null,
  waited integer not null default 0 check (waited >= 0),
  waiting_since timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
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
  foreign key (org_id, contact_id) references contacts (org_id, id),
  foreign key (org_id, order_id) references orders (org_id, id),
  foreign key (org_id, shipment_id) references shipments (org_id, id),
  foreign key (org_id, handler_id) references users (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint tickets_waiting check ((state = 'waiting') = (waiting_since is not null)),
  constraint tickets_resolved check (state not in ('resolved', 'closed') or (resolved_at is not null and resolution is not null)),
  constraint tickets_closed check ((state = 'closed') = (closed_at is not null))
);
create unique index tickets_number on tickets (org_id, number) where deleted_at is null;
create index tickets_created on tickets (org_id, created_at desc, id desc) where deleted_at is null;
create index tickets_state on tickets (org_id, state, created_at desc, id desc) where deleted_at is null;
create index tickets_due on tickets (org_id, due_at) where state in ('open', 'in_progress') and deleted_at is null;
create index tickets_customer on tickets (org_id, customer_id, created_at desc);
create index tickets_order on tickets (org_id, order_id) where order_id is not null;
create index tickets_handler on tickets (org_id, handler_id, created_at desc);
create index tickets_owner on tickets (org_id, owner_id, created_at desc);
create index tickets_dept on tickets (org_id, dept_id, created_at desc);
select baton_protect('tickets');

create table goods_returns (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  state text not null check (state in ('requested', 'approved', 'in_transit', 'received', 'inspected', 'closed', 'rejected', 'cancelled', 'lapsed')),
  order_id uuid not null,
  customer_id uuid not null,
  ticket_id uuid,
  reason text not null check (reason in ('damaged', 'quality', 'wrong', 'missing', 'unwanted', 'other')),
  note text,
  carrier text,
  tracking_number text,
  -- where what came back lies: what is good, and what is damaged (without a place it is scrapped)
  warehouse_id uuid,
  damaged_warehouse_id uuid,
  -- the business day on which it was received
  date date,
  received_at timestamptz,
  inspected_at timestamptz,
  ended_at timestamptz,
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
  foreign key (org_id, order_id) references orders (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, ticket_id) references tickets (org_id, id),
  foreign key (org_id, warehouse_id) references warehouses (org_id, id),
  foreign key (org_id, damaged_warehouse_id) references warehouses (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint goods_returns_received check ((state in ('received', 'inspected', 'closed')) = (received_at is not null and date is not null)),
  constraint goods_returns_inspected check ((state in ('inspected', 'closed')) = (inspected_at is not null)),
  constraint goods_returns_ended check ((state in ('closed', 'rejected', 'cancelled', 'lapsed')) = (ended_at is not null))
);
create unique index goods_returns_number on goods_returns (org_id, number) where deleted_at is null;
create index goods_returns_created on goods_returns (org_id, created_at desc, id desc) where deleted_at is null;
create index goods_returns_state on goods_returns (org_id, state, created_at desc, id desc) where deleted_at is null;
create index goods_returns_order on goods_returns (org_id, order_id);
create index goods_returns_ticket on goods_returns (org_id, ticket_id) where ticket_id is not null;
create index goods_returns_customer on goods_returns (org_id, customer_id, created_at desc);
create index goods_returns_owner on goods_returns (org_id, owner_id, created_at desc);
create index goods_returns_dept on goods_returns (org_id, dept_id, created_at desc);
create index goods_returns_tracking on goods_returns (org_id, tracking_number) where tracking_number is not null;
select baton_protect('goods_returns');

-- All quantities but `unit_qty` are in the base unit. An order line's `returned` is Σ good + damaged.
create table goods_return_lines (
  org_id uuid not null,
  id uuid not null,
  return_id uuid not null,
  no integer not null check (no > 0),
  order_id uuid not null,
  order_line_id uuid not null,
  product_id uuid,
  stock_kept boolean not null,
  code text,
  name text not null,
  spec text,
  unit text not null,
  unit_qty numeric(18, 6) not null check (unit_qty > 0),
  factor numeric(18, 6) not null check (factor >= 1),
  qty numeric(18, 6) not null,
  batch text,
  good numeric(18, 6) not null default 0 check (good >= 0),
  damaged numeric(18, 6) not null default 0 check (damaged >= 0),
  missing numeric(18, 6) not null default 0 check (missing >= 0),
  decision text check (decision in ('refund', 'credit', 'send_again', 'exchange', 'repair', 'none')),
  decided_qty numeric(18, 6) not null default 0,
  -- what the decided part is worth by the order line's stored total
  amount numeric(20, 4) not null default 0 check (amount >= 0),
  primary key (org_id, id),
  unique (org_id, return_id, no) deferrable initially deferred,
  foreign key (org_id, return_id) references goods_returns (org_id, id),
  foreign key (org_id, order_id) references orders (org_id, id),
  foreign key (org_id, order_line_id) references order_lines (org_id, id),
  foreign key (org_id, product_id) references products (org_id, id),
  constraint goods_return_lines_exact check (qty = unit_qty * factor),
  constraint goods_return_lines_split check (good + damaged + missing in (0, qty)),
  constraint goods_return_lines_decided check (decided_qty >= 0 and decided_qty <= good + damaged and (decision is not null or decided_qty = 0))
);
create index goods_return_lines_order on goods_return_lines (org_id, order_id);
create index goods_return_lines_line on goods_return_lines (org_id, order_line_id);
select baton_protect('goods_return_lines');

-- What a return led to: refunds, red letters, replacement orders.
create table goods_return_outcomes (
  org_id uuid not null,
  return_id uuid not null,
  entity text not null check (entity in ('refund', 'invoice', 'order')),
  record_id uuid not null,
  at timestamptz not null,
  primary key (org_id, return_id, entity, record_id),
  foreign key (org_id, return_id) references goods_returns (org_id, id)
);
create index goods_return_outcomes_record on goods_return_outcomes (org_id, entity, record_id);
select baton_protect('goods_return_outcomes');
