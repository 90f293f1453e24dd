-- Who is given a lead and why, and how soon they answer it.

alter table users add column away_from date;

-- What a lead is about, and until when its owner is to have spoken with it.
alter table leads
  add column product_line text,
  add column respond_by timestamptz;
create index leads_respond on leads (org_id, respond_by) where respond_by is not null and deleted_at is null;

-- Every time somebody is given a lead: how, by which rule, and when they first spoke with it.
create table lead_assignments (
  org_id uuid not null,
  id uuid not null,
  lead_id uuid not null,
  user_id uuid not null,
  how text not null check (how in ('own', 'import', 'hand', 'claim', 'rule', 'ladder', 'reopen')),
  rule_id uuid,
  by_id uuid,
  -- what the rule looked at
  facts jsonb,
  at timestamptz not null,
  respond_by timestamptz,
  responded_at timestamptz,
  -- working minutes from being given to the first contact
  minutes integer check (minutes >= 0),
  ended_at timestamptz,
  -- how far the ladder has been climbed: owner, manager, somebody else
  step integer not null default 0 check (step between 0 and 3),
  next_at timestamptz,
  -- working minutes that the ladder stood still
  paused integer not null default 0 check (paused >= 0),
  primary key (org_id, id),
  foreign key (org_id, lead_id) references leads (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id),
  foreign key (org_id, by_id) references users (org_id, id),
  constraint lead_assignments_answered check ((minutes is null) or responded_at is not null)
);
create index lead_assignments_lead on lead_assignments (org_id, lead_id, at);
create index lead_assignments_user on lead_assignments (org_id, user_id, at);
create index lead_assignments_at on lead_assignments (org_id, at);
create index lead_assignments_next on lead_assignments (org_id, next_at) where next_at is not null;
select baton_protect('lead_assignments');

insert into lead_assignments (org_id, id, lead_id, user_id, how, at, responded_at)
  select org_id, gen_random_uuid(), id, owner_id, 'hand', coalesce(assigned_at, created_at), case when state = 'following' then first_followup_at end
  from leads where owner_id is not null and state in ('assigned', 'following') and deleted_at is null;

create table assignment_rules (
  org_id uuid not null references orgs,
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  position integer not null,
  active boolean not null default true,
  -- the closed form of a filter over the lead's fields; null for every lead
  condition text,
  method text not null check (method in ('roundRobin', 'weighted', 'leastLoaded', 'region', 'productLine', 'source')),
  -- [{ userId, weight }] in order
  people jsonb not null default '[]',
  -- the salespeople of these departments and all below them
  dept_ids jsonb not null default '[]',
  -- [{ value, userId }]: whose a region, a product line, a source is
  places jsonb not null default '[]',
  -- nobody is given more while they have so many open leads
  max_open integer check (max_open > 0),
  -- where it stands: who had the last turn, and the weights that run along
  last_user_id uuid,
  turns jsonb not null default '{}',
  version integer not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id)
);
create unique index assignment_rules_name on assignment_rules (org_id, lower(name)) where archived_at is null;
select baton_protect('assignment_rules');
