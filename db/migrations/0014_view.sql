-- Saved views of lists.

-- A list as somebody wants to find it again; without an owner it is everybody's.
create table views (
  org_id uuid not null references orgs,
  id uuid not null,
  owner_id uuid,
  entity text not null,
  name text not null check (name <> ''),
  kind text not null check (kind in ('table', 'board')),
  q text not null default '',
  filter jsonb,
  sort text not null default '',
  columns jsonb not null default '[]',
  position integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id)
);
create unique index views_name on views (org_id, entity, owner_id, lower(name)) nulls not distinct;
select baton_protect('views');

-- How a person's list begins: with which view, and with which columns where nothing else names them.
create table view_choices (
  org_id uuid not null,
  user_id uuid not null,
  entity text not null,
  view_id uuid,
  columns jsonb not null default '[]',
  primary key (org_id, user_id, entity),
  foreign key (org_id, user_id) references users (org_id, id),
  foreign key (org_id, view_id) references views (org_id, id)
);
create index view_choices_view on view_choices (org_id, view_id);
select baton_protect('view_choices');
