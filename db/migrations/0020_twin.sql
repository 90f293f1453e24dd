-- Duplicates and merges.

alter table imports add column rows_alike integer not null default 0;
alter table imports add constraint imports_alike check (rows_alike >= 0);

-- A merged record lies in the trash and leads on to the one that stayed.
alter table customers add column merged_into uuid;
alter table customers add foreign key (org_id, merged_into) references customers (org_id, id);
alter table customers add constraint customers_merged check (merged_into is null or (deleted_at is not null and merged_into <> id));
alter table contacts add column merged_into uuid;
alter table contacts add foreign key (org_id, merged_into) references contacts (org_id, id);
alter table contacts add constraint contacts_merged check (merged_into is null or (deleted_at is not null and merged_into <> id));
alter table leads add column merged_into uuid;
alter table leads add foreign key (org_id, merged_into) references leads (org_id, id);
alter table leads add constraint leads_merged check (merged_into is null or (deleted_at is not null and merged_into <> id));

-- What a merge took along, so that it can be undone: `moved` has the ids of the children by where they point.
create table merges (
  org_id uuid not null references orgs,
  id uuid not null,
  entity text not null check (entity in ('customer', 'contact', 'lead')),
  winner_id uuid not null,
  loser_id uuid not null,
  winner_name text not null,
  loser_name text not null,
  before jsonb not null,
  after jsonb not null,
  moved jsonb not null,
  at timestamptz not null,
  by_id uuid not null,
  undo_until timestamptz not null,
  undone_at timestamptz,
  undone_by uuid,
  primary key (org_id, id),
  foreign key (org_id, by_id) references users (org_id, id),
  foreign key (org_id, undone_by) references users (org_id, id),
  check (winner_id <> loser_id),
  check ((undone_at is null) = (undone_by is null))
);
create unique index merges_loser on merges (org_id, entity, loser_id) where undone_at is null;
create index merges_at on merges (org_id, at desc);
select baton_protect('merges');

-- Two records that look alike and are two all the same: not shown again.
create table twin_dismissals (
  org_id uuid not null references orgs,
  entity text not null check (entity in ('customer', 'contact', 'lead')),
  a_id uuid not null,
  b_id uuid not null,
  at timestamptz not null,
  by_id uuid not null,
  primary key (org_id, entity, a_id, b_id),
  foreign key (org_id, by_id) references users (org_id, id),
  check (a_id < b_id)
);
select baton_protect('twin_dismissals');
