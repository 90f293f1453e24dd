-- Forms that people outside fill in, what they were asked, and what they answered.

create table lead_forms (
  org_id uuid not null references orgs,
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  active boolean not null default true,
  -- which of its versions is asked now
  asked integer not null check (asked > 0),
  source text,
  -- one of both or none: a lead goes into this pool, or by this rule alone
  pool_id uuid,
  rule_id uuid,
  -- stands in the address of the page, which everybody may know
  token text not null,
  version integer not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, pool_id) references pools (org_id, id),
  foreign key (org_id, rule_id) references assignment_rules (org_id, id),
  foreign key (org_id, created_by) references users (org_id, id),
  foreign key (org_id, updated_by) references users (org_id, id),
  constraint lead_forms_aim check (num_nonnulls(pool_id, rule_id) < 2)
);
create unique index lead_forms_name on lead_forms (org_id, lower(name)) where archived_at is null;
select baton_protect('lead_forms');

-- Never written again: an answer is read beside what was asked.
create table lead_form_versions (
  org_id uuid not null,
  form_id uuid not null,
  version integer not null check (version > 0),
  content jsonb not null,
  created_at timestamptz not null,
  created_by uuid,
  primary key (org_id, form_id, version),
  foreign key (org_id, form_id) references lead_forms (org_id, id),
  foreign key (org_id, created_by) references users (org_id, id)
);
select baton_protect('lead_form_versions');

create table lead_form_answers (
  org_id uuid not null,
  id uuid not null,
  form_id uuid not null,
  form_version integer not null,
  -- the same page with the same words, sent twice, is one answer
  key text not null,
  at timestamptz not null,
  state text not null check (state in ('taken', 'held', 'dropped')),
  -- why it was held
  why jsonb not null default '[]',
  given jsonb not null,
  -- the words that were agreed to; null where none were asked
  consent text,
  lang text not null check (lang in ('en', 'zh')),
  via text not null check (via in ('page', 'api')),
  address text not null,
  agent text not null,
  -- the site whose page sent it
  origin text,
  lead_id uuid,
  customer_id uuid,
  contact_id uuid,
  -- whether the lead came with it
  made boolean not null default false,
  reviewed_at timestamptz,
  reviewed_by uuid,
  primary key (org_id, id),
  foreign key (org_id, form_id) references lead_forms (org_id, id),
  foreign key (org_id, form_id, form_version) references lead_form_versions (org_id, form_id, version),
  foreign key (org_id, lead_id) references leads (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, contact_id) references contacts (org_id, id),
  foreign key (org_id, reviewed_by) references users (org_id, id),
  constraint lead_form_answers_taken check ((state = 'taken') = (num_nonnulls(lead_id, customer_id) = 1)),
  constraint lead_form_answers_contact check (contact_id is null or customer_id is not null),
  constraint lead_form_answers_made check (not made or lead_id is not null),
  constraint lead_form_answers_reviewed check ((reviewed_at is null) = (reviewed_by is null) and (state <> 'dropped' or reviewed_at is not null))
);
create unique index lead_form_answers_once on lead_form_answers (org_id, form_id, key);
create index lead_form_answers_form on lead_form_answers (org_id, form_id, id desc);
create index lead_form_answers_held on lead_form_answers (org_id, id desc) where state = 'held';
create index lead_form_answers_lead on lead_form_answers (org_id, lead_id, id desc) where lead_id is not null;
create index lead_form_answers_customer on lead_form_answers (org_id, customer_id, id desc) where customer_id is not null;
create index lead_form_answers_contact on lead_form_answers (org_id, contact_id) where contact_id is not null;
select baton_protect('lead_form_answers');

-- By day of the organisation's zone: how often it was opened, answered, and refused.
create table lead_form_counts (
  org_id uuid not null,
  form_id uuid not null,
  day date not null,
  kind text not null check (kind in ('opened', 'taken', 'held', 'wrong', 'refused')),
  n integer not null check (n > 0),
  primary key (org_id, form_id, day, kind),
  foreign key (org_id, form_id) references lead_forms (org_id, id)
);
select baton_protect('lead_form_counts');
