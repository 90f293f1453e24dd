-- Imports: the file as it came, how it is read, how far it got, and every row that was refused with its reasons.

create table imports (
  org_id uuid not null references orgs,
  id uuid not null,
  user_id uuid not null,
  entity text not null,
  file_name text not null check (length(file_name) between 1 and 200),
  encoding text not null,
  options jsonb not null default '{}',
  mapping jsonb not null default '[]',
  state text not null check (state in ('inspected', 'checked', 'running', 'done', 'cancelled', 'failed')),
  -- of the file, once known
  rows_total integer not null,
  rows_read integer not null default 0,
  rows_ok integer not null default 0,
  rows_refused integer not null default 0,
  last_line integer not null default 0,
  -- a run that stops telling has died with its process
  beat_at timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id),
  check (rows_read = rows_ok + rows_refused)
);
create index imports_user on imports (org_id, user_id, created_at);
select baton_protect('imports');

create table import_files (
  org_id uuid not null,
  import_id uuid not null,
  bytes bytea not null,
  primary key (org_id, import_id),
  foreign key (org_id, import_id) references imports (org_id, id)
);
select baton_protect('import_files');

create table import_refusals (
  org_id uuid not null,
  import_id uuid not null,
  line integer not null,
  cells jsonb not null,
  reasons jsonb not null,
  primary key (org_id, import_id, line),
  foreign key (org_id, import_id) references imports (org_id, id)
);
select baton_protect('import_refusals');
