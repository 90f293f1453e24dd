-- Products with units and tax; warehouses, levels, the append-only ledger, reservations, stock documents.

-- Dated: what a rate was on a day stays answerable. Without rows the rates of the organisation's country hold.
create table tax_rates (
  org_id uuid not null references orgs,
  id uuid not null,
  percent numeric(7, 4) not null check (percent between 0 and 100),
  label jsonb not null,
  valid_from date not null,
  valid_until date,
  primary key (org_id, id),
  unique (org_id, percent, valid_from),
  check (valid_until >= valid_from)
);
select baton_protect('tax_rates');

create table products (
  org_id uuid not null references orgs,
  id uuid not null,
  code text not null check (length(code) between 1 and 60),
  code_key text not null,
  name text not null check (length(name) between 1 and 200),
  name_key text not null,
  spec text,
  category text,
  kind text not null check (kind in ('goods', 'service', 'fee', 'kit')),
  fulfil text not null check (fulfil in ('ship', 'accept', 'none')),
  stock_kept boolean not null,
  unit text not null check (length(unit) between 1 and 20),
  units jsonb not null default '[]',
  -- how finely the base unit may be counted: pieces are whole, weights are not
  decimals numeric(1, 0) not null default 0 check (decimals between 0 and 6),
  tax_rate numeric(7, 4) not null check (tax_rate between 0 and 100),
  -- of the tax office's classification of goods and services: every line of an invoice has one
  tax_code text check (tax_code ~ '^[0-9]{19}$'),
  price numeric(20, 6),
  floor_price numeric(20, 6) check (floor_price >= 0),
  cost numeric(20, 6) check (cost >= 0),
  currency text not null,
  note text,
  state text not null default 'active' check (state in ('active', 'inactive')),
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  deleted_at timestamptz,
  custom jsonb not null default '{}',
  is_stocked boolean not null generated always as (stock_kept and deleted_at is null) stored,
  primary key (org_id, id),
  unique (org_id, id, unit, is_stocked),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  -- a credit (trade-in) is a fee at a negative price; goods are never
  constraint products_price_sign check (price >= 0 or kind = 'fee'),
  constraint products_stock_kept check (not stock_kept or (kind = 'goods' and fulfil = 'ship'))
);
create unique index products_code on products (org_id, code_key) where deleted_at is null;
create index products_name on products (org_id, name_key) where deleted_at is null;
create index products_created on products (org_id, created_at, id) where deleted_at is null;
create index products_owner on products (org_id, owner_id, created_at);
create index products_dept on products (org_id, dept_id, created_at);
select baton_protect('products');

create table warehouses (
  org_id uuid not null references orgs,
  id uuid not null,
  code text not null check (length(code) between 1 and 40),
  code_key text not null,
  name text not null check (length(name) between 1 and 100),
  name_key text not null,
  address text,
  is_default boolean not null default false,
  state text not null default 'active' check (state in ('active', 'inactive')),
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
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint warehouses_default_active check (not is_default or (state = 'active' and deleted_at is null))
);
create unique index warehouses_code on warehouses (org_id, code_key) where deleted_at is null;
create unique index warehouses_name on warehouses (org_id, name_key) where deleted_at is null;
create unique index warehouses_default on warehouses (org_id) where is_default;
select baton_protect('warehouses');

-- S1 and S2: on_hand = Σ moves, reserved = Σ live reservations. The key to the product holds its base unit and
-- its stock-keeping still: neither may change, nor may it go to the trash, once stock was booked.
create table stock_levels (
  org_id uuid not null,
  product_id uuid not null,
  warehouse_id uuid not null,
  batch text not null default '',
  id uuid not null,
  on_hand numeric(18, 6) not null default 0,
  reserved numeric(18, 6) not null default 0,
  backorder_limit numeric(18, 6) not null default 0 check (backorder_limit >= 0),
  unit text not null,
  is_stocked boolean not null default true check (is_stocked),
  moved_at timestamptz not null,
  primary key (org_id, product_id, warehouse_id, batch),
  constraint stock_levels_product foreign key (org_id, product_id, unit, is_stocked) references products (org_id, id, unit, is_stocked),
  foreign key (org_id, warehouse_id) references warehouses (org_id, id),
  constraint stock_levels_on_hand check (on_hand >= 0),
  constraint stock_levels_reserved_sign check (reserved >= 0),
  constraint stock_levels_reserved check (reserved <= on_hand + backorder_limit)
);
create unique index stock_levels_id on stock_levels (org_id, id);
create index stock_levels_warehouse on stock_levels (org_id, warehouse_id, product_id);
select baton_protect('stock_levels');

create table stock_documents (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  kind text not null check (kind in ('receipt', 'count', 'transfer', 'adjustment', 'scrap')),
  state text not null default 'draft' check (state in ('draft', 'posted', 'cancelled')),
  date date not null,
  warehouse_id uuid not null,
  to_warehouse_id uuid,
  reason text,
  note text,
  posted_at timestamptz,
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
  foreign key (org_id, warehouse_id) references warehouses (org_id, id),
  foreign key (org_id, to_warehouse_id) references warehouses (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  check (kind = 'transfer' or to_warehouse_id is null),
  check (state <> 'posted' or (posted_at is not null and deleted_at is null))
);
create unique index stock_documents_number on stock_documents (org_id, number) where deleted_at is null;
create index stock_documents_created on stock_documents (org_id, created_at, id) where deleted_at is null;
create index stock_documents_date on stock_documents (org_id, date, id) where deleted_at is null;
create index stock_documents_owner on stock_documents (org_id, owner_id, created_at);
select baton_protect('stock_documents');

-- `qty` is in the base unit: what came, what was counted, what goes; an adjustment's may be negative.
-- `moved` is what posting did to the stock.
create table stock_document_lines (
  org_id uuid not null,
  document_id uuid not null,
  no integer not null check (no > 0),
  product_id uuid not null,
  unit text not null,
  unit_qty numeric(18, 6) not null,
  factor numeric(18, 6) not null check (factor >= 1),
  qty numeric(18, 6) not null,
  batch text not null default '',
  moved numeric(18, 6),
  note text,
  primary key (org_id, document_id, no),
  foreign key (org_id, document_id) references stock_documents (org_id, id),
  foreign key (org_id, product_id) references products (org_id, id),
  constraint stock_document_lines_exact check (qty = unit_qty * factor)
);
create index stock_document_lines_product on stock_document_lines (org_id, product_id);
select baton_protect('stock_document_lines');

create table stock_moves (
  org_id uuid not null,
  id uuid not null,
  -- the order in which a level was moved: given under its lock, which `at` (when the verb began) is not
  seq bigint generated always as identity,
  at timestamptz not null,
  date date not null,
  product_id uuid not null,
  warehouse_id uuid not null,
  batch text not null default '',
  qty numeric(18, 6) not null check (qty <> 0),
  on_hand numeric(18, 6) not null,
  kind text not null check (kind in ('receipt', 'count', 'transfer', 'adjustment', 'scrap', 'reversal', 'shipment', 'return')),
  -- the document that moved it, of whatever entity, and what people know it by
  entity text not null,
  record_id uuid not null,
  paper text not null,
  line_no integer,
  made_by uuid,
  primary key (org_id, id),
  foreign key (org_id, product_id) references products (org_id, id),
  foreign key (org_id, warehouse_id) references warehouses (org_id, id)
);
create index stock_moves_level on stock_moves (org_id, product_id, warehouse_id, at desc, id desc);
create index stock_moves_at on stock_moves (org_id, at desc, id desc);
create index stock_moves_record on stock_moves (org_id, record_id);
select baton_protect('stock_moves');
-- append-only: no row can be found by an update or a delete of the application
create policy kept_update on stock_moves as restrictive for update to baton_app using (false);
create policy kept_delete on stock_moves as restrictive for delete to baton_app using (false);

create table reservations (
  org_id uuid not null,
  id uuid not null,
  order_line_id uuid not null,
  -- what people know the line by, frozen: the number of its order and the line
  holder text not null default '',
  product_id uuid not null,
  warehouse_id uuid not null,
  batch text not null default '',
  qty numeric(18, 6) not null check (qty > 0),
  consumed numeric(18, 6) not null default 0 check (consumed >= 0),
  released numeric(18, 6) not null default 0 check (released >= 0),
  expires_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, product_id, warehouse_id, batch) references stock_levels (org_id, product_id, warehouse_id, batch),
  constraint reservations_used check (consumed + released <= qty)
);
create index reservations_line on reservations (org_id, order_line_id);
create index reservations_level on reservations (org_id, product_id, warehouse_id, batch) where consumed + released < qty;
create index reservations_expiry on reservations (org_id, expires_at) where expires_at is not null and consumed + released < qty;
select baton_protect('reservations');
