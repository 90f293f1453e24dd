-- Where leads come from, and what it cost to get them.

create table lead_sources (
  org_id uuid not null references orgs,
  id uuid not null,
  name_en text not null check (length(name_en) between 1 and 60),
  name_zh text not null check (length(name_zh) between 1 and 60),
  position integer not null,
  archived_at timestamptz,
  primary key (org_id, id)
);
create unique index lead_sources_en on lead_sources (org_id, lower(name_en));
create unique index lead_sources_zh on lead_sources (org_id, lower(name_zh));
select baton_protect('lead_sources');

create table campaigns (
  org_id uuid not null references orgs,
  id uuid not null,
  -- what leads and deals carry: a campaign is known by its name
  name text not null check (length(name) between 1 and 100),
  -- stands in the addresses of its codes, and never changes
  code text not null check (code ~ '^[a-z0-9]{6}$'),
  state text not null default 'running' check (state in ('planned', 'running', 'ended')),
  source text,
  starts_on date,
  ends_on date,
  budget numeric(20, 4) check (budget >= 0),
  currency text not null,
  note text,
  owner_id uuid not null,
  version integer not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, created_by) references users (org_id, id),
  foreign key (org_id, updated_by) references users (org_id, id),
  constraint campaigns_days check (ends_on >= starts_on)
);
create unique index campaigns_name on campaigns (org_id, lower(name));
create unique index campaigns_code on campaigns (org_id, code);
select baton_protect('campaigns');

-- The rate of its day is kept with each: what was spent does not change afterwards.
create table campaign_costs (
  org_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  on_date date not null,
  amount numeric(20, 4) not null check (amount > 0),
  currency text not null,
  base_amount numeric(20, 4) not null check (base_amount >= 0),
  note text,
  created_at timestamptz not null,
  created_by uuid,
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, campaign_id) references campaigns (org_id, id),
  foreign key (org_id, created_by) references users (org_id, id)
);
create index campaign_costs_of on campaign_costs (org_id, campaign_id, on_date) where deleted_at is null;
create index campaign_costs_on on campaign_costs (org_id, on_date) where deleted_at is null;
select baton_protect('campaign_costs');

alter table deals add column campaign text;
update deals d set campaign = l.campaign from leads l where l.org_id = d.org_id and l.deal_id = d.id and l.campaign is not null;
create index leads_campaign on leads (org_id, campaign) where campaign is not null and deleted_at is null;
create index deals_campaign on deals (org_id, campaign) where campaign is not null and deleted_at is null;

alter table lead_forms add column campaign_id uuid;
alter table lead_forms add foreign key (org_id, campaign_id) references campaigns (org_id, id);
-- of the form, or of the code that was scanned
alter table lead_form_answers add column campaign_id uuid;
alter table lead_form_answers add foreign key (org_id, campaign_id) references campaigns (org_id, id);
