-- The kernel's own tables: organisations and their people, events, threads, idempotency, search, own fields.

-- Strict row-level security: a forgotten organisation is an error, never an empty list.
create function baton_protect(name regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy org on %s using (org_id = (select current_setting(''app.org_id'')::uuid)) with check (org_id = (select current_setting(''app.org_id'')::uuid))', name);
end $$;

create table orgs (
  org_id uuid primary key,
  name text not null,
  zone text not null default 'Asia/Shanghai',
  currency text not null default 'CNY',
  country text not null default 'CN',
  -- mails to people who have chosen no language of their own
  lang text not null default 'zh' check (lang in ('en', 'zh')),
  books_closed_until date,
  settings jsonb not null default '{}',
  access_version integer not null default 1,
  version integer not null default 1,
  created_at timestamptz not null default now()
);
select baton_protect('orgs');

-- Grows with every change of the organisation's own fields; absent until the first.
create table org_meta (
  org_id uuid primary key references orgs,
  version integer not null
);
select baton_protect('org_meta');

create table departments (
  org_id uuid not null references orgs,
  id uuid not null,
  name text not null,
  parent_id uuid,
  head_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, parent_id) references departments (org_id, id)
);
select baton_protect('departments');

-- Every department stands below itself.
create table dept_closure (
  org_id uuid not null,
  ancestor_id uuid not null,
  dept_id uuid not null,
  primary key (org_id, ancestor_id, dept_id),
  foreign key (org_id, ancestor_id) references departments (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id)
);
select baton_protect('dept_closure');

-- A login (schema auth) is a person; a row here is the membership.
create table users (
  org_id uuid not null references orgs,
  id uuid not null,
  auth_id text,
  name text not null,
  email text not null,
  phone text,
  -- null: as the browser asks
  lang text check (lang in ('en', 'zh')),
  dept_id uuid,
  manager_id uuid,
  active boolean not null default true,
  away_until date,
  access_version integer not null default 1,
  settings jsonb not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  foreign key (org_id, manager_id) references users (org_id, id)
);
create unique index users_email on users (org_id, lower(email));
select baton_protect('users');
alter table departments add foreign key (org_id, head_id) references users (org_id, id);

create table user_roles (
  org_id uuid not null,
  user_id uuid not null,
  role text not null check (role in ('owner', 'sales', 'salesManager', 'marketing', 'orderDesk', 'finance', 'warehouse', 'logistics', 'purchasing', 'service', 'viewer')),
  primary key (org_id, user_id, role),
  foreign key (org_id, user_id) references users (org_id, id)
);
select baton_protect('user_roles');

-- An organisation's overrides of the features' permission rows; reach null takes the permission away.
create table role_grants (
  org_id uuid not null references orgs,
  permission text not null,
  role text not null,
  reach text check (reach in ('own', 'department', 'branch', 'all')),
  primary key (org_id, permission, role)
);
select baton_protect('role_grants');

-- How a role stands to a field, where that differs from what the field itself says.
create table field_rights (
  org_id uuid not null references orgs,
  entity text not null,
  field text not null,
  role text not null check (role <> 'owner'),
  access text not null check (access in ('edit', 'read', 'hidden')),
  primary key (org_id, entity, field, role)
);
select baton_protect('field_rights');

-- Reading beyond one's reach: team members, shares, people with a live approval step.
create table record_reader (
  org_id uuid not null references orgs,
  entity text not null,
  record_id uuid not null,
  user_id uuid not null,
  why text not null,
  primary key (org_id, user_id, entity, record_id, why),
  foreign key (org_id, user_id) references users (org_id, id)
);
create index record_reader_record on record_reader (org_id, entity, record_id);
select baton_protect('record_reader');

create table event (
  org_id uuid not null,
  id uuid not null,
  seq bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  recorded_at timestamptz not null,
  actor_id uuid,
  via text not null check (via in ('screen', 'api', 'import', 'job', 'demo')),
  entity text not null,
  record_id uuid not null,
  kind text not null,
  from_state text,
  to_state text,
  before jsonb,
  after jsonb,
  version integer,
  -- the rows of event_about again, for readers who come by the event
  about jsonb,
  primary key (org_id, id, recorded_at)
) partition by range (recorded_at);
create table event_rest partition of event default;
create index event_record on event (org_id, entity, record_id, at);
-- readers move a cursor over (xid, seq), so that what commits late is not skipped
create index event_order on event (xid, seq);
select baton_protect('event');
select baton_protect('event_rest');

-- Called after every migrate: this month and two years ahead.
create function baton_event_months() returns void language plpgsql as $$
declare month date := date_trunc('month', now())::date; name text;
begin
  for i in 0..24 loop
    name := 'event_' || to_char(month, 'YYYYMM');
    if to_regclass(name) is null then
      execute format('create table %I partition of event for values from (%L) to (%L)', name, month, month + interval '1 month');
      perform baton_protect(name::regclass);
    end if;
    month := month + interval '1 month';
  end loop;
end $$;

create table event_thread (
  org_id uuid not null,
  thread_id uuid not null,
  event_id uuid not null,
  at timestamptz not null,
  primary key (org_id, thread_id, at, event_id)
);
select baton_protect('event_thread');

-- An event shows on the timelines of these records too (a follow-up on its customer).
create table event_about (
  org_id uuid not null,
  entity text not null,
  record_id uuid not null,
  event_id uuid not null,
  at timestamptz not null,
  -- the event itself names other records: its history went on in this one (a lead that became a deal)
  carried boolean not null default false,
  primary key (org_id, entity, record_id, at, event_id)
);
select baton_protect('event_about');

-- Where each reader of events stands.
create table event_reader (
  name text primary key,
  xid xid8 not null default '0',
  seq bigint not null default 0,
  moved_at timestamptz not null default now()
);

create table thread_link (
  org_id uuid not null references orgs,
  thread_id uuid not null,
  entity text not null,
  record_id uuid not null,
  at timestamptz not null,
  primary key (org_id, thread_id, entity, record_id)
);
create index thread_link_record on thread_link (org_id, entity, record_id);
select baton_protect('thread_link');

create table idempotency (
  org_id uuid not null references orgs,
  principal text not null,
  key text not null,
  method text not null,
  path text not null,
  body_hash text not null,
  status integer not null,
  answer text not null,
  created_at timestamptz not null,
  primary key (org_id, principal, key)
);
create index idempotency_age on idempotency (org_id, created_at);
select baton_protect('idempotency');

-- Counters of document numbers that may have gaps; moved on a connection of their own.
create table number_counter (
  org_id uuid not null references orgs,
  kind text not null,
  period text not null,
  next bigint not null,
  primary key (org_id, kind, period)
);
select baton_protect('number_counter');

create table search_term (
  org_id uuid not null references orgs,
  term text collate "C" not null,
  entity text not null,
  record_id uuid not null,
  -- the field it comes from, where that may be hidden from a role
  field text not null default '',
  primary key (org_id, entity, record_id, term)
);
create index search_term_find on search_term (org_id, entity, term, record_id);
select baton_protect('search_term');

create table custom_fields (
  org_id uuid not null references orgs,
  id uuid not null,
  entity text not null,
  key text not null check (key ~ '^[a-z][a-zA-Z0-9]{0,40}$'),
  label jsonb not null,
  kind text not null check (kind in ('text', 'number', 'date', 'choice', 'yesNo', 'reference')),
  ref_entity text,
  choices jsonb not null default '[]',
  required boolean not null default false,
  is_indexed boolean not null default false,
  is_unique boolean not null default false,
  hidden boolean not null default false,
  scale integer,
  position integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  unique (org_id, entity, key)
);
select baton_protect('custom_fields');

-- One row per record and indexed field, empty values included, so that sorting by the field loses nobody.
-- num_value is float8: it only narrows (float8 comparisons are leakproof); the exact decimal lies in `custom`.
create table field_index (
  org_id uuid not null,
  entity text not null,
  field_id uuid not null,
  record_id uuid not null,
  text_value text,
  num_value float8,
  time_value timestamptz,
  is_unique boolean not null default false,
  deleted_at timestamptz,
  primary key (org_id, field_id, record_id),
  foreign key (org_id, field_id) references custom_fields (org_id, id)
);
create index field_index_text on field_index (org_id, field_id, text_value, record_id);
create index field_index_num on field_index (org_id, field_id, num_value, record_id);
create index field_index_time on field_index (org_id, field_id, time_value, record_id);
create unique index field_index_unique on field_index (org_id, field_id, text_value) where is_unique and deleted_at is null;
select baton_protect('field_index');
