-- Shipments and acceptances: goods leave for a customer by these and by nothing else (domain S7, §8).

create table shipments (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  kind text not null default 'delivery' check (kind in ('delivery', 'acceptance')),
  state text not null check (state in ('draft', 'ready', 'shipped', 'delivered', 'cancelled')),
  customer_id uuid not null,
  address text,
  contact_name text,
  phone text,
  planned_date date,
  -- the business day on which it was posted
  date date,
  carrier text,
  tracking_number text,
  -- the newest word of `carrier_traces`, pushed down
  carrier_state text check (carrier_state in ('in_transit', 'picked_up', 'problem', 'signed', 'refused', 'out_for_delivery', 'returned', 'transferred', 'customs', 'rejected')),
  signed_by text,
  shipped_at timestamptz,
  delivered_at timestamptz,
  note text,
  is_opening boolean not null default false,
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
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint shipments_posted check (state not in ('shipped', 'delivered') or (date is not null and shipped_at is not null)),
  constraint shipments_arrived check ((state = 'delivered') = (delivered_at is not null)),
  constraint shipments_acceptance check (kind <> 'acceptance' or state in ('draft', 'delivered', 'cancelled'))
);
create unique index shipments_number on shipments (org_id, number) where deleted_at is null;
create index shipments_state on shipments (org_id, state, created_at desc, id desc) where deleted_at is null;
create index shipments_created on shipments (org_id, created_at desc, id desc) where deleted_at is null;
create index shipments_customer on shipments (org_id, customer_id, created_at desc);
create index shipments_owner on shipments (org_id, owner_id, created_at desc);
create index shipments_dept on shipments (org_id, dept_id, created_at desc);
create index shipments_tracking on shipments (org_id, tracking_number) where tracking_number is not null;
select baton_protect('shipments');

-- `qty` and what became of it are in the base unit. A line's `shipped` is Σ qty − came_back − lost over posted
-- lines, its `delivered` Σ delivered. `invoiced` is pushed down by invoices that bill this very shipment.
create table shipment_lines (
  org_id uuid not null,
  id uuid not null,
  shipment_id uuid not null,
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
  warehouse_id uuid,
  batch text,
  delivered numeric(18, 6) not null default 0 check (delivered >= 0),
  came_back numeric(18, 6) not null default 0 check (came_back >= 0),
  lost numeric(18, 6) not null default 0 check (lost >= 0),
  invoiced numeric(18, 6) not null default 0 check (invoiced >= 0),
  -- by the packing check, in the line's unit
  checked numeric(18, 6) not null default 0,
  primary key (org_id, id),
  unique (org_id, shipment_id, no) deferrable initially deferred,
  foreign key (org_id, shipment_id) references shipments (org_id, id),
  foreign key (org_id, order_id) references orders (org_id, id),
  foreign key (org_id, order_line_id) references order_lines (org_id, id),
  foreign key (org_id, product_id) references products (org_id, id),
  foreign key (org_id, warehouse_id) references warehouses (org_id, id),
  constraint shipment_lines_exact check (qty = unit_qty * factor),
  constraint shipment_lines_place check (not stock_kept or warehouse_id is not null),
  constraint shipment_lines_checked check (checked between 0 and unit_qty),
  constraint shipment_lines_became check (delivered + came_back + lost <= qty)
);
create index shipment_lines_order on shipment_lines (org_id, order_id);
create index shipment_lines_line on shipment_lines (org_id, order_line_id);
select baton_protect('shipment_lines');

-- What a carrier says of a parcel; it moves nothing by itself.
create table carrier_traces (
  org_id uuid not null references orgs,
  id uuid not null,
  shipment_id uuid not null,
  state text not null check (state in ('in_transit', 'picked_up', 'problem', 'signed', 'refused', 'out_for_delivery', 'returned', 'transferred', 'customs', 'rejected')),
  at timestamptz not null,
  place text,
  text text,
  source text not null check (source in ('person', 'interface', 'standin')),
  recorded_at timestamptz not null,
  recorded_by uuid,
  primary key (org_id, id),
  foreign key (org_id, shipment_id) references shipments (org_id, id),
  foreign key (org_id, recorded_by) references users (org_id, id)
);
create unique index carrier_traces_shipment on carrier_traces (org_id, shipment_id, at, state, md5(coalesce(text, '')));
select baton_protect('carrier_traces');
