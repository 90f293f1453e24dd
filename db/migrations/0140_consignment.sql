-- Consignment (O3, docs/adr/0140): a site is a warehouse at a customer's; what a shipment brings there is settled later.
alter table warehouses
  add column customer_id uuid,
  add constraint warehouses_customer_fk foreign key (org_id, customer_id) references customers (org_id, id),
  -- what lies at a site moves only by its shipments and settlements: it is promised to nobody
  add constraint warehouses_site_sells check (customer_id is null or not sellable),
  add constraint warehouses_site_default check (customer_id is null or not is_default);
create index warehouses_customer on warehouses (org_id, customer_id) where customer_id is not null;

alter table orders drop constraint orders_type_check;
alter table orders
  add constraint orders_type_check check (type in ('standard', 'sample', 'replacement', 'direct', 'service', 'consignment')),
  add column site_id uuid,
  add constraint orders_site_fk foreign key (org_id, site_id) references warehouses (org_id, id),
  add constraint orders_site check (site_id is null or type = 'consignment'),
  add constraint orders_site_said check (type <> 'consignment' or site_id is not null or state in ('draft', 'cancelled')),
  add constraint orders_site_basis check (type <> 'consignment' or bill_basis = 'delivery');
create index orders_site on orders (org_id, site_id) where site_id is not null;

alter table shipments
  add column site_id uuid,
  add constraint shipments_site_fk foreign key (org_id, site_id) references warehouses (org_id, id),
  add constraint shipments_site check (site_id is null or kind = 'delivery');
create index shipments_at_site on shipments (org_id, site_id) where site_id is not null and state = 'shipped' and deleted_at is null;

alter table stock_moves drop constraint stock_moves_kind_check;
alter table stock_moves add constraint stock_moves_kind_check
  check (kind in ('receipt', 'count', 'transfer', 'adjustment', 'scrap', 'reversal', 'shipment', 'return', 'settlement'));

-- What the customer used or sold of it, as their list says (寄售结算单).
create table settlements (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  state text not null check (state in ('draft', 'posted', 'cancelled')),
  customer_id uuid not null,
  site_id uuid not null,
  -- the business day
  date date not null,
  period_from date,
  period_to date,
  customer_reference text,
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
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, site_id) references warehouses (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint settlements_posted check ((state = 'posted') = (posted_at is not null)),
  constraint settlements_period check (period_from is null or period_to is null or period_from <= period_to)
);
create unique index settlements_number on settlements (org_id, number) where deleted_at is null;
create index settlements_created on settlements (org_id, created_at desc, id desc) where deleted_at is null;
create index settlements_state on settlements (org_id, state, created_at desc, id desc) where deleted_at is null;
create index settlements_customer on settlements (org_id, customer_id, created_at desc);
create index settlements_site on settlements (org_id, site_id, created_at desc);
create index settlements_owner on settlements (org_id, owner_id, created_at desc);
create index settlements_dept on settlements (org_id, dept_id, created_at desc);
select baton_protect('settlements');

create table settlement_lines (
  org_id uuid not null,
  id uuid not null,
  settlement_id uuid not null,
  no integer not null check (no > 0),
  -- a shipment that is taken back and written again takes its lines off drafts; what is settled cannot be taken back
  shipment_line_id uuid not null,
  order_id uuid not null,
  order_line_id uuid not null,
  -- in the base unit
  qty numeric(18, 6) not null check (qty > 0),
  primary key (org_id, id),
  unique (org_id, settlement_id, no),
  constraint settlement_lines_once unique (org_id, settlement_id, shipment_line_id),
  foreign key (org_id, settlement_id) references settlements (org_id, id),
  foreign key (org_id, shipment_line_id) references shipment_lines (org_id, id) on delete cascade,
  foreign key (org_id, order_id) references orders (org_id, id),
  foreign key (org_id, order_line_id) references order_lines (org_id, id)
);
create index settlement_lines_shipment on settlement_lines (org_id, shipment_line_id);
create index settlement_lines_order on settlement_lines (org_id, order_id);
create index settlement_lines_line on settlement_lines (org_id, order_line_id);
select baton_protect('settlement_lines');

-- Asked for with a settlement: exactly what it settled.
alter table invoices
  add column settlement_id uuid,
  add constraint invoices_settlement_fk foreign key (org_id, settlement_id) references settlements (org_id, id);
create index invoices_settlement on invoices (org_id, settlement_id) where settlement_id is not null;
