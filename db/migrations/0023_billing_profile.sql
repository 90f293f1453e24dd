-- Who stands on a customer's invoices (开票资料): one of them is the default. An invoice keeps its own copy.

create table billing_profiles (
  org_id uuid not null references orgs,
  id uuid not null,
  customer_id uuid not null,
  kind text not null check (kind in ('company', 'institution', 'person', 'foreign')),
  name text not null check (length(name) between 1 and 200),
  tax_number text,
  address text,
  phone text,
  bank text,
  account text,
  email text,
  -- how they are usually invoiced
  tax_kind text not null check (tax_kind in ('special', 'plain')),
  is_default boolean not null,
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
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint billing_profiles_special check (tax_kind = 'plain' or kind in ('company', 'institution')),
  constraint billing_profiles_live_default check (deleted_at is null or not is_default)
);
create index billing_profiles_customer on billing_profiles (org_id, customer_id, is_default desc, created_at);
create unique index billing_profiles_default on billing_profiles (org_id, customer_id) where is_default;
create index billing_profiles_created on billing_profiles (org_id, created_at, id) where deleted_at is null;
create index billing_profiles_owner on billing_profiles (org_id, owner_id, created_at);
create index billing_profiles_dept on billing_profiles (org_id, dept_id, created_at);
select baton_protect('billing_profiles');
