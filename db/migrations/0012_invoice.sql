-- Invoices: asked for, issued outside the house, taken back by red letters (domain §9).

create table invoices (
  org_id uuid not null references orgs,
  id uuid not null,
  -- our request number: what the tax software and its answer are told apart by
  number text not null,
  kind text not null check (kind in ('normal', 'advance', 'red')),
  tax_kind text not null check (tax_kind in ('special', 'plain', 'none')),
  state text not null check (state in ('requested', 'issuing', 'issued', 'failed', 'withdrawn', 'refused', 'draft', 'awaiting', 'confirmed', 'rejected', 'lapsed')),
  customer_id uuid not null,
  payer_id uuid not null,
  -- as it stands on the paper
  buyer jsonb not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  rate numeric(20, 10) not null check (rate > 0),
  -- below zero on a red letter, as on its paper
  net numeric(20, 4) not null,
  tax numeric(20, 4) not null,
  gross numeric(20, 4) not null,
  base_gross numeric(20, 4) not null,
  -- the business day on the paper
  date date,
  issued_at timestamptz,
  tax_number text check (tax_number ~ '^\d{20}$'),
  -- the house's own running number, without gaps
  register_no integer check (register_no > 0),
  original_id uuid,
  red_reason text check (red_reason in ('wrong', 'return', 'ended', 'allowance')),
  -- of it, what issued red letters took back
  reversed numeric(20, 4) not null default 0 check (reversed >= 0),
  channel text check (channel in ('manual', 'file', 'standin')),
  sent_at timestamptz,
  asked_at timestamptz,
  attempts integer not null default 0 check (attempts >= 0),
  error text,
  lapses_at timestamptz,
  ended_at timestamptz,
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
  foreign key (org_id, payer_id) references customers (org_id, id),
  foreign key (org_id, original_id) references invoices (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint invoices_sum check (gross = net + tax),
  constraint invoices_red check ((kind = 'red') = (original_id is not null) and (kind = 'red') = (red_reason is not null)),
  constraint invoices_red_states check (kind = 'red' or state not in ('draft', 'awaiting', 'confirmed', 'rejected', 'lapsed')),
  constraint invoices_request_states check (kind <> 'red' or state not in ('requested', 'refused')),
  -- not taxed (不征税): an advance, or what takes one back
  constraint invoices_advance check (kind <> 'advance' or (tax_kind = 'none' and tax = 0)),
  constraint invoices_reversed check (reversed = 0 or (kind <> 'red' and state = 'issued' and reversed <= gross)),
  constraint invoices_issued check ((state = 'issued') = (issued_at is not null) and (state <> 'issued' or date is not null)),
  constraint invoices_numbered check ((state = 'issued' and not is_opening) = (register_no is not null)
    and (state <> 'issued' or is_opening or tax_number is not null)),
  constraint invoices_sent check (state <> 'issuing' or (channel is not null and sent_at is not null))
);
create unique index invoices_number on invoices (org_id, number) where deleted_at is null;
-- the last guard of both numbers (C082)
create unique index invoices_tax_number on invoices (org_id, tax_number) where tax_number is not null;
create unique index invoices_register_no on invoices (org_id, register_no) where register_no is not null;
create index invoices_state on invoices (org_id, state, created_at desc, id desc) where deleted_at is null;
create index invoices_created on invoices (org_id, created_at desc, id desc) where deleted_at is null;
create index invoices_date on invoices (org_id, date desc, id desc) where deleted_at is null and date is not null;
create index invoices_customer on invoices (org_id, customer_id, created_at desc);
create index invoices_payer on invoices (org_id, payer_id, created_at desc);
create index invoices_original on invoices (org_id, original_id) where original_id is not null;
create index invoices_sending on invoices (org_id, asked_at) where state = 'issuing';
create index invoices_awaiting on invoices (org_id, lapses_at) where state = 'awaiting';
create index invoices_owner on invoices (org_id, owner_id, created_at desc);
create index invoices_dept on invoices (org_id, dept_id, created_at desc);
select baton_protect('invoices');

-- An order line is billed by quantity (base unit) or by amount alone; an advance names the order and no line. Lines
-- without an order are openings. Red lines are below zero and name the line they take back.
create table invoice_lines (
  org_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  no integer not null check (no > 0),
  order_id uuid,
  order_line_id uuid,
  shipment_line_id uuid,
  original_line_id uuid,
  product_id uuid,
  by text not null check (by in ('quantity', 'amount')),
  qty numeric(18, 6),
  unit text,
  unit_qty numeric(18, 6),
  -- of one unit, without tax
  price numeric(28, 13),
  name text not null,
  spec text,
  tax_code text,
  line_kind text not null default 'normal' check (line_kind in ('normal', 'discounted', 'discount')),
  tax_rate numeric(7, 4) not null check (tax_rate between 0 and 100),
  net numeric(20, 4) not null,
  tax numeric(20, 4) not null,
  gross numeric(20, 4) not null,
  primary key (org_id, id),
  unique (org_id, invoice_id, no) deferrable initially deferred,
  foreign key (org_id, invoice_id) references invoices (org_id, id),
  foreign key (org_id, order_id) references orders (org_id, id),
  foreign key (org_id, order_line_id) references order_lines (org_id, id),
  foreign key (org_id, shipment_line_id) references shipment_lines (org_id, id),
  foreign key (org_id, original_line_id) references invoice_lines (org_id, id),
  foreign key (org_id, product_id) references products (org_id, id),
  constraint invoice_lines_sum check (gross = net + tax),
  constraint invoice_lines_by check ((by = 'quantity') = (qty is not null) and (qty is null or qty <> 0)),
  constraint invoice_lines_place check (order_id is not null or order_line_id is null)
);
create index invoice_lines_order on invoice_lines (org_id, order_id) where order_id is not null;
create index invoice_lines_line on invoice_lines (org_id, order_line_id) where order_line_id is not null;
create index invoice_lines_shipment on invoice_lines (org_id, shipment_line_id) where shipment_line_id is not null;
create index invoice_lines_original on invoice_lines (org_id, original_line_id) where original_line_id is not null;
select baton_protect('invoice_lines');
-- lines are frozen once the request has gone out (C129)
create policy kept_update on invoice_lines as restrictive for update to baton_app using (false);
create policy kept_delete on invoice_lines as restrictive for delete to baton_app
  using (exists (select from invoices i where i.org_id = invoice_lines.org_id and i.id = invoice_lines.invoice_id and i.state = 'requested'));

-- The last number of the register; moved in the transaction that issues, so that none is lost.
create table invoice_register (
  org_id uuid primary key references orgs,
  last integer not null check (last > 0)
);
select baton_protect('invoice_register');

-- What the local stand-in for a tax service remembers: its side of the wire, written apart from ours.
create table invoice_standin (
  org_id uuid not null references orgs,
  number text not null,
  tax_number text not null,
  date date not null,
  gross numeric(20, 4) not null,
  -- answers late: until then it says nothing
  ready_at timestamptz not null,
  primary key (org_id, number)
);
create unique index invoice_standin_tax_number on invoice_standin (org_id, tax_number);
select baton_protect('invoice_standin');
