-- 信用特批: for one order, by how much its payer's limit may be passed, until which day. Granted by approval.
create table credit_releases (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  -- that its days are over is read off `until`
  state text not null check (state in ('asked', 'granted', 'refused', 'withdrawn', 'revoked', 'replaced')),
  order_id uuid not null,
  -- whose limit may be passed
  customer_id uuid not null,
  -- in the organisation's currency
  amount numeric(20, 4) not null check (amount > 0),
  until date not null,
  reason text not null,
  decided_by uuid,
  decided_at timestamptz,
  -- its asker was told that it ends soon, and that it is over
  soon_told boolean not null default false,
  over_told boolean not null default false,
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
  constraint credit_releases_decided check ((state in ('granted', 'refused', 'revoked', 'replaced')) = (decided_at is not null))
);
create unique index credit_releases_number on credit_releases (org_id, number) where deleted_at is null;
-- one open request and one that stands per order
create unique index credit_releases_asked on credit_releases (org_id, order_id) where state = 'asked';
create unique index credit_releases_granted on credit_releases (org_id, order_id) where state = 'granted';
create index credit_releases_order on credit_releases (org_id, order_id, created_at desc);
create index credit_releases_created on credit_releases (org_id, created_at desc, id desc) where deleted_at is null;
create index credit_releases_customer on credit_releases (org_id, customer_id, created_at desc);
create index credit_releases_owner on credit_releases (org_id, owner_id, created_at desc);
create index credit_releases_dept on credit_releases (org_id, dept_id, created_at desc);
create index credit_releases_until on credit_releases (org_id, until) where state = 'granted';
select baton_protect('credit_releases');

-- What stands for the order, pushed down: `{ id, number, amount, until, by }`. Who locks the order knows it.
alter table orders add column release jsonb;
