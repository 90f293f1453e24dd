-- What all migrations come to. Written by `node src/app/cli/schema.ts --write`; do not edit.

create table allocations (
  org_id uuid not null,
  id uuid not null,
  receipt_id uuid not null,
  order_id uuid,
  instalment_no integer,
  invoice_id uuid,
  amount numeric(20,4) not null,
  fx numeric(20,4) default 0 not null,
  date date not null,
  reverses_id uuid,
  made_at timestamp with time zone not null,
  made_by uuid,
  constraint allocations_pkey PRIMARY KEY (org_id, id),
  constraint allocations_amount_check CHECK ((amount <> (0)::numeric)),
  constraint allocations_place CHECK (((order_id IS NOT NULL) OR ((invoice_id IS NOT NULL) AND (instalment_no IS NULL)))),
  constraint allocations_reversal CHECK (((amount < (0)::numeric) = (reverses_id IS NOT NULL))),
  constraint allocations_org_id_invoice_id_fkey FOREIGN KEY (org_id, invoice_id) REFERENCES invoices(org_id, id),
  constraint allocations_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint allocations_org_id_receipt_id_fkey FOREIGN KEY (org_id, receipt_id) REFERENCES receipts(org_id, id),
  constraint allocations_org_id_reverses_id_fkey FOREIGN KEY (org_id, reverses_id) REFERENCES allocations(org_id, id)
);
CREATE INDEX allocations_invoice ON public.allocations USING btree (org_id, invoice_id) WHERE (invoice_id IS NOT NULL);
CREATE INDEX allocations_order ON public.allocations USING btree (org_id, order_id, made_at);
CREATE INDEX allocations_receipt ON public.allocations USING btree (org_id, receipt_id, made_at);
CREATE INDEX allocations_reverses ON public.allocations USING btree (org_id, reverses_id) WHERE (reverses_id IS NOT NULL);
alter table allocations enable row level security; alter table allocations force row level security;
create policy kept_delete on allocations as restrictive for delete using (false);
create policy kept_update on allocations as restrictive for update using (false);
create policy org on allocations using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table api_keys (
  org_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  name text not null,
  roles jsonb default '[]'::jsonb not null,
  prefix text not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  scope text default 'full'::text not null,
  constraint api_keys_pkey PRIMARY KEY (org_id, id),
  constraint api_keys_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint api_keys_scope_check CHECK ((scope = ANY (ARRAY['full'::text, 'leads'::text]))),
  constraint api_keys_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES users(org_id, id),
  constraint api_keys_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint api_keys_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE INDEX api_keys_user ON public.api_keys USING btree (org_id, user_id);
alter table api_keys enable row level security; alter table api_keys force row level security;
create policy org on api_keys using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table approval_policies (
  org_id uuid not null,
  id uuid not null,
  entity text not null,
  purpose text not null,
  nodes jsonb not null,
  allow_self boolean default false not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint approval_policies_pkey PRIMARY KEY (org_id, id),
  constraint approval_policies_org_id_entity_purpose_key UNIQUE (org_id, entity, purpose),
  constraint approval_policies_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
alter table approval_policies enable row level security; alter table approval_policies force row level security;
create policy org on approval_policies using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table approval_requests (
  org_id uuid not null,
  id uuid not null,
  entity text not null,
  record_id uuid not null,
  purpose text not null,
  title text not null,
  href text not null,
  content_hash text not null,
  state text not null,
  nodes jsonb not null,
  node integer not null,
  allow_self boolean not null,
  requested_by uuid not null,
  thread_id uuid,
  reason text,
  created_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  version integer not null,
  why jsonb default '[]'::jsonb not null,
  constraint approval_requests_pkey PRIMARY KEY (org_id, id),
  constraint approval_requests_check CHECK (((state = 'pending'::text) = (decided_at IS NULL))),
  constraint approval_requests_check1 CHECK (((state <> 'sent_back'::text) OR (reason IS NOT NULL))),
  constraint approval_requests_node_check CHECK ((node >= 0)),
  constraint approval_requests_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'approved'::text, 'sent_back'::text, 'withdrawn'::text, 'voided'::text]))),
  constraint approval_requests_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint approval_requests_org_id_requested_by_fkey FOREIGN KEY (org_id, requested_by) REFERENCES users(org_id, id)
);
CREATE UNIQUE INDEX approval_requests_live ON public.approval_requests USING btree (org_id, entity, record_id, purpose) WHERE (state = 'pending'::text);
CREATE INDEX approval_requests_mine ON public.approval_requests USING btree (org_id, requested_by, created_at);
CREATE INDEX approval_requests_record ON public.approval_requests USING btree (org_id, entity, record_id, created_at);
alter table approval_requests enable row level security; alter table approval_requests force row level security;
create policy org on approval_requests using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table approval_steps (
  org_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  node integer not null,
  user_id uuid not null,
  state text not null,
  note text,
  decided_at timestamp with time zone,
  constraint approval_steps_pkey PRIMARY KEY (org_id, id),
  constraint approval_steps_org_id_request_id_node_user_id_key UNIQUE (org_id, request_id, node, user_id),
  constraint approval_steps_check CHECK (((state = ANY (ARRAY['approved'::text, 'sent_back'::text])) = (decided_at IS NOT NULL))),
  constraint approval_steps_node_check CHECK ((node >= 0)),
  constraint approval_steps_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'live'::text, 'approved'::text, 'sent_back'::text, 'skipped'::text]))),
  constraint approval_steps_org_id_request_id_fkey FOREIGN KEY (org_id, request_id) REFERENCES approval_requests(org_id, id),
  constraint approval_steps_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE INDEX approval_steps_inbox ON public.approval_steps USING btree (org_id, user_id, request_id) WHERE (state = 'live'::text);
alter table approval_steps enable row level security; alter table approval_steps force row level security;
create policy org on approval_steps using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table assignment_rules (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  "position" integer not null,
  active boolean default true not null,
  condition text,
  method text not null,
  people jsonb default '[]'::jsonb not null,
  dept_ids jsonb default '[]'::jsonb not null,
  places jsonb default '[]'::jsonb not null,
  max_open integer,
  last_user_id uuid,
  turns jsonb default '{}'::jsonb not null,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  archived_at timestamp with time zone,
  constraint assignment_rules_pkey PRIMARY KEY (org_id, id),
  constraint assignment_rules_max_open_check CHECK ((max_open > 0)),
  constraint assignment_rules_method_check CHECK ((method = ANY (ARRAY['roundRobin'::text, 'weighted'::text, 'leastLoaded'::text, 'region'::text, 'productLine'::text, 'source'::text]))),
  constraint assignment_rules_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint assignment_rules_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE UNIQUE INDEX assignment_rules_name ON public.assignment_rules USING btree (org_id, lower(name)) WHERE (archived_at IS NULL);
alter table assignment_rules enable row level security; alter table assignment_rules force row level security;
create policy org on assignment_rules using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table baton_migration (
  name text not null,
  hash text not null,
  at timestamp with time zone default now() not null,
  constraint baton_migration_pkey PRIMARY KEY (name)
);

create table billing_profiles (
  org_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  kind text not null,
  name text not null,
  tax_number text,
  address text,
  phone text,
  bank text,
  account text,
  email text,
  tax_kind text not null,
  is_default boolean not null,
  note text,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint billing_profiles_pkey PRIMARY KEY (org_id, id),
  constraint billing_profiles_kind_check CHECK ((kind = ANY (ARRAY['company'::text, 'institution'::text, 'person'::text, 'foreign'::text]))),
  constraint billing_profiles_live_default CHECK (((deleted_at IS NULL) OR (NOT is_default))),
  constraint billing_profiles_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint billing_profiles_special CHECK (((tax_kind = 'plain'::text) OR (kind = ANY (ARRAY['company'::text, 'institution'::text])))),
  constraint billing_profiles_tax_kind_check CHECK ((tax_kind = ANY (ARRAY['special'::text, 'plain'::text]))),
  constraint billing_profiles_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint billing_profiles_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint billing_profiles_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint billing_profiles_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE INDEX billing_profiles_created ON public.billing_profiles USING btree (org_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX billing_profiles_customer ON public.billing_profiles USING btree (org_id, customer_id, is_default DESC, created_at);
CREATE UNIQUE INDEX billing_profiles_default ON public.billing_profiles USING btree (org_id, customer_id) WHERE is_default;
CREATE INDEX billing_profiles_dept ON public.billing_profiles USING btree (org_id, dept_id, created_at);
CREATE INDEX billing_profiles_owner ON public.billing_profiles USING btree (org_id, owner_id, created_at);
alter table billing_profiles enable row level security; alter table billing_profiles force row level security;
create policy org on billing_profiles using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table bot_posts (
  org_id uuid not null,
  id uuid not null,
  bot_id uuid not null,
  kind text not null,
  said jsonb default '{}'::jsonb not null,
  entity text,
  record_id uuid,
  names text default ''::text not null,
  key text not null,
  state text default 'waiting'::text not null,
  tries integer default 0 not null,
  due_at timestamp with time zone not null,
  error text,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  constraint bot_posts_pkey PRIMARY KEY (org_id, id),
  constraint bot_posts_check CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
  constraint bot_posts_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text]))),
  constraint bot_posts_tries_check CHECK (((tries >= 0) AND (tries <= 5))),
  constraint bot_posts_org_id_bot_id_fkey FOREIGN KEY (org_id, bot_id) REFERENCES notice_bots(org_id, id),
  constraint bot_posts_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE INDEX bot_posts_due ON public.bot_posts USING btree (org_id, due_at) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX bot_posts_once ON public.bot_posts USING btree (org_id, bot_id, key);
CREATE INDEX bot_posts_recent ON public.bot_posts USING btree (org_id, created_at);
alter table bot_posts enable row level security; alter table bot_posts force row level security;
create policy org on bot_posts using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table campaign_costs (
  org_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  on_date date not null,
  amount numeric(20,4) not null,
  currency text not null,
  base_amount numeric(20,4) not null,
  note text,
  created_at timestamp with time zone not null,
  created_by uuid,
  deleted_at timestamp with time zone,
  constraint campaign_costs_pkey PRIMARY KEY (org_id, id),
  constraint campaign_costs_amount_check CHECK ((amount > (0)::numeric)),
  constraint campaign_costs_base_amount_check CHECK ((base_amount >= (0)::numeric)),
  constraint campaign_costs_org_id_campaign_id_fkey FOREIGN KEY (org_id, campaign_id) REFERENCES campaigns(org_id, id),
  constraint campaign_costs_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES users(org_id, id)
);
CREATE INDEX campaign_costs_of ON public.campaign_costs USING btree (org_id, campaign_id, on_date) WHERE (deleted_at IS NULL);
CREATE INDEX campaign_costs_on ON public.campaign_costs USING btree (org_id, on_date) WHERE (deleted_at IS NULL);
alter table campaign_costs enable row level security; alter table campaign_costs force row level security;
create policy org on campaign_costs using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table campaigns (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  code text not null,
  state text default 'running'::text not null,
  source text,
  starts_on date,
  ends_on date,
  budget numeric(20,4),
  currency text not null,
  note text,
  owner_id uuid not null,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  archived_at timestamp with time zone,
  constraint campaigns_pkey PRIMARY KEY (org_id, id),
  constraint campaigns_budget_check CHECK ((budget >= (0)::numeric)),
  constraint campaigns_code_check CHECK ((code ~ '^[a-z0-9]{6}$'::text)),
  constraint campaigns_days CHECK ((ends_on >= starts_on)),
  constraint campaigns_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint campaigns_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'running'::text, 'ended'::text]))),
  constraint campaigns_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES users(org_id, id),
  constraint campaigns_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint campaigns_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint campaigns_org_id_updated_by_fkey FOREIGN KEY (org_id, updated_by) REFERENCES users(org_id, id)
);
CREATE UNIQUE INDEX campaigns_code ON public.campaigns USING btree (org_id, code);
CREATE UNIQUE INDEX campaigns_name ON public.campaigns USING btree (org_id, lower(name));
alter table campaigns enable row level security; alter table campaigns force row level security;
create policy org on campaigns using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table carrier_traces (
  org_id uuid not null,
  id uuid not null,
  shipment_id uuid not null,
  state text not null,
  at timestamp with time zone not null,
  place text,
  text text,
  source text not null,
  recorded_at timestamp with time zone not null,
  recorded_by uuid,
  constraint carrier_traces_pkey PRIMARY KEY (org_id, id),
  constraint carrier_traces_source_check CHECK ((source = ANY (ARRAY['person'::text, 'interface'::text, 'standin'::text]))),
  constraint carrier_traces_state_check CHECK ((state = ANY (ARRAY['in_transit'::text, 'picked_up'::text, 'problem'::text, 'signed'::text, 'refused'::text, 'out_for_delivery'::text, 'returned'::text, 'transferred'::text, 'customs'::text, 'rejected'::text]))),
  constraint carrier_traces_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint carrier_traces_org_id_recorded_by_fkey FOREIGN KEY (org_id, recorded_by) REFERENCES users(org_id, id),
  constraint carrier_traces_org_id_shipment_id_fkey FOREIGN KEY (org_id, shipment_id) REFERENCES shipments(org_id, id)
);
CREATE UNIQUE INDEX carrier_traces_shipment ON public.carrier_traces USING btree (org_id, shipment_id, at, state, md5(COALESCE(text, ''::text)));
alter table carrier_traces enable row level security; alter table carrier_traces force row level security;
create policy org on carrier_traces using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table changes (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  state text not null,
  order_id uuid not null,
  customer_id uuid not null,
  thread_id uuid not null,
  from_id uuid,
  reason text not null,
  actions jsonb not null,
  base_revision integer not null,
  revision integer,
  currency text not null,
  gross_before numeric(20,4) not null,
  gross_after numeric(20,4) not null,
  base_difference numeric(20,4) not null,
  content_hash text not null,
  before jsonb,
  after jsonb,
  date date not null,
  submitted_at timestamp with time zone,
  approved_at timestamp with time zone,
  applied_at timestamp with time zone,
  ended_at timestamp with time zone,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint changes_pkey PRIMARY KEY (org_id, id),
  constraint changes_applied CHECK ((((state = 'applied'::text) = (revision IS NOT NULL)) AND ((state = 'applied'::text) = (applied_at IS NOT NULL)) AND ((state = 'applied'::text) = (before IS NOT NULL)) AND ((state = 'applied'::text) = (after IS NOT NULL)))),
  constraint changes_base_revision_check CHECK ((base_revision > 0)),
  constraint changes_check CHECK ((revision > base_revision)),
  constraint changes_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint changes_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'in_approval'::text, 'approved'::text, 'applied'::text, 'rejected'::text, 'cancelled'::text, 'conflicted'::text]))),
  constraint changes_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint changes_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint changes_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint changes_org_id_from_id_fkey FOREIGN KEY (org_id, from_id) REFERENCES changes(org_id, id),
  constraint changes_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint changes_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE INDEX changes_created ON public.changes USING btree (org_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX changes_customer ON public.changes USING btree (org_id, customer_id, created_at DESC);
CREATE INDEX changes_dept ON public.changes USING btree (org_id, dept_id, created_at DESC);
CREATE UNIQUE INDEX changes_live ON public.changes USING btree (org_id, order_id) WHERE ((state = ANY (ARRAY['draft'::text, 'in_approval'::text, 'approved'::text])) AND (deleted_at IS NULL));
CREATE UNIQUE INDEX changes_number ON public.changes USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX changes_order ON public.changes USING btree (org_id, order_id, created_at DESC, id DESC);
CREATE INDEX changes_owner ON public.changes USING btree (org_id, owner_id, created_at DESC);
CREATE UNIQUE INDEX changes_revision ON public.changes USING btree (org_id, order_id, revision) WHERE (revision IS NOT NULL);
CREATE INDEX changes_state ON public.changes USING btree (org_id, state, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
alter table changes enable row level security; alter table changes force row level security;
create policy org on changes using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table check_ins (
  org_id uuid not null,
  followup_id uuid not null,
  at timestamp with time zone not null,
  lat numeric(9,6) not null,
  lng numeric(9,6) not null,
  accuracy integer not null,
  place text,
  is_place boolean not null,
  distance integer,
  constraint check_ins_pkey PRIMARY KEY (org_id, followup_id),
  constraint check_ins_accuracy_check CHECK ((accuracy >= 0)),
  constraint check_ins_distance_check CHECK ((distance >= 0)),
  constraint check_ins_lat_check CHECK (((lat >= ('-90'::integer)::numeric) AND (lat <= (90)::numeric))),
  constraint check_ins_lng_check CHECK (((lng >= ('-180'::integer)::numeric) AND (lng <= (180)::numeric))),
  constraint check_ins_place_check CHECK (((length(place) >= 1) AND (length(place) <= 200))),
  constraint check_ins_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint check_ins_org_id_followup_id_fkey FOREIGN KEY (org_id, followup_id) REFERENCES followups(org_id, id)
);
alter table check_ins enable row level security; alter table check_ins force row level security;
create policy org on check_ins using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table competitors (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text not null,
  strengths text,
  weaknesses text,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  archived_at timestamp with time zone,
  constraint competitors_pkey PRIMARY KEY (org_id, id),
  constraint competitors_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint competitors_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE UNIQUE INDEX competitors_name ON public.competitors USING btree (org_id, name_key);
alter table competitors enable row level security; alter table competitors force row level security;
create policy org on competitors using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table contacts (
  org_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  name text not null,
  title text,
  phone text,
  phone_key text,
  email text,
  email_key text,
  wechat text,
  decision_role text,
  is_primary boolean default false not null,
  note text,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  merged_into uuid,
  constraint contacts_pkey PRIMARY KEY (org_id, id),
  constraint contacts_decision_role_check CHECK ((decision_role = ANY (ARRAY['decider'::text, 'influencer'::text, 'user'::text, 'buyer'::text, 'gatekeeper'::text]))),
  constraint contacts_merged CHECK (((merged_into IS NULL) OR ((deleted_at IS NOT NULL) AND (merged_into <> id)))),
  constraint contacts_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint contacts_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint contacts_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint contacts_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint contacts_org_id_merged_into_fkey FOREIGN KEY (org_id, merged_into) REFERENCES contacts(org_id, id),
  constraint contacts_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE INDEX contacts_called ON public.contacts USING btree (org_id, name) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_created ON public.contacts USING btree (org_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_customer ON public.contacts USING btree (org_id, customer_id, is_primary DESC, created_at);
CREATE INDEX contacts_email_key ON public.contacts USING btree (org_id, email_key) WHERE ((deleted_at IS NULL) AND (email_key IS NOT NULL));
CREATE INDEX contacts_owner ON public.contacts USING btree (org_id, owner_id, created_at);
CREATE INDEX contacts_phone_key ON public.contacts USING btree (org_id, phone_key) WHERE ((deleted_at IS NULL) AND (phone_key IS NOT NULL));
CREATE UNIQUE INDEX contacts_primary ON public.contacts USING btree (org_id, customer_id) WHERE (is_primary AND (deleted_at IS NULL));
alter table contacts enable row level security; alter table contacts force row level security;
create policy org on contacts using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table contract_envelopes (
  org_id uuid not null,
  id uuid not null,
  contract_id uuid not null,
  state text not null,
  signer text not null,
  content_hash text not null,
  sent_at timestamp with time zone not null,
  sent_by uuid,
  asked_at timestamp with time zone,
  attempts integer default 0 not null,
  answered_at timestamp with time zone,
  why text,
  constraint contract_envelopes_pkey PRIMARY KEY (org_id, id),
  constraint contract_envelopes_signer_check CHECK (((length(signer) >= 1) AND (length(signer) <= 100))),
  constraint contract_envelopes_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'signed'::text, 'declined'::text, 'ended'::text]))),
  constraint contract_envelopes_org_id_contract_id_fkey FOREIGN KEY (org_id, contract_id) REFERENCES contracts(org_id, id),
  constraint contract_envelopes_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint contract_envelopes_org_id_sent_by_fkey FOREIGN KEY (org_id, sent_by) REFERENCES users(org_id, id)
);
CREATE INDEX contract_envelopes_contract ON public.contract_envelopes USING btree (org_id, contract_id, sent_at);
CREATE INDEX contract_envelopes_due ON public.contract_envelopes USING btree (org_id, asked_at) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX contract_envelopes_live ON public.contract_envelopes USING btree (org_id, contract_id) WHERE (state = 'waiting'::text);
alter table contract_envelopes enable row level security; alter table contract_envelopes force row level security;
create policy org on contract_envelopes using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table contract_lines (
  org_id uuid not null,
  id uuid not null,
  contract_id uuid not null,
  no integer not null,
  product_id uuid,
  code text,
  kind text not null,
  fulfil text not null,
  name text not null,
  spec text,
  unit text not null,
  unit_qty numeric(18,6) not null,
  factor numeric(18,6) not null,
  qty numeric(18,6) not null,
  as_needed boolean default false not null,
  price numeric(20,6) not null,
  list_price numeric(20,6),
  hand_price boolean default false not null,
  price_why jsonb,
  discount_kind text,
  discount_value numeric(20,6),
  tax_rate numeric(9,4) not null,
  base numeric(20,4) not null,
  line_discount numeric(20,4) not null,
  share numeric(20,4) not null,
  amount numeric(20,4) not null,
  net numeric(20,4) not null,
  tax numeric(20,4) not null,
  gross numeric(20,4) not null,
  called_qty numeric(18,6) default 0 not null,
  base_line_id uuid,
  quote_line_id uuid,
  note text,
  parts jsonb,
  constraint contract_lines_pkey PRIMARY KEY (org_id, id),
  constraint contract_lines_org_id_contract_id_no_key UNIQUE (org_id, contract_id, no) DEFERRABLE INITIALLY DEFERRED,
  constraint contract_lines_called CHECK (((called_qty >= (0)::numeric) AND (as_needed OR (called_qty <= qty)))),
  constraint contract_lines_discount_kind_check CHECK ((discount_kind = ANY (ARRAY['percent'::text, 'amount'::text]))),
  constraint contract_lines_discount_value_check CHECK ((discount_value >= (0)::numeric)),
  constraint contract_lines_factor_check CHECK ((factor >= (1)::numeric)),
  constraint contract_lines_fulfil_check CHECK ((fulfil = ANY (ARRAY['ship'::text, 'accept'::text, 'none'::text]))),
  constraint contract_lines_kind_check CHECK ((kind = ANY (ARRAY['goods'::text, 'service'::text, 'fee'::text]))),
  constraint contract_lines_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint contract_lines_no_check CHECK ((no >= 1)),
  constraint contract_lines_qty_check CHECK ((qty > (0)::numeric)),
  constraint contract_lines_sum CHECK ((gross = (net + tax))),
  constraint contract_lines_tax_rate_check CHECK (((tax_rate >= (0)::numeric) AND (tax_rate <= (100)::numeric))),
  constraint contract_lines_unit_qty_check CHECK ((unit_qty > (0)::numeric)),
  constraint contract_lines_org_id_contract_id_fkey FOREIGN KEY (org_id, contract_id) REFERENCES contracts(org_id, id),
  constraint contract_lines_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint contract_lines_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES products(org_id, id)
);
CREATE INDEX contract_lines_product ON public.contract_lines USING btree (org_id, product_id) WHERE (product_id IS NOT NULL);
alter table contract_lines enable row level security; alter table contract_lines force row level security;
create policy org on contract_lines using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table contract_signatures (
  org_id uuid not null,
  id uuid not null,
  contract_id uuid not null,
  way text not null,
  at timestamp with time zone not null,
  signed_on date not null,
  name text,
  title text,
  link_id uuid,
  address text,
  agent text,
  provider_ref text,
  content text not null,
  content_hash text not null,
  file_id uuid,
  constraint contract_signatures_pkey PRIMARY KEY (org_id, id),
  constraint contract_signatures_agent_check CHECK ((length(agent) <= 300)),
  constraint contract_signatures_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint contract_signatures_proof CHECK ((((way = 'link'::text) = (link_id IS NOT NULL)) AND ((way = 'link'::text) = (address IS NOT NULL)) AND ((way <> 'link'::text) OR (name IS NOT NULL)) AND ((way <> 'scan'::text) OR (file_id IS NOT NULL)) AND ((way = 'esign'::text) = (provider_ref IS NOT NULL)))),
  constraint contract_signatures_title_check CHECK (((length(title) >= 1) AND (length(title) <= 100))),
  constraint contract_signatures_way_check CHECK ((way = ANY (ARRAY['scan'::text, 'link'::text, 'esign'::text]))),
  constraint contract_signatures_org_id_contract_id_fkey FOREIGN KEY (org_id, contract_id) REFERENCES contracts(org_id, id),
  constraint contract_signatures_org_id_file_id_fkey FOREIGN KEY (org_id, file_id) REFERENCES files(org_id, id),
  constraint contract_signatures_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint contract_signatures_org_id_link_id_fkey FOREIGN KEY (org_id, link_id) REFERENCES links(org_id, id)
);
CREATE INDEX contract_signatures_file ON public.contract_signatures USING btree (org_id, file_id) WHERE (file_id IS NOT NULL);
CREATE INDEX contract_signatures_link ON public.contract_signatures USING btree (org_id, link_id) WHERE (link_id IS NOT NULL);
CREATE UNIQUE INDEX contract_signatures_once ON public.contract_signatures USING btree (org_id, contract_id);
alter table contract_signatures enable row level security; alter table contract_signatures force row level security;
create policy kept_delete on contract_signatures as restrictive for delete using (false);
create policy kept_update on contract_signatures as restrictive for update using (false);
create policy org on contract_signatures using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table contract_template_versions (
  org_id uuid not null,
  template_id uuid not null,
  version integer not null,
  body jsonb not null,
  at timestamp with time zone not null,
  constraint contract_template_versions_pkey PRIMARY KEY (org_id, template_id, version),
  constraint contract_template_versions_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint contract_template_versions_org_id_template_id_fkey FOREIGN KEY (org_id, template_id) REFERENCES contract_templates(org_id, id)
);
alter table contract_template_versions enable row level security; alter table contract_template_versions force row level security;
create policy kept_delete on contract_template_versions as restrictive for delete using (false);
create policy kept_update on contract_template_versions as restrictive for update using (false);
create policy org on contract_template_versions using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table contract_templates (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  lang text not null,
  kind text not null,
  body jsonb not null,
  archived boolean default false not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  constraint contract_templates_pkey PRIMARY KEY (org_id, id),
  constraint contract_templates_kind_check CHECK ((kind = ANY (ARRAY['one_off'::text, 'framework'::text, 'supplement'::text]))),
  constraint contract_templates_lang_check CHECK ((lang = ANY (ARRAY['zh'::text, 'en'::text]))),
  constraint contract_templates_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint contract_templates_version_check CHECK ((version >= 1)),
  constraint contract_templates_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint contract_templates_org_id_updated_by_fkey FOREIGN KEY (org_id, updated_by) REFERENCES users(org_id, id)
);
CREATE UNIQUE INDEX contract_templates_name ON public.contract_templates USING btree (org_id, lower(name)) WHERE (NOT archived);
alter table contract_templates enable row level security; alter table contract_templates force row level security;
create policy org on contract_templates using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table contract_versions (
  org_id uuid not null,
  id uuid not null,
  contract_id uuid not null,
  version_no integer not null,
  amended_by uuid not null,
  at timestamp with time zone not null,
  content text not null,
  content_hash text not null,
  amount numeric(20,4),
  differences jsonb not null,
  constraint contract_versions_pkey PRIMARY KEY (org_id, id),
  constraint contract_versions_org_id_contract_id_version_no_key UNIQUE (org_id, contract_id, version_no),
  constraint contract_versions_org_id_amended_by_fkey FOREIGN KEY (org_id, amended_by) REFERENCES contracts(org_id, id),
  constraint contract_versions_org_id_contract_id_fkey FOREIGN KEY (org_id, contract_id) REFERENCES contracts(org_id, id),
  constraint contract_versions_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE INDEX contract_versions_by ON public.contract_versions USING btree (org_id, amended_by);
alter table contract_versions enable row level security; alter table contract_versions force row level security;
create policy kept_delete on contract_versions as restrictive for delete using (false);
create policy kept_update on contract_versions as restrictive for update using (false);
create policy org on contract_versions using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table contracts (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  version_no integer not null,
  kind text not null,
  title text not null,
  state text not null,
  customer_id uuid not null,
  payer_id uuid not null,
  contact_id uuid,
  deal_id uuid,
  quote_id uuid,
  amends_id uuid,
  amends_version integer,
  change_reason text,
  renews_id uuid,
  lang text not null,
  template_id uuid,
  template_version integer,
  clauses text,
  currency text not null,
  rate numeric(20,10) not null,
  tax_mode text not null,
  tax_round text not null,
  discount_kind text,
  discount_value numeric(20,6),
  net numeric(20,4) not null,
  tax numeric(20,4) not null,
  gross numeric(20,4) not null,
  ceiling numeric(20,4),
  amount numeric(20,4),
  base_amount numeric(20,4) default 0 not null,
  called_off numeric(20,4) default 0 not null,
  terms jsonb not null,
  address text,
  our_signer text,
  their_signer text,
  effective_from date,
  effective_until date,
  note text,
  content_hash text,
  approved_hash text,
  submitted_at timestamp with time zone,
  approved_at timestamp with time zone,
  signed_on date,
  effective_at timestamp with time zone,
  ended_at timestamp with time zone,
  end_reason text,
  told_until date,
  thread_id uuid not null,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint contracts_pkey PRIMARY KEY (org_id, id),
  constraint contracts_amendment CHECK (((amends_id IS NULL) OR (called_off = (0)::numeric))),
  constraint contracts_amends CHECK ((((amends_id IS NULL) = (amends_version IS NULL)) AND ((amends_id IS NULL) = (change_reason IS NULL)))),
  constraint contracts_called CHECK (((called_off >= (0)::numeric) AND ((amount IS NULL) OR (called_off <= amount)))),
  constraint contracts_ceiling_check CHECK ((ceiling > (0)::numeric)),
  constraint contracts_change_reason_check CHECK (((length(change_reason) >= 1) AND (length(change_reason) <= 2000))),
  constraint contracts_discount CHECK (((discount_kind IS NULL) = (discount_value IS NULL))),
  constraint contracts_discount_kind_check CHECK ((discount_kind = ANY (ARRAY['percent'::text, 'amount'::text]))),
  constraint contracts_discount_value_check CHECK ((discount_value >= (0)::numeric)),
  constraint contracts_ended CHECK (((state = ANY (ARRAY['completed'::text, 'terminated'::text, 'expired'::text, 'cancelled'::text])) = (ended_at IS NOT NULL))),
  constraint contracts_hash CHECK (((state = ANY (ARRAY['draft'::text, 'cancelled'::text])) OR (content_hash IS NOT NULL))),
  constraint contracts_kind_check CHECK ((kind = ANY (ARRAY['one_off'::text, 'framework'::text]))),
  constraint contracts_lang_check CHECK ((lang = ANY (ARRAY['zh'::text, 'en'::text]))),
  constraint contracts_our_signer_check CHECK (((length(our_signer) >= 1) AND (length(our_signer) <= 100))),
  constraint contracts_period CHECK (((effective_until IS NULL) OR (effective_from IS NULL) OR (effective_until >= effective_from))),
  constraint contracts_rate_check CHECK ((rate > (0)::numeric)),
  constraint contracts_signed CHECK (((state <> ALL (ARRAY['effective'::text, 'completed'::text, 'terminated'::text, 'expired'::text])) OR ((signed_on IS NOT NULL) AND (effective_at IS NOT NULL)))),
  constraint contracts_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'in_approval'::text, 'to_sign'::text, 'effective'::text, 'completed'::text, 'terminated'::text, 'expired'::text, 'cancelled'::text]))),
  constraint contracts_sum CHECK ((gross = (net + tax))),
  constraint contracts_tax_mode_check CHECK ((tax_mode = ANY (ARRAY['inclusive'::text, 'exclusive'::text]))),
  constraint contracts_tax_round_check CHECK ((tax_round = ANY (ARRAY['line'::text, 'document'::text]))),
  constraint contracts_their_signer_check CHECK (((length(their_signer) >= 1) AND (length(their_signer) <= 100))),
  constraint contracts_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200))),
  constraint contracts_version_no_check CHECK ((version_no >= 1)),
  constraint contracts_org_id_amends_id_fkey FOREIGN KEY (org_id, amends_id) REFERENCES contracts(org_id, id),
  constraint contracts_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id),
  constraint contracts_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint contracts_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deals(org_id, id),
  constraint contracts_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint contracts_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint contracts_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint contracts_org_id_payer_id_fkey FOREIGN KEY (org_id, payer_id) REFERENCES customers(org_id, id),
  constraint contracts_org_id_quote_id_fkey FOREIGN KEY (org_id, quote_id) REFERENCES quotes(org_id, id),
  constraint contracts_org_id_renews_id_fkey FOREIGN KEY (org_id, renews_id) REFERENCES contracts(org_id, id),
  constraint contracts_org_id_template_id_fkey FOREIGN KEY (org_id, template_id) REFERENCES contract_templates(org_id, id)
);
CREATE UNIQUE INDEX contracts_amending ON public.contracts USING btree (org_id, amends_id) WHERE ((state = ANY (ARRAY['draft'::text, 'in_approval'::text, 'to_sign'::text])) AND (deleted_at IS NULL));
CREATE INDEX contracts_amends ON public.contracts USING btree (org_id, amends_id) WHERE (amends_id IS NOT NULL);
CREATE INDEX contracts_contact ON public.contracts USING btree (org_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX contracts_created ON public.contracts USING btree (org_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX contracts_customer ON public.contracts USING btree (org_id, customer_id, created_at DESC);
CREATE INDEX contracts_deal ON public.contracts USING btree (org_id, deal_id) WHERE (deal_id IS NOT NULL);
CREATE INDEX contracts_dept ON public.contracts USING btree (org_id, dept_id, created_at DESC);
CREATE UNIQUE INDEX contracts_number ON public.contracts USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX contracts_owner ON public.contracts USING btree (org_id, owner_id, created_at DESC);
CREATE INDEX contracts_payer ON public.contracts USING btree (org_id, payer_id);
CREATE INDEX contracts_quote ON public.contracts USING btree (org_id, quote_id) WHERE (quote_id IS NOT NULL);
CREATE INDEX contracts_renews ON public.contracts USING btree (org_id, renews_id) WHERE (renews_id IS NOT NULL);
CREATE INDEX contracts_state ON public.contracts USING btree (org_id, state, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX contracts_until ON public.contracts USING btree (org_id, effective_until) WHERE ((state = 'effective'::text) AND (deleted_at IS NULL));
alter table contracts enable row level security; alter table contracts force row level security;
create policy org on contracts using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table credit_releases (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  state text not null,
  order_id uuid not null,
  customer_id uuid not null,
  amount numeric(20,4) not null,
  until date not null,
  reason text not null,
  decided_by uuid,
  decided_at timestamp with time zone,
  soon_told boolean default false not null,
  over_told boolean default false not null,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint credit_releases_pkey PRIMARY KEY (org_id, id),
  constraint credit_releases_amount_check CHECK ((amount > (0)::numeric)),
  constraint credit_releases_decided CHECK (((state = ANY (ARRAY['granted'::text, 'refused'::text, 'revoked'::text, 'replaced'::text])) = (decided_at IS NOT NULL))),
  constraint credit_releases_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'granted'::text, 'refused'::text, 'withdrawn'::text, 'revoked'::text, 'replaced'::text]))),
  constraint credit_releases_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint credit_releases_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint credit_releases_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint credit_releases_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint credit_releases_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE UNIQUE INDEX credit_releases_asked ON public.credit_releases USING btree (org_id, order_id) WHERE (state = 'asked'::text);
CREATE INDEX credit_releases_created ON public.credit_releases USING btree (org_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX credit_releases_customer ON public.credit_releases USING btree (org_id, customer_id, created_at DESC);
CREATE INDEX credit_releases_dept ON public.credit_releases USING btree (org_id, dept_id, created_at DESC);
CREATE UNIQUE INDEX credit_releases_granted ON public.credit_releases USING btree (org_id, order_id) WHERE (state = 'granted'::text);
CREATE UNIQUE INDEX credit_releases_number ON public.credit_releases USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX credit_releases_order ON public.credit_releases USING btree (org_id, order_id, created_at DESC);
CREATE INDEX credit_releases_owner ON public.credit_releases USING btree (org_id, owner_id, created_at DESC);
CREATE INDEX credit_releases_until ON public.credit_releases USING btree (org_id, until) WHERE (state = 'granted'::text);
alter table credit_releases enable row level security; alter table credit_releases force row level security;
create policy org on credit_releases using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table currency_rates (
  org_id uuid not null,
  currency text not null,
  on_date date not null,
  rate numeric(20,10) not null,
  constraint currency_rates_pkey PRIMARY KEY (org_id, currency, on_date),
  constraint currency_rates_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint currency_rates_rate_check CHECK ((rate > (0)::numeric)),
  constraint currency_rates_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
alter table currency_rates enable row level security; alter table currency_rates force row level security;
create policy org on currency_rates using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

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

create table customer_activity (
  org_id uuid not null,
  customer_id uuid not null,
  open_deals integer default 0 not null,
  needs integer default 0 not null,
  orders integer default 0 not null,
  last_followup_at timestamp with time zone,
  last_order_at timestamp with time zone,
  constraint customer_activity_pkey PRIMARY KEY (org_id, customer_id),
  constraint customer_activity_open_deals_check CHECK ((open_deals >= 0)),
  constraint customer_activity_orders_check CHECK ((orders >= 0)),
  constraint customer_activity_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id)
);
alter table customer_activity enable row level security; alter table customer_activity force row level security;
create policy org on customer_activity using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table customer_credit (
  org_id uuid not null,
  customer_id uuid not null,
  credit_limit numeric(20,4),
  credit_days integer default 30 not null,
  policy text default 'warn'::text not null,
  used numeric(20,4) default 0 not null,
  version integer default 1 not null,
  head_id uuid,
  shared boolean default false not null,
  constraint customer_credit_pkey PRIMARY KEY (org_id, customer_id),
  constraint customer_credit_credit_days_check CHECK (((credit_days >= 0) AND (credit_days <= 3650))),
  constraint customer_credit_credit_limit_check CHECK ((credit_limit >= (0)::numeric)),
  constraint customer_credit_head CHECK (((head_id <> customer_id) AND (NOT (shared AND (head_id IS NOT NULL))))),
  constraint customer_credit_policy_check CHECK ((policy = ANY (ARRAY['pass'::text, 'warn'::text, 'block'::text]))),
  constraint customer_credit_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint customer_credit_org_id_head_id_fkey FOREIGN KEY (org_id, head_id) REFERENCES customer_credit(org_id, customer_id)
);
CREATE INDEX customer_credit_members ON public.customer_credit USING btree (org_id, head_id) WHERE (head_id IS NOT NULL);
alter table customer_credit enable row level security; alter table customer_credit force row level security;
create policy org on customer_credit using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table customer_prices (
  org_id uuid not null,
  customer_id uuid not null,
  product_id uuid not null,
  entity text not null,
  record_id uuid not null,
  number text not null,
  unit text not null,
  unit_qty numeric(18,6) not null,
  price numeric(20,6) not null,
  currency text not null,
  tax_mode text not null,
  at timestamp with time zone not null,
  constraint customer_prices_pkey PRIMARY KEY (org_id, customer_id, product_id),
  constraint customer_prices_entity_check CHECK ((entity = ANY (ARRAY['quote'::text, 'order'::text]))),
  constraint customer_prices_tax_mode_check CHECK ((tax_mode = ANY (ARRAY['inclusive'::text, 'exclusive'::text]))),
  constraint customer_prices_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint customer_prices_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint customer_prices_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES products(org_id, id)
);
alter table customer_prices enable row level security; alter table customer_prices force row level security;
create policy org on customer_prices using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table customers (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  name text not null,
  name_key text not null,
  company_key text not null,
  level text,
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
  state text default 'active'::text not null,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  pool_id uuid,
  pooled_at timestamp with time zone,
  home_pool_id uuid,
  owned_at timestamp with time zone,
  pool_locked boolean default false not null,
  merged_into uuid,
  constraint customers_pkey PRIMARY KEY (org_id, id),
  constraint customers_check CHECK ((parent_id <> id)),
  constraint customers_check1 CHECK ((payer_id <> id)),
  constraint customers_level_check CHECK ((level = ANY (ARRAY['A'::text, 'B'::text, 'C'::text]))),
  constraint customers_merged CHECK (((merged_into IS NULL) OR ((deleted_at IS NOT NULL) AND (merged_into <> id)))),
  constraint customers_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint customers_one_holder CHECK (((owner_id IS NULL) = (pool_id IS NOT NULL))),
  constraint customers_pooled CHECK (((pool_id IS NULL) OR ((pooled_at IS NOT NULL) AND (NOT pool_locked)))),
  constraint customers_state_check CHECK ((state = ANY (ARRAY['active'::text, 'blocked'::text]))),
  constraint customers_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint customers_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint customers_org_id_home_pool_id_fkey FOREIGN KEY (org_id, home_pool_id) REFERENCES pools(org_id, id),
  constraint customers_org_id_merged_into_fkey FOREIGN KEY (org_id, merged_into) REFERENCES customers(org_id, id),
  constraint customers_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint customers_org_id_parent_id_fkey FOREIGN KEY (org_id, parent_id) REFERENCES customers(org_id, id),
  constraint customers_org_id_payer_id_fkey FOREIGN KEY (org_id, payer_id) REFERENCES customers(org_id, id),
  constraint customers_org_id_pool_id_fkey FOREIGN KEY (org_id, pool_id) REFERENCES pools(org_id, id)
);
CREATE INDEX customers_called ON public.customers USING btree (org_id, name) WHERE (deleted_at IS NULL);
CREATE INDEX customers_company_key ON public.customers USING btree (org_id, company_key) WHERE (deleted_at IS NULL);
CREATE INDEX customers_created ON public.customers USING btree (org_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX customers_dept ON public.customers USING btree (org_id, dept_id, created_at);
CREATE INDEX customers_email_key ON public.customers USING btree (org_id, email_key) WHERE ((deleted_at IS NULL) AND (email_key IS NOT NULL));
CREATE INDEX customers_name_key ON public.customers USING btree (org_id, name_key) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX customers_number ON public.customers USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX customers_owner ON public.customers USING btree (org_id, owner_id, created_at);
CREATE INDEX customers_phone_key ON public.customers USING btree (org_id, phone_key) WHERE ((deleted_at IS NULL) AND (phone_key IS NOT NULL));
CREATE INDEX customers_pool ON public.customers USING btree (org_id, pool_id, created_at) WHERE (pool_id IS NOT NULL);
CREATE UNIQUE INDEX customers_uscc ON public.customers USING btree (org_id, uscc) WHERE ((deleted_at IS NULL) AND (uscc IS NOT NULL));
alter table customers enable row level security; alter table customers force row level security;
create policy org on customers using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table deal_competitors (
  org_id uuid not null,
  deal_id uuid not null,
  competitor_id uuid not null,
  strengths text,
  note text,
  constraint deal_competitors_pkey PRIMARY KEY (org_id, deal_id, competitor_id),
  constraint deal_competitors_org_id_competitor_id_fkey FOREIGN KEY (org_id, competitor_id) REFERENCES competitors(org_id, id),
  constraint deal_competitors_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deals(org_id, id)
);
CREATE INDEX deal_competitors_of ON public.deal_competitors USING btree (org_id, competitor_id);
alter table deal_competitors enable row level security; alter table deal_competitors force row level security;
create policy org on deal_competitors using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table deal_lines (
  org_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  no integer not null,
  product_id uuid,
  name text not null,
  qty numeric(18,6) not null,
  price numeric(20,6) not null,
  discount numeric(5,2) default 0 not null,
  amount numeric(20,4) not null,
  constraint deal_lines_pkey PRIMARY KEY (org_id, id),
  constraint deal_lines_org_id_deal_id_no_key UNIQUE (org_id, deal_id, no),
  constraint deal_lines_amount_check CHECK ((amount >= (0)::numeric)),
  constraint deal_lines_discount_check CHECK (((discount >= (0)::numeric) AND (discount <= (100)::numeric))),
  constraint deal_lines_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint deal_lines_no_check CHECK ((no > 0)),
  constraint deal_lines_price_check CHECK ((price >= (0)::numeric)),
  constraint deal_lines_qty_check CHECK ((qty > (0)::numeric)),
  constraint deal_lines_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deals(org_id, id),
  constraint deal_lines_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES products(org_id, id)
);
alter table deal_lines enable row level security; alter table deal_lines force row level security;
create policy org on deal_lines using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table deal_members (
  org_id uuid not null,
  deal_id uuid not null,
  user_id uuid not null,
  role text not null,
  share numeric(5,2) not null,
  constraint deal_members_pkey PRIMARY KEY (org_id, deal_id, user_id),
  constraint deal_members_role_check CHECK ((role = ANY (ARRAY['seller'::text, 'presales'::text, 'delivery'::text, 'support'::text]))),
  constraint deal_members_share_check CHECK (((share >= (0)::numeric) AND (share <= (100)::numeric))),
  constraint deal_members_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deals(org_id, id),
  constraint deal_members_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE INDEX deal_members_user ON public.deal_members USING btree (org_id, user_id);
alter table deal_members enable row level security; alter table deal_members force row level security;
create policy org on deal_members using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table deal_stage_log (
  org_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  stage_id uuid not null,
  entered_at timestamp with time zone not null,
  left_at timestamp with time zone,
  by_id uuid,
  constraint deal_stage_log_pkey PRIMARY KEY (org_id, id),
  constraint deal_stage_log_check CHECK ((left_at >= entered_at)),
  constraint deal_stage_log_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deals(org_id, id),
  constraint deal_stage_log_org_id_stage_id_fkey FOREIGN KEY (org_id, stage_id) REFERENCES deal_stages(org_id, id)
);
CREATE INDEX deal_stage_log_deal ON public.deal_stage_log USING btree (org_id, deal_id, entered_at);
CREATE UNIQUE INDEX deal_stage_log_open ON public.deal_stage_log USING btree (org_id, deal_id) WHERE (left_at IS NULL);
CREATE INDEX deal_stage_log_stage ON public.deal_stage_log USING btree (org_id, stage_id, entered_at);
alter table deal_stage_log enable row level security; alter table deal_stage_log force row level security;
create policy org on deal_stage_log using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table deal_stages (
  org_id uuid not null,
  id uuid not null,
  pipeline_id uuid not null,
  label jsonb not null,
  kind text not null,
  probability integer not null,
  "position" integer not null,
  rotting_days integer,
  required jsonb default '[]'::jsonb not null,
  archived_at timestamp with time zone,
  forecast text default 'pipeline'::text not null,
  criteria text,
  checks jsonb default '[]'::jsonb not null,
  approval boolean default false not null,
  constraint deal_stages_pkey PRIMARY KEY (org_id, id),
  constraint deal_stages_org_id_id_kind_key UNIQUE (org_id, id, kind),
  constraint deal_stages_org_id_pipeline_id_id_key UNIQUE (org_id, pipeline_id, id),
  constraint deal_stages_approval CHECK (((NOT approval) OR (kind = 'open'::text))),
  constraint deal_stages_checks_check CHECK ((jsonb_typeof(checks) = 'array'::text)),
  constraint deal_stages_criteria_check CHECK (((length(criteria) >= 1) AND (length(criteria) <= 2000))),
  constraint deal_stages_forecast_check CHECK ((forecast = ANY (ARRAY['commit'::text, 'best'::text, 'pipeline'::text, 'omitted'::text]))),
  constraint deal_stages_kind_check CHECK ((kind = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text]))),
  constraint deal_stages_probability_check CHECK (((probability >= 0) AND (probability <= 100))),
  constraint deal_stages_rotting_days_check CHECK (((rotting_days >= 1) AND (rotting_days <= 3650))),
  constraint deal_stages_org_id_pipeline_id_fkey FOREIGN KEY (org_id, pipeline_id) REFERENCES pipelines(org_id, id)
);
alter table deal_stages enable row level security; alter table deal_stages force row level security;
create policy org on deal_stages using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table deals (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  name text not null,
  customer_id uuid not null,
  contact_id uuid,
  pipeline_id uuid not null,
  stage_id uuid not null,
  state text not null,
  amount numeric(20,4),
  amount_from text default 'manual'::text not null,
  currency text not null,
  expected_close date,
  closed_at timestamp with time zone,
  won_at timestamp with time zone,
  lost_reason text,
  no_order_reason text,
  source text,
  note text,
  thread_id uuid not null,
  next_step text,
  next_step_at timestamp with time zone,
  stage_since timestamp with time zone not null,
  board_key text collate "C" not null,
  primary_quote_id uuid,
  accepted_quote_id uuid,
  live_orders integer default 0 not null,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  forecast text,
  checks jsonb default '[]'::jsonb not null,
  waiting_stage_id uuid,
  lost_note text,
  lost_to uuid,
  won_reason text,
  won_note text,
  ended_stage_id uuid,
  campaign text,
  product_line text,
  constraint deals_pkey PRIMARY KEY (org_id, id),
  constraint deals_amount_check CHECK ((amount >= (0)::numeric)),
  constraint deals_amount_from_check CHECK ((amount_from = ANY (ARRAY['manual'::text, 'products'::text, 'quote'::text]))),
  constraint deals_check CHECK (((state = 'open'::text) = (closed_at IS NULL))),
  constraint deals_check1 CHECK (((state = 'won'::text) = (won_at IS NOT NULL))),
  constraint deals_check2 CHECK (((state = 'lost'::text) = (lost_reason IS NOT NULL))),
  constraint deals_check3 CHECK (((no_order_reason IS NULL) OR (state = 'won'::text))),
  constraint deals_checks_check CHECK ((jsonb_typeof(checks) = 'array'::text)),
  constraint deals_ended CHECK (((state <> 'open'::text) OR (ended_stage_id IS NULL))),
  constraint deals_forecast_check CHECK ((forecast = ANY (ARRAY['commit'::text, 'best'::text, 'pipeline'::text, 'omitted'::text]))),
  constraint deals_live_orders_check CHECK ((live_orders >= 0)),
  constraint deals_lost_parts CHECK (((state = 'lost'::text) OR ((lost_note IS NULL) AND (lost_to IS NULL)))),
  constraint deals_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint deals_state_check CHECK ((state = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text]))),
  constraint deals_waiting CHECK (((waiting_stage_id IS NULL) OR ((state = 'open'::text) AND (waiting_stage_id <> stage_id)))),
  constraint deals_won_parts CHECK (((state = 'won'::text) OR ((won_reason IS NULL) AND (won_note IS NULL)))),
  constraint deals_org_id_accepted_quote_id_fkey FOREIGN KEY (org_id, accepted_quote_id) REFERENCES quotes(org_id, id),
  constraint deals_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id),
  constraint deals_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint deals_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint deals_org_id_ended_stage_id_fkey FOREIGN KEY (org_id, ended_stage_id) REFERENCES deal_stages(org_id, id),
  constraint deals_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint deals_org_id_lost_to_fkey FOREIGN KEY (org_id, lost_to) REFERENCES competitors(org_id, id),
  constraint deals_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint deals_org_id_pipeline_id_stage_id_fkey FOREIGN KEY (org_id, pipeline_id, stage_id) REFERENCES deal_stages(org_id, pipeline_id, id),
  constraint deals_org_id_primary_quote_id_fkey FOREIGN KEY (org_id, primary_quote_id) REFERENCES quotes(org_id, id),
  constraint deals_org_id_stage_id_state_fkey FOREIGN KEY (org_id, stage_id, state) REFERENCES deal_stages(org_id, id, kind),
  constraint deals_org_id_waiting_stage_id_fkey FOREIGN KEY (org_id, waiting_stage_id) REFERENCES deal_stages(org_id, id)
);
CREATE INDEX deals_amount ON public.deals USING btree (org_id, amount) WHERE (deleted_at IS NULL);
CREATE INDEX deals_board ON public.deals USING btree (org_id, stage_id, board_key, id) WHERE (deleted_at IS NULL);
CREATE INDEX deals_called ON public.deals USING btree (org_id, name) WHERE (deleted_at IS NULL);
CREATE INDEX deals_campaign ON public.deals USING btree (org_id, campaign) WHERE ((campaign IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX deals_close ON public.deals USING btree (org_id, expected_close, id) WHERE ((deleted_at IS NULL) AND (state = 'open'::text));
CREATE INDEX deals_closed ON public.deals USING btree (org_id, closed_at) WHERE ((deleted_at IS NULL) AND (state <> 'open'::text));
CREATE INDEX deals_created ON public.deals USING btree (org_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX deals_customer ON public.deals USING btree (org_id, customer_id, created_at);
CREATE INDEX deals_dept ON public.deals USING btree (org_id, dept_id, created_at);
CREATE UNIQUE INDEX deals_number ON public.deals USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX deals_owner ON public.deals USING btree (org_id, owner_id, created_at);
CREATE INDEX deals_sum ON public.deals USING btree (org_id, pipeline_id, stage_id, currency) INCLUDE (amount, owner_id, dept_id, id) WHERE (deleted_at IS NULL);
CREATE INDEX deals_thread ON public.deals USING btree (org_id, thread_id);
CREATE INDEX deals_waiting_stage ON public.deals USING btree (org_id, waiting_stage_id) WHERE (waiting_stage_id IS NOT NULL);
CREATE INDEX deals_won ON public.deals USING btree (org_id, won_at) WHERE ((deleted_at IS NULL) AND (state = 'won'::text));
alter table deals enable row level security; alter table deals force row level security;
create policy org on deals using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

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
CREATE INDEX departments_head ON public.departments USING btree (org_id, head_id) WHERE (head_id IS NOT NULL);
CREATE UNIQUE INDEX departments_name ON public.departments USING btree (org_id, parent_id, lower(name)) NULLS NOT DISTINCT WHERE (deleted_at IS NULL);
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
CREATE INDEX dept_closure_dept ON public.dept_closure USING btree (org_id, dept_id);
alter table dept_closure enable row level security; alter table dept_closure force row level security;
create policy org on dept_closure using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table email_addresses (
  org_id uuid not null,
  id uuid not null,
  entity text not null,
  record_id uuid not null,
  token text not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  revoked_at timestamp with time zone,
  constraint email_addresses_pkey PRIMARY KEY (org_id, id),
  constraint email_addresses_token_check CHECK ((token ~ '^[a-z2-7]{26}$'::text)),
  constraint email_addresses_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES users(org_id, id),
  constraint email_addresses_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE INDEX email_addresses_live ON public.email_addresses USING btree (org_id, entity, record_id, created_at) WHERE (revoked_at IS NULL);
alter table email_addresses enable row level security; alter table email_addresses force row level security;
create policy org on email_addresses using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table emails (
  org_id uuid not null,
  id uuid not null,
  direction text not null,
  entity text not null,
  record_id uuid not null,
  followup_id uuid not null,
  message_id text not null,
  from_name text not null,
  from_address text not null,
  recipients jsonb not null,
  subject text not null,
  body text,
  files jsonb default '[]'::jsonb not null,
  user_id uuid,
  contact_id uuid,
  automatic boolean default false not null,
  doubt text,
  at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint emails_pkey PRIMARY KEY (org_id, id),
  constraint emails_check CHECK (((direction = 'out'::text) = (body IS NOT NULL))),
  constraint emails_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text]))),
  constraint emails_doubt_check CHECK ((doubt = ANY (ARRAY['unchecked'::text, 'mismatch'::text, 'failed'::text]))),
  constraint emails_message_id_check CHECK (((length(message_id) >= 1) AND (length(message_id) <= 500))),
  constraint emails_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id),
  constraint emails_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint emails_org_id_followup_id_fkey FOREIGN KEY (org_id, followup_id) REFERENCES followups(org_id, id),
  constraint emails_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE INDEX emails_followup ON public.emails USING btree (org_id, followup_id);
CREATE UNIQUE INDEX emails_message ON public.emails USING btree (org_id, message_id, entity, record_id);
CREATE INDEX emails_record ON public.emails USING btree (org_id, entity, record_id, at);
alter table emails enable row level security; alter table emails force row level security;
create policy org on emails using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table esign_standin (
  org_id uuid not null,
  ref uuid not null,
  answer text not null,
  name text not null,
  day date not null,
  ready_at timestamp with time zone not null,
  constraint esign_standin_pkey PRIMARY KEY (org_id, ref),
  constraint esign_standin_answer_check CHECK ((answer = ANY (ARRAY['signed'::text, 'declined'::text]))),
  constraint esign_standin_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
alter table esign_standin enable row level security; alter table esign_standin force row level security;
create policy org on esign_standin using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

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
  about jsonb,
  constraint event_pkey PRIMARY KEY (org_id, id, recorded_at),
  constraint event_via_check CHECK ((via = ANY (ARRAY['screen'::text, 'api'::text, 'import'::text, 'job'::text, 'demo'::text, 'link'::text])))
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
  carried boolean default false not null,
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

create table field_rights (
  org_id uuid not null,
  entity text not null,
  field text not null,
  role text not null,
  access text not null,
  constraint field_rights_pkey PRIMARY KEY (org_id, entity, field, role),
  constraint field_rights_access_check CHECK ((access = ANY (ARRAY['edit'::text, 'read'::text, 'hidden'::text]))),
  constraint field_rights_role_check CHECK ((role <> 'owner'::text)),
  constraint field_rights_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
alter table field_rights enable row level security; alter table field_rights force row level security;
create policy org on field_rights using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table files (
  org_id uuid not null,
  id uuid not null,
  entity text not null,
  record_id uuid not null,
  name text not null,
  type text not null,
  size integer not null,
  kind text,
  sha256 text not null,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  purged_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint files_pkey PRIMARY KEY (org_id, id),
  constraint files_check CHECK (((purged_at IS NULL) OR (deleted_at IS NOT NULL))),
  constraint files_kind_check CHECK ((kind = ANY (ARRAY['signedReceipt'::text, 'signature'::text, 'stamp'::text, 'card'::text]))),
  constraint files_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint files_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text)),
  constraint files_size_check CHECK (((size >= 1) AND (size <= 20971520))),
  constraint files_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint files_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint files_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE INDEX files_content ON public.files USING btree (org_id, sha256);
CREATE INDEX files_owner ON public.files USING btree (org_id, owner_id, created_at);
CREATE INDEX files_record ON public.files USING btree (org_id, entity, record_id, created_at);
CREATE INDEX files_trash ON public.files USING btree (org_id, deleted_at) WHERE ((deleted_at IS NOT NULL) AND (purged_at IS NULL));
alter table files enable row level security; alter table files force row level security;
create policy org on files using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table followups (
  org_id uuid not null,
  id uuid not null,
  subject_entity text not null,
  subject_id uuid not null,
  customer_id uuid,
  contact_id uuid,
  lead_id uuid,
  deal_id uuid,
  kind text not null,
  at timestamp with time zone not null,
  content text not null,
  result text,
  pain_points text,
  budget text,
  decision_maker text,
  next_step text,
  next_step_at timestamp with time zone,
  thread_id uuid,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  competitors text,
  constraint followups_pkey PRIMARY KEY (org_id, id),
  constraint followups_check CHECK (((subject_entity <> 'lead'::text) OR (lead_id = subject_id))),
  constraint followups_check1 CHECK (((subject_entity <> 'customer'::text) OR (customer_id = subject_id))),
  constraint followups_check2 CHECK (((subject_entity <> 'contact'::text) OR (contact_id = subject_id))),
  constraint followups_check3 CHECK (((subject_entity <> 'deal'::text) OR (deal_id = subject_id))),
  constraint followups_content_check CHECK (((length(content) >= 1) AND (length(content) <= 10000))),
  constraint followups_kind_check CHECK ((kind = ANY (ARRAY['call'::text, 'wechat'::text, 'email'::text, 'visit'::text, 'meeting'::text, 'note'::text]))),
  constraint followups_subject_entity_check CHECK ((subject_entity = ANY (ARRAY['lead'::text, 'customer'::text, 'contact'::text, 'deal'::text, 'order'::text]))),
  constraint followups_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id),
  constraint followups_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint followups_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deals(org_id, id),
  constraint followups_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint followups_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES leads(org_id, id),
  constraint followups_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE INDEX followups_at ON public.followups USING btree (org_id, at, id) WHERE (deleted_at IS NULL);
CREATE INDEX followups_contact ON public.followups USING btree (org_id, contact_id, at) WHERE (contact_id IS NOT NULL);
CREATE INDEX followups_customer ON public.followups USING btree (org_id, customer_id, at) WHERE (customer_id IS NOT NULL);
CREATE INDEX followups_deal ON public.followups USING btree (org_id, deal_id, at) WHERE (deal_id IS NOT NULL);
CREATE INDEX followups_lead ON public.followups USING btree (org_id, lead_id) WHERE (lead_id IS NOT NULL);
CREATE INDEX followups_owner ON public.followups USING btree (org_id, owner_id, at);
CREATE INDEX followups_subject ON public.followups USING btree (org_id, subject_entity, subject_id, at);
alter table followups enable row level security; alter table followups force row level security;
create policy org on followups using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table forecast_snapshots (
  org_id uuid not null,
  on_day date not null,
  month date not null,
  user_id uuid not null,
  dept_id uuid,
  won numeric(24,4) not null,
  commit numeric(24,4) not null,
  best numeric(24,4) not null,
  pipeline numeric(24,4) not null,
  omitted numeric(24,4) not null,
  weighted numeric(24,4) not null,
  unpriced integer not null,
  created_at timestamp with time zone not null,
  constraint forecast_snapshots_pkey PRIMARY KEY (org_id, on_day, month, user_id),
  constraint forecast_snapshots_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint forecast_snapshots_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint forecast_snapshots_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint forecast_snapshots_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE INDEX forecast_snapshots_month ON public.forecast_snapshots USING btree (org_id, month, on_day);
alter table forecast_snapshots enable row level security; alter table forecast_snapshots force row level security;
create policy org on forecast_snapshots using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table goods_return_lines (
  org_id uuid not null,
  id uuid not null,
  return_id uuid not null,
  no integer not null,
  order_id uuid not null,
  order_line_id uuid not null,
  product_id uuid,
  stock_kept boolean not null,
  code text,
  name text not null,
  spec text,
  unit text not null,
  unit_qty numeric(18,6) not null,
  factor numeric(18,6) not null,
  qty numeric(18,6) not null,
  batch text,
  good numeric(18,6) default 0 not null,
  damaged numeric(18,6) default 0 not null,
  missing numeric(18,6) default 0 not null,
  decision text,
  decided_qty numeric(18,6) default 0 not null,
  amount numeric(20,4) default 0 not null,
  constraint goods_return_lines_pkey PRIMARY KEY (org_id, id),
  constraint goods_return_lines_org_id_return_id_no_key UNIQUE (org_id, return_id, no) DEFERRABLE INITIALLY DEFERRED,
  constraint goods_return_lines_amount_check CHECK ((amount >= (0)::numeric)),
  constraint goods_return_lines_damaged_check CHECK ((damaged >= (0)::numeric)),
  constraint goods_return_lines_decided CHECK (((decided_qty >= (0)::numeric) AND (decided_qty <= (good + damaged)) AND ((decision IS NOT NULL) OR (decided_qty = (0)::numeric)))),
  constraint goods_return_lines_decision_check CHECK ((decision = ANY (ARRAY['refund'::text, 'credit'::text, 'send_again'::text, 'exchange'::text, 'repair'::text, 'none'::text]))),
  constraint goods_return_lines_exact CHECK ((qty = (unit_qty * factor))),
  constraint goods_return_lines_factor_check CHECK ((factor >= (1)::numeric)),
  constraint goods_return_lines_good_check CHECK ((good >= (0)::numeric)),
  constraint goods_return_lines_missing_check CHECK ((missing >= (0)::numeric)),
  constraint goods_return_lines_no_check CHECK ((no > 0)),
  constraint goods_return_lines_split CHECK (((((good + damaged) + missing) = (0)::numeric) OR (((good + damaged) + missing) = qty))),
  constraint goods_return_lines_unit_qty_check CHECK ((unit_qty > (0)::numeric)),
  constraint goods_return_lines_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint goods_return_lines_org_id_order_line_id_fkey FOREIGN KEY (org_id, order_line_id) REFERENCES order_lines(org_id, id),
  constraint goods_return_lines_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES products(org_id, id),
  constraint goods_return_lines_org_id_return_id_fkey FOREIGN KEY (org_id, return_id) REFERENCES goods_returns(org_id, id)
);
CREATE INDEX goods_return_lines_line ON public.goods_return_lines USING btree (org_id, order_line_id);
CREATE INDEX goods_return_lines_order ON public.goods_return_lines USING btree (org_id, order_id);
alter table goods_return_lines enable row level security; alter table goods_return_lines force row level security;
create policy org on goods_return_lines using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table goods_return_outcomes (
  org_id uuid not null,
  return_id uuid not null,
  entity text not null,
  record_id uuid not null,
  at timestamp with time zone not null,
  constraint goods_return_outcomes_pkey PRIMARY KEY (org_id, return_id, entity, record_id),
  constraint goods_return_outcomes_entity_check CHECK ((entity = ANY (ARRAY['refund'::text, 'invoice'::text, 'order'::text]))),
  constraint goods_return_outcomes_org_id_return_id_fkey FOREIGN KEY (org_id, return_id) REFERENCES goods_returns(org_id, id)
);
CREATE INDEX goods_return_outcomes_record ON public.goods_return_outcomes USING btree (org_id, entity, record_id);
alter table goods_return_outcomes enable row level security; alter table goods_return_outcomes force row level security;
create policy org on goods_return_outcomes using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table goods_returns (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  state text not null,
  order_id uuid not null,
  customer_id uuid not null,
  ticket_id uuid,
  reason text not null,
  note text,
  carrier text,
  tracking_number text,
  warehouse_id uuid,
  damaged_warehouse_id uuid,
  date date,
  received_at timestamp with time zone,
  inspected_at timestamp with time zone,
  ended_at timestamp with time zone,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint goods_returns_pkey PRIMARY KEY (org_id, id),
  constraint goods_returns_ended CHECK (((state = ANY (ARRAY['closed'::text, 'rejected'::text, 'cancelled'::text, 'lapsed'::text])) = (ended_at IS NOT NULL))),
  constraint goods_returns_inspected CHECK (((state = ANY (ARRAY['inspected'::text, 'closed'::text])) = (inspected_at IS NOT NULL))),
  constraint goods_returns_reason_check CHECK ((reason = ANY (ARRAY['damaged'::text, 'quality'::text, 'wrong'::text, 'missing'::text, 'unwanted'::text, 'other'::text]))),
  constraint goods_returns_received CHECK (((state = ANY (ARRAY['received'::text, 'inspected'::text, 'closed'::text])) = ((received_at IS NOT NULL) AND (date IS NOT NULL)))),
  constraint goods_returns_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'approved'::text, 'in_transit'::text, 'received'::text, 'inspected'::text, 'closed'::text, 'rejected'::text, 'cancelled'::text, 'lapsed'::text]))),
  constraint goods_returns_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint goods_returns_org_id_damaged_warehouse_id_fkey FOREIGN KEY (org_id, damaged_warehouse_id) REFERENCES warehouses(org_id, id),
  constraint goods_returns_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint goods_returns_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint goods_returns_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint goods_returns_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint goods_returns_org_id_ticket_id_fkey FOREIGN KEY (org_id, ticket_id) REFERENCES tickets(org_id, id),
  constraint goods_returns_org_id_warehouse_id_fkey FOREIGN KEY (org_id, warehouse_id) REFERENCES warehouses(org_id, id)
);
CREATE INDEX goods_returns_created ON public.goods_returns USING btree (org_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX goods_returns_customer ON public.goods_returns USING btree (org_id, customer_id, created_at DESC);
CREATE INDEX goods_returns_dept ON public.goods_returns USING btree (org_id, dept_id, created_at DESC);
CREATE UNIQUE INDEX goods_returns_number ON public.goods_returns USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX goods_returns_order ON public.goods_returns USING btree (org_id, order_id);
CREATE INDEX goods_returns_owner ON public.goods_returns USING btree (org_id, owner_id, created_at DESC);
CREATE INDEX goods_returns_state ON public.goods_returns USING btree (org_id, state, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX goods_returns_ticket ON public.goods_returns USING btree (org_id, ticket_id) WHERE (ticket_id IS NOT NULL);
CREATE INDEX goods_returns_tracking ON public.goods_returns USING btree (org_id, tracking_number) WHERE (tracking_number IS NOT NULL);
alter table goods_returns enable row level security; alter table goods_returns force row level security;
create policy org on goods_returns using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table handoff_checklists (
  org_id uuid not null,
  version integer not null,
  items jsonb not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  constraint handoff_checklists_pkey PRIMARY KEY (org_id, version),
  constraint handoff_checklists_items_check CHECK ((jsonb_typeof(items) = 'array'::text)),
  constraint handoff_checklists_version_check CHECK ((version > 1)),
  constraint handoff_checklists_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES users(org_id, id),
  constraint handoff_checklists_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
alter table handoff_checklists enable row level security; alter table handoff_checklists force row level security;
create policy org on handoff_checklists using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table handoffs (
  org_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  order_id uuid not null,
  checklist integer not null,
  items jsonb not null,
  needs jsonb default '[]'::jsonb not null,
  promises jsonb default '[]'::jsonb not null,
  state text not null,
  since timestamp with time zone not null,
  reason text,
  note text,
  accepted_by uuid,
  accepted_at timestamp with time zone,
  thread_id uuid not null,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint handoffs_pkey PRIMARY KEY (org_id, id),
  constraint handoffs_check CHECK (((state = 'accepted'::text) = (accepted_at IS NOT NULL))),
  constraint handoffs_check1 CHECK (((state <> 'sent_back'::text) OR (reason IS NOT NULL))),
  constraint handoffs_state_check CHECK ((state = ANY (ARRAY['complete'::text, 'accepted'::text, 'sent_back'::text]))),
  constraint handoffs_org_id_accepted_by_fkey FOREIGN KEY (org_id, accepted_by) REFERENCES users(org_id, id),
  constraint handoffs_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deals(org_id, id),
  constraint handoffs_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint handoffs_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint handoffs_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint handoffs_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE INDEX handoffs_deal ON public.handoffs USING btree (org_id, deal_id);
CREATE UNIQUE INDEX handoffs_order ON public.handoffs USING btree (org_id, order_id);
CREATE INDEX handoffs_owner ON public.handoffs USING btree (org_id, owner_id, created_at);
CREATE INDEX handoffs_state ON public.handoffs USING btree (org_id, state, since) WHERE (deleted_at IS NULL);
alter table handoffs enable row level security; alter table handoffs force row level security;
create policy org on handoffs using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table handovers (
  org_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  at timestamp with time zone not null,
  by_id uuid,
  takers jsonb not null,
  counts jsonb not null,
  promises jsonb not null,
  finished boolean not null,
  deactivated boolean not null,
  note text,
  constraint handovers_pkey PRIMARY KEY (org_id, id),
  constraint handovers_org_id_by_id_fkey FOREIGN KEY (org_id, by_id) REFERENCES users(org_id, id),
  constraint handovers_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint handovers_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE INDEX handovers_user ON public.handovers USING btree (org_id, user_id, at);
alter table handovers enable row level security; alter table handovers force row level security;
create policy org on handovers using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

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

create table import_mappings (
  org_id uuid not null,
  user_id uuid not null,
  entity text not null,
  header text not null,
  mapping jsonb not null,
  used_at timestamp with time zone not null,
  constraint import_mappings_pkey PRIMARY KEY (org_id, user_id, entity, header),
  constraint import_mappings_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
alter table import_mappings enable row level security; alter table import_mappings force row level security;
create policy org on import_mappings using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table import_pieces (
  org_id uuid not null,
  import_id uuid not null,
  no integer not null,
  bytes bytea not null,
  constraint import_pieces_pkey PRIMARY KEY (org_id, import_id, no),
  constraint import_pieces_no_check CHECK ((no >= 0)),
  constraint import_pieces_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES imports(org_id, id)
);
alter table import_pieces enable row level security; alter table import_pieces force row level security;
create policy org on import_pieces using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table import_refusals (
  org_id uuid not null,
  import_id uuid not null,
  line integer not null,
  cells jsonb not null,
  reasons jsonb not null,
  constraint import_refusals_pkey PRIMARY KEY (org_id, import_id, line),
  constraint import_refusals_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES imports(org_id, id)
);
alter table import_refusals enable row level security; alter table import_refusals force row level security;
create policy org on import_refusals using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table imports (
  org_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  entity text not null,
  file_name text not null,
  format text not null,
  encoding text,
  sheets jsonb default '[]'::jsonb not null,
  sheet text,
  digest text not null,
  columns jsonb not null,
  mapping jsonb default '[]'::jsonb not null,
  state text not null,
  token uuid,
  lease_until timestamp with time zone,
  problem jsonb,
  warnings jsonb default '[]'::jsonb not null,
  rows_total integer not null,
  rows_read integer default 0 not null,
  rows_ok integer default 0 not null,
  rows_refused integer default 0 not null,
  last_line integer default 0 not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  begun_at timestamp with time zone,
  ended_at timestamp with time zone,
  rows_alike integer default 0 not null,
  kind_by text default 'person'::text not null,
  rows_held integer default 0 not null,
  constraint imports_pkey PRIMARY KEY (org_id, id),
  constraint imports_alike CHECK ((rows_alike >= 0)),
  constraint imports_check CHECK (((format = 'workbook'::text) = (encoding IS NULL))),
  constraint imports_check1 CHECK (((format = 'workbook'::text) = (sheet IS NOT NULL))),
  constraint imports_check2 CHECK (((rows_read = (rows_ok + rows_refused)) AND (rows_ok >= 0) AND (rows_refused >= 0))),
  constraint imports_check3 CHECK ((rows_read <= rows_total)),
  constraint imports_check4 CHECK (((state = ANY (ARRAY['checking'::text, 'running'::text])) = (token IS NOT NULL))),
  constraint imports_check5 CHECK (((token IS NULL) = (lease_until IS NULL))),
  constraint imports_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200))),
  constraint imports_format_check CHECK ((format = ANY (ARRAY['text'::text, 'workbook'::text, 'cards'::text]))),
  constraint imports_held CHECK ((rows_held >= 0)),
  constraint imports_kind CHECK (((kind_by <> 'open'::text) OR (state = ANY (ARRAY['inspected'::text, 'cancelled'::text])))),
  constraint imports_kind_by_check CHECK ((kind_by = ANY (ARRAY['person'::text, 'headings'::text, 'open'::text]))),
  constraint imports_rows_total_check CHECK ((rows_total >= 0)),
  constraint imports_state_check CHECK ((state = ANY (ARRAY['inspected'::text, 'checking'::text, 'checked'::text, 'running'::text, 'done'::text, 'cancelled'::text, 'failed'::text]))),
  constraint imports_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint imports_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE UNIQUE INDEX imports_alone ON public.imports USING btree (org_id, digest, entity, COALESCE(sheet, ''::text)) WHERE (state = 'running'::text);
CREATE INDEX imports_digest ON public.imports USING btree (org_id, digest, entity);
CREATE INDEX imports_live ON public.imports USING btree (org_id, lease_until) WHERE (token IS NOT NULL);
CREATE INDEX imports_user ON public.imports USING btree (org_id, user_id, created_at);
alter table imports enable row level security; alter table imports force row level security;
create policy org on imports using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table instalments (
  org_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  no integer not null,
  kind text not null,
  event text not null,
  amount numeric(20,4) not null,
  due_date date,
  paid numeric(20,4) default 0 not null,
  written_off numeric(20,4) default 0 not null,
  soon_told date,
  late_told date,
  payer_id uuid not null,
  rate numeric(20,10) not null,
  constraint instalments_pkey PRIMARY KEY (org_id, id),
  constraint instalments_org_id_order_id_no_key UNIQUE (org_id, order_id, no),
  constraint instalments_amount_check CHECK ((amount >= (0)::numeric)),
  constraint instalments_kind_check CHECK ((kind = ANY (ARRAY['deposit'::text, 'progress'::text, 'balance'::text, 'retention'::text]))),
  constraint instalments_no_check CHECK ((no > 0)),
  constraint instalments_rate_check CHECK ((rate > (0)::numeric)),
  constraint instalments_settled CHECK (((paid >= (0)::numeric) AND (written_off >= (0)::numeric) AND ((paid + written_off) <= amount))),
  constraint instalments_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint instalments_org_id_payer_id_fkey FOREIGN KEY (org_id, payer_id) REFERENCES customers(org_id, id)
);
CREATE INDEX instalments_due ON public.instalments USING btree (org_id, due_date) WHERE ((paid + written_off) < amount);
CREATE INDEX instalments_owed ON public.instalments USING btree (org_id, payer_id, due_date) INCLUDE (amount, paid, written_off, rate) WHERE ((paid + written_off) < amount);
alter table instalments enable row level security; alter table instalments force row level security;
create policy org on instalments using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table invitations (
  org_id uuid not null,
  id uuid not null,
  email text not null,
  roles jsonb not null,
  dept_id uuid,
  created_at timestamp with time zone not null,
  created_by uuid,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint invitations_pkey PRIMARY KEY (org_id, id),
  constraint invitations_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES users(org_id, id),
  constraint invitations_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint invitations_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE UNIQUE INDEX invitations_open ON public.invitations USING btree (org_id, lower(email)) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));
alter table invitations enable row level security; alter table invitations force row level security;
create policy org on invitations using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table invoice_lines (
  org_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  no integer not null,
  order_id uuid,
  order_line_id uuid,
  shipment_line_id uuid,
  original_line_id uuid,
  product_id uuid,
  by text not null,
  qty numeric(18,6),
  unit text,
  unit_qty numeric(18,6),
  price numeric(28,13),
  name text not null,
  spec text,
  tax_code text,
  line_kind text default 'normal'::text not null,
  tax_rate numeric(7,4) not null,
  net numeric(20,4) not null,
  tax numeric(20,4) not null,
  gross numeric(20,4) not null,
  constraint invoice_lines_pkey PRIMARY KEY (org_id, id),
  constraint invoice_lines_org_id_invoice_id_no_key UNIQUE (org_id, invoice_id, no) DEFERRABLE INITIALLY DEFERRED,
  constraint invoice_lines_by CHECK ((((by = 'quantity'::text) = (qty IS NOT NULL)) AND ((qty IS NULL) OR (qty <> (0)::numeric)))),
  constraint invoice_lines_by_check CHECK ((by = ANY (ARRAY['quantity'::text, 'amount'::text]))),
  constraint invoice_lines_line_kind_check CHECK ((line_kind = ANY (ARRAY['normal'::text, 'discounted'::text, 'discount'::text]))),
  constraint invoice_lines_no_check CHECK ((no > 0)),
  constraint invoice_lines_place CHECK (((order_id IS NOT NULL) OR (order_line_id IS NULL))),
  constraint invoice_lines_sum CHECK ((gross = (net + tax))),
  constraint invoice_lines_tax_rate_check CHECK (((tax_rate >= (0)::numeric) AND (tax_rate <= (100)::numeric))),
  constraint invoice_lines_org_id_invoice_id_fkey FOREIGN KEY (org_id, invoice_id) REFERENCES invoices(org_id, id),
  constraint invoice_lines_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint invoice_lines_org_id_order_line_id_fkey FOREIGN KEY (org_id, order_line_id) REFERENCES order_lines(org_id, id),
  constraint invoice_lines_org_id_original_line_id_fkey FOREIGN KEY (org_id, original_line_id) REFERENCES invoice_lines(org_id, id),
  constraint invoice_lines_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES products(org_id, id),
  constraint invoice_lines_org_id_shipment_line_id_fkey FOREIGN KEY (org_id, shipment_line_id) REFERENCES shipment_lines(org_id, id)
);
CREATE INDEX invoice_lines_line ON public.invoice_lines USING btree (org_id, order_line_id) WHERE (order_line_id IS NOT NULL);
CREATE INDEX invoice_lines_order ON public.invoice_lines USING btree (org_id, order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX invoice_lines_original ON public.invoice_lines USING btree (org_id, original_line_id) WHERE (original_line_id IS NOT NULL);
CREATE INDEX invoice_lines_shipment ON public.invoice_lines USING btree (org_id, shipment_line_id) WHERE (shipment_line_id IS NOT NULL);
CREATE INDEX invoice_lines_tax_code ON public.invoice_lines USING btree (org_id, product_id, id DESC) WHERE ((product_id IS NOT NULL) AND (tax_code IS NOT NULL));
alter table invoice_lines enable row level security; alter table invoice_lines force row level security;
create policy kept_delete on invoice_lines as restrictive for delete using ((EXISTS ( SELECT
   FROM invoices i
  WHERE ((i.org_id = invoice_lines.org_id) AND (i.id = invoice_lines.invoice_id) AND (i.state = 'requested'::text)))));
create policy kept_update on invoice_lines as restrictive for update using (false);
create policy org on invoice_lines using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table invoice_register (
  org_id uuid not null,
  last integer not null,
  constraint invoice_register_pkey PRIMARY KEY (org_id),
  constraint invoice_register_last_check CHECK ((last > 0)),
  constraint invoice_register_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
alter table invoice_register enable row level security; alter table invoice_register force row level security;
create policy org on invoice_register using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table invoice_standin (
  org_id uuid not null,
  number text not null,
  tax_number text not null,
  date date not null,
  gross numeric(20,4) not null,
  ready_at timestamp with time zone not null,
  constraint invoice_standin_pkey PRIMARY KEY (org_id, number),
  constraint invoice_standin_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE UNIQUE INDEX invoice_standin_tax_number ON public.invoice_standin USING btree (org_id, tax_number);
alter table invoice_standin enable row level security; alter table invoice_standin force row level security;
create policy org on invoice_standin using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table invoices (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  kind text not null,
  tax_kind text not null,
  state text not null,
  customer_id uuid not null,
  payer_id uuid not null,
  buyer jsonb not null,
  currency text not null,
  rate numeric(20,10) not null,
  net numeric(20,4) not null,
  tax numeric(20,4) not null,
  gross numeric(20,4) not null,
  base_gross numeric(20,4) not null,
  date date,
  issued_at timestamp with time zone,
  tax_number text,
  register_no integer,
  original_id uuid,
  red_reason text,
  reversed numeric(20,4) default 0 not null,
  channel text,
  sent_at timestamp with time zone,
  asked_at timestamp with time zone,
  attempts integer default 0 not null,
  error text,
  lapses_at timestamp with time zone,
  ended_at timestamp with time zone,
  note text,
  is_opening boolean default false not null,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  alone boolean default false not null,
  due_date date,
  settled numeric(20,4) default 0 not null,
  for_id uuid,
  settlement_id uuid,
  constraint invoices_pkey PRIMARY KEY (org_id, id),
  constraint invoices_advance CHECK (((kind <> 'advance'::text) OR ((tax_kind = 'none'::text) AND (tax = (0)::numeric)))),
  constraint invoices_alone CHECK (((alone AND is_opening AND (kind = 'normal'::text)) OR ((NOT alone) AND (settled = (0)::numeric) AND (due_date IS NULL)))),
  constraint invoices_attempts_check CHECK ((attempts >= 0)),
  constraint invoices_channel_check CHECK ((channel = ANY (ARRAY['manual'::text, 'file'::text, 'standin'::text]))),
  constraint invoices_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint invoices_for CHECK (((for_id IS NULL) OR (kind = 'red'::text))),
  constraint invoices_issued CHECK ((((state = 'issued'::text) = (issued_at IS NOT NULL)) AND ((state <> 'issued'::text) OR (date IS NOT NULL)))),
  constraint invoices_kind_check CHECK ((kind = ANY (ARRAY['normal'::text, 'advance'::text, 'red'::text]))),
  constraint invoices_numbered CHECK (((((state = 'issued'::text) AND (NOT is_opening)) = (register_no IS NOT NULL)) AND ((state <> 'issued'::text) OR is_opening OR (tax_number IS NOT NULL)))),
  constraint invoices_rate_check CHECK ((rate > (0)::numeric)),
  constraint invoices_red CHECK ((((kind = 'red'::text) = (original_id IS NOT NULL)) AND ((kind = 'red'::text) = (red_reason IS NOT NULL)))),
  constraint invoices_red_reason_check CHECK ((red_reason = ANY (ARRAY['wrong'::text, 'return'::text, 'ended'::text, 'allowance'::text]))),
  constraint invoices_red_states CHECK (((kind = 'red'::text) OR (state <> ALL (ARRAY['draft'::text, 'awaiting'::text, 'confirmed'::text, 'rejected'::text, 'lapsed'::text])))),
  constraint invoices_register_no_check CHECK ((register_no > 0)),
  constraint invoices_request_states CHECK (((kind <> 'red'::text) OR (state <> ALL (ARRAY['requested'::text, 'refused'::text])))),
  constraint invoices_reversed CHECK (((reversed = (0)::numeric) OR ((kind <> 'red'::text) AND (state = 'issued'::text) AND (reversed <= gross)))),
  constraint invoices_reversed_check CHECK ((reversed >= (0)::numeric)),
  constraint invoices_sent CHECK (((state <> 'issuing'::text) OR ((channel IS NOT NULL) AND (sent_at IS NOT NULL)))),
  constraint invoices_settled CHECK (((settled >= (0)::numeric) AND ((NOT alone) OR ((settled + reversed) <= gross)))),
  constraint invoices_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'issuing'::text, 'issued'::text, 'failed'::text, 'withdrawn'::text, 'refused'::text, 'draft'::text, 'awaiting'::text, 'confirmed'::text, 'rejected'::text, 'lapsed'::text]))),
  constraint invoices_sum CHECK ((gross = (net + tax))),
  constraint invoices_tax_kind_check CHECK ((tax_kind = ANY (ARRAY['special'::text, 'plain'::text, 'none'::text]))),
  constraint invoices_tax_number_check CHECK ((tax_number ~ '^\d{20}$'::text)),
  constraint invoices_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint invoices_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint invoices_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint invoices_org_id_for_id_fkey FOREIGN KEY (org_id, for_id) REFERENCES invoices(org_id, id),
  constraint invoices_org_id_original_id_fkey FOREIGN KEY (org_id, original_id) REFERENCES invoices(org_id, id),
  constraint invoices_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint invoices_org_id_payer_id_fkey FOREIGN KEY (org_id, payer_id) REFERENCES customers(org_id, id),
  constraint invoices_settlement_fk FOREIGN KEY (org_id, settlement_id) REFERENCES settlements(org_id, id)
);
CREATE INDEX invoices_awaiting ON public.invoices USING btree (org_id, lapses_at) WHERE (state = 'awaiting'::text);
CREATE INDEX invoices_created ON public.invoices USING btree (org_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX invoices_customer ON public.invoices USING btree (org_id, customer_id, created_at DESC);
CREATE INDEX invoices_date ON public.invoices USING btree (org_id, date DESC, id DESC) WHERE ((deleted_at IS NULL) AND (date IS NOT NULL));
CREATE INDEX invoices_dept ON public.invoices USING btree (org_id, dept_id, created_at DESC);
CREATE INDEX invoices_for ON public.invoices USING btree (org_id, for_id) WHERE (for_id IS NOT NULL);
CREATE UNIQUE INDEX invoices_number ON public.invoices USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX invoices_original ON public.invoices USING btree (org_id, original_id) WHERE (original_id IS NOT NULL);
CREATE INDEX invoices_owed ON public.invoices USING btree (org_id, payer_id, due_date) INCLUDE (gross, reversed, settled, rate) WHERE (alone AND (state = 'issued'::text) AND (deleted_at IS NULL) AND ((settled + reversed) < gross));
CREATE INDEX invoices_owner ON public.invoices USING btree (org_id, owner_id, created_at DESC);
CREATE INDEX invoices_payer ON public.invoices USING btree (org_id, payer_id, created_at DESC);
CREATE UNIQUE INDEX invoices_register_no ON public.invoices USING btree (org_id, register_no) WHERE (register_no IS NOT NULL);
CREATE INDEX invoices_sending ON public.invoices USING btree (org_id, asked_at) WHERE (state = 'issuing'::text);
CREATE INDEX invoices_settlement ON public.invoices USING btree (org_id, settlement_id) WHERE (settlement_id IS NOT NULL);
CREATE INDEX invoices_state ON public.invoices USING btree (org_id, state, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX invoices_tax_number ON public.invoices USING btree (org_id, tax_number) WHERE (tax_number IS NOT NULL);
alter table invoices enable row level security; alter table invoices force row level security;
create policy org on invoices using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table lead_assignments (
  org_id uuid not null,
  id uuid not null,
  lead_id uuid not null,
  user_id uuid not null,
  how text not null,
  rule_id uuid,
  by_id uuid,
  facts jsonb,
  at timestamp with time zone not null,
  respond_by timestamp with time zone,
  responded_at timestamp with time zone,
  minutes integer,
  ended_at timestamp with time zone,
  step integer default 0 not null,
  next_at timestamp with time zone,
  paused integer default 0 not null,
  constraint lead_assignments_pkey PRIMARY KEY (org_id, id),
  constraint lead_assignments_answered CHECK (((minutes IS NULL) OR (responded_at IS NOT NULL))),
  constraint lead_assignments_how_check CHECK ((how = ANY (ARRAY['own'::text, 'import'::text, 'hand'::text, 'claim'::text, 'rule'::text, 'ladder'::text, 'reopen'::text]))),
  constraint lead_assignments_minutes_check CHECK ((minutes >= 0)),
  constraint lead_assignments_paused_check CHECK ((paused >= 0)),
  constraint lead_assignments_step_check CHECK (((step >= 0) AND (step <= 3))),
  constraint lead_assignments_org_id_by_id_fkey FOREIGN KEY (org_id, by_id) REFERENCES users(org_id, id),
  constraint lead_assignments_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES leads(org_id, id),
  constraint lead_assignments_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE INDEX lead_assignments_at ON public.lead_assignments USING btree (org_id, at);
CREATE INDEX lead_assignments_lead ON public.lead_assignments USING btree (org_id, lead_id, at);
CREATE INDEX lead_assignments_next ON public.lead_assignments USING btree (org_id, next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX lead_assignments_user ON public.lead_assignments USING btree (org_id, user_id, at);
alter table lead_assignments enable row level security; alter table lead_assignments force row level security;
create policy org on lead_assignments using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table lead_form_answers (
  org_id uuid not null,
  id uuid not null,
  form_id uuid not null,
  form_version integer not null,
  key text not null,
  at timestamp with time zone not null,
  state text not null,
  why jsonb default '[]'::jsonb not null,
  given jsonb not null,
  consent text,
  lang text not null,
  via text not null,
  address text not null,
  agent text not null,
  origin text,
  lead_id uuid,
  customer_id uuid,
  contact_id uuid,
  made boolean default false not null,
  reviewed_at timestamp with time zone,
  reviewed_by uuid,
  campaign_id uuid,
  constraint lead_form_answers_pkey PRIMARY KEY (org_id, id),
  constraint lead_form_answers_contact CHECK (((contact_id IS NULL) OR (customer_id IS NOT NULL))),
  constraint lead_form_answers_lang_check CHECK ((lang = ANY (ARRAY['en'::text, 'zh'::text]))),
  constraint lead_form_answers_made CHECK (((NOT made) OR (lead_id IS NOT NULL))),
  constraint lead_form_answers_reviewed CHECK ((((reviewed_at IS NULL) = (reviewed_by IS NULL)) AND ((state <> 'dropped'::text) OR (reviewed_at IS NOT NULL)))),
  constraint lead_form_answers_state_check CHECK ((state = ANY (ARRAY['taken'::text, 'held'::text, 'dropped'::text]))),
  constraint lead_form_answers_taken CHECK (((state = 'taken'::text) = (num_nonnulls(lead_id, customer_id) = 1))),
  constraint lead_form_answers_via_check CHECK ((via = ANY (ARRAY['page'::text, 'api'::text]))),
  constraint lead_form_answers_org_id_campaign_id_fkey FOREIGN KEY (org_id, campaign_id) REFERENCES campaigns(org_id, id),
  constraint lead_form_answers_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id),
  constraint lead_form_answers_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint lead_form_answers_org_id_form_id_fkey FOREIGN KEY (org_id, form_id) REFERENCES lead_forms(org_id, id),
  constraint lead_form_answers_org_id_form_id_form_version_fkey FOREIGN KEY (org_id, form_id, form_version) REFERENCES lead_form_versions(org_id, form_id, version),
  constraint lead_form_answers_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES leads(org_id, id),
  constraint lead_form_answers_org_id_reviewed_by_fkey FOREIGN KEY (org_id, reviewed_by) REFERENCES users(org_id, id)
);
CREATE INDEX lead_form_answers_contact ON public.lead_form_answers USING btree (org_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX lead_form_answers_customer ON public.lead_form_answers USING btree (org_id, customer_id, id DESC) WHERE (customer_id IS NOT NULL);
CREATE INDEX lead_form_answers_form ON public.lead_form_answers USING btree (org_id, form_id, id DESC);
CREATE INDEX lead_form_answers_held ON public.lead_form_answers USING btree (org_id, id DESC) WHERE (state = 'held'::text);
CREATE INDEX lead_form_answers_lead ON public.lead_form_answers USING btree (org_id, lead_id, id DESC) WHERE (lead_id IS NOT NULL);
CREATE UNIQUE INDEX lead_form_answers_once ON public.lead_form_answers USING btree (org_id, form_id, key);
alter table lead_form_answers enable row level security; alter table lead_form_answers force row level security;
create policy org on lead_form_answers using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table lead_form_counts (
  org_id uuid not null,
  form_id uuid not null,
  day date not null,
  kind text not null,
  n integer not null,
  constraint lead_form_counts_pkey PRIMARY KEY (org_id, form_id, day, kind),
  constraint lead_form_counts_kind_check CHECK ((kind = ANY (ARRAY['opened'::text, 'taken'::text, 'held'::text, 'wrong'::text, 'refused'::text]))),
  constraint lead_form_counts_n_check CHECK ((n > 0)),
  constraint lead_form_counts_org_id_form_id_fkey FOREIGN KEY (org_id, form_id) REFERENCES lead_forms(org_id, id)
);
alter table lead_form_counts enable row level security; alter table lead_form_counts force row level security;
create policy org on lead_form_counts using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table lead_form_versions (
  org_id uuid not null,
  form_id uuid not null,
  version integer not null,
  content jsonb not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  constraint lead_form_versions_pkey PRIMARY KEY (org_id, form_id, version),
  constraint lead_form_versions_version_check CHECK ((version > 0)),
  constraint lead_form_versions_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES users(org_id, id),
  constraint lead_form_versions_org_id_form_id_fkey FOREIGN KEY (org_id, form_id) REFERENCES lead_forms(org_id, id)
);
alter table lead_form_versions enable row level security; alter table lead_form_versions force row level security;
create policy org on lead_form_versions using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table lead_forms (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  active boolean default true not null,
  asked integer not null,
  source text,
  pool_id uuid,
  rule_id uuid,
  token text not null,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  archived_at timestamp with time zone,
  campaign_id uuid,
  constraint lead_forms_pkey PRIMARY KEY (org_id, id),
  constraint lead_forms_aim CHECK ((num_nonnulls(pool_id, rule_id) < 2)),
  constraint lead_forms_asked_check CHECK ((asked > 0)),
  constraint lead_forms_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint lead_forms_org_id_campaign_id_fkey FOREIGN KEY (org_id, campaign_id) REFERENCES campaigns(org_id, id),
  constraint lead_forms_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES users(org_id, id),
  constraint lead_forms_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint lead_forms_org_id_pool_id_fkey FOREIGN KEY (org_id, pool_id) REFERENCES pools(org_id, id),
  constraint lead_forms_org_id_rule_id_fkey FOREIGN KEY (org_id, rule_id) REFERENCES assignment_rules(org_id, id),
  constraint lead_forms_org_id_updated_by_fkey FOREIGN KEY (org_id, updated_by) REFERENCES users(org_id, id)
);
CREATE UNIQUE INDEX lead_forms_name ON public.lead_forms USING btree (org_id, lower(name)) WHERE (archived_at IS NULL);
alter table lead_forms enable row level security; alter table lead_forms force row level security;
create policy org on lead_forms using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table lead_sources (
  org_id uuid not null,
  id uuid not null,
  name_en text not null,
  name_zh text not null,
  "position" integer not null,
  archived_at timestamp with time zone,
  constraint lead_sources_pkey PRIMARY KEY (org_id, id),
  constraint lead_sources_name_en_check CHECK (((length(name_en) >= 1) AND (length(name_en) <= 60))),
  constraint lead_sources_name_zh_check CHECK (((length(name_zh) >= 1) AND (length(name_zh) <= 60))),
  constraint lead_sources_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE UNIQUE INDEX lead_sources_en ON public.lead_sources USING btree (org_id, lower(name_en));
CREATE UNIQUE INDEX lead_sources_zh ON public.lead_sources USING btree (org_id, lower(name_zh));
alter table lead_sources enable row level security; alter table lead_sources force row level security;
create policy org on lead_sources using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table leads (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  name text not null,
  company text,
  name_key text,
  company_key text,
  phone text,
  phone_key text,
  email text,
  email_key text,
  title text,
  source text,
  campaign text,
  referred_by uuid,
  region text,
  need text,
  state text not null,
  invalid_reason text,
  assigned_at timestamp with time zone,
  first_followup_at timestamp with time zone,
  last_followup_at timestamp with time zone,
  converted_at timestamp with time zone,
  customer_id uuid,
  contact_id uuid,
  deal_id uuid,
  thread_id uuid not null,
  next_step text,
  next_step_at timestamp with time zone,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  pool_id uuid,
  pooled_at timestamp with time zone,
  home_pool_id uuid,
  pool_locked boolean default false not null,
  merged_into uuid,
  product_line text,
  respond_by timestamp with time zone,
  address text,
  constraint leads_pkey PRIMARY KEY (org_id, id),
  constraint leads_check CHECK (((state = 'unassigned'::text) <= (owner_id IS NULL))),
  constraint leads_check1 CHECK (((state = ANY (ARRAY['assigned'::text, 'following'::text])) <= (owner_id IS NOT NULL))),
  constraint leads_check2 CHECK (((state = 'converted'::text) = (converted_at IS NOT NULL))),
  constraint leads_check3 CHECK (((state = 'converted'::text) <= ((customer_id IS NOT NULL) AND (deal_id IS NOT NULL)))),
  constraint leads_check4 CHECK (((state = 'invalid'::text) <= (invalid_reason IS NOT NULL))),
  constraint leads_merged CHECK (((merged_into IS NULL) OR ((deleted_at IS NOT NULL) AND (merged_into <> id)))),
  constraint leads_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint leads_one_holder CHECK (((owner_id IS NULL) OR (pool_id IS NULL))),
  constraint leads_pooled CHECK (((pool_id IS NULL) OR ((state = 'unassigned'::text) AND (pooled_at IS NOT NULL) AND (NOT pool_locked)))),
  constraint leads_state_check CHECK ((state = ANY (ARRAY['unassigned'::text, 'assigned'::text, 'following'::text, 'converted'::text, 'invalid'::text]))),
  constraint leads_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id),
  constraint leads_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint leads_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deals(org_id, id),
  constraint leads_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint leads_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint leads_org_id_home_pool_id_fkey FOREIGN KEY (org_id, home_pool_id) REFERENCES pools(org_id, id),
  constraint leads_org_id_merged_into_fkey FOREIGN KEY (org_id, merged_into) REFERENCES leads(org_id, id),
  constraint leads_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint leads_org_id_pool_id_fkey FOREIGN KEY (org_id, pool_id) REFERENCES pools(org_id, id),
  constraint leads_org_id_referred_by_fkey FOREIGN KEY (org_id, referred_by) REFERENCES customers(org_id, id)
);
CREATE INDEX leads_called ON public.leads USING btree (org_id, name) WHERE (deleted_at IS NULL);
CREATE INDEX leads_campaign ON public.leads USING btree (org_id, campaign) WHERE ((campaign IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX leads_company_key ON public.leads USING btree (org_id, company_key) WHERE ((deleted_at IS NULL) AND (company_key IS NOT NULL));
CREATE INDEX leads_converted ON public.leads USING btree (org_id, converted_at) WHERE ((converted_at IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX leads_created ON public.leads USING btree (org_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX leads_dept ON public.leads USING btree (org_id, dept_id, created_at);
CREATE INDEX leads_email_key ON public.leads USING btree (org_id, email_key) WHERE ((deleted_at IS NULL) AND (email_key IS NOT NULL));
CREATE INDEX leads_name_key ON public.leads USING btree (org_id, name_key) WHERE ((deleted_at IS NULL) AND (name_key IS NOT NULL));
CREATE INDEX leads_next ON public.leads USING btree (org_id, owner_id, next_step_at) WHERE ((deleted_at IS NULL) AND (next_step_at IS NOT NULL));
CREATE UNIQUE INDEX leads_number ON public.leads USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX leads_owner ON public.leads USING btree (org_id, owner_id, created_at);
CREATE INDEX leads_phone_key ON public.leads USING btree (org_id, phone_key) WHERE ((deleted_at IS NULL) AND (phone_key IS NOT NULL));
CREATE INDEX leads_pool ON public.leads USING btree (org_id, pool_id, created_at) WHERE (pool_id IS NOT NULL);
CREATE INDEX leads_respond ON public.leads USING btree (org_id, respond_by) WHERE ((respond_by IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX leads_state ON public.leads USING btree (org_id, state, created_at) WHERE (deleted_at IS NULL);
alter table leads enable row level security; alter table leads force row level security;
create policy org on leads using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table link_visits (
  org_id uuid not null,
  id uuid not null,
  link_id uuid not null,
  at timestamp with time zone not null,
  what text not null,
  address text not null,
  agent text not null,
  constraint link_visits_pkey PRIMARY KEY (org_id, id),
  constraint link_visits_agent_check CHECK ((length(agent) <= 300)),
  constraint link_visits_what_check CHECK ((what = ANY (ARRAY['page'::text, 'paper'::text]))),
  constraint link_visits_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint link_visits_org_id_link_id_fkey FOREIGN KEY (org_id, link_id) REFERENCES links(org_id, id)
);
CREATE INDEX link_visits_link ON public.link_visits USING btree (org_id, link_id, at);
alter table link_visits enable row level security; alter table link_visits force row level security;
create policy kept_delete on link_visits as restrictive for delete using (false);
create policy kept_update on link_visits as restrictive for update using (false);
create policy org on link_visits using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table links (
  org_id uuid not null,
  id uuid not null,
  entity text not null,
  record_id uuid not null,
  scope text not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone not null,
  created_by uuid,
  opened integer default 0 not null,
  first_opened_at timestamp with time zone,
  last_opened_at timestamp with time zone,
  receiver text,
  constraint links_pkey PRIMARY KEY (org_id, id),
  constraint links_ends CHECK ((expires_at > created_at)),
  constraint links_opened CHECK ((((opened = 0) = (first_opened_at IS NULL)) AND ((first_opened_at IS NULL) = (last_opened_at IS NULL)))),
  constraint links_opened_check CHECK ((opened >= 0)),
  constraint links_receiver_check CHECK (((length(receiver) >= 1) AND (length(receiver) <= 200))),
  constraint links_org_id_created_by_fkey FOREIGN KEY (org_id, created_by) REFERENCES users(org_id, id),
  constraint links_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE INDEX links_record ON public.links USING btree (org_id, entity, record_id, created_at);
alter table links enable row level security; alter table links force row level security;
create policy org on links using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table mails (
  org_id uuid not null,
  id uuid not null,
  notice_id uuid,
  letter text,
  about_id uuid,
  email text,
  name text,
  lang text,
  state text default 'waiting'::text not null,
  tries integer default 0 not null,
  due_at timestamp with time zone not null,
  error text,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  subject text,
  words text,
  constraint mails_pkey PRIMARY KEY (org_id, id),
  constraint mails_check CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
  constraint mails_lang_check CHECK ((lang = ANY (ARRAY['en'::text, 'zh'::text]))),
  constraint mails_letter_check CHECK ((letter ~ '^[a-z][A-Za-z]{2,30}$'::text)),
  constraint mails_of CHECK ((((notice_id IS NULL) = (letter IS NOT NULL)) AND ((letter IS NULL) = (about_id IS NULL)) AND ((letter IS NULL) = (email IS NULL)) AND ((letter IS NULL) = (name IS NULL)) AND ((letter IS NULL) = (lang IS NULL)))),
  constraint mails_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text]))),
  constraint mails_subject_check CHECK ((length(subject) <= 200)),
  constraint mails_tries_check CHECK (((tries >= 0) AND (tries <= 5))),
  constraint mails_words CHECK ((((subject IS NULL) = (words IS NULL)) AND ((words IS NULL) OR (letter IS NOT NULL)))),
  constraint mails_words_check CHECK ((length(words) <= 10000)),
  constraint mails_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint mails_org_id_notice_id_fkey FOREIGN KEY (org_id, notice_id) REFERENCES notices(org_id, id)
);
CREATE INDEX mails_due ON public.mails USING btree (org_id, due_at) WHERE (state = 'waiting'::text);
CREATE UNIQUE INDEX mails_notice ON public.mails USING btree (org_id, notice_id);
alter table mails enable row level security; alter table mails force row level security;
create policy org on mails using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table merges (
  org_id uuid not null,
  id uuid not null,
  entity text not null,
  winner_id uuid not null,
  loser_id uuid not null,
  winner_name text not null,
  loser_name text not null,
  before jsonb not null,
  after jsonb not null,
  moved jsonb not null,
  at timestamp with time zone not null,
  by_id uuid not null,
  undo_until timestamp with time zone not null,
  undone_at timestamp with time zone,
  undone_by uuid,
  constraint merges_pkey PRIMARY KEY (org_id, id),
  constraint merges_check CHECK ((winner_id <> loser_id)),
  constraint merges_check1 CHECK (((undone_at IS NULL) = (undone_by IS NULL))),
  constraint merges_entity_check CHECK ((entity = ANY (ARRAY['customer'::text, 'contact'::text, 'lead'::text]))),
  constraint merges_org_id_by_id_fkey FOREIGN KEY (org_id, by_id) REFERENCES users(org_id, id),
  constraint merges_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint merges_org_id_undone_by_fkey FOREIGN KEY (org_id, undone_by) REFERENCES users(org_id, id)
);
CREATE INDEX merges_at ON public.merges USING btree (org_id, at DESC);
CREATE UNIQUE INDEX merges_loser ON public.merges USING btree (org_id, entity, loser_id) WHERE (undone_at IS NULL);
alter table merges enable row level security; alter table merges force row level security;
create policy org on merges using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table needs (
  org_id uuid not null,
  id uuid not null,
  deal_id uuid,
  lead_id uuid,
  customer_id uuid,
  followup_id uuid,
  text text not null,
  importance integer default 2 not null,
  state text default 'open'::text not null,
  answer text,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  quote_id uuid,
  constraint needs_pkey PRIMARY KEY (org_id, id),
  constraint needs_check CHECK (((deal_id IS NOT NULL) OR (lead_id IS NOT NULL) OR (customer_id IS NOT NULL))),
  constraint needs_check1 CHECK (((state <> 'answered'::text) OR (answer IS NOT NULL))),
  constraint needs_importance_check CHECK (((importance >= 1) AND (importance <= 3))),
  constraint needs_state_check CHECK ((state = ANY (ARRAY['open'::text, 'answered'::text, 'dropped'::text]))),
  constraint needs_text_check CHECK (((length(text) >= 1) AND (length(text) <= 1000))),
  constraint needs_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint needs_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deals(org_id, id),
  constraint needs_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint needs_org_id_followup_id_fkey FOREIGN KEY (org_id, followup_id) REFERENCES followups(org_id, id),
  constraint needs_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES leads(org_id, id),
  constraint needs_org_id_quote_id_fkey FOREIGN KEY (org_id, quote_id) REFERENCES quotes(org_id, id)
);
CREATE INDEX needs_customer ON public.needs USING btree (org_id, customer_id, created_at) WHERE (customer_id IS NOT NULL);
CREATE INDEX needs_deal ON public.needs USING btree (org_id, deal_id, created_at) WHERE (deal_id IS NOT NULL);
CREATE INDEX needs_followup ON public.needs USING btree (org_id, followup_id) WHERE (followup_id IS NOT NULL);
CREATE INDEX needs_lead ON public.needs USING btree (org_id, lead_id, created_at) WHERE (lead_id IS NOT NULL);
alter table needs enable row level security; alter table needs force row level security;
create policy org on needs using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table notice_bots (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  kind text not null,
  url text not null,
  secret text,
  kinds text[] default '{}'::text[] not null,
  dept_id uuid,
  active boolean default true not null,
  version integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint notice_bots_pkey PRIMARY KEY (org_id, id),
  constraint notice_bots_kind_check CHECK ((kind = ANY (ARRAY['wecom'::text, 'dingtalk'::text, 'feishu'::text]))),
  constraint notice_bots_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint notice_bots_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint notice_bots_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
alter table notice_bots enable row level security; alter table notice_bots force row level security;
create policy org on notice_bots using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table notice_runs (
  org_id uuid not null,
  job text not null,
  day date not null,
  ran_at timestamp with time zone not null,
  constraint notice_runs_pkey PRIMARY KEY (org_id, job, day),
  constraint notice_runs_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
alter table notice_runs enable row level security; alter table notice_runs force row level security;
create policy org on notice_runs using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table notice_wishes (
  org_id uuid not null,
  user_id uuid not null,
  by_mail boolean not null,
  choices jsonb default '{}'::jsonb not null,
  urgent text[] default '{}'::text[] not null,
  quiet_from time without time zone,
  quiet_to time without time zone,
  zone text,
  constraint notice_wishes_pkey PRIMARY KEY (org_id, user_id),
  constraint notice_wishes_quiet CHECK (((((quiet_from IS NULL) = (quiet_to IS NULL)) AND (quiet_from IS DISTINCT FROM quiet_to)) OR (quiet_from IS NULL))),
  constraint notice_wishes_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint notice_wishes_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
alter table notice_wishes enable row level security; alter table notice_wishes force row level security;
create policy org on notice_wishes using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table notices (
  org_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  kind text not null,
  said jsonb default '{}'::jsonb not null,
  entity text,
  record_id uuid,
  key text not null,
  read_at timestamp with time zone,
  created_at timestamp with time zone not null,
  in_app boolean default true not null,
  held_until timestamp with time zone,
  constraint notices_pkey PRIMARY KEY (org_id, id),
  constraint notices_check CHECK (((entity IS NULL) = (record_id IS NULL))),
  constraint notices_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint notices_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE INDEX notices_mine ON public.notices USING btree (org_id, user_id, id);
CREATE UNIQUE INDEX notices_once ON public.notices USING btree (org_id, user_id, key);
CREATE INDEX notices_unread ON public.notices USING btree (org_id, user_id, held_until) WHERE ((read_at IS NULL) AND in_app);
alter table notices enable row level security; alter table notices force row level security;
create policy org on notices using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

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

create table order_lines (
  org_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  no integer not null,
  product_id uuid,
  kind text not null,
  fulfil text not null,
  stock_kept boolean not null,
  code text,
  name text not null,
  spec text,
  unit text not null,
  unit_qty numeric(18,6) not null,
  factor numeric(18,6) not null,
  price numeric(20,6) not null,
  list_price numeric(20,6),
  discount_kind text,
  discount_value numeric(20,6),
  tax_rate numeric(7,4) not null,
  base numeric(20,4) not null,
  line_discount numeric(20,4) not null,
  share numeric(20,4) not null,
  amount numeric(20,4) not null,
  net numeric(20,4) not null,
  tax numeric(20,4) not null,
  gross numeric(20,4) not null,
  note text,
  promised_date date,
  warehouse_id uuid,
  quote_line_id uuid,
  ordered numeric(18,6) not null,
  cancelled numeric(18,6) default 0 not null,
  closed_rest numeric(18,6) default 0 not null,
  reserved numeric(18,6) default 0 not null,
  shipped numeric(18,6) default 0 not null,
  delivered numeric(18,6) default 0 not null,
  returned numeric(18,6) default 0 not null,
  reship numeric(18,6) default 0 not null,
  invoiced numeric(18,6) default 0 not null,
  credited numeric(18,6) default 0 not null,
  invoiced_amount numeric(20,4) default 0 not null,
  credited_amount numeric(20,4) default 0 not null,
  over_tolerance numeric(7,4) default 0 not null,
  bill_tolerance numeric(7,4) default 0 not null,
  to_ship numeric(18,6) generated always as (GREATEST((((ordered - cancelled) - shipped) + reship), (0)::numeric)) stored,
  due numeric(18,6) generated always as (((GREATEST((((ordered - cancelled) - shipped) + reship), (0)::numeric) + shipped) - returned)) stored,
  contract_line_id uuid,
  called_qty numeric(18,6) default 0 not null,
  parts jsonb,
  kit_line_id uuid,
  per_kit numeric(18,6),
  kit_share numeric(20,4),
  constraint order_lines_pkey PRIMARY KEY (org_id, id),
  constraint order_lines_org_id_order_id_no_key UNIQUE (org_id, order_id, no) DEFERRABLE INITIALLY DEFERRED,
  constraint order_lines_amounts CHECK (
CASE
    WHEN (gross >= (0)::numeric) THEN ((credited_amount >= (0)::numeric) AND (credited_amount <= invoiced_amount) AND ((invoiced_amount - credited_amount) <= (GREATEST(gross, (((gross * (shipped - reship)) / NULLIF(ordered, (0)::numeric)) + 0.5)) * ((1)::numeric + bill_tolerance))))
    ELSE ((credited_amount <= (0)::numeric) AND (credited_amount >= invoiced_amount) AND ((invoiced_amount - credited_amount) >= (LEAST(gross, (((gross * (shipped - reship)) / NULLIF(ordered, (0)::numeric)) - 0.5)) * ((1)::numeric + bill_tolerance))))
END),
  constraint order_lines_bill_tolerance_check CHECK ((bill_tolerance >= (0)::numeric)),
  constraint order_lines_called CHECK (((contract_line_id IS NOT NULL) OR (called_qty = (0)::numeric))),
  constraint order_lines_called_qty_check CHECK ((called_qty >= (0)::numeric)),
  constraint order_lines_cancelled CHECK (((cancelled >= (0)::numeric) AND (cancelled <= ordered))),
  constraint order_lines_closed_rest CHECK (((closed_rest >= (0)::numeric) AND (closed_rest <= cancelled))),
  constraint order_lines_counters CHECK (((reserved >= (0)::numeric) AND (shipped >= (0)::numeric) AND (delivered >= (0)::numeric) AND (returned >= (0)::numeric) AND (reship >= (0)::numeric) AND (invoiced >= (0)::numeric) AND (credited >= (0)::numeric))),
  constraint order_lines_credited CHECK ((credited <= invoiced)),
  constraint order_lines_discount CHECK (((discount_kind IS NULL) = (discount_value IS NULL))),
  constraint order_lines_discount_kind_check CHECK ((discount_kind = ANY (ARRAY['percent'::text, 'amount'::text]))),
  constraint order_lines_discount_value_check CHECK ((discount_value >= (0)::numeric)),
  constraint order_lines_exact CHECK ((ordered = (unit_qty * factor))),
  constraint order_lines_factor_check CHECK ((factor >= (1)::numeric)),
  constraint order_lines_fulfil_check CHECK ((fulfil = ANY (ARRAY['ship'::text, 'accept'::text, 'none'::text]))),
  constraint order_lines_goods CHECK (((kind <> 'goods'::text) OR (product_id IS NOT NULL))),
  constraint order_lines_invoiced CHECK (((invoiced - credited) <= (GREATEST((ordered - cancelled), (shipped - reship)) * ((1)::numeric + bill_tolerance)))),
  constraint order_lines_kind_check CHECK ((kind = ANY (ARRAY['goods'::text, 'service'::text, 'fee'::text]))),
  constraint order_lines_kit CHECK ((((kit_line_id IS NULL) = (per_kit IS NULL)) AND ((kit_line_id IS NULL) = (kit_share IS NULL)))),
  constraint order_lines_kit_stock CHECK (((parts IS NULL) OR ((NOT stock_kept) AND (reserved = (0)::numeric)))),
  constraint order_lines_no_check CHECK ((no > 0)),
  constraint order_lines_ordered CHECK ((ordered > (0)::numeric)),
  constraint order_lines_over CHECK (((shipped - returned) <= ((ordered - cancelled) * ((1)::numeric + over_tolerance)))),
  constraint order_lines_over_tolerance_check CHECK ((over_tolerance >= (0)::numeric)),
  constraint order_lines_part CHECK (((kit_line_id IS NULL) OR ((per_kit > (0)::numeric) AND (parts IS NULL) AND (kit_line_id <> id) AND (gross = (0)::numeric) AND (tax = (0)::numeric) AND (invoiced = (0)::numeric)))),
  constraint order_lines_price_sign CHECK (((price >= (0)::numeric) OR (kind = 'fee'::text))),
  constraint order_lines_reserved CHECK ((reserved <= to_ship)),
  constraint order_lines_reship CHECK (((shipped - reship) <= (ordered * ((1)::numeric + over_tolerance)))),
  constraint order_lines_returned CHECK (((fulfil <> 'ship'::text) OR ((delivered <= shipped) AND (returned <= delivered) AND (reship <= returned)))),
  constraint order_lines_stock_kept CHECK (((NOT stock_kept) OR (fulfil = 'ship'::text))),
  constraint order_lines_sum CHECK (((gross = (net + tax)) AND (amount = ((base - line_discount) - share)))),
  constraint order_lines_tax_rate_check CHECK (((tax_rate >= (0)::numeric) AND (tax_rate <= (100)::numeric))),
  constraint order_lines_unit_qty_check CHECK ((unit_qty > (0)::numeric)),
  constraint order_lines_kit_of FOREIGN KEY (org_id, kit_line_id) REFERENCES order_lines(org_id, id),
  constraint order_lines_org_id_contract_line_id_fkey FOREIGN KEY (org_id, contract_line_id) REFERENCES contract_lines(org_id, id),
  constraint order_lines_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint order_lines_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES products(org_id, id),
  constraint order_lines_org_id_quote_line_id_fkey FOREIGN KEY (org_id, quote_line_id) REFERENCES quote_lines(org_id, id),
  constraint order_lines_org_id_warehouse_id_fkey FOREIGN KEY (org_id, warehouse_id) REFERENCES warehouses(org_id, id)
);
CREATE INDEX order_lines_contract ON public.order_lines USING btree (org_id, contract_line_id) WHERE (contract_line_id IS NOT NULL);
CREATE INDEX order_lines_kit_lines ON public.order_lines USING btree (org_id, kit_line_id) WHERE (kit_line_id IS NOT NULL);
CREATE INDEX order_lines_product ON public.order_lines USING btree (org_id, product_id) WHERE (to_ship > (0)::numeric);
CREATE INDEX order_lines_quote ON public.order_lines USING btree (org_id, quote_line_id) WHERE (quote_line_id IS NOT NULL);
CREATE INDEX order_lines_waiting ON public.order_lines USING btree (org_id, product_id) WHERE (stock_kept AND (to_ship > reserved));
alter table order_lines enable row level security; alter table order_lines force row level security;
create policy org on order_lines using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table orders (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  type text default 'standard'::text not null,
  customer_id uuid not null,
  payer_id uuid not null,
  contact_id uuid,
  deal_id uuid,
  quote_id uuid,
  state text not null,
  date date not null,
  promised_date date,
  po_number text,
  address text,
  currency text not null,
  rate numeric(20,10) not null,
  tax_mode text not null,
  tax_round text not null,
  discount_kind text,
  discount_value numeric(20,6),
  net numeric(20,4) not null,
  tax numeric(20,4) not null,
  gross numeric(20,4) not null,
  base_gross numeric(20,4) not null,
  terms jsonb not null,
  content_hash text not null,
  approved_hash text,
  packet_state text,
  exposure numeric(20,4) default 0 not null,
  paid_amount numeric(20,4) default 0 not null,
  written_off numeric(20,4) default 0 not null,
  supply text default 'notNeeded'::text not null,
  fulfilment text default 'notNeeded'::text not null,
  billing text default 'notNeeded'::text not null,
  payment text default 'notNeeded'::text not null,
  returned text default 'none'::text not null,
  next_due date,
  issuing_invoices integer default 0 not null,
  live_returns integer default 0 not null,
  advance_invoiced numeric(20,4) default 0 not null,
  bill_basis text default 'order'::text not null,
  completed_at timestamp with time zone,
  thread_id uuid not null,
  note text,
  submitted_at timestamp with time zone,
  approved_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  closed_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  contract_id uuid,
  called_amount numeric(20,4) default 0 not null,
  release jsonb,
  revision integer default 1 not null,
  live_changes integer default 0 not null,
  priority text default 'normal'::text not null,
  return_by date,
  no_return boolean default false not null,
  sample_id uuid,
  site_id uuid,
  constraint orders_pkey PRIMARY KEY (org_id, id),
  constraint orders_advance_invoiced_check CHECK ((advance_invoiced >= (0)::numeric)),
  constraint orders_back_or_not CHECK (((NOT no_return) OR (return_by IS NULL))),
  constraint orders_bill_basis_check CHECK ((bill_basis = ANY (ARRAY['order'::text, 'shipment'::text, 'delivery'::text, 'none'::text]))),
  constraint orders_billing_check CHECK ((billing = ANY (ARRAY['notNeeded'::text, 'none'::text, 'part'::text, 'full'::text, 'over'::text]))),
  constraint orders_called CHECK (((contract_id IS NOT NULL) OR (called_amount = (0)::numeric))),
  constraint orders_called_amount_check CHECK ((called_amount >= (0)::numeric)),
  constraint orders_comes_back CHECK (((type = 'sample'::text) OR ((return_by IS NULL) AND (NOT no_return)))),
  constraint orders_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint orders_discount CHECK (((discount_kind IS NULL) = (discount_value IS NULL))),
  constraint orders_discount_kind_check CHECK ((discount_kind = ANY (ARRAY['percent'::text, 'amount'::text]))),
  constraint orders_discount_value_check CHECK ((discount_value >= (0)::numeric)),
  constraint orders_exposure CHECK (((exposure = (0)::numeric) OR (state = ANY (ARRAY['confirmed'::text, 'on_hold'::text, 'closed'::text])))),
  constraint orders_exposure_check CHECK ((exposure >= (0)::numeric)),
  constraint orders_free CHECK (((type <> 'sample'::text) OR ((gross = (0)::numeric) AND (bill_basis = 'none'::text) AND (exposure = (0)::numeric)))),
  constraint orders_fulfilment_check CHECK ((fulfilment = ANY (ARRAY['notNeeded'::text, 'none'::text, 'part'::text, 'full'::text, 'delivered'::text]))),
  constraint orders_issuing_invoices_check CHECK ((issuing_invoices >= 0)),
  constraint orders_live_changes_check CHECK (((live_changes >= 0) AND (live_changes <= 1))),
  constraint orders_live_returns_check CHECK ((live_returns >= 0)),
  constraint orders_packet CHECK (((packet_state IS NULL) OR (deal_id IS NOT NULL))),
  constraint orders_packet_state_check CHECK ((packet_state = ANY (ARRAY['complete'::text, 'accepted'::text, 'sent_back'::text]))),
  constraint orders_payment_check CHECK ((payment = ANY (ARRAY['notNeeded'::text, 'none'::text, 'part'::text, 'full'::text, 'over'::text]))),
  constraint orders_priority_check CHECK ((priority = ANY (ARRAY['urgent'::text, 'high'::text, 'normal'::text, 'low'::text]))),
  constraint orders_rate_check CHECK ((rate > (0)::numeric)),
  constraint orders_returned_check CHECK ((returned = ANY (ARRAY['none'::text, 'part'::text, 'full'::text]))),
  constraint orders_reviewed CHECK (((state <> ALL (ARRAY['confirmed'::text, 'on_hold'::text])) OR (confirmed_at IS NOT NULL))),
  constraint orders_revision_check CHECK ((revision > 0)),
  constraint orders_site CHECK (((site_id IS NULL) OR (type = 'consignment'::text))),
  constraint orders_site_basis CHECK (((type <> 'consignment'::text) OR (bill_basis = 'delivery'::text))),
  constraint orders_site_said CHECK (((type <> 'consignment'::text) OR (site_id IS NOT NULL) OR (state = ANY (ARRAY['draft'::text, 'cancelled'::text])))),
  constraint orders_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'in_review'::text, 'confirmed'::text, 'on_hold'::text, 'closed'::text, 'cancelled'::text]))),
  constraint orders_sum CHECK ((gross = (net + tax))),
  constraint orders_supply_check CHECK ((supply = ANY (ARRAY['notNeeded'::text, 'none'::text, 'part'::text, 'full'::text]))),
  constraint orders_tax_mode_check CHECK ((tax_mode = ANY (ARRAY['inclusive'::text, 'exclusive'::text]))),
  constraint orders_tax_round_check CHECK ((tax_round = ANY (ARRAY['line'::text, 'document'::text]))),
  constraint orders_type_check CHECK ((type = ANY (ARRAY['standard'::text, 'sample'::text, 'replacement'::text, 'direct'::text, 'service'::text, 'consignment'::text]))),
  constraint orders_written_off_check CHECK ((written_off >= (0)::numeric)),
  constraint orders_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id),
  constraint orders_org_id_contract_id_fkey FOREIGN KEY (org_id, contract_id) REFERENCES contracts(org_id, id),
  constraint orders_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint orders_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deals(org_id, id),
  constraint orders_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint orders_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint orders_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint orders_org_id_payer_id_fkey FOREIGN KEY (org_id, payer_id) REFERENCES customers(org_id, id),
  constraint orders_org_id_quote_id_fkey FOREIGN KEY (org_id, quote_id) REFERENCES quotes(org_id, id),
  constraint orders_sample_fk FOREIGN KEY (org_id, sample_id) REFERENCES orders(org_id, id),
  constraint orders_site_fk FOREIGN KEY (org_id, site_id, customer_id) REFERENCES warehouses(org_id, id, customer_id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX orders_contract ON public.orders USING btree (org_id, contract_id) WHERE (contract_id IS NOT NULL);
CREATE INDEX orders_customer ON public.orders USING btree (org_id, customer_id, date DESC);
CREATE INDEX orders_date ON public.orders USING btree (org_id, date DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX orders_deal ON public.orders USING btree (org_id, deal_id) WHERE (deal_id IS NOT NULL);
CREATE INDEX orders_dept ON public.orders USING btree (org_id, dept_id, state, date DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX orders_due ON public.orders USING btree (org_id, next_due) WHERE ((next_due IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX orders_fulfilment ON public.orders USING btree (org_id, fulfilment, date DESC, id DESC) WHERE ((deleted_at IS NULL) AND (state = ANY (ARRAY['confirmed'::text, 'on_hold'::text])));
CREATE INDEX orders_gross ON public.orders USING btree (org_id, gross) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX orders_number ON public.orders USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX orders_over_billed ON public.orders USING btree (org_id) WHERE ((billing = 'over'::text) AND (deleted_at IS NULL));
CREATE INDEX orders_owner ON public.orders USING btree (org_id, owner_id, state, date DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX orders_payer ON public.orders USING btree (org_id, payer_id, state);
CREATE INDEX orders_po ON public.orders USING btree (org_id, customer_id, po_number) WHERE ((po_number IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX orders_return_by ON public.orders USING btree (org_id, return_by) WHERE ((return_by IS NOT NULL) AND (deleted_at IS NULL));
CREATE INDEX orders_sample ON public.orders USING btree (org_id, sample_id) WHERE (sample_id IS NOT NULL);
CREATE INDEX orders_site ON public.orders USING btree (org_id, site_id) WHERE (site_id IS NOT NULL);
CREATE INDEX orders_state ON public.orders USING btree (org_id, state, date DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX orders_thread ON public.orders USING btree (org_id, thread_id);
CREATE INDEX orders_type ON public.orders USING btree (org_id, type, date DESC, id DESC) WHERE ((deleted_at IS NULL) AND (type <> 'standard'::text));
CREATE INDEX orders_unfinished ON public.orders USING btree (org_id) WHERE ((completed_at IS NULL) AND (deleted_at IS NULL) AND (state = ANY (ARRAY['confirmed'::text, 'on_hold'::text, 'closed'::text])));
alter table orders enable row level security; alter table orders force row level security;
create policy org on orders using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table org_meta (
  org_id uuid not null,
  version integer not null,
  constraint org_meta_pkey PRIMARY KEY (org_id),
  constraint org_meta_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
alter table org_meta enable row level security; alter table org_meta force row level security;
create policy org on org_meta using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table orgs (
  org_id uuid not null,
  name text not null,
  zone text default 'Asia/Shanghai'::text not null,
  currency text default 'CNY'::text not null,
  country text default 'CN'::text not null,
  lang text default 'zh'::text not null,
  books_closed_until date,
  settings jsonb default '{}'::jsonb not null,
  access_version integer default 1 not null,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  constraint orgs_pkey PRIMARY KEY (org_id),
  constraint orgs_lang_check CHECK ((lang = ANY (ARRAY['en'::text, 'zh'::text])))
);
alter table orgs enable row level security; alter table orgs force row level security;
create policy org on orgs using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table pipelines (
  org_id uuid not null,
  id uuid not null,
  label jsonb not null,
  "position" integer default 0 not null,
  is_default boolean default false not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  archived_at timestamp with time zone,
  constraint pipelines_pkey PRIMARY KEY (org_id, id),
  constraint pipelines_default_live CHECK (((NOT is_default) OR (archived_at IS NULL))),
  constraint pipelines_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE UNIQUE INDEX pipelines_default ON public.pipelines USING btree (org_id) WHERE is_default;
alter table pipelines enable row level security; alter table pipelines force row level security;
create policy org on pipelines using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table pool_members (
  org_id uuid not null,
  pool_id uuid not null,
  user_id uuid not null,
  admin boolean default false not null,
  constraint pool_members_pkey PRIMARY KEY (org_id, pool_id, user_id),
  constraint pool_members_org_id_pool_id_fkey FOREIGN KEY (org_id, pool_id) REFERENCES pools(org_id, id),
  constraint pool_members_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE INDEX pool_members_user ON public.pool_members USING btree (org_id, user_id);
alter table pool_members enable row level security; alter table pool_members force row level security;
create policy org on pool_members using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table pool_moves (
  org_id uuid not null,
  id uuid not null,
  pool_id uuid not null,
  entity text not null,
  record_id uuid not null,
  kind text not null,
  user_id uuid,
  by_id uuid,
  rule jsonb,
  facts jsonb,
  at timestamp with time zone not null,
  constraint pool_moves_pkey PRIMARY KEY (org_id, id),
  constraint pool_moves_entity_check CHECK ((entity = ANY (ARRAY['lead'::text, 'customer'::text]))),
  constraint pool_moves_kind_check CHECK ((kind = ANY (ARRAY['claim'::text, 'assign'::text, 'transfer'::text, 'return'::text, 'recycle'::text]))),
  constraint pool_moves_org_id_pool_id_fkey FOREIGN KEY (org_id, pool_id) REFERENCES pools(org_id, id),
  constraint pool_moves_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE INDEX pool_moves_pool ON public.pool_moves USING btree (org_id, pool_id, at);
CREATE INDEX pool_moves_record ON public.pool_moves USING btree (org_id, record_id, at);
CREATE INDEX pool_moves_user ON public.pool_moves USING btree (org_id, user_id, at);
alter table pool_moves enable row level security; alter table pool_moves force row level security;
create policy org on pool_moves using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table pools (
  org_id uuid not null,
  id uuid not null,
  entity text not null,
  name text not null,
  "position" integer not null,
  rules jsonb default '[]'::jsonb not null,
  warn_days integer default 3 not null,
  holding_cap integer,
  level_caps jsonb default '{}'::jsonb not null,
  daily_cap integer,
  cooldown_days integer default 0 not null,
  recycled_on date,
  digest_on date,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  archived_at timestamp with time zone,
  constraint pools_pkey PRIMARY KEY (org_id, id),
  constraint pools_cooldown_days_check CHECK (((cooldown_days >= 0) AND (cooldown_days <= 3650))),
  constraint pools_daily_cap_check CHECK ((daily_cap > 0)),
  constraint pools_entity_check CHECK ((entity = ANY (ARRAY['lead'::text, 'customer'::text]))),
  constraint pools_holding_cap_check CHECK ((holding_cap > 0)),
  constraint pools_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
  constraint pools_warn_days_check CHECK (((warn_days >= 0) AND (warn_days <= 365))),
  constraint pools_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE UNIQUE INDEX pools_name ON public.pools USING btree (org_id, entity, lower(name)) WHERE (archived_at IS NULL);
alter table pools enable row level security; alter table pools force row level security;
create policy org on pools using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table price_list_lines (
  org_id uuid not null,
  id uuid not null,
  list_id uuid not null,
  product_id uuid not null,
  unit text not null,
  min_qty numeric(18,6) not null,
  price numeric(20,6) not null,
  floor_price numeric(20,6),
  constraint price_list_lines_pkey PRIMARY KEY (org_id, id),
  constraint price_list_lines_step UNIQUE (org_id, list_id, product_id, unit, min_qty),
  constraint price_list_lines_floor CHECK (((floor_price IS NULL) OR ((floor_price >= (0)::numeric) AND (floor_price <= price)))),
  constraint price_list_lines_min_qty_check CHECK ((min_qty >= (0)::numeric)),
  constraint price_list_lines_price_check CHECK ((price >= (0)::numeric)),
  constraint price_list_lines_org_id_list_id_fkey FOREIGN KEY (org_id, list_id) REFERENCES price_lists(org_id, id),
  constraint price_list_lines_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES products(org_id, id)
);
CREATE INDEX price_list_lines_product ON public.price_list_lines USING btree (org_id, product_id);
alter table price_list_lines enable row level security; alter table price_list_lines force row level security;
create policy org on price_list_lines using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table price_lists (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  name_key text not null,
  currency text not null,
  tax_mode text not null,
  levels jsonb default '[]'::jsonb not null,
  region text,
  valid_from timestamp with time zone,
  valid_until timestamp with time zone,
  priority integer default 0 not null,
  state text not null,
  note text,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  constraint price_lists_pkey PRIMARY KEY (org_id, id),
  constraint price_lists_levels_check CHECK ((jsonb_typeof(levels) = 'array'::text)),
  constraint price_lists_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint price_lists_period CHECK (((valid_until IS NULL) OR (valid_from IS NULL) OR (valid_from < valid_until))),
  constraint price_lists_state_check CHECK ((state = ANY (ARRAY['active'::text, 'inactive'::text]))),
  constraint price_lists_tax_mode_check CHECK ((tax_mode = ANY (ARRAY['inclusive'::text, 'exclusive'::text]))),
  constraint price_lists_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE UNIQUE INDEX price_lists_name ON public.price_lists USING btree (org_id, name_key) WHERE (deleted_at IS NULL);
alter table price_lists enable row level security; alter table price_lists force row level security;
create policy org on price_lists using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table product_parts (
  org_id uuid not null,
  product_id uuid not null,
  part_id uuid not null,
  no integer not null,
  qty numeric(18,6) not null,
  constraint product_parts_pkey PRIMARY KEY (org_id, product_id, part_id),
  constraint product_parts_itself CHECK ((product_id <> part_id)),
  constraint product_parts_no_check CHECK ((no > 0)),
  constraint product_parts_qty_check CHECK ((qty > (0)::numeric)),
  constraint product_parts_org_id_part_id_fkey FOREIGN KEY (org_id, part_id) REFERENCES products(org_id, id),
  constraint product_parts_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES products(org_id, id)
);
CREATE INDEX product_parts_of ON public.product_parts USING btree (org_id, part_id);
alter table product_parts enable row level security; alter table product_parts force row level security;
create policy org on product_parts using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table products (
  org_id uuid not null,
  id uuid not null,
  code text not null,
  code_key text not null,
  name text not null,
  name_key text not null,
  spec text,
  category text,
  kind text not null,
  fulfil text not null,
  stock_kept boolean not null,
  unit text not null,
  units jsonb default '[]'::jsonb not null,
  decimals numeric(1,0) default 0 not null,
  tax_rate numeric(7,4) not null,
  tax_code text,
  price numeric(20,6),
  floor_price numeric(20,6),
  cost numeric(20,6),
  currency text not null,
  note text,
  state text default 'active'::text not null,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  is_stocked boolean generated always as ((stock_kept AND (deleted_at IS NULL))) stored not null,
  over_tolerance numeric(5,2) default 0 not null,
  constraint products_pkey PRIMARY KEY (org_id, id),
  constraint products_org_id_id_unit_is_stocked_key UNIQUE (org_id, id, unit, is_stocked),
  constraint products_code_check CHECK (((length(code) >= 1) AND (length(code) <= 60))),
  constraint products_cost_check CHECK ((cost >= (0)::numeric)),
  constraint products_decimals_check CHECK (((decimals >= (0)::numeric) AND (decimals <= (6)::numeric))),
  constraint products_floor_price_check CHECK ((floor_price >= (0)::numeric)),
  constraint products_fulfil_check CHECK ((fulfil = ANY (ARRAY['ship'::text, 'accept'::text, 'none'::text]))),
  constraint products_kind_check CHECK ((kind = ANY (ARRAY['goods'::text, 'service'::text, 'fee'::text, 'kit'::text]))),
  constraint products_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint products_over_tolerance CHECK (((over_tolerance = (0)::numeric) OR (fulfil = 'ship'::text))),
  constraint products_over_tolerance_check CHECK (((over_tolerance >= (0)::numeric) AND (over_tolerance <= (100)::numeric))),
  constraint products_price_sign CHECK (((price >= (0)::numeric) OR (kind = 'fee'::text))),
  constraint products_state_check CHECK ((state = ANY (ARRAY['active'::text, 'inactive'::text]))),
  constraint products_stock_kept CHECK (((NOT stock_kept) OR ((kind = 'goods'::text) AND (fulfil = 'ship'::text)))),
  constraint products_tax_code_check CHECK ((tax_code ~ '^[0-9]{19}$'::text)),
  constraint products_tax_rate_check CHECK (((tax_rate >= (0)::numeric) AND (tax_rate <= (100)::numeric))),
  constraint products_unit_check CHECK (((length(unit) >= 1) AND (length(unit) <= 20))),
  constraint products_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint products_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint products_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE INDEX products_called ON public.products USING btree (org_id, name) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX products_code ON public.products USING btree (org_id, code_key) WHERE (deleted_at IS NULL);
CREATE INDEX products_created ON public.products USING btree (org_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX products_dept ON public.products USING btree (org_id, dept_id, created_at);
CREATE INDEX products_name ON public.products USING btree (org_id, name_key) WHERE (deleted_at IS NULL);
CREATE INDEX products_owner ON public.products USING btree (org_id, owner_id, created_at);
alter table products enable row level security; alter table products force row level security;
create policy org on products using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table promises (
  org_id uuid not null,
  id uuid not null,
  deal_id uuid,
  lead_id uuid,
  customer_id uuid,
  followup_id uuid,
  what text not null,
  to_whom text,
  by_when date,
  kind text default 'other'::text not null,
  state text default 'open'::text not null,
  note text,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  constraint promises_pkey PRIMARY KEY (org_id, id),
  constraint promises_check CHECK (((deal_id IS NOT NULL) OR (lead_id IS NOT NULL) OR (customer_id IS NOT NULL))),
  constraint promises_check1 CHECK (((state <> 'broken'::text) OR (note IS NOT NULL))),
  constraint promises_kind_check CHECK ((kind = ANY (ARRAY['price'::text, 'date'::text, 'service'::text, 'gift'::text, 'payment'::text, 'other'::text]))),
  constraint promises_state_check CHECK ((state = ANY (ARRAY['open'::text, 'kept'::text, 'broken'::text]))),
  constraint promises_what_check CHECK (((length(what) >= 1) AND (length(what) <= 1000))),
  constraint promises_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint promises_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deals(org_id, id),
  constraint promises_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint promises_org_id_followup_id_fkey FOREIGN KEY (org_id, followup_id) REFERENCES followups(org_id, id),
  constraint promises_org_id_lead_id_fkey FOREIGN KEY (org_id, lead_id) REFERENCES leads(org_id, id)
);
CREATE INDEX promises_customer ON public.promises USING btree (org_id, customer_id, created_at) WHERE (customer_id IS NOT NULL);
CREATE INDEX promises_deal ON public.promises USING btree (org_id, deal_id, created_at) WHERE (deal_id IS NOT NULL);
CREATE INDEX promises_followup ON public.promises USING btree (org_id, followup_id) WHERE (followup_id IS NOT NULL);
CREATE INDEX promises_lead ON public.promises USING btree (org_id, lead_id, created_at) WHERE (lead_id IS NOT NULL);
alter table promises enable row level security; alter table promises force row level security;
create policy org on promises using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table quote_lines (
  org_id uuid not null,
  id uuid not null,
  quote_id uuid not null,
  no integer not null,
  product_id uuid,
  code text,
  kind text not null,
  fulfil text not null,
  name text not null,
  spec text,
  unit text not null,
  unit_qty numeric(18,6) not null,
  factor numeric(18,6) not null,
  qty numeric(18,6) not null,
  price numeric(20,6) not null,
  list_price numeric(20,6),
  discount_kind text,
  discount_value numeric(20,6),
  tax_rate numeric(7,4) not null,
  base numeric(20,4) not null,
  line_discount numeric(20,4) not null,
  share numeric(20,4) not null,
  amount numeric(20,4) not null,
  net numeric(20,4) not null,
  tax numeric(20,4) not null,
  gross numeric(20,4) not null,
  optional boolean default false not null,
  chosen boolean default false not null,
  note text,
  floor_price numeric(20,6),
  unit_cost numeric(20,6),
  hand_price boolean default false not null,
  price_why jsonb,
  alternative text,
  parts jsonb,
  constraint quote_lines_pkey PRIMARY KEY (org_id, id),
  constraint quote_lines_org_id_quote_id_no_key UNIQUE (org_id, quote_id, no),
  constraint quote_lines_alternative CHECK (((alternative IS NULL) OR (optional AND ((length(alternative) >= 1) AND (length(alternative) <= 20))))),
  constraint quote_lines_check CHECK (((price >= (0)::numeric) OR (kind = 'fee'::text))),
  constraint quote_lines_check1 CHECK (((discount_kind IS NULL) = (discount_value IS NULL))),
  constraint quote_lines_check2 CHECK ((qty = round((unit_qty * factor), 6))),
  constraint quote_lines_check3 CHECK ((amount = ((base - line_discount) - share))),
  constraint quote_lines_check4 CHECK ((gross = (net + tax))),
  constraint quote_lines_check5 CHECK ((optional OR (NOT chosen))),
  constraint quote_lines_discount_kind_check CHECK ((discount_kind = ANY (ARRAY['percent'::text, 'amount'::text]))),
  constraint quote_lines_discount_value_check CHECK ((discount_value >= (0)::numeric)),
  constraint quote_lines_factor_check CHECK ((factor >= (1)::numeric)),
  constraint quote_lines_fulfil_check CHECK ((fulfil = ANY (ARRAY['ship'::text, 'accept'::text, 'none'::text]))),
  constraint quote_lines_kind_check CHECK ((kind = ANY (ARRAY['goods'::text, 'service'::text, 'fee'::text]))),
  constraint quote_lines_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint quote_lines_no_check CHECK ((no >= 1)),
  constraint quote_lines_qty_check CHECK ((qty > (0)::numeric)),
  constraint quote_lines_tax_rate_check CHECK (((tax_rate >= (0)::numeric) AND (tax_rate <= (100)::numeric))),
  constraint quote_lines_unit_qty_check CHECK ((unit_qty > (0)::numeric)),
  constraint quote_lines_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES products(org_id, id),
  constraint quote_lines_org_id_quote_id_fkey FOREIGN KEY (org_id, quote_id) REFERENCES quotes(org_id, id)
);
CREATE UNIQUE INDEX quote_lines_taken ON public.quote_lines USING btree (org_id, quote_id, alternative) WHERE ((alternative IS NOT NULL) AND chosen);
alter table quote_lines enable row level security; alter table quote_lines force row level security;
create policy org on quote_lines using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table quote_questions (
  org_id uuid not null,
  id uuid not null,
  quote_id uuid not null,
  link_id uuid not null,
  asked_at timestamp with time zone not null,
  name text not null,
  question text not null,
  address text not null,
  answer text,
  answered_at timestamp with time zone,
  answered_by uuid,
  constraint quote_questions_pkey PRIMARY KEY (org_id, id),
  constraint quote_questions_answer_check CHECK (((length(answer) >= 1) AND (length(answer) <= 4000))),
  constraint quote_questions_answered CHECK ((((answer IS NULL) = (answered_at IS NULL)) AND ((answer IS NULL) = (answered_by IS NULL)))),
  constraint quote_questions_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint quote_questions_question_check CHECK (((length(question) >= 1) AND (length(question) <= 4000))),
  constraint quote_questions_org_id_answered_by_fkey FOREIGN KEY (org_id, answered_by) REFERENCES users(org_id, id),
  constraint quote_questions_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint quote_questions_org_id_link_id_fkey FOREIGN KEY (org_id, link_id) REFERENCES links(org_id, id),
  constraint quote_questions_org_id_quote_id_fkey FOREIGN KEY (org_id, quote_id) REFERENCES quotes(org_id, id)
);
CREATE INDEX quote_questions_link ON public.quote_questions USING btree (org_id, link_id, asked_at);
CREATE INDEX quote_questions_quote ON public.quote_questions USING btree (org_id, quote_id, asked_at);
alter table quote_questions enable row level security; alter table quote_questions force row level security;
create policy org on quote_questions using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table quote_replies (
  org_id uuid not null,
  id uuid not null,
  quote_id uuid not null,
  link_id uuid not null,
  kind text not null,
  at timestamp with time zone not null,
  name text,
  title text,
  reason text,
  words text,
  address text not null,
  agent text not null,
  lang text not null,
  content text not null,
  content_hash text not null,
  chosen jsonb not null,
  gross numeric(20,4) not null,
  file_id uuid,
  constraint quote_replies_pkey PRIMARY KEY (org_id, id),
  constraint quote_replies_agent_check CHECK ((length(agent) <= 300)),
  constraint quote_replies_content_hash_check CHECK ((content_hash ~ '^[0-9a-f]{64}$'::text)),
  constraint quote_replies_kind_check CHECK ((kind = ANY (ARRAY['accepted'::text, 'declined'::text]))),
  constraint quote_replies_lang_check CHECK ((lang = ANY (ARRAY['en'::text, 'zh'::text]))),
  constraint quote_replies_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint quote_replies_signed CHECK ((((kind = 'accepted'::text) = (name IS NOT NULL)) AND ((kind = 'declined'::text) = (reason IS NOT NULL)))),
  constraint quote_replies_title_check CHECK (((length(title) >= 1) AND (length(title) <= 100))),
  constraint quote_replies_words_check CHECK (((length(words) >= 1) AND (length(words) <= 4000))),
  constraint quote_replies_yes CHECK (((kind = 'accepted'::text) OR ((title IS NULL) AND (file_id IS NULL) AND (chosen = '[]'::jsonb)))),
  constraint quote_replies_org_id_file_id_fkey FOREIGN KEY (org_id, file_id) REFERENCES files(org_id, id),
  constraint quote_replies_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint quote_replies_org_id_link_id_fkey FOREIGN KEY (org_id, link_id) REFERENCES links(org_id, id),
  constraint quote_replies_org_id_quote_id_fkey FOREIGN KEY (org_id, quote_id) REFERENCES quotes(org_id, id)
);
CREATE INDEX quote_replies_file ON public.quote_replies USING btree (org_id, file_id) WHERE (file_id IS NOT NULL);
CREATE INDEX quote_replies_link ON public.quote_replies USING btree (org_id, link_id);
CREATE UNIQUE INDEX quote_replies_once ON public.quote_replies USING btree (org_id, quote_id);
alter table quote_replies enable row level security; alter table quote_replies force row level security;
create policy kept_delete on quote_replies as restrictive for delete using (false);
create policy kept_update on quote_replies as restrictive for update using (false);
create policy org on quote_replies using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table quotes (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  version_no integer not null,
  deal_id uuid not null,
  customer_id uuid not null,
  contact_id uuid,
  state text not null,
  is_current boolean not null,
  currency text not null,
  rate numeric(20,10) not null,
  tax_mode text not null,
  tax_round text not null,
  discount_kind text,
  discount_value numeric(20,6),
  valid_until date not null,
  net numeric(20,4) not null,
  tax numeric(20,4) not null,
  gross numeric(20,4) not null,
  content_hash text,
  terms jsonb not null,
  answers jsonb default '[]'::jsonb not null,
  note text,
  thread_id uuid not null,
  sent_at timestamp with time zone,
  accepted_at timestamp with time zone,
  declined_at timestamp with time zone,
  decline_reason text,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint quotes_pkey PRIMARY KEY (org_id, id),
  constraint quotes_org_id_number_version_no_key UNIQUE (org_id, number, version_no),
  constraint quotes_check CHECK (((discount_kind IS NULL) = (discount_value IS NULL))),
  constraint quotes_check1 CHECK ((gross = (net + tax))),
  constraint quotes_check2 CHECK (((state = ANY (ARRAY['draft'::text, 'in_approval'::text, 'cancelled'::text])) OR (content_hash IS NOT NULL))),
  constraint quotes_check3 CHECK (((state <> 'sent'::text) OR (sent_at IS NOT NULL))),
  constraint quotes_check4 CHECK (((state <> 'accepted'::text) OR (accepted_at IS NOT NULL))),
  constraint quotes_check5 CHECK (((state <> 'declined'::text) OR (decline_reason IS NOT NULL))),
  constraint quotes_check6 CHECK (((state <> 'superseded'::text) OR (NOT is_current))),
  constraint quotes_discount_kind_check CHECK ((discount_kind = ANY (ARRAY['percent'::text, 'amount'::text]))),
  constraint quotes_discount_value_check CHECK ((discount_value >= (0)::numeric)),
  constraint quotes_rate_check CHECK ((rate > (0)::numeric)),
  constraint quotes_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'in_approval'::text, 'approved'::text, 'sent'::text, 'accepted'::text, 'declined'::text, 'expired'::text, 'superseded'::text, 'cancelled'::text]))),
  constraint quotes_tax_mode_check CHECK ((tax_mode = ANY (ARRAY['inclusive'::text, 'exclusive'::text]))),
  constraint quotes_tax_round_check CHECK ((tax_round = ANY (ARRAY['line'::text, 'document'::text]))),
  constraint quotes_version_no_check CHECK ((version_no >= 1)),
  constraint quotes_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id),
  constraint quotes_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint quotes_org_id_deal_id_fkey FOREIGN KEY (org_id, deal_id) REFERENCES deals(org_id, id),
  constraint quotes_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint quotes_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint quotes_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE UNIQUE INDEX quotes_accepted ON public.quotes USING btree (org_id, deal_id) WHERE (state = 'accepted'::text);
CREATE INDEX quotes_created ON public.quotes USING btree (org_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX quotes_current ON public.quotes USING btree (org_id, number) WHERE is_current;
CREATE INDEX quotes_customer ON public.quotes USING btree (org_id, customer_id, created_at);
CREATE INDEX quotes_deal ON public.quotes USING btree (org_id, deal_id, created_at);
CREATE INDEX quotes_open ON public.quotes USING btree (org_id, valid_until) WHERE (state = 'sent'::text);
alter table quotes enable row level security; alter table quotes force row level security;
create policy org on quotes using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table receipts (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  state text not null,
  customer_id uuid not null,
  method text not null,
  account text,
  external_ref text,
  currency text not null,
  rate numeric(20,10) not null,
  amount numeric(20,4) not null,
  base_amount numeric(20,4) not null,
  date date not null,
  bill_due_date date,
  counted boolean default true not null,
  bill_told date,
  allocated numeric(20,4) default 0 not null,
  refunding numeric(20,4) default 0 not null,
  refunded numeric(20,4) default 0 not null,
  received_at timestamp with time zone,
  ended_at timestamp with time zone,
  note text,
  is_opening boolean default false not null,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint receipts_pkey PRIMARY KEY (org_id, id),
  constraint receipts_amount_check CHECK ((amount > (0)::numeric)),
  constraint receipts_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint receipts_idle CHECK (((state = 'received'::text) OR ((allocated = (0)::numeric) AND (refunding = (0)::numeric) AND (refunded = (0)::numeric)))),
  constraint receipts_method_check CHECK ((method = ANY (ARRAY['bank'::text, 'cash'::text, 'wechat'::text, 'alipay'::text, 'card'::text, 'bill'::text, 'other'::text]))),
  constraint receipts_rate_check CHECK ((rate > (0)::numeric)),
  constraint receipts_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'received'::text, 'failed'::text, 'bounced'::text]))),
  constraint receipts_used CHECK (((allocated >= (0)::numeric) AND (refunding >= (0)::numeric) AND (refunded >= (0)::numeric) AND (((allocated + refunding) + refunded) <= amount))),
  constraint receipts_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint receipts_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint receipts_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint receipts_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE INDEX receipts_bills ON public.receipts USING btree (org_id, bill_due_date) WHERE ((method = 'bill'::text) AND (state = 'received'::text) AND (bill_due_date IS NOT NULL));
CREATE INDEX receipts_created ON public.receipts USING btree (org_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX receipts_customer ON public.receipts USING btree (org_id, customer_id, date DESC);
CREATE INDEX receipts_date ON public.receipts USING btree (org_id, date DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX receipts_dept ON public.receipts USING btree (org_id, dept_id, created_at DESC);
CREATE UNIQUE INDEX receipts_external ON public.receipts USING btree (org_id, method, external_ref) WHERE ((external_ref IS NOT NULL) AND (deleted_at IS NULL) AND (state = ANY (ARRAY['pending'::text, 'received'::text])));
CREATE UNIQUE INDEX receipts_number ON public.receipts USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX receipts_open ON public.receipts USING btree (org_id, customer_id) INCLUDE (amount, allocated, refunding, refunded, rate) WHERE ((state = 'received'::text) AND (deleted_at IS NULL) AND (((allocated + refunding) + refunded) < amount));
CREATE INDEX receipts_owner ON public.receipts USING btree (org_id, owner_id, created_at DESC);
alter table receipts enable row level security; alter table receipts force row level security;
create policy org on receipts using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

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

create table refunds (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  state text not null,
  receipt_id uuid not null,
  customer_id uuid not null,
  order_id uuid,
  currency text not null,
  amount numeric(20,4) not null,
  base_amount numeric(20,4) not null,
  reason text not null,
  external_ref text,
  date date,
  ended_at timestamp with time zone,
  note text,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint refunds_pkey PRIMARY KEY (org_id, id),
  constraint refunds_amount_check CHECK ((amount > (0)::numeric)),
  constraint refunds_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'approved'::text, 'processing'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text]))),
  constraint refunds_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint refunds_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint refunds_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint refunds_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint refunds_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint refunds_org_id_receipt_id_fkey FOREIGN KEY (org_id, receipt_id) REFERENCES receipts(org_id, id)
);
CREATE INDEX refunds_created ON public.refunds USING btree (org_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX refunds_customer ON public.refunds USING btree (org_id, customer_id, created_at DESC);
CREATE INDEX refunds_dept ON public.refunds USING btree (org_id, dept_id, created_at DESC);
CREATE UNIQUE INDEX refunds_number ON public.refunds USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX refunds_owner ON public.refunds USING btree (org_id, owner_id, created_at DESC);
CREATE INDEX refunds_receipt ON public.refunds USING btree (org_id, receipt_id);
alter table refunds enable row level security; alter table refunds force row level security;
create policy org on refunds using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table registration_claims (
  org_id uuid not null,
  id uuid not null,
  registration_id uuid not null,
  key text not null,
  line_key text,
  salt integer default 0 not null,
  subject_hash bigint not null,
  line_hash bigint,
  from_on date not null,
  until_on date not null,
  constraint registration_claims_pkey PRIMARY KEY (org_id, id),
  constraint registration_claims_line CHECK (((line_key IS NULL) = (line_hash IS NULL))),
  constraint registration_claims_salt_check CHECK ((salt >= 0)),
  constraint registration_claims_org_id_registration_id_fkey FOREIGN KEY (org_id, registration_id) REFERENCES registrations(org_id, id),
  constraint registration_claims_taken EXCLUDE USING gist (int8range(subject_hash, subject_hash, '[]'::text) WITH &&, (
CASE
    WHEN (line_hash IS NULL) THEN int8range(NULL::bigint, NULL::bigint)
    ELSE int8range(line_hash, line_hash, '[]'::text)
END) WITH &&, daterange(from_on, until_on, '[]'::text) WITH &&)
);
CREATE INDEX registration_claims_key ON public.registration_claims USING btree (org_id, key);
CREATE UNIQUE INDEX registration_claims_of ON public.registration_claims USING btree (org_id, registration_id, key);
alter table registration_claims enable row level security; alter table registration_claims force row level security;
create policy org on registration_claims using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table registrations (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  state text not null,
  customer_id uuid,
  company_name text not null,
  name_key text not null,
  company_key text not null,
  product_line text,
  line_key text,
  from_on date not null,
  until_on date not null,
  evidence text not null,
  contested boolean default false not null,
  rival_id uuid,
  renewed_at timestamp with time zone,
  decided_at timestamp with time zone,
  decided_by uuid,
  decision text,
  ended_at timestamp with time zone,
  warned_for date,
  owner_id uuid not null,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint registrations_pkey PRIMARY KEY (org_id, id),
  constraint registrations_ended CHECK (((state = ANY (ARRAY['requested'::text, 'protected'::text])) = (ended_at IS NULL))),
  constraint registrations_line CHECK (((product_line IS NULL) = (line_key IS NULL))),
  constraint registrations_name_key_check CHECK ((name_key <> ''::text)),
  constraint registrations_period CHECK ((until_on >= from_on)),
  constraint registrations_rival CHECK ((contested OR (rival_id IS NULL))),
  constraint registrations_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'protected'::text, 'won'::text, 'expired'::text, 'released'::text, 'refused'::text]))),
  constraint registrations_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint registrations_org_id_decided_by_fkey FOREIGN KEY (org_id, decided_by) REFERENCES users(org_id, id),
  constraint registrations_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint registrations_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint registrations_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint registrations_org_id_rival_id_fkey FOREIGN KEY (org_id, rival_id) REFERENCES registrations(org_id, id)
);
CREATE INDEX registrations_company ON public.registrations USING btree (org_id, company_key) WHERE (state = ANY (ARRAY['requested'::text, 'protected'::text]));
CREATE INDEX registrations_created ON public.registrations USING btree (org_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX registrations_customer ON public.registrations USING btree (org_id, customer_id, created_at DESC) WHERE (customer_id IS NOT NULL);
CREATE INDEX registrations_dept ON public.registrations USING btree (org_id, dept_id, created_at DESC);
CREATE INDEX registrations_name ON public.registrations USING btree (org_id, name_key) WHERE (customer_id IS NULL);
CREATE UNIQUE INDEX registrations_number ON public.registrations USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX registrations_owner ON public.registrations USING btree (org_id, owner_id, created_at DESC);
CREATE INDEX registrations_rival_of ON public.registrations USING btree (org_id, rival_id) WHERE (rival_id IS NOT NULL);
CREATE INDEX registrations_state ON public.registrations USING btree (org_id, state, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX registrations_until ON public.registrations USING btree (org_id, until_on) WHERE (state = 'protected'::text);
alter table registrations enable row level security; alter table registrations force row level security;
create policy org on registrations using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table reminders (
  org_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  subject_entity text not null,
  subject_id uuid not null,
  kind text not null,
  text text not null,
  fire_at timestamp with time zone not null,
  fired_at timestamp with time zone,
  done_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint reminders_pkey PRIMARY KEY (org_id, id),
  constraint reminders_kind_check CHECK ((kind = ANY (ARRAY['nextStep'::text, 'promise'::text, 'own'::text, 'task'::text]))),
  constraint reminders_text_check CHECK (((length(text) >= 1) AND (length(text) <= 1000))),
  constraint reminders_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint reminders_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE INDEX reminders_due ON public.reminders USING btree (org_id, fire_at) WHERE ((fired_at IS NULL) AND (done_at IS NULL));
CREATE UNIQUE INDEX reminders_once ON public.reminders USING btree (org_id, subject_entity, subject_id, kind, fire_at, user_id);
CREATE INDEX reminders_open ON public.reminders USING btree (org_id, user_id, fire_at) WHERE (done_at IS NULL);
alter table reminders enable row level security; alter table reminders force row level security;
create policy org on reminders using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table reservations (
  org_id uuid not null,
  id uuid not null,
  order_line_id uuid not null,
  holder text default ''::text not null,
  product_id uuid not null,
  warehouse_id uuid not null,
  batch text default ''::text not null,
  qty numeric(18,6) not null,
  consumed numeric(18,6) default 0 not null,
  released numeric(18,6) default 0 not null,
  expires_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint reservations_pkey PRIMARY KEY (org_id, id),
  constraint reservations_consumed_check CHECK ((consumed >= (0)::numeric)),
  constraint reservations_qty_check CHECK ((qty > (0)::numeric)),
  constraint reservations_released_check CHECK ((released >= (0)::numeric)),
  constraint reservations_used CHECK (((consumed + released) <= qty)),
  constraint reservations_org_id_product_id_warehouse_id_batch_fkey FOREIGN KEY (org_id, product_id, warehouse_id, batch) REFERENCES stock_levels(org_id, product_id, warehouse_id, batch)
);
CREATE INDEX reservations_expiry ON public.reservations USING btree (org_id, expires_at) WHERE ((expires_at IS NOT NULL) AND ((consumed + released) < qty));
CREATE INDEX reservations_level ON public.reservations USING btree (org_id, product_id, warehouse_id, batch) WHERE ((consumed + released) < qty);
CREATE INDEX reservations_line ON public.reservations USING btree (org_id, order_line_id);
alter table reservations enable row level security; alter table reservations force row level security;
create policy org on reservations using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

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

create table sales_targets (
  org_id uuid not null,
  month date not null,
  user_id uuid,
  dept_id uuid,
  subject_id uuid generated always as (COALESCE(user_id, dept_id)) stored not null,
  amount numeric(20,4) not null,
  constraint sales_targets_pkey PRIMARY KEY (org_id, month, subject_id),
  constraint sales_targets_amount_check CHECK ((amount >= (0)::numeric)),
  constraint sales_targets_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint sales_targets_one CHECK ((num_nonnulls(user_id, dept_id) = 1)),
  constraint sales_targets_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint sales_targets_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint sales_targets_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
alter table sales_targets enable row level security; alter table sales_targets force row level security;
create policy org on sales_targets using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table search_term (
  org_id uuid not null,
  term text collate "C" not null,
  entity text not null,
  record_id uuid not null,
  field text default ''::text not null,
  constraint search_term_pkey PRIMARY KEY (org_id, entity, record_id, term),
  constraint search_term_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE INDEX search_term_find ON public.search_term USING btree (org_id, entity, term, record_id);
alter table search_term enable row level security; alter table search_term force row level security;
create policy org on search_term using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table settlement_lines (
  org_id uuid not null,
  id uuid not null,
  settlement_id uuid not null,
  no integer not null,
  shipment_line_id uuid not null,
  order_id uuid not null,
  order_line_id uuid not null,
  qty numeric(18,6) not null,
  constraint settlement_lines_pkey PRIMARY KEY (org_id, id),
  constraint settlement_lines_once UNIQUE (org_id, settlement_id, shipment_line_id),
  constraint settlement_lines_org_id_settlement_id_no_key UNIQUE (org_id, settlement_id, no),
  constraint settlement_lines_no_check CHECK ((no > 0)),
  constraint settlement_lines_qty_check CHECK ((qty > (0)::numeric)),
  constraint settlement_lines_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint settlement_lines_org_id_order_line_id_fkey FOREIGN KEY (org_id, order_line_id) REFERENCES order_lines(org_id, id),
  constraint settlement_lines_org_id_settlement_id_fkey FOREIGN KEY (org_id, settlement_id) REFERENCES settlements(org_id, id),
  constraint settlement_lines_org_id_shipment_line_id_fkey FOREIGN KEY (org_id, shipment_line_id) REFERENCES shipment_lines(org_id, id) ON DELETE CASCADE
);
CREATE INDEX settlement_lines_line ON public.settlement_lines USING btree (org_id, order_line_id);
CREATE INDEX settlement_lines_order ON public.settlement_lines USING btree (org_id, order_id);
CREATE INDEX settlement_lines_shipment ON public.settlement_lines USING btree (org_id, shipment_line_id);
alter table settlement_lines enable row level security; alter table settlement_lines force row level security;
create policy org on settlement_lines using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table settlements (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  state text not null,
  customer_id uuid not null,
  site_id uuid not null,
  date date not null,
  period_from date,
  period_to date,
  customer_reference text,
  note text,
  posted_at timestamp with time zone,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint settlements_pkey PRIMARY KEY (org_id, id),
  constraint settlements_period CHECK (((period_from IS NULL) OR (period_to IS NULL) OR (period_from <= period_to))),
  constraint settlements_posted CHECK (((state = 'posted'::text) = (posted_at IS NOT NULL))),
  constraint settlements_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'posted'::text, 'cancelled'::text]))),
  constraint settlements_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint settlements_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint settlements_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint settlements_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint settlements_site_fk FOREIGN KEY (org_id, site_id, customer_id) REFERENCES warehouses(org_id, id, customer_id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX settlements_created ON public.settlements USING btree (org_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX settlements_customer ON public.settlements USING btree (org_id, customer_id, created_at DESC);
CREATE INDEX settlements_dept ON public.settlements USING btree (org_id, dept_id, created_at DESC);
CREATE UNIQUE INDEX settlements_number ON public.settlements USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX settlements_owner ON public.settlements USING btree (org_id, owner_id, created_at DESC);
CREATE INDEX settlements_site ON public.settlements USING btree (org_id, site_id, created_at DESC);
CREATE INDEX settlements_state ON public.settlements USING btree (org_id, state, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
alter table settlements enable row level security; alter table settlements force row level security;
create policy org on settlements using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table shipment_lines (
  org_id uuid not null,
  id uuid not null,
  shipment_id uuid not null,
  no integer not null,
  order_id uuid not null,
  order_line_id uuid not null,
  product_id uuid,
  stock_kept boolean not null,
  code text,
  name text not null,
  spec text,
  unit text not null,
  unit_qty numeric(18,6) not null,
  factor numeric(18,6) not null,
  qty numeric(18,6) not null,
  warehouse_id uuid,
  batch text,
  delivered numeric(18,6) default 0 not null,
  came_back numeric(18,6) default 0 not null,
  lost numeric(18,6) default 0 not null,
  invoiced numeric(18,6) default 0 not null,
  checked numeric(18,6) default 0 not null,
  constraint shipment_lines_pkey PRIMARY KEY (org_id, id),
  constraint shipment_lines_org_id_shipment_id_no_key UNIQUE (org_id, shipment_id, no) DEFERRABLE INITIALLY DEFERRED,
  constraint shipment_lines_became CHECK ((((delivered + came_back) + lost) <= qty)),
  constraint shipment_lines_came_back_check CHECK ((came_back >= (0)::numeric)),
  constraint shipment_lines_checked CHECK (((checked >= (0)::numeric) AND (checked <= unit_qty))),
  constraint shipment_lines_delivered_check CHECK ((delivered >= (0)::numeric)),
  constraint shipment_lines_exact CHECK ((qty = (unit_qty * factor))),
  constraint shipment_lines_factor_check CHECK ((factor >= (1)::numeric)),
  constraint shipment_lines_invoiced_check CHECK ((invoiced >= (0)::numeric)),
  constraint shipment_lines_lost_check CHECK ((lost >= (0)::numeric)),
  constraint shipment_lines_no_check CHECK ((no > 0)),
  constraint shipment_lines_place CHECK (((NOT stock_kept) OR (warehouse_id IS NOT NULL))),
  constraint shipment_lines_unit_qty_check CHECK ((unit_qty > (0)::numeric)),
  constraint shipment_lines_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint shipment_lines_org_id_order_line_id_fkey FOREIGN KEY (org_id, order_line_id) REFERENCES order_lines(org_id, id),
  constraint shipment_lines_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES products(org_id, id),
  constraint shipment_lines_org_id_shipment_id_fkey FOREIGN KEY (org_id, shipment_id) REFERENCES shipments(org_id, id),
  constraint shipment_lines_org_id_warehouse_id_fkey FOREIGN KEY (org_id, warehouse_id) REFERENCES warehouses(org_id, id)
);
CREATE INDEX shipment_lines_line ON public.shipment_lines USING btree (org_id, order_line_id);
CREATE INDEX shipment_lines_order ON public.shipment_lines USING btree (org_id, order_id);
alter table shipment_lines enable row level security; alter table shipment_lines force row level security;
create policy org on shipment_lines using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table shipments (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  kind text default 'delivery'::text not null,
  state text not null,
  customer_id uuid not null,
  address text,
  contact_name text,
  phone text,
  planned_date date,
  date date,
  carrier text,
  tracking_number text,
  carrier_state text,
  signed_by text,
  shipped_at timestamp with time zone,
  delivered_at timestamp with time zone,
  note text,
  is_opening boolean default false not null,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  supplier_note text,
  site_id uuid,
  constraint shipments_pkey PRIMARY KEY (org_id, id),
  constraint shipments_acceptance CHECK (((kind <> 'acceptance'::text) OR (state = ANY (ARRAY['draft'::text, 'delivered'::text, 'cancelled'::text])))),
  constraint shipments_arrived CHECK (((state = 'delivered'::text) = (delivered_at IS NOT NULL))),
  constraint shipments_carrier_state_check CHECK ((carrier_state = ANY (ARRAY['in_transit'::text, 'picked_up'::text, 'problem'::text, 'signed'::text, 'refused'::text, 'out_for_delivery'::text, 'returned'::text, 'transferred'::text, 'customs'::text, 'rejected'::text]))),
  constraint shipments_kind_check CHECK ((kind = ANY (ARRAY['delivery'::text, 'acceptance'::text]))),
  constraint shipments_posted CHECK (((state <> ALL (ARRAY['shipped'::text, 'delivered'::text])) OR ((date IS NOT NULL) AND (shipped_at IS NOT NULL)))),
  constraint shipments_site CHECK (((site_id IS NULL) OR (kind = 'delivery'::text))),
  constraint shipments_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'ready'::text, 'shipped'::text, 'delivered'::text, 'cancelled'::text]))),
  constraint shipments_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint shipments_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint shipments_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint shipments_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint shipments_site_fk FOREIGN KEY (org_id, site_id, customer_id) REFERENCES warehouses(org_id, id, customer_id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX shipments_at_site ON public.shipments USING btree (org_id, site_id) WHERE ((site_id IS NOT NULL) AND (state = 'shipped'::text) AND (deleted_at IS NULL));
CREATE INDEX shipments_created ON public.shipments USING btree (org_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX shipments_customer ON public.shipments USING btree (org_id, customer_id, created_at DESC);
CREATE INDEX shipments_dept ON public.shipments USING btree (org_id, dept_id, created_at DESC);
CREATE UNIQUE INDEX shipments_number ON public.shipments USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX shipments_owner ON public.shipments USING btree (org_id, owner_id, created_at DESC);
CREATE INDEX shipments_state ON public.shipments USING btree (org_id, state, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX shipments_tracking ON public.shipments USING btree (org_id, tracking_number) WHERE (tracking_number IS NOT NULL);
alter table shipments enable row level security; alter table shipments force row level security;
create policy org on shipments using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table spot_check_records (
  org_id uuid not null,
  id uuid not null,
  check_id uuid not null,
  "position" integer not null,
  entity text not null,
  record_id uuid not null,
  owner_id uuid not null,
  dept_id uuid,
  answer_by uuid not null,
  score integer,
  verdict text,
  reason text,
  remark text,
  judged_at timestamp with time zone,
  judged_by uuid,
  answer text,
  answered_at timestamp with time zone,
  mended_at timestamp with time zone,
  version integer not null,
  constraint spot_check_records_pkey PRIMARY KEY (org_id, id),
  constraint spot_check_records_once UNIQUE (org_id, check_id, record_id),
  constraint spot_check_records_answer_check CHECK (((length(answer) >= 1) AND (length(answer) <= 1000))),
  constraint spot_check_records_judged CHECK (((verdict IS NULL) = (judged_at IS NULL))),
  constraint spot_check_records_mended CHECK (((mended_at IS NULL) OR (verdict = 'flawed'::text))),
  constraint spot_check_records_reason CHECK (((length(reason) >= 1) AND (length(reason) <= 60))),
  constraint spot_check_records_remark_check CHECK (((length(remark) >= 1) AND (length(remark) <= 1000))),
  constraint spot_check_records_score_check CHECK (((score >= 0) AND (score <= 100))),
  constraint spot_check_records_verdict_check CHECK ((verdict = ANY (ARRAY['ok'::text, 'flawed'::text]))),
  constraint spot_check_records_why CHECK (((NOT (verdict IS DISTINCT FROM 'flawed'::text)) = (reason IS NOT NULL))),
  constraint spot_check_records_org_id_answer_by_fkey FOREIGN KEY (org_id, answer_by) REFERENCES users(org_id, id),
  constraint spot_check_records_org_id_check_id_fkey FOREIGN KEY (org_id, check_id) REFERENCES spot_checks(org_id, id),
  constraint spot_check_records_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint spot_check_records_org_id_judged_by_fkey FOREIGN KEY (org_id, judged_by) REFERENCES users(org_id, id),
  constraint spot_check_records_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE INDEX spot_check_records_of ON public.spot_check_records USING btree (org_id, record_id) WHERE (verdict = 'flawed'::text);
CREATE INDEX spot_check_records_open ON public.spot_check_records USING btree (org_id, answer_by) WHERE ((verdict = 'flawed'::text) AND (mended_at IS NULL));
alter table spot_check_records enable row level security; alter table spot_check_records force row level security;
create policy org on spot_check_records using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table spot_checks (
  org_id uuid not null,
  id uuid not null,
  entity text not null,
  week date not null,
  user_id uuid,
  dept_id uuid,
  from_day date,
  to_day date,
  seed text not null,
  size integer not null,
  found integer not null,
  by_id uuid not null,
  created_at timestamp with time zone not null,
  constraint spot_checks_pkey PRIMARY KEY (org_id, id),
  constraint spot_checks_days CHECK ((to_day >= from_day)),
  constraint spot_checks_entity_check CHECK ((entity = ANY (ARRAY['lead'::text, 'customer'::text, 'deal'::text, 'followup'::text]))),
  constraint spot_checks_found_check CHECK ((found >= 1)),
  constraint spot_checks_seed_check CHECK (((length(seed) >= 1) AND (length(seed) <= 60))),
  constraint spot_checks_size_check CHECK (((size >= 1) AND (size <= 100))),
  constraint spot_checks_week_check CHECK ((EXTRACT(isodow FROM week) = (1)::numeric)),
  constraint spot_checks_org_id_by_id_fkey FOREIGN KEY (org_id, by_id) REFERENCES users(org_id, id),
  constraint spot_checks_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint spot_checks_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint spot_checks_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE INDEX spot_checks_week ON public.spot_checks USING btree (org_id, week DESC, created_at DESC);
alter table spot_checks enable row level security; alter table spot_checks force row level security;
create policy org on spot_checks using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table stock_document_lines (
  org_id uuid not null,
  document_id uuid not null,
  no integer not null,
  product_id uuid not null,
  unit text not null,
  unit_qty numeric(18,6) not null,
  factor numeric(18,6) not null,
  qty numeric(18,6) not null,
  batch text default ''::text not null,
  moved numeric(18,6),
  note text,
  constraint stock_document_lines_pkey PRIMARY KEY (org_id, document_id, no),
  constraint stock_document_lines_exact CHECK ((qty = (unit_qty * factor))),
  constraint stock_document_lines_factor_check CHECK ((factor >= (1)::numeric)),
  constraint stock_document_lines_no_check CHECK ((no > 0)),
  constraint stock_document_lines_org_id_document_id_fkey FOREIGN KEY (org_id, document_id) REFERENCES stock_documents(org_id, id),
  constraint stock_document_lines_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES products(org_id, id)
);
CREATE INDEX stock_document_lines_product ON public.stock_document_lines USING btree (org_id, product_id);
alter table stock_document_lines enable row level security; alter table stock_document_lines force row level security;
create policy org on stock_document_lines using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table stock_documents (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  kind text not null,
  state text default 'draft'::text not null,
  date date not null,
  warehouse_id uuid not null,
  to_warehouse_id uuid,
  reason text,
  note text,
  posted_at timestamp with time zone,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint stock_documents_pkey PRIMARY KEY (org_id, id),
  constraint stock_documents_check CHECK (((kind = 'transfer'::text) OR (to_warehouse_id IS NULL))),
  constraint stock_documents_check1 CHECK (((state <> 'posted'::text) OR ((posted_at IS NOT NULL) AND (deleted_at IS NULL)))),
  constraint stock_documents_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'count'::text, 'transfer'::text, 'adjustment'::text, 'scrap'::text]))),
  constraint stock_documents_state_check CHECK ((state = ANY (ARRAY['draft'::text, 'posted'::text, 'cancelled'::text]))),
  constraint stock_documents_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint stock_documents_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint stock_documents_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint stock_documents_org_id_to_warehouse_id_fkey FOREIGN KEY (org_id, to_warehouse_id) REFERENCES warehouses(org_id, id),
  constraint stock_documents_org_id_warehouse_id_fkey FOREIGN KEY (org_id, warehouse_id) REFERENCES warehouses(org_id, id)
);
CREATE INDEX stock_documents_created ON public.stock_documents USING btree (org_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX stock_documents_date ON public.stock_documents USING btree (org_id, date, id) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX stock_documents_number ON public.stock_documents USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX stock_documents_owner ON public.stock_documents USING btree (org_id, owner_id, created_at);
alter table stock_documents enable row level security; alter table stock_documents force row level security;
create policy org on stock_documents using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table stock_levels (
  org_id uuid not null,
  product_id uuid not null,
  warehouse_id uuid not null,
  batch text default ''::text not null,
  id uuid not null,
  on_hand numeric(18,6) default 0 not null,
  reserved numeric(18,6) default 0 not null,
  backorder_limit numeric(18,6) default 0 not null,
  unit text not null,
  is_stocked boolean default true not null,
  moved_at timestamp with time zone not null,
  sellable boolean default true not null,
  constraint stock_levels_pkey PRIMARY KEY (org_id, product_id, warehouse_id, batch),
  constraint stock_levels_backorder_limit_check CHECK ((backorder_limit >= (0)::numeric)),
  constraint stock_levels_is_stocked_check CHECK (is_stocked),
  constraint stock_levels_on_hand CHECK ((on_hand >= (0)::numeric)),
  constraint stock_levels_reserved CHECK ((reserved <= (on_hand + backorder_limit))),
  constraint stock_levels_reserved_sign CHECK ((reserved >= (0)::numeric)),
  constraint stock_levels_sellable CHECK ((sellable OR (reserved = (0)::numeric))),
  constraint stock_levels_org_id_warehouse_id_fkey FOREIGN KEY (org_id, warehouse_id) REFERENCES warehouses(org_id, id),
  constraint stock_levels_product FOREIGN KEY (org_id, product_id, unit, is_stocked) REFERENCES products(org_id, id, unit, is_stocked)
);
CREATE UNIQUE INDEX stock_levels_id ON public.stock_levels USING btree (org_id, id);
CREATE INDEX stock_levels_warehouse ON public.stock_levels USING btree (org_id, warehouse_id, product_id);
alter table stock_levels enable row level security; alter table stock_levels force row level security;
create policy org on stock_levels using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table stock_moves (
  org_id uuid not null,
  id uuid not null,
  seq bigint generated always as identity not null,
  at timestamp with time zone not null,
  date date not null,
  product_id uuid not null,
  warehouse_id uuid not null,
  batch text default ''::text not null,
  qty numeric(18,6) not null,
  on_hand numeric(18,6) not null,
  kind text not null,
  entity text not null,
  record_id uuid not null,
  paper text not null,
  line_no integer,
  made_by uuid,
  constraint stock_moves_pkey PRIMARY KEY (org_id, id),
  constraint stock_moves_kind_check CHECK ((kind = ANY (ARRAY['receipt'::text, 'count'::text, 'transfer'::text, 'adjustment'::text, 'scrap'::text, 'reversal'::text, 'shipment'::text, 'return'::text, 'settlement'::text]))),
  constraint stock_moves_qty_check CHECK ((qty <> (0)::numeric)),
  constraint stock_moves_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES products(org_id, id),
  constraint stock_moves_org_id_warehouse_id_fkey FOREIGN KEY (org_id, warehouse_id) REFERENCES warehouses(org_id, id)
);
CREATE INDEX stock_moves_at ON public.stock_moves USING btree (org_id, at DESC, id DESC);
CREATE INDEX stock_moves_level ON public.stock_moves USING btree (org_id, product_id, warehouse_id, at DESC, id DESC);
CREATE INDEX stock_moves_record ON public.stock_moves USING btree (org_id, record_id);
alter table stock_moves enable row level security; alter table stock_moves force row level security;
create policy kept_delete on stock_moves as restrictive for delete using (false);
create policy kept_update on stock_moves as restrictive for update using (false);
create policy org on stock_moves using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table supplies (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  kind text not null,
  state text not null,
  product_id uuid not null,
  unit text not null,
  is_stocked boolean default true not null,
  qty numeric(18,6) not null,
  received numeric(18,6) default 0 not null,
  tolerance numeric(5,2) default 0 not null,
  coming numeric(18,6) generated always as (
CASE
    WHEN (state = ANY (ARRAY['planned'::text, 'in_progress'::text])) THEN GREATEST((qty - received), (0)::numeric)
    ELSE (0)::numeric
END) stored not null,
  warehouse_id uuid not null,
  needed_by date,
  expected_on date,
  progress integer default 0 not null,
  supplier text,
  assignee_id uuid,
  order_id uuid,
  thread_id uuid,
  note text,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  direct boolean default false not null,
  constraint supplies_pkey PRIMARY KEY (org_id, id),
  constraint supplies_direct CHECK (((NOT direct) OR ((kind = 'buy'::text) AND (order_id IS NOT NULL) AND (tolerance = (0)::numeric)))),
  constraint supplies_ended CHECK (((state = ANY (ARRAY['received'::text, 'cancelled'::text])) = (ended_at IS NOT NULL))),
  constraint supplies_is_stocked_check CHECK ((is_stocked OR direct)),
  constraint supplies_kept CHECK (((deleted_at IS NULL) OR (state = ANY (ARRAY['planned'::text, 'cancelled'::text])))),
  constraint supplies_kind_check CHECK ((kind = ANY (ARRAY['make'::text, 'buy'::text]))),
  constraint supplies_nothing CHECK (((state <> ALL (ARRAY['planned'::text, 'cancelled'::text])) OR (received = (0)::numeric))),
  constraint supplies_over CHECK ((received <= (qty + round(((qty * tolerance) / (100)::numeric), 6)))),
  constraint supplies_progress_check CHECK (((progress >= 0) AND (progress <= 100))),
  constraint supplies_qty_check CHECK ((qty > (0)::numeric)),
  constraint supplies_received CHECK (((state <> 'received'::text) OR (received > (0)::numeric))),
  constraint supplies_received_check CHECK ((received >= (0)::numeric)),
  constraint supplies_started CHECK (((state <> 'in_progress'::text) OR (started_at IS NOT NULL))),
  constraint supplies_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'in_progress'::text, 'received'::text, 'cancelled'::text]))),
  constraint supplies_tolerance_check CHECK (((tolerance >= (0)::numeric) AND (tolerance <= (100)::numeric))),
  constraint supplies_org_id_assignee_id_fkey FOREIGN KEY (org_id, assignee_id) REFERENCES users(org_id, id),
  constraint supplies_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint supplies_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint supplies_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint supplies_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint supplies_org_id_warehouse_id_fkey FOREIGN KEY (org_id, warehouse_id) REFERENCES warehouses(org_id, id),
  constraint supplies_product FOREIGN KEY (org_id, product_id, unit, is_stocked) REFERENCES products(org_id, id, unit, is_stocked)
);
CREATE INDEX supplies_assignee ON public.supplies USING btree (org_id, assignee_id, created_at DESC);
CREATE INDEX supplies_coming ON public.supplies USING btree (org_id, product_id, expected_on) WHERE ((coming > (0)::numeric) AND (deleted_at IS NULL));
CREATE INDEX supplies_created ON public.supplies USING btree (org_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX supplies_dept ON public.supplies USING btree (org_id, dept_id, created_at DESC);
CREATE INDEX supplies_due ON public.supplies USING btree (org_id, expected_on) WHERE ((state = ANY (ARRAY['planned'::text, 'in_progress'::text])) AND (deleted_at IS NULL));
CREATE UNIQUE INDEX supplies_number ON public.supplies USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX supplies_order ON public.supplies USING btree (org_id, order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX supplies_owner ON public.supplies USING btree (org_id, owner_id, created_at DESC);
CREATE INDEX supplies_product ON public.supplies USING btree (org_id, product_id, warehouse_id);
CREATE INDEX supplies_state ON public.supplies USING btree (org_id, state, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
alter table supplies enable row level security; alter table supplies force row level security;
create policy org on supplies using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table supply_allots (
  org_id uuid not null,
  receipt_id uuid not null,
  order_line_id uuid not null,
  order_id uuid not null,
  qty numeric(18,6) not null,
  constraint supply_allots_pkey PRIMARY KEY (org_id, receipt_id, order_line_id),
  constraint supply_allots_qty_check CHECK ((qty > (0)::numeric)),
  constraint supply_allots_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint supply_allots_org_id_order_line_id_fkey FOREIGN KEY (org_id, order_line_id) REFERENCES order_lines(org_id, id),
  constraint supply_allots_org_id_receipt_id_fkey FOREIGN KEY (org_id, receipt_id) REFERENCES supply_receipts(org_id, id)
);
CREATE INDEX supply_allots_line ON public.supply_allots USING btree (org_id, order_line_id);
CREATE INDEX supply_allots_order ON public.supply_allots USING btree (org_id, order_id);
alter table supply_allots enable row level security; alter table supply_allots force row level security;
create policy org on supply_allots using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table supply_receipts (
  org_id uuid not null,
  id uuid not null,
  supply_id uuid not null,
  no integer not null,
  date date not null,
  qty numeric(18,6) not null,
  warehouse_id uuid not null,
  batch text default ''::text not null,
  note text,
  made_at timestamp with time zone not null,
  made_by uuid,
  reversed_at timestamp with time zone,
  reversed_by uuid,
  reversed_note text,
  shipment_id uuid,
  shipment_number text,
  constraint supply_receipts_pkey PRIMARY KEY (org_id, id),
  constraint supply_receipts_org_id_supply_id_no_key UNIQUE (org_id, supply_id, no),
  constraint supply_receipts_no_check CHECK ((no > 0)),
  constraint supply_receipts_qty_check CHECK ((qty > (0)::numeric)),
  constraint supply_receipts_shipment_named CHECK (((shipment_id IS NULL) = (shipment_number IS NULL))),
  constraint supply_receipts_org_id_made_by_fkey FOREIGN KEY (org_id, made_by) REFERENCES users(org_id, id),
  constraint supply_receipts_org_id_reversed_by_fkey FOREIGN KEY (org_id, reversed_by) REFERENCES users(org_id, id),
  constraint supply_receipts_org_id_supply_id_fkey FOREIGN KEY (org_id, supply_id) REFERENCES supplies(org_id, id),
  constraint supply_receipts_org_id_warehouse_id_fkey FOREIGN KEY (org_id, warehouse_id) REFERENCES warehouses(org_id, id),
  constraint supply_receipts_shipment_fk FOREIGN KEY (org_id, shipment_id) REFERENCES shipments(org_id, id)
);
CREATE UNIQUE INDEX supply_receipts_shipment ON public.supply_receipts USING btree (org_id, shipment_id) WHERE (shipment_id IS NOT NULL);
alter table supply_receipts enable row level security; alter table supply_receipts force row level security;
create policy org on supply_receipts using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table supply_wants (
  org_id uuid not null,
  supply_id uuid not null,
  order_line_id uuid not null,
  order_id uuid not null,
  qty numeric(18,6) not null,
  constraint supply_wants_pkey PRIMARY KEY (org_id, supply_id, order_line_id),
  constraint supply_wants_qty_check CHECK ((qty > (0)::numeric)),
  constraint supply_wants_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint supply_wants_org_id_order_line_id_fkey FOREIGN KEY (org_id, order_line_id) REFERENCES order_lines(org_id, id),
  constraint supply_wants_org_id_supply_id_fkey FOREIGN KEY (org_id, supply_id) REFERENCES supplies(org_id, id)
);
CREATE INDEX supply_wants_line ON public.supply_wants USING btree (org_id, order_line_id);
CREATE INDEX supply_wants_order ON public.supply_wants USING btree (org_id, order_id);
alter table supply_wants enable row level security; alter table supply_wants force row level security;
create policy org on supply_wants using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table surveys (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  state text not null,
  customer_id uuid not null,
  contact_id uuid,
  order_id uuid,
  ticket_id uuid,
  expires_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  mail_due boolean default false not null,
  answered_at timestamp with time zone,
  score integer,
  comment text,
  complaint_id uuid,
  due_on date,
  reviewed_at timestamp with time zone,
  reviewed_by uuid,
  review_note text,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint surveys_pkey PRIMARY KEY (org_id, id),
  constraint surveys_about CHECK (((order_id IS NOT NULL) OR (ticket_id IS NOT NULL))),
  constraint surveys_answered CHECK ((((state = ANY (ARRAY['answered'::text, 'reviewed'::text])) = (score IS NOT NULL)) AND ((score IS NULL) = (answered_at IS NULL)) AND ((score IS NULL) = (due_on IS NULL)))),
  constraint surveys_reviewed CHECK (((state = 'reviewed'::text) = (reviewed_at IS NOT NULL))),
  constraint surveys_score_check CHECK (((score >= 1) AND (score <= 5))),
  constraint surveys_sent CHECK (((state <> ALL (ARRAY['sent'::text, 'answered'::text, 'reviewed'::text])) OR (sent_at IS NOT NULL))),
  constraint surveys_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'sent'::text, 'answered'::text, 'reviewed'::text, 'expired'::text]))),
  constraint surveys_unanswered CHECK (((score IS NOT NULL) OR ((comment IS NULL) AND (complaint_id IS NULL)))),
  constraint surveys_org_id_complaint_id_fkey FOREIGN KEY (org_id, complaint_id) REFERENCES tickets(org_id, id),
  constraint surveys_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id),
  constraint surveys_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint surveys_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint surveys_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint surveys_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint surveys_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint surveys_org_id_reviewed_by_fkey FOREIGN KEY (org_id, reviewed_by) REFERENCES users(org_id, id),
  constraint surveys_org_id_ticket_id_fkey FOREIGN KEY (org_id, ticket_id) REFERENCES tickets(org_id, id)
);
CREATE INDEX surveys_about_order ON public.surveys USING btree (org_id, order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX surveys_complaint ON public.surveys USING btree (org_id, complaint_id) WHERE (complaint_id IS NOT NULL);
CREATE INDEX surveys_created ON public.surveys USING btree (org_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX surveys_customer ON public.surveys USING btree (org_id, customer_id, created_at DESC);
CREATE INDEX surveys_dept ON public.surveys USING btree (org_id, dept_id, created_at DESC);
CREATE INDEX surveys_due ON public.surveys USING btree (org_id, due_on) WHERE ((state = 'answered'::text) AND (deleted_at IS NULL));
CREATE INDEX surveys_mail ON public.surveys USING btree (org_id, created_at) WHERE mail_due;
CREATE UNIQUE INDEX surveys_number ON public.surveys USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX surveys_open ON public.surveys USING btree (org_id, expires_at) WHERE ((state = ANY (ARRAY['ready'::text, 'sent'::text])) AND (deleted_at IS NULL));
CREATE UNIQUE INDEX surveys_order ON public.surveys USING btree (org_id, order_id) WHERE (ticket_id IS NULL);
CREATE INDEX surveys_owner ON public.surveys USING btree (org_id, owner_id, created_at DESC);
CREATE INDEX surveys_state ON public.surveys USING btree (org_id, state, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE UNIQUE INDEX surveys_ticket ON public.surveys USING btree (org_id, ticket_id) WHERE (ticket_id IS NOT NULL);
alter table surveys enable row level security; alter table surveys force row level security;
create policy org on surveys using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table tasks (
  org_id uuid not null,
  id uuid not null,
  title text not null,
  note text,
  state text not null,
  priority text not null,
  given_by uuid,
  subject_entity text,
  subject_id uuid,
  subject_title text,
  customer_id uuid,
  due date,
  due_at timestamp with time zone,
  due_by timestamp with time zone,
  remind text,
  repeat text,
  repeat_day integer,
  next_id uuid,
  done_at timestamp with time zone,
  done_by uuid,
  owner_id uuid not null,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint tasks_pkey PRIMARY KEY (org_id, id),
  constraint tasks_done CHECK (((state = 'done'::text) = (done_at IS NOT NULL))),
  constraint tasks_due CHECK ((((due IS NULL) = (due_by IS NULL)) AND ((due_at IS NULL) OR (due_at = due_by)))),
  constraint tasks_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text]))),
  constraint tasks_remind CHECK (((remind IS NULL) OR (due IS NOT NULL))),
  constraint tasks_remind_check CHECK ((remind = ANY (ARRAY['onTime'::text, 'quarter'::text, 'hour'::text, 'day'::text]))),
  constraint tasks_repeat CHECK (((repeat IS NULL) OR (due IS NOT NULL))),
  constraint tasks_repeat_check CHECK ((repeat = ANY (ARRAY['workday'::text, 'week'::text, 'month'::text]))),
  constraint tasks_repeat_day_check CHECK (((repeat_day >= 1) AND (repeat_day <= 31))),
  constraint tasks_state_check CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'dropped'::text]))),
  constraint tasks_subject CHECK (((subject_entity IS NULL) = (subject_id IS NULL))),
  constraint tasks_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200))),
  constraint tasks_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint tasks_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint tasks_org_id_done_by_fkey FOREIGN KEY (org_id, done_by) REFERENCES users(org_id, id),
  constraint tasks_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint tasks_org_id_given_by_fkey FOREIGN KEY (org_id, given_by) REFERENCES users(org_id, id),
  constraint tasks_org_id_next_id_fkey FOREIGN KEY (org_id, next_id) REFERENCES tasks(org_id, id),
  constraint tasks_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE INDEX tasks_created ON public.tasks USING btree (org_id, created_at, id) WHERE (deleted_at IS NULL);
CREATE INDEX tasks_customer ON public.tasks USING btree (org_id, customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX tasks_due_by ON public.tasks USING btree (org_id, due_by, id) WHERE (deleted_at IS NULL);
CREATE INDEX tasks_given ON public.tasks USING btree (org_id, given_by, created_at) WHERE (deleted_at IS NULL);
CREATE INDEX tasks_open ON public.tasks USING btree (org_id, owner_id, due_by) WHERE ((state = 'open'::text) AND (deleted_at IS NULL));
CREATE INDEX tasks_subject ON public.tasks USING btree (org_id, subject_entity, subject_id, created_at) WHERE (subject_id IS NOT NULL);
alter table tasks enable row level security; alter table tasks force row level security;
create policy org on tasks using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table tax_rates (
  org_id uuid not null,
  id uuid not null,
  percent numeric(7,4) not null,
  label jsonb not null,
  valid_from date not null,
  valid_until date,
  constraint tax_rates_pkey PRIMARY KEY (org_id, id),
  constraint tax_rates_org_id_percent_valid_from_key UNIQUE (org_id, percent, valid_from),
  constraint tax_rates_check CHECK ((valid_until >= valid_from)),
  constraint tax_rates_percent_check CHECK (((percent >= (0)::numeric) AND (percent <= (100)::numeric))),
  constraint tax_rates_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
alter table tax_rates enable row level security; alter table tax_rates force row level security;
create policy org on tax_rates using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

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

create table tickets (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  kind text not null,
  state text not null,
  priority text not null,
  title text not null,
  customer_id uuid not null,
  contact_id uuid,
  order_id uuid,
  shipment_id uuid,
  handler_id uuid,
  content text,
  resolution text,
  response_due_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  first_response_at timestamp with time zone,
  clock_from timestamp with time zone not null,
  waited integer default 0 not null,
  waiting_since timestamp with time zone,
  resolved_at timestamp with time zone,
  closed_at timestamp with time zone,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint tickets_pkey PRIMARY KEY (org_id, id),
  constraint tickets_closed CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
  constraint tickets_kind_check CHECK ((kind = ANY (ARRAY['return'::text, 'exchange'::text, 'repair'::text, 'complaint'::text, 'question'::text]))),
  constraint tickets_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text]))),
  constraint tickets_resolved CHECK (((state <> ALL (ARRAY['resolved'::text, 'closed'::text])) OR ((resolved_at IS NOT NULL) AND (resolution IS NOT NULL)))),
  constraint tickets_state_check CHECK ((state = ANY (ARRAY['open'::text, 'in_progress'::text, 'waiting'::text, 'resolved'::text, 'closed'::text, 'cancelled'::text]))),
  constraint tickets_waited_check CHECK ((waited >= 0)),
  constraint tickets_waiting CHECK (((state = 'waiting'::text) = (waiting_since IS NOT NULL))),
  constraint tickets_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contacts(org_id, id),
  constraint tickets_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint tickets_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint tickets_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint tickets_org_id_handler_id_fkey FOREIGN KEY (org_id, handler_id) REFERENCES users(org_id, id),
  constraint tickets_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint tickets_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id),
  constraint tickets_org_id_shipment_id_fkey FOREIGN KEY (org_id, shipment_id) REFERENCES shipments(org_id, id)
);
CREATE INDEX tickets_created ON public.tickets USING btree (org_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX tickets_customer ON public.tickets USING btree (org_id, customer_id, created_at DESC);
CREATE INDEX tickets_dept ON public.tickets USING btree (org_id, dept_id, created_at DESC);
CREATE INDEX tickets_due ON public.tickets USING btree (org_id, due_at) WHERE ((state = ANY (ARRAY['open'::text, 'in_progress'::text])) AND (deleted_at IS NULL));
CREATE INDEX tickets_handler ON public.tickets USING btree (org_id, handler_id, created_at DESC);
CREATE UNIQUE INDEX tickets_number ON public.tickets USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX tickets_order ON public.tickets USING btree (org_id, order_id) WHERE (order_id IS NOT NULL);
CREATE INDEX tickets_owner ON public.tickets USING btree (org_id, owner_id, created_at DESC);
CREATE INDEX tickets_state ON public.tickets USING btree (org_id, state, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
alter table tickets enable row level security; alter table tickets force row level security;
create policy org on tickets using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table twin_dismissals (
  org_id uuid not null,
  entity text not null,
  a_id uuid not null,
  b_id uuid not null,
  at timestamp with time zone not null,
  by_id uuid not null,
  constraint twin_dismissals_pkey PRIMARY KEY (org_id, entity, a_id, b_id),
  constraint twin_dismissals_check CHECK ((a_id < b_id)),
  constraint twin_dismissals_entity_check CHECK ((entity = ANY (ARRAY['customer'::text, 'contact'::text, 'lead'::text]))),
  constraint twin_dismissals_org_id_by_id_fkey FOREIGN KEY (org_id, by_id) REFERENCES users(org_id, id),
  constraint twin_dismissals_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
alter table twin_dismissals enable row level security; alter table twin_dismissals force row level security;
create policy org on twin_dismissals using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table upkeep (
  name text not null,
  through text not null,
  constraint upkeep_pkey PRIMARY KEY (name)
);

create table user_roles (
  org_id uuid not null,
  user_id uuid not null,
  role text not null,
  constraint user_roles_pkey PRIMARY KEY (org_id, user_id, role),
  constraint user_roles_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'sales'::text, 'salesManager'::text, 'marketing'::text, 'orderDesk'::text, 'finance'::text, 'warehouse'::text, 'logistics'::text, 'purchasing'::text, 'service'::text, 'viewer'::text]))),
  constraint user_roles_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id)
);
CREATE INDEX user_roles_role ON public.user_roles USING btree (org_id, role, user_id);
alter table user_roles enable row level security; alter table user_roles force row level security;
create policy org on user_roles using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table users (
  org_id uuid not null,
  id uuid not null,
  auth_id text,
  name text not null,
  email text not null,
  phone text,
  lang text,
  dept_id uuid,
  manager_id uuid,
  active boolean default true not null,
  away_until date,
  access_version integer default 1 not null,
  settings jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  state text generated always as (
CASE
    WHEN active THEN 'active'::text
    ELSE 'inactive'::text
END) stored,
  pool_ids uuid[] default '{}'::uuid[] not null,
  away_from date,
  constraint users_pkey PRIMARY KEY (org_id, id),
  constraint users_lang_check CHECK ((lang = ANY (ARRAY['en'::text, 'zh'::text]))),
  constraint users_state_check CHECK ((state = ANY (ARRAY['active'::text, 'inactive'::text]))),
  constraint users_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint users_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint users_org_id_manager_id_fkey FOREIGN KEY (org_id, manager_id) REFERENCES users(org_id, id)
);
CREATE INDEX users_dept ON public.users USING btree (org_id, dept_id);
CREATE UNIQUE INDEX users_email ON public.users USING btree (org_id, lower(email));
CREATE INDEX users_manager ON public.users USING btree (org_id, manager_id) WHERE (manager_id IS NOT NULL);
CREATE INDEX users_name ON public.users USING btree (org_id, name, id);
alter table users enable row level security; alter table users force row level security;
create policy org on users using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table view_choices (
  org_id uuid not null,
  user_id uuid not null,
  entity text not null,
  view_id uuid,
  columns jsonb default '[]'::jsonb not null,
  constraint view_choices_pkey PRIMARY KEY (org_id, user_id, entity),
  constraint view_choices_org_id_user_id_fkey FOREIGN KEY (org_id, user_id) REFERENCES users(org_id, id),
  constraint view_choices_org_id_view_id_fkey FOREIGN KEY (org_id, view_id) REFERENCES views(org_id, id)
);
CREATE INDEX view_choices_view ON public.view_choices USING btree (org_id, view_id);
alter table view_choices enable row level security; alter table view_choices force row level security;
create policy org on view_choices using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table views (
  org_id uuid not null,
  id uuid not null,
  owner_id uuid,
  entity text not null,
  name text not null,
  kind text not null,
  q text default ''::text not null,
  filter jsonb,
  sort text default ''::text not null,
  columns jsonb default '[]'::jsonb not null,
  "position" integer default 0 not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  constraint views_pkey PRIMARY KEY (org_id, id),
  constraint views_kind_check CHECK ((kind = ANY (ARRAY['table'::text, 'board'::text]))),
  constraint views_name_check CHECK ((name <> ''::text)),
  constraint views_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint views_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE UNIQUE INDEX views_name ON public.views USING btree (org_id, entity, owner_id, lower(name)) NULLS NOT DISTINCT;
alter table views enable row level security; alter table views force row level security;
create policy org on views using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table warehouses (
  org_id uuid not null,
  id uuid not null,
  code text not null,
  code_key text not null,
  name text not null,
  name_key text not null,
  address text,
  is_default boolean default false not null,
  state text default 'active'::text not null,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  sellable boolean default true not null,
  customer_id uuid,
  constraint warehouses_pkey PRIMARY KEY (org_id, id),
  constraint warehouses_of_customer UNIQUE (org_id, id, customer_id),
  constraint warehouses_code_check CHECK (((length(code) >= 1) AND (length(code) <= 40))),
  constraint warehouses_default_active CHECK (((NOT is_default) OR ((state = 'active'::text) AND (deleted_at IS NULL)))),
  constraint warehouses_default_sellable CHECK (((NOT is_default) OR sellable)),
  constraint warehouses_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint warehouses_site_default CHECK (((customer_id IS NULL) OR (NOT is_default))),
  constraint warehouses_site_sells CHECK (((customer_id IS NULL) OR (NOT sellable))),
  constraint warehouses_state_check CHECK ((state = ANY (ARRAY['active'::text, 'inactive'::text]))),
  constraint warehouses_customer_fk FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint warehouses_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint warehouses_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint warehouses_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE UNIQUE INDEX warehouses_code ON public.warehouses USING btree (org_id, code_key) WHERE (deleted_at IS NULL);
CREATE INDEX warehouses_customer ON public.warehouses USING btree (org_id, customer_id) WHERE (customer_id IS NOT NULL);
CREATE UNIQUE INDEX warehouses_default ON public.warehouses USING btree (org_id) WHERE is_default;
CREATE UNIQUE INDEX warehouses_name ON public.warehouses USING btree (org_id, name_key) WHERE (deleted_at IS NULL);
alter table warehouses enable row level security; alter table warehouses force row level security;
create policy org on warehouses using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table write_offs (
  org_id uuid not null,
  id uuid not null,
  number text not null,
  kind text not null,
  state text not null,
  order_id uuid not null,
  customer_id uuid not null,
  instalment_no integer,
  currency text not null,
  amount numeric(20,4) not null,
  base_amount numeric(20,4) not null,
  credit numeric(20,4) default 0 not null,
  reason text not null,
  date date not null,
  ended_at timestamp with time zone,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  updated_at timestamp with time zone not null,
  updated_by uuid,
  deleted_at timestamp with time zone,
  custom jsonb default '{}'::jsonb not null,
  constraint write_offs_pkey PRIMARY KEY (org_id, id),
  constraint write_offs_amount_check CHECK ((amount > (0)::numeric)),
  constraint write_offs_credit CHECK (((state = ANY (ARRAY['approved'::text, 'reversed'::text])) OR (credit = (0)::numeric))),
  constraint write_offs_kind_check CHECK ((kind = ANY (ARRAY['rounding'::text, 'bad_debt'::text]))),
  constraint write_offs_state_check CHECK ((state = ANY (ARRAY['requested'::text, 'approved'::text, 'rejected'::text, 'cancelled'::text, 'reversed'::text]))),
  constraint write_offs_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers(org_id, id),
  constraint write_offs_org_id_dept_id_fkey FOREIGN KEY (org_id, dept_id) REFERENCES departments(org_id, id),
  constraint write_offs_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id),
  constraint write_offs_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES orders(org_id, id),
  constraint write_offs_org_id_owner_id_fkey FOREIGN KEY (org_id, owner_id) REFERENCES users(org_id, id)
);
CREATE INDEX write_offs_created ON public.write_offs USING btree (org_id, created_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX write_offs_customer ON public.write_offs USING btree (org_id, customer_id, created_at DESC);
CREATE INDEX write_offs_dept ON public.write_offs USING btree (org_id, dept_id, created_at DESC);
CREATE UNIQUE INDEX write_offs_number ON public.write_offs USING btree (org_id, number) WHERE (deleted_at IS NULL);
CREATE INDEX write_offs_order ON public.write_offs USING btree (org_id, order_id);
CREATE INDEX write_offs_owner ON public.write_offs USING btree (org_id, owner_id, created_at DESC);
alter table write_offs enable row level security; alter table write_offs force row level security;
create policy org on write_offs using ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting))) with check ((org_id = ( SELECT (current_setting('app.org_id'::text))::uuid AS current_setting)));

create table auth.account (
  id text not null,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp with time zone,
  "refreshTokenExpiresAt" timestamp with time zone,
  scope text,
  password text,
  "createdAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint "account_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "account_userId_idx" ON auth.account USING btree ("userId");

create table auth.api_key (
  hash text not null,
  org_id uuid not null,
  key_id uuid not null,
  constraint api_key_pkey PRIMARY KEY (hash),
  constraint api_key_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE UNIQUE INDEX api_key_of ON auth.api_key USING btree (org_id, key_id);

create table auth.invitation (
  hash text not null,
  org_id uuid not null,
  invitation_id uuid not null,
  constraint invitation_pkey PRIMARY KEY (hash),
  constraint invitation_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE INDEX invitation_of ON auth.invitation USING btree (org_id, invitation_id);

create table auth.link (
  hash text not null,
  org_id uuid not null,
  link_id uuid not null,
  constraint link_pkey PRIMARY KEY (hash),
  constraint link_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE UNIQUE INDEX link_of ON auth.link USING btree (org_id, link_id);

create table auth.lockout (
  email text not null,
  address text not null,
  failures timestamp with time zone[] default '{}'::timestamp with time zone[] not null,
  locked_until timestamp with time zone,
  seen_at timestamp with time zone not null,
  constraint lockout_pkey PRIMARY KEY (email, address)
);
CREATE INDEX lockout_age ON auth.lockout USING btree (seen_at);

create table auth.membership (
  auth_id text not null,
  org_id uuid not null,
  user_id uuid not null,
  org_name text not null,
  active boolean default true not null,
  chosen_at timestamp with time zone default now() not null,
  constraint membership_pkey PRIMARY KEY (auth_id, org_id),
  constraint membership_auth_id_fkey FOREIGN KEY (auth_id) REFERENCES auth."user"(id) ON DELETE CASCADE,
  constraint membership_org_id_fkey FOREIGN KEY (org_id) REFERENCES orgs(org_id)
);
CREATE UNIQUE INDEX membership_user ON auth.membership USING btree (org_id, user_id);

create table auth.password_reset (
  hash text not null,
  auth_id text not null,
  expires_at timestamp with time zone not null,
  constraint password_reset_pkey PRIMARY KEY (hash),
  constraint password_reset_auth_id_fkey FOREIGN KEY (auth_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX password_reset_of ON auth.password_reset USING btree (auth_id);

create table auth.rate (
  bucket text not null,
  hits integer not null,
  since timestamp with time zone not null,
  constraint rate_pkey PRIMARY KEY (bucket)
);
CREATE INDEX rate_age ON auth.rate USING btree (since);

create table auth.session (
  id text not null,
  "expiresAt" timestamp with time zone not null,
  token text not null,
  "createdAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamp with time zone not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null,
  "orgId" text,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token),
  constraint "session_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "session_userId_idx" ON auth.session USING btree ("userId");

create table auth."twoFactor" (
  id text not null,
  secret text not null,
  "backupCodes" text not null,
  "userId" text not null,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamp with time zone,
  constraint "twoFactor_pkey" PRIMARY KEY (id),
  constraint "twoFactor_userId_fkey" FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "twoFactor_secret_idx" ON auth."twoFactor" USING btree (secret);
CREATE UNIQUE INDEX "twoFactor_userId_idx" ON auth."twoFactor" USING btree ("userId");

create table auth.used_code (
  auth_id text not null,
  code text not null,
  used_at timestamp with time zone not null,
  constraint used_code_pkey PRIMARY KEY (auth_id, code),
  constraint used_code_auth_id_fkey FOREIGN KEY (auth_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX used_code_age ON auth.used_code USING btree (used_at);

create table auth."user" (
  id text not null,
  name text not null,
  email text not null,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  "twoFactorEnabled" boolean,
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_key UNIQUE (email)
);

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  "expiresAt" timestamp with time zone not null,
  "createdAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  "updatedAt" timestamp with time zone default CURRENT_TIMESTAMP not null,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier_idx ON auth.verification USING btree (identifier);

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
