-- What all migrations come to. Written by `node src/app/cli/schema.ts --write`; do not edit.

create table baton_migration (
  name text not null,
  hash text not null,
  at timestamp with time zone default now() not null,
  constraint baton_migration_pkey PRIMARY KEY (name)
);

create table custom_fields (
  org_id uuid not null,
  id uuid not null,
  entity text not null,
  key text not null,
  label jsonb not null,
  kind text not null,
  ref_entity text,
  choices jsonb default '[]'::jsonb not null,
  required boolean default false not null,
  is_indexed boolean default false not null,
  is_unique boolean default false not null,
  hidden boolean default false not null,
  scale integer,
  "position" integer default 0 not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint custom_fields_pkey PRIMARY KEY (org_id, id),
  constraint custom_fields_org_id_entity_key_key UNIQUE (org_id, entity, key),
  constraint custom_fields_key_check CHECK ((key ~ '^[a-z][a-zA-Z0-9]{0,40}$'::text)),
  constraint custom_fields_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'number'::text, 'date'::text, 'choice'::text, 'yesNo'::text, 'reference'::text]))),
  constraint custom_fields_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
alter table custom_fields enable row level security; alter table custom_fields force row level security;
create policy org on custom_fields using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table departments (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  parent_id uuid,
  head_id uuid,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint departments_pkey PRIMARY KEY (org_id, id),
  constraint departments_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint departments_org_id_head_id_fkey FOREIGN KEY (org_id, head_id) REFERENCES users(org_id, id),
  constraint departments_org_id_parent_id_fkey FOREIGN KEY (org_id, parent_id) REFERENCES departments(org_id, id)
);
alter table departments enable row level security; alter table departments force row level security;
create policy org on departments using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table dept_closure (
  org_id uuid not null,
  ancestor_id uuid not null,
  dept_id uuid not null,
  constraint dept_closure_pkey PRIMARY KEY (org_id, ancestor_id, dept_id),
  constraint dept_closure_org_id_ancestor_id_fkey FOREIGN KEY (org_id, ancestor_id) REFERENCES departments(org_id, id),
  constraint dept_closure_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id)
);
alter table dept_closure enable row level security; alter table dept_closure force row level security;
create policy org on dept_closure using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table event (
  org_id uuid not null,
  id uuid not null,
  seq bigint generated always as identity not null,
  xid xid8 default pg_current_xact_id() not null,
  at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  actor_id uuid,
  via text not null,
  entity text not null,
  record_id uuid not null,
  kind text not null,
  from_state text,
  to_state text,
  before jsonb,
  after jsonb,
  version integer,
  constraint event_pkey PRIMARY KEY (org_id, id, recorded_at),
  constraint event_via_check CHECK ((via = ANY (ARRAY['screen'::text, 'api'::text, 'import'::text, 'job'::text, 'demo'::text])))
) partition by RANGE (recorded_at);
CREATE INDEX event_order ON ONLY public.event USING btree (xid, seq);
CREATE INDEX event_record ON ONLY public.event USING btree (org_id, entity, record_id, at);
alter table event enable row level security; alter table event force row level security;
create policy org on event using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table event_about (
  org_id uuid not null,
  entity text not null,
  record_id uuid not null,
  event_id uuid not null,
  at timestamp with time zone not null,
  constraint event_about_pkey PRIMARY KEY (org_id, entity, record_id, at, event_id)
);
alter table event_about enable row level security; alter table event_about force row level security;
create policy org on event_about using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table event_reader (
  name text not null,
  xid xid8 default '0'::xid8 not null,
  seq bigint default 0 not null,
  moved_at timestamp with time zone default now() not null,
  constraint event_reader_pkey PRIMARY KEY (name)
);

create table event_rest partition of event default;
alter table event_rest enable row level security; alter table event_rest force row level security;
create policy org on event_rest using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table event_thread (
  org_id uuid not null,
  thread_id uuid not null,
  event_id uuid not null,
  at timestamp with time zone not null,
  constraint event_thread_pkey PRIMARY KEY (org_id, thread_id, at, event_id)
);
alter table event_thread enable row level security; alter table event_thread force row level security;
create policy org on event_thread using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table field_index (
  org_id uuid not null,
  entity text not null,
  field_id uuid not null,
  record_id uuid not null,
  text_value text,
  num_value double precision,
  time_value timestamp with time zone,
  is_unique boolean default false not null,
  deleted_at timestamp with time zone,
  constraint field_index_pkey PRIMARY KEY (org_id, field_id, record_id),
  constraint field_index_org_id_field_id_fkey FOREIGN KEY (org_id, field_id) REFERENCES custom_fields(org_id, id)
);
CREATE INDEX field_index_num ON public.field_index USING btree (org_id, field_id, num_value, record_id);
CREATE INDEX field_index_text ON public.field_index USING btree (org_id, field_id, text_value, record_id);
CREATE INDEX field_index_time ON public.field_index USING btree (org_id, field_id, time_value, record_id);
CREATE UNIQUE INDEX field_index_unique ON public.field_index USING btree (org_id, field_id, text_value) WHERE (is_unique AND (deleted_at IS NULL));
alter table field_index enable row level security; alter table field_index force row level security;
create policy org on field_index using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table idempotency (
  org_id uuid not null,
  principal text not null,
  key text not null,
  method text not null,
  path text not null,
  body_hash text not null,
  status integer not null,
  answer text not null,
  created_at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (org_id, principal, key),
  constraint idempotency_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE INDEX idempotency_age ON public.idempotency USING btree (org_id, created_at);
alter table idempotency enable row level security; alter table idempotency force row level security;
create policy org on idempotency using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table number_counter (
  org_id uuid not null,
  kind text not null,
  period text not null,
  next bigint not null,
  constraint number_counter_pkey PRIMARY KEY (org_id, kind, period),
  constraint number_counter_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
alter table number_counter enable row level security; alter table number_counter force row level security;
create policy org on number_counter using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table orgs (
  org_id uuid not null,
  name text not null,
  zone text default 'Asia/Shanghai'::text not null,
  currency text default 'CNY'::text not null,
  country text default 'CN'::text not null,
  books_closed_until date,
  settings jsonb default '{}'::jsonb not null,
  meta_version integer default 1 not null,
  access_version integer default 1 not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  constraint orgs_pkey PRIMARY KEY (org_id)
);
alter table orgs enable row level security; alter table orgs force row level security;
create policy org on orgs using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table record_reader (
  org_id uuid not null,
  entity text not null,
  record_id uuid not null,
  user_id uuid not null,
  why text not null,
  constraint record_reader_pkey PRIMARY KEY (org_id, user_id, entity, record_id, why),
  constraint record_reader_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint record_reader_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE INDEX record_reader_record ON public.record_reader USING btree (org_id, entity, record_id);
alter table record_reader enable row level security; alter table record_reader force row level security;
create policy org on record_reader using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table role_grants (
  org_id uuid not null,
  permission text not null,
  role text not null,
  reach text,
  constraint role_grants_pkey PRIMARY KEY (org_id, permission, role),
  constraint role_grants_reach_check CHECK ((reach = ANY (ARRAY['own'::text, 'department'::text, 'branch'::text, 'all'::text]))),
  constraint role_grants_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
alter table role_grants enable row level security; alter table role_grants force row level security;
create policy org on role_grants using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table search_term (
  org_id uuid not null,
  term text not null,
  entity text not null,
  record_id uuid not null,
  constraint search_term_pkey PRIMARY KEY (org_id, entity, record_id, term),
  constraint search_term_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE INDEX search_term_find ON public.search_term USING btree (org_id, term text_pattern_ops, entity, record_id);
alter table search_term enable row level security; alter table search_term force row level security;
create policy org on search_term using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table thread_link (
  org_id uuid not null,
  thread_id uuid not null,
  entity text not null,
  record_id uuid not null,
  at timestamp with time zone not null,
  constraint thread_link_pkey PRIMARY KEY (org_id, thread_id, entity, record_id),
  constraint thread_link_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE INDEX thread_link_record ON public.thread_link USING btree (org_id, entity, record_id);
alter table thread_link enable row level security; alter table thread_link force row level security;
create policy org on thread_link using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table user_roles (
  org_id uuid not null,
  user_id uuid not null,
  role text not null,
  constraint user_roles_pkey PRIMARY KEY (org_id, user_id, role),
  constraint user_roles_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'sales'::text, 'salesManager'::text, 'marketing'::text, 'orderDesk'::text, 'finance'::text, 'warehouse'::text, 'logistics'::text, 'purchasing'::text, 'service'::text, 'viewer'::text]))),
  constraint user_roles_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
alter table user_roles enable row level security; alter table user_roles force row level security;
create policy org on user_roles using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table users (
  org_id uuid not null,
  id uuid not null,
  auth_id text,
  name text not null,
  email text not null,
  phone text,
  lang text default 'zh'::text not null,
  dept_id uuid,
  manager_id uuid,
  active boolean default true not null,
  away_until date,
  access_version integer default 1 not null,
  settings jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint users_pkey PRIMARY KEY (org_id, id),
  constraint users_lang_check CHECK ((lang = ANY (ARRAY['en'::text, 'zh'::text]))),
  constraint users_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint users_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint users_org_id_manager_id_fkey FOREIGN KEY (org_id, manager_id) REFERENCES users(org_id, id)
);
CREATE UNIQUE INDEX users_email ON public.users USING btree (org_id, lower(email));
alter table users enable row level security; alter table users force row level security;
create policy org on users using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

CREATE OR REPLACE FUNCTION public.baton_event_months()
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.baton_protect(name regclass)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy org on %s using (org_id = (select current_setting(''app.org_id'')::uuid)) with check (org_id = (select current_setting(''app.org_id'')::uuid))', name);
end $function$;
