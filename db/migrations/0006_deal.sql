-- Pipelines, their stages as data of three kinds, deals, how long each stood where, and dated currency rates.

create table pipelines (
  org_id uuid not null references orgs,
  id uuid not null,
  label jsonb not null,
  position integer not null default 0,
  is_default boolean not null default false,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  archived_at timestamptz,
  primary key (org_id, id),
  constraint pipelines_default_live check (not is_default or archived_at is null)
);
create unique index pipelines_default on pipelines (org_id) where is_default;
select baton_protect('pipelines');

create table deal_stages (
  org_id uuid not null,
  id uuid not null,
  pipeline_id uuid not null,
  label jsonb not null,
  kind text not null check (kind in ('open', 'won', 'lost')),
  probability integer not null check (probability between 0 and 100),
  position integer not null,
  rotting_days integer check (rotting_days between 1 and 3650),
  required jsonb not null default '[]',
  archived_at timestamptz,
  primary key (org_id, id),
  unique (org_id, pipeline_id, id),
  unique (org_id, id, kind),
  foreign key (org_id, pipeline_id) references pipelines (org_id, id)
);
select baton_protect('deal_stages');

create table deals (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  name text not null check (length(name) between 1 and 200),
  customer_id uuid not null,
  contact_id uuid,
  pipeline_id uuid not null,
  stage_id uuid not null,
  state text not null check (state in ('open', 'won', 'lost')),
  amount numeric(20, 4) check (amount >= 0),
  amount_from text not null default 'manual' check (amount_from in ('manual', 'quote')),
  currency text not null,
  expected_close date,
  closed_at timestamptz,
  won_at timestamptz,
  lost_reason text,
  no_order_reason text,
  source text,
  note text,
  thread_id uuid not null,
  next_step text,
  next_step_at timestamptz,
  stage_since timestamptz not null,
  board_key text collate "C" not null,
  primary_quote_id uuid,
  accepted_quote_id uuid,
  live_orders integer not null default 0 check (live_orders >= 0),
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
  foreign key (org_id, pipeline_id, stage_id) references deal_stages (org_id, pipeline_id, id),
  -- a deal is what the kind of its stage says
  foreign key (org_id, stage_id, state) references deal_stages (org_id, id, kind),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  check ((state = 'open') = (closed_at is null)),
  check ((state = 'won') = (won_at is not null)),
  check ((state = 'lost') = (lost_reason is not null)),
  check (no_order_reason is null or state = 'won')
);
create unique index deals_number on deals (org_id, number) where deleted_at is null;
create index deals_created on deals (org_id, created_at, id) where deleted_at is null;
create index deals_owner on deals (org_id, owner_id, created_at);
create index deals_dept on deals (org_id, dept_id, created_at);
create index deals_customer on deals (org_id, customer_id, created_at);
create index deals_board on deals (org_id, stage_id, board_key, id) where deleted_at is null;
-- numeric comparison is leakproof where the migrator is a superuser (db/superuser.sql); elsewhere ranges stay right, only slower
create index deals_amount on deals (org_id, amount) where deleted_at is null;
create index deals_thread on deals (org_id, thread_id);
create index deals_close on deals (org_id, expected_close, id) where deleted_at is null and state = 'open';
select baton_protect('deals');

-- Exactly one row of a deal is open: where it stands now.
create table deal_stage_log (
  org_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  stage_id uuid not null,
  entered_at timestamptz not null,
  left_at timestamptz check (left_at >= entered_at),
  by_id uuid,
  primary key (org_id, id),
  foreign key (org_id, deal_id) references deals (org_id, id),
  foreign key (org_id, stage_id) references deal_stages (org_id, id)
);
create unique index deal_stage_log_open on deal_stage_log (org_id, deal_id) where left_at is null;
create index deal_stage_log_deal on deal_stage_log (org_id, deal_id, entered_at);
create index deal_stage_log_stage on deal_stage_log (org_id, stage_id, entered_at);
select baton_protect('deal_stage_log');

-- One unit of `currency` in the organisation's own, from `on_date` on.
create table currency_rates (
  org_id uuid not null references orgs,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  on_date date not null,
  rate numeric(20, 10) not null check (rate > 0),
  primary key (org_id, currency, on_date)
);
select baton_protect('currency_rates');

-- What came before the deal points at it.
alter table leads add foreign key (org_id, deal_id) references deals (org_id, id);
alter table followups add foreign key (org_id, deal_id) references deals (org_id, id);
alter table needs add foreign key (org_id, deal_id) references deals (org_id, id);
alter table promises add foreign key (org_id, deal_id) references deals (org_id, id);
