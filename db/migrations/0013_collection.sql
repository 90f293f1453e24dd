-- Collection: what is to come and when, what came, what it was for, what went back (domain §9).

-- Of a confirmed order: amounts add up to what is due of it. `paid` and `written_off` say how the order's own sums
-- are spread: what was meant for an instalment first, the rest from the first one on.
create table instalments (
  org_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  no integer not null check (no > 0),
  kind text not null check (kind in ('deposit', 'progress', 'balance', 'retention')),
  event text not null,
  amount numeric(20, 4) not null check (amount >= 0),
  -- set once, when the event has happened
  due_date date,
  paid numeric(20, 4) not null default 0,
  written_off numeric(20, 4) not null default 0,
  -- of which due day people were reminded: that it comes, and that it is past
  soon_told date,
  late_told date,
  primary key (org_id, id),
  unique (org_id, order_id, no),
  foreign key (org_id, order_id) references orders (org_id, id),
  constraint instalments_settled check (paid >= 0 and written_off >= 0 and paid + written_off <= amount)
);
create index instalments_due on instalments (org_id, due_date) where paid + written_off < amount;
select baton_protect('instalments');

create table receipts (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  state text not null check (state in ('pending', 'received', 'failed', 'bounced')),
  -- who pays
  customer_id uuid not null,
  method text not null check (method in ('bank', 'cash', 'wechat', 'alipay', 'card', 'bill', 'other')),
  account text,
  external_ref text,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  rate numeric(20, 10) not null check (rate > 0),
  amount numeric(20, 4) not null check (amount > 0),
  base_amount numeric(20, 4) not null,
  date date not null,
  -- of an acceptance bill
  bill_due_date date,
  -- it lowers what its payer uses of the credit; a bill perhaps only once it matures
  counted boolean not null default true,
  -- of which day people were reminded
  bill_told date,
  allocated numeric(20, 4) not null default 0,
  refunding numeric(20, 4) not null default 0,
  refunded numeric(20, 4) not null default 0,
  received_at timestamptz,
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
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint receipts_used check (allocated >= 0 and refunding >= 0 and refunded >= 0 and allocated + refunding + refunded <= amount),
  constraint receipts_idle check (state = 'received' or (allocated = 0 and refunding = 0 and refunded = 0))
);
create unique index receipts_number on receipts (org_id, number) where deleted_at is null;
-- one payment is one receipt, however often it is reported (C131)
create unique index receipts_external on receipts (org_id, method, external_ref) where external_ref is not null and deleted_at is null and state in ('pending', 'received');
create index receipts_created on receipts (org_id, created_at desc, id desc) where deleted_at is null;
create index receipts_date on receipts (org_id, date desc, id desc) where deleted_at is null;
create index receipts_bills on receipts (org_id, bill_due_date) where method = 'bill' and state = 'received' and bill_due_date is not null;
create index receipts_customer on receipts (org_id, customer_id, date desc);
create index receipts_owner on receipts (org_id, owner_id, created_at desc);
create index receipts_dept on receipts (org_id, dept_id, created_at desc);
select baton_protect('receipts');

-- Append-only: taken back by a reversing row with the amount below zero. In the order's currency, which is the
-- receipt's. `fx` is what the order's rate makes of it more than the receipt's, in the organisation's currency.
create table allocations (
  org_id uuid not null,
  id uuid not null,
  receipt_id uuid not null,
  order_id uuid not null,
  -- the instalment it was meant for; without one, the first that is open
  instalment_no integer,
  -- the issued invoice it settles, as far as it bills this order; without one it is an advance
  invoice_id uuid,
  amount numeric(20, 4) not null check (amount <> 0),
  fx numeric(20, 4) not null default 0,
  date date not null,
  reverses_id uuid,
  made_at timestamptz not null,
  made_by uuid,
  primary key (org_id, id),
  foreign key (org_id, receipt_id) references receipts (org_id, id),
  foreign key (org_id, order_id) references orders (org_id, id),
  foreign key (org_id, invoice_id) references invoices (org_id, id),
  foreign key (org_id, reverses_id) references allocations (org_id, id),
  constraint allocations_reversal check ((amount < 0) = (reverses_id is not null))
);
create index allocations_receipt on allocations (org_id, receipt_id, made_at);
create index allocations_order on allocations (org_id, order_id, made_at);
create index allocations_invoice on allocations (org_id, invoice_id) where invoice_id is not null;
create index allocations_reverses on allocations (org_id, reverses_id) where reverses_id is not null;
select baton_protect('allocations');
create policy kept_update on allocations as restrictive for update to baton_app using (false);
create policy kept_delete on allocations as restrictive for delete to baton_app using (false);

create table refunds (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  state text not null check (state in ('requested', 'approved', 'processing', 'succeeded', 'failed', 'cancelled')),
  receipt_id uuid not null,
  customer_id uuid not null,
  -- the order it is paid back from, where it was allocated to one
  order_id uuid,
  currency text not null,
  amount numeric(20, 4) not null check (amount > 0),
  base_amount numeric(20, 4) not null,
  reason text not null,
  external_ref text,
  date date,
  ended_at timestamptz,
  note text,
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
  foreign key (org_id, receipt_id) references receipts (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, order_id) references orders (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id)
);
create unique index refunds_number on refunds (org_id, number) where deleted_at is null;
create index refunds_created on refunds (org_id, created_at desc, id desc) where deleted_at is null;
create index refunds_receipt on refunds (org_id, receipt_id);
create index refunds_customer on refunds (org_id, customer_id, created_at desc);
create index refunds_owner on refunds (org_id, owner_id, created_at desc);
create index refunds_dept on refunds (org_id, dept_id, created_at desc);
select baton_protect('refunds');

-- What will not come (核销坏账、尾差): settled without money, once it is approved.
create table write_offs (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  kind text not null check (kind in ('rounding', 'bad_debt')),
  state text not null check (state in ('requested', 'approved', 'rejected', 'cancelled', 'reversed')),
  order_id uuid not null,
  -- whose credit it frees
  customer_id uuid not null,
  -- the instalment it is meant for; without one, the first that is open
  instalment_no integer,
  currency text not null,
  amount numeric(20, 4) not null check (amount > 0),
  base_amount numeric(20, 4) not null,
  -- what it takes off the payer's used credit now, in the organisation's currency
  credit numeric(20, 4) not null default 0,
  reason text not null,
  date date not null,
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
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint write_offs_credit check (state in ('approved', 'reversed') or credit = 0)
);
create unique index write_offs_number on write_offs (org_id, number) where deleted_at is null;
create index write_offs_created on write_offs (org_id, created_at desc, id desc) where deleted_at is null;
create index write_offs_order on write_offs (org_id, order_id);
create index write_offs_customer on write_offs (org_id, customer_id, created_at desc);
create index write_offs_owner on write_offs (org_id, owner_id, created_at desc);
create index write_offs_dept on write_offs (org_id, dept_id, created_at desc);
select baton_protect('write_offs');
