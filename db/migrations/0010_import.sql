-- Imports: the file as it came, how it is read, how far it got, and every row that was refused with its reasons.

create table imports (
  org_id uuid not null references orgs,
  id uuid not null,
  user_id uuid not null,
  entity text not null,
  file_name text not null check (length(file_name) between 1 and 200),
  format text not null check (format in ('text', 'workbook', 'cards')),
  encoding text,
  -- of a workbook: all it has, and the one that is read
  sheets jsonb not null default '[]',
  sheet text,
  -- of its content: the same file is not run twice at the same time
  digest text not null,
  -- the header and what each column holds: no later question opens the file again
  columns jsonb not null,
  mapping jsonb not null default '[]',
  state text not null check (state in ('inspected', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed')),
  -- who works at it, and until when that is believed: whoever holds another token writes nothing
  token uuid,
  lease_until timestamptz,
  -- why the last check or run broke off
  problem jsonb,
  warnings jsonb not null default '[]',
  rows_total integer not null check (rows_total >= 0),
  rows_read integer not null default 0,
  rows_ok integer not null default 0,
  rows_refused integer not null default 0,
  last_line integer not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz,
  -- by the database's own clock: what ended after a check began was not seen by it
  begun_at timestamptz,
  ended_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id),
  check ((format = 'workbook') = (encoding is null)),
  check ((format = 'workbook') = (sheet is not null)),
  check (rows_read = rows_ok + rows_refused and rows_ok >= 0 and rows_refused >= 0),
  check (rows_read <= rows_total),
  check ((state in ('checking', 'running')) = (token is not null)),
  check ((token is null) = (lease_until is null))
);
create index imports_user on imports (org_id, user_id, created_at);
create index imports_live on imports (org_id, lease_until) where token is not null;
create index imports_digest on imports (org_id, digest, entity);
create unique index imports_alone on imports (org_id, digest, entity, coalesce(sheet, '')) where state = 'running';
select baton_protect('imports');

-- in pieces of a megabyte, so that neither side ever holds the whole as one value; gone once nothing reads them again
create table import_pieces (
  org_id uuid not null,
  import_id uuid not null,
  no integer not null check (no >= 0),
  bytes bytea not null,
  primary key (org_id, import_id, no),
  foreign key (org_id, import_id) references imports (org_id, id)
);
select baton_protect('import_pieces');

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

-- how a person mapped a header last time
create table import_mappings (
  org_id uuid not null,
  user_id uuid not null,
  entity text not null,
  header text not null,
  mapping jsonb not null,
  used_at timestamptz not null,
  primary key (org_id, user_id, entity, header),
  foreign key (org_id, user_id) references users (org_id, id)
);
select baton_protect('import_mappings');
