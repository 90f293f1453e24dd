-- Pools (公海): records that nobody owns yet and that their members share, with the rules that bring them back.

create table pools (
  org_id uuid not null references orgs,
  id uuid not null,
  entity text not null check (entity in ('lead', 'customer')),
  name text not null check (length(name) between 1 and 60),
  position integer not null,
  -- when a record comes back by itself: any of these
  rules jsonb not null default '[]',
  warn_days integer not null default 3 check (warn_days between 0 and 365),
  holding_cap integer check (holding_cap > 0),
  -- by customer level: { "A": 20 }
  level_caps jsonb not null default '{}',
  daily_cap integer check (daily_cap > 0),
  cooldown_days integer not null default 0 check (cooldown_days between 0 and 3650),
  -- the organisation's day of the last nightly run and of the last digest
  recycled_on date,
  digest_on date,
  version integer not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id)
);
create unique index pools_name on pools (org_id, entity, lower(name)) where archived_at is null;
select baton_protect('pools');

create table pool_members (
  org_id uuid not null,
  pool_id uuid not null,
  user_id uuid not null,
  admin boolean not null default false,
  primary key (org_id, pool_id, user_id),
  foreign key (org_id, pool_id) references pools (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id)
);
create index pool_members_user on pool_members (org_id, user_id);
select baton_protect('pool_members');

-- Pushed down by the verbs that change members, so that reading a person reads their pools.
alter table users add column pool_ids uuid[] not null default '{}';

-- Every move into, out of and past a pool, with the rule and the facts that caused it.
create table pool_moves (
  org_id uuid not null,
  id uuid not null,
  pool_id uuid not null,
  entity text not null check (entity in ('lead', 'customer')),
  record_id uuid not null,
  kind text not null check (kind in ('claim', 'assign', 'transfer', 'return', 'recycle')),
  -- who has it now, or had it until now
  user_id uuid,
  by_id uuid,
  rule jsonb,
  facts jsonb,
  at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, pool_id) references pools (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id)
);
create index pool_moves_user on pool_moves (org_id, user_id, at);
create index pool_moves_record on pool_moves (org_id, record_id, at);
create index pool_moves_pool on pool_moves (org_id, pool_id, at);
select baton_protect('pool_moves');

alter table leads
  add column pool_id uuid,
  add column pooled_at timestamptz,
  add column home_pool_id uuid,
  add column pool_locked boolean not null default false,
  add foreign key (org_id, pool_id) references pools (org_id, id),
  add foreign key (org_id, home_pool_id) references pools (org_id, id),
  add constraint leads_one_holder check (owner_id is null or pool_id is null),
  add constraint leads_pooled check (pool_id is null or (state = 'unassigned' and pooled_at is not null and not pool_locked));
create index leads_pool on leads (org_id, pool_id, created_at) where pool_id is not null;

alter table customers
  add column pool_id uuid,
  add column pooled_at timestamptz,
  add column home_pool_id uuid,
  add column owned_at timestamptz,
  add column pool_locked boolean not null default false,
  add foreign key (org_id, pool_id) references pools (org_id, id),
  add foreign key (org_id, home_pool_id) references pools (org_id, id);
update customers set owned_at = created_at;
-- whoever made a customer answers for it until somebody else does
update customers c set owner_id = coalesce(c.created_by, (select u.id from users u where u.org_id = c.org_id order by u.active desc, u.created_at, u.id limit 1)) where c.owner_id is null;
alter table customers
  add constraint customers_one_holder check ((owner_id is null) = (pool_id is not null)),
  add constraint customers_pooled check (pool_id is null or (pooled_at is not null and not pool_locked));
create index customers_pool on customers (org_id, pool_id, created_at) where pool_id is not null;
