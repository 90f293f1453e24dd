-- The weekly spot check: a random sample of records, drawn once and kept, gone through one by one; what is flawed is told
-- to whoever it is of, who answers or mends it.

create table spot_checks (
  org_id uuid not null references orgs,
  id uuid not null,
  entity text not null check (entity in ('lead', 'customer', 'deal', 'followup')),
  -- the Monday of the week in which it was run
  week date not null check (extract(isodow from week) = 1),
  -- whose records: of one person, of a department and those below it; neither: of everybody within reach
  user_id uuid,
  dept_id uuid,
  from_day date,
  to_day date,
  -- with the same seed the same records are drawn of the same ones
  seed text not null check (length(seed) between 1 and 60),
  size integer not null check (size between 1 and 100),
  -- of how many it was drawn
  found integer not null check (found >= 1),
  by_id uuid not null,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  foreign key (org_id, by_id) references users (org_id, id),
  constraint spot_checks_days check (to_day >= from_day)
);
create index spot_checks_week on spot_checks (org_id, week desc, created_at desc);
select baton_protect('spot_checks');

create table spot_check_records (
  org_id uuid not null,
  id uuid not null,
  check_id uuid not null,
  position integer not null,
  entity text not null,
  record_id uuid not null,
  -- whose it was when it was drawn: counted with them for good
  owner_id uuid not null,
  dept_id uuid,
  -- who is to answer: goes along when somebody leaves
  answer_by uuid not null,
  -- how complete it was when it was drawn; nothing of a follow-up
  score integer check (score between 0 and 100),
  verdict text check (verdict in ('ok', 'flawed')),
  reason text check (reason in ('missing', 'stale', 'thin', 'untrue', 'noStep', 'other')),
  remark text check (length(remark) between 1 and 1000),
  judged_at timestamptz,
  judged_by uuid,
  answer text check (length(answer) between 1 and 1000),
  answered_at timestamptz,
  mended_at timestamptz,
  version integer not null,
  primary key (org_id, id),
  foreign key (org_id, check_id) references spot_checks (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  foreign key (org_id, answer_by) references users (org_id, id),
  foreign key (org_id, judged_by) references users (org_id, id),
  constraint spot_check_records_once unique (org_id, check_id, record_id),
  constraint spot_check_records_judged check ((verdict is null) = (judged_at is null)),
  constraint spot_check_records_why check ((verdict is not distinct from 'flawed') = (reason is not null)),
  constraint spot_check_records_other check (reason <> 'other' or remark is not null),
  constraint spot_check_records_mended check (mended_at is null or verdict = 'flawed')
);
create index spot_check_records_of on spot_check_records (org_id, record_id) where verdict = 'flawed';
create index spot_check_records_open on spot_check_records (org_id, answer_by) where verdict = 'flawed' and mended_at is null;
select baton_protect('spot_check_records');
