-- Customers, their activity (pushed down by the verbs that cause it), the payer's credit row, contacts.

create table customers (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  name text not null check (length(name) between 1 and 200),
  name_key text not null,
  company_key text not null,
  level text check (level in ('A', 'B', 'C')),
  source text,
  industry text,
  region text,
  address text,
  postal_code text,
  phone text,
  phone_key text,
  email text,
  email_key text,
  uscc text,
  website text,
  note text,
  parent_id uuid,
  payer_id uuid,
  state text not null default 'active' check (state in ('active', 'blocked')),
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
  foreign key (org_id, parent_id) references customers (org_id, id),
  foreign key (org_id, payer_id) references customers (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  check (parent_id <> id),
  check (payer_id <> id)
);
create unique index customers_number on customers (org_id, number) where deleted_at is null;
create unique index customers_uscc on customers (org_id, uscc) where deleted_at is null and uscc is not null;
create index customers_created on customers (org_id, created_at, id) where deleted_at is null;
create index customers_owner on customers (org_id, owner_id, created_at);
create index customers_dept on customers (org_id, dept_id, created_at);
create index customers_name_key on customers (org_id, name_key) where deleted_at is null;
create index customers_company_key on customers (org_id, company_key) where deleted_at is null;
create index customers_phone_key on customers (org_id, phone_key) where deleted_at is null and phone_key is not null;
create index customers_email_key on customers (org_id, email_key) where deleted_at is null and email_key is not null;
select baton_protect('customers');

-- A row of its own, so that logging a call never conflicts with an edit of the customer.
create table customer_activity (
  org_id uuid not null,
  customer_id uuid not null,
  open_deals integer not null default 0 check (open_deals >= 0),
  needs integer not null default 0,
  orders integer not null default 0 check (orders >= 0),
  last_followup_at timestamptz,
  last_order_at timestamptz,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customers (org_id, id)
);
select baton_protect('customer_activity');

-- Per payer, in base currency; `used` moves with every verb that changes exposure (domain §6).
create table customer_credit (
  org_id uuid not null,
  customer_id uuid not null,
  credit_limit numeric(20, 4) check (credit_limit >= 0),
  credit_days integer not null default 30 check (credit_days between 0 and 3650),
  policy text not null default 'warn' check (policy in ('pass', 'warn', 'block')),
  used numeric(20, 4) not null default 0,
  version integer not null default 1,
  primary key (org_id, customer_id),
  foreign key (org_id, customer_id) references customers (org_id, id)
);
select baton_protect('customer_credit');

create table contacts (
  org_id uuid not null references orgs,
  id uuid not null,
  customer_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  title text,
  phone text,
  phone_key text,
  email text,
  email_key text,
  wechat text,
  decision_role text check (decision_role in ('decider', 'influencer', 'user', 'buyer', 'gatekeeper')),
  is_primary boolean not null default false,
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
  foreign key (org_id, dept_id) references departments (org_id, id)
);
create index contacts_customer on contacts (org_id, customer_id, is_primary desc, created_at);
create unique index contacts_primary on contacts (org_id, customer_id) where is_primary and deleted_at is null;
create index contacts_created on contacts (org_id, created_at, id) where deleted_at is null;
create index contacts_owner on contacts (org_id, owner_id, created_at);
create index contacts_phone_key on contacts (org_id, phone_key) where deleted_at is null and phone_key is not null;
create index contacts_email_key on contacts (org_id, email_key) where deleted_at is null and email_key is not null;
select baton_protect('contacts');
