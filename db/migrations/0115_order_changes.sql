-- A confirmed order is amended by an order change, never edited in place (domain D4). What it stood for before and after
-- stays with the change, so that every version of the order can be read.
alter table orders add column revision integer not null default 1 check (revision > 0);
-- pushed down by changes: how many of them are neither applied nor over
alter table orders add column live_changes integer not null default 0 check (live_changes between 0 and 1);

create table changes (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  state text not null check (state in ('draft', 'in_approval', 'approved', 'applied', 'rejected', 'cancelled', 'conflicted')),
  order_id uuid not null,
  customer_id uuid not null,
  thread_id uuid not null,
  -- what it was taken over from
  from_id uuid,
  reason text not null,
  -- in the order in which they are done, each with what stood there when it was asked for
  actions jsonb not null,
  -- the order's version that it is about, and the one that it made
  base_revision integer not null check (base_revision > 0),
  revision integer check (revision > base_revision),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- the order's total as it stood and as it would be
  gross_before numeric(20, 4) not null,
  gross_after numeric(20, 4) not null,
  base_difference numeric(20, 4) not null,
  content_hash text not null,
  before jsonb,
  after jsonb,
  date date not null,
  submitted_at timestamptz,
  approved_at timestamptz,
  applied_at timestamptz,
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
  foreign key (org_id, from_id) references changes (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint changes_applied check ((state = 'applied') = (revision is not null) and (state = 'applied') = (applied_at is not null)
    and (state = 'applied') = (before is not null) and (state = 'applied') = (after is not null))
);
create unique index changes_number on changes (org_id, number) where deleted_at is null;
-- one unfinished change of an order
create unique index changes_live on changes (org_id, order_id) where state in ('draft', 'in_approval', 'approved') and deleted_at is null;
create unique index changes_revision on changes (org_id, order_id, revision) where revision is not null;
create index changes_order on changes (org_id, order_id, created_at desc, id desc);
create index changes_created on changes (org_id, created_at desc, id desc) where deleted_at is null;
create index changes_state on changes (org_id, state, created_at desc, id desc) where deleted_at is null;
create index changes_customer on changes (org_id, customer_id, created_at desc);
create index changes_owner on changes (org_id, owner_id, created_at desc);
create index changes_dept on changes (org_id, dept_id, created_at desc);
select baton_protect('changes');
