-- Leads, follow-ups with the needs and promises heard in them, reminders.

create table leads (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  name text not null check (length(name) between 1 and 100),
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
  state text not null check (state in ('unassigned', 'assigned', 'following', 'converted', 'invalid')),
  invalid_reason text,
  assigned_at timestamptz,
  first_followup_at timestamptz,
  last_followup_at timestamptz,
  converted_at timestamptz,
  customer_id uuid,
  contact_id uuid,
  deal_id uuid,
  thread_id uuid not null,
  next_step text,
  next_step_at timestamptz,
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
  foreign key (org_id, referred_by) references customers (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, contact_id) references contacts (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  check ((state = 'unassigned') <= (owner_id is null)),
  check ((state in ('assigned', 'following')) <= (owner_id is not null)),
  check ((state = 'converted') = (converted_at is not null)),
  check ((state = 'converted') <= (customer_id is not null and deal_id is not null)),
  check ((state = 'invalid') <= (invalid_reason is not null))
);
create unique index leads_number on leads (org_id, number) where deleted_at is null;
create index leads_created on leads (org_id, created_at, id) where deleted_at is null;
create index leads_owner on leads (org_id, owner_id, created_at);
create index leads_dept on leads (org_id, dept_id, created_at);
create index leads_state on leads (org_id, state, created_at) where deleted_at is null;
create index leads_next on leads (org_id, owner_id, next_step_at) where deleted_at is null and next_step_at is not null;
create index leads_name_key on leads (org_id, name_key) where deleted_at is null and name_key is not null;
create index leads_company_key on leads (org_id, company_key) where deleted_at is null and company_key is not null;
create index leads_phone_key on leads (org_id, phone_key) where deleted_at is null and phone_key is not null;
create index leads_email_key on leads (org_id, email_key) where deleted_at is null and email_key is not null;
select baton_protect('leads');

-- The subject is named by its entity, so that a follow-up may be about anything that has a timeline; the other
-- columns are the parents it shows on as well. Rights follow the subject.
create table followups (
  org_id uuid not null references orgs,
  id uuid not null,
  subject_entity text not null check (subject_entity in ('lead', 'customer', 'contact', 'deal', 'order')),
  subject_id uuid not null,
  customer_id uuid,
  contact_id uuid,
  lead_id uuid,
  deal_id uuid,
  kind text not null check (kind in ('call', 'wechat', 'email', 'visit', 'meeting', 'note')),
  at timestamptz not null,
  content text not null check (length(content) between 1 and 10000),
  result text,
  pain_points text,
  budget text,
  decision_maker text,
  next_step text,
  next_step_at timestamptz,
  thread_id uuid,
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
  foreign key (org_id, lead_id) references leads (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  check (subject_entity <> 'lead' or lead_id = subject_id),
  check (subject_entity <> 'customer' or customer_id = subject_id),
  check (subject_entity <> 'contact' or contact_id = subject_id),
  check (subject_entity <> 'deal' or deal_id = subject_id)
);
create index followups_at on followups (org_id, at, id) where deleted_at is null;
create index followups_subject on followups (org_id, subject_entity, subject_id, at);
create index followups_owner on followups (org_id, owner_id, at);
create index followups_customer on followups (org_id, customer_id, at) where customer_id is not null;
create index followups_lead on followups (org_id, lead_id) where lead_id is not null;
select baton_protect('followups');

create table needs (
  org_id uuid not null references orgs,
  id uuid not null,
  deal_id uuid,
  lead_id uuid,
  customer_id uuid,
  followup_id uuid,
  text text not null check (length(text) between 1 and 1000),
  importance integer not null default 2 check (importance between 1 and 3),
  state text not null default 'open' check (state in ('open', 'answered', 'dropped')),
  answer text,
  version integer not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  primary key (org_id, id),
  foreign key (org_id, lead_id) references leads (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, followup_id) references followups (org_id, id),
  check (deal_id is not null or lead_id is not null or customer_id is not null),
  check (state <> 'answered' or answer is not null)
);
create index needs_deal on needs (org_id, deal_id, created_at) where deal_id is not null;
create index needs_lead on needs (org_id, lead_id, created_at) where lead_id is not null;
create index needs_customer on needs (org_id, customer_id, created_at) where customer_id is not null;
create index needs_followup on needs (org_id, followup_id) where followup_id is not null;
select baton_protect('needs');

create table promises (
  org_id uuid not null references orgs,
  id uuid not null,
  deal_id uuid,
  lead_id uuid,
  customer_id uuid,
  followup_id uuid,
  what text not null check (length(what) between 1 and 1000),
  to_whom text,
  by_when date,
  kind text not null default 'other' check (kind in ('price', 'date', 'service', 'gift', 'payment', 'other')),
  state text not null default 'open' check (state in ('open', 'kept', 'broken')),
  note text,
  version integer not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  primary key (org_id, id),
  foreign key (org_id, lead_id) references leads (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, followup_id) references followups (org_id, id),
  check (deal_id is not null or lead_id is not null or customer_id is not null),
  check (state <> 'broken' or note is not null)
);
create index promises_deal on promises (org_id, deal_id, created_at) where deal_id is not null;
create index promises_lead on promises (org_id, lead_id, created_at) where lead_id is not null;
create index promises_customer on promises (org_id, customer_id, created_at) where customer_id is not null;
create index promises_followup on promises (org_id, followup_id) where followup_id is not null;
select baton_protect('promises');

create table reminders (
  org_id uuid not null references orgs,
  id uuid not null,
  user_id uuid not null,
  subject_entity text not null,
  subject_id uuid not null,
  kind text not null check (kind in ('nextStep', 'promise', 'own')),
  text text not null check (length(text) between 1 and 1000),
  fire_at timestamptz not null,
  fired_at timestamptz,
  done_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id)
);
create unique index reminders_once on reminders (org_id, subject_entity, subject_id, kind, fire_at, user_id);
create index reminders_due on reminders (org_id, fire_at) where fired_at is null and done_at is null;
create index reminders_open on reminders (org_id, user_id, fire_at) where done_at is null;
select baton_protect('reminders');
