-- What somebody had and who has it now: kept and printable. Nothing here is changed afterwards.
create table handovers (
  org_id uuid not null references orgs,
  id uuid not null,
  user_id uuid not null,
  at timestamptz not null,
  by_id uuid,
  takers jsonb not null,
  counts jsonb not null,
  promises jsonb not null,
  finished boolean not null,
  deactivated boolean not null,
  note text,
  primary key (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id),
  foreign key (org_id, by_id) references users (org_id, id)
);
create index handovers_user on handovers (org_id, user_id, at);
select baton_protect('handovers');
