-- Supply (domain §7): what is lacking is made or bought. A request says what, how much, for which order lines and until
-- when; what arrives is a receipt of its own, which moves stock and is held at once for orders that wait.

create table supplies (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  kind text not null check (kind in ('make', 'buy')),
  state text not null check (state in ('planned', 'in_progress', 'received', 'cancelled')),
  product_id uuid not null,
  -- the key to the product holds its base unit and its stock-keeping still
  unit text not null,
  is_stocked boolean not null default true check (is_stocked),
  -- in the base unit; `received` is Σ of the receipts that stand
  qty numeric(18, 6) not null check (qty > 0),
  received numeric(18, 6) not null default 0 check (received >= 0),
  -- per cent of `qty` that may come beyond it
  tolerance numeric(5, 2) not null default 0 check (tolerance between 0 and 100),
  coming numeric(18, 6) not null generated always as (case when state in ('planned', 'in_progress') then greatest(qty - received, 0) else 0 end) stored,
  warehouse_id uuid not null,
  needed_by date,
  expected_on date,
  progress integer not null default 0 check (progress between 0 and 100),
  -- whom it is bought from, or which workshop makes it
  supplier text,
  assignee_id uuid,
  -- of one order, where it is of one alone; of several or for stock it has none
  order_id uuid,
  thread_id uuid,
  note text,
  started_at timestamptz,
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
  constraint supplies_product foreign key (org_id, product_id, unit, is_stocked) references products (org_id, id, unit, is_stocked),
  foreign key (org_id, warehouse_id) references warehouses (org_id, id),
  foreign key (org_id, order_id) references orders (org_id, id),
  foreign key (org_id, assignee_id) references users (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint supplies_over check (received <= qty + round(qty * tolerance / 100, 6)),
  constraint supplies_nothing check (state not in ('planned', 'cancelled') or received = 0),
  constraint supplies_received check (state <> 'received' or received > 0),
  constraint supplies_started check (state <> 'in_progress' or started_at is not null),
  constraint supplies_ended check ((state in ('received', 'cancelled')) = (ended_at is not null)),
  constraint supplies_kept check (deleted_at is null or state in ('planned', 'cancelled'))
);
create unique index supplies_number on supplies (org_id, number) where deleted_at is null;
create index supplies_created on supplies (org_id, created_at desc, id desc) where deleted_at is null;
create index supplies_state on supplies (org_id, state, created_at desc, id desc) where deleted_at is null;
create index supplies_product on supplies (org_id, product_id, warehouse_id);
create index supplies_coming on supplies (org_id, product_id, expected_on) where coming > 0 and deleted_at is null;
create index supplies_due on supplies (org_id, expected_on) where state in ('planned', 'in_progress') and deleted_at is null;
create index supplies_order on supplies (org_id, order_id) where order_id is not null;
create index supplies_assignee on supplies (org_id, assignee_id, created_at desc);
create index supplies_owner on supplies (org_id, owner_id, created_at desc);
create index supplies_dept on supplies (org_id, dept_id, created_at desc);
select baton_protect('supplies');

-- For which order lines it is, and how much of it; the rest is for stock.
create table supply_wants (
  org_id uuid not null,
  supply_id uuid not null,
  order_line_id uuid not null,
  order_id uuid not null,
  qty numeric(18, 6) not null check (qty > 0),
  primary key (org_id, supply_id, order_line_id),
  foreign key (org_id, supply_id) references supplies (org_id, id),
  foreign key (org_id, order_id) references orders (org_id, id),
  foreign key (org_id, order_line_id) references order_lines (org_id, id)
);
create index supply_wants_order on supply_wants (org_id, order_id);
create index supply_wants_line on supply_wants (org_id, order_line_id);
select baton_protect('supply_wants');

-- Its moves of stock name the supply, and the receipt by `line_no`.
create table supply_receipts (
  org_id uuid not null,
  id uuid not null,
  supply_id uuid not null,
  no integer not null check (no > 0),
  -- the business day
  date date not null,
  qty numeric(18, 6) not null check (qty > 0),
  warehouse_id uuid not null,
  batch text not null default '',
  note text,
  made_at timestamptz not null,
  made_by uuid,
  -- taken back: the receipt stays as it was
  reversed_at timestamptz,
  reversed_by uuid,
  reversed_note text,
  primary key (org_id, id),
  unique (org_id, supply_id, no),
  foreign key (org_id, supply_id) references supplies (org_id, id),
  foreign key (org_id, warehouse_id) references warehouses (org_id, id),
  foreign key (org_id, made_by) references users (org_id, id),
  foreign key (org_id, reversed_by) references users (org_id, id)
);
select baton_protect('supply_receipts');

-- What of a receipt was held for which line at once.
create table supply_allots (
  org_id uuid not null,
  receipt_id uuid not null,
  order_line_id uuid not null,
  order_id uuid not null,
  qty numeric(18, 6) not null check (qty > 0),
  primary key (org_id, receipt_id, order_line_id),
  foreign key (org_id, receipt_id) references supply_receipts (org_id, id),
  foreign key (org_id, order_id) references orders (org_id, id),
  foreign key (org_id, order_line_id) references order_lines (org_id, id)
);
create index supply_allots_order on supply_allots (org_id, order_id);
create index supply_allots_line on supply_allots (org_id, order_line_id);
select baton_protect('supply_allots');
