-- Registrations (报备): a customer, or a company that is none yet, and a product line are one person's for some time.

alter table deals add column product_line text;

create table registrations (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  state text not null check (state in ('requested', 'protected', 'won', 'expired', 'released', 'refused')),
  -- null while the company is no customer yet
  customer_id uuid,
  company_name text not null,
  name_key text not null check (name_key <> ''),
  company_key text not null,
  -- null: whatever they buy
  product_line text,
  line_key text,
  from_on date not null,
  until_on date not null,
  evidence text not null,
  -- somebody else had it: asked for all the same, and decided by a manager
  contested boolean not null default false,
  rival_id uuid,
  renewed_at timestamptz,
  decided_at timestamptz,
  decided_by uuid,
  decision text,
  ended_at timestamptz,
  -- its owner has been told that it ends
  warned_for date,
  owner_id uuid not null,
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
  foreign key (org_id, rival_id) references registrations (org_id, id),
  foreign key (org_id, decided_by) references users (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint registrations_period check (until_on >= from_on),
  constraint registrations_line check ((product_line is null) = (line_key is null)),
  constraint registrations_ended check ((state in ('requested', 'protected')) = (ended_at is null)),
  constraint registrations_rival check (contested or rival_id is null)
);
create unique index registrations_number on registrations (org_id, number) where deleted_at is null;
create index registrations_created on registrations (org_id, created_at desc, id desc) where deleted_at is null;
create index registrations_state on registrations (org_id, state, created_at desc, id desc) where deleted_at is null;
create index registrations_customer on registrations (org_id, customer_id, created_at desc) where customer_id is not null;
create index registrations_company on registrations (org_id, company_key) where state in ('requested', 'protected');
create index registrations_name on registrations (org_id, name_key) where customer_id is null;
create index registrations_until on registrations (org_id, until_on) where state = 'protected';
create index registrations_owner on registrations (org_id, owner_id, created_at desc);
create index registrations_dept on registrations (org_id, dept_id, created_at desc);
create index registrations_rival_of on registrations (org_id, rival_id) where rival_id is not null;
select baton_protect('registrations');

-- What a live registration holds: a row for each name its subject goes by, so that a company's name and the customer
-- it becomes are one. `subject_hash` and `line_hash` fold organisation, key and salt into a number, since a gist index
-- knows ranges without any extension; two keys of one number are told apart by their text, and the second salted.
create table registration_claims (
  org_id uuid not null,
  id uuid not null,
  registration_id uuid not null,
  key text not null,
  line_key text,
  salt integer not null default 0 check (salt >= 0),
  subject_hash bigint not null,
  line_hash bigint,
  from_on date not null,
  until_on date not null,
  primary key (org_id, id),
  foreign key (org_id, registration_id) references registrations (org_id, id),
  constraint registration_claims_line check ((line_key is null) = (line_hash is null)),
  constraint registration_claims_taken exclude using gist (
    int8range(subject_hash, subject_hash, '[]') with &&,
    (case when line_hash is null then int8range(null, null) else int8range(line_hash, line_hash, '[]') end) with &&,
    daterange(from_on, until_on, '[]') with &&
  )
);
create unique index registration_claims_of on registration_claims (org_id, registration_id, key);
create index registration_claims_key on registration_claims (org_id, key);
select baton_protect('registration_claims');
