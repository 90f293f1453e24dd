-- What each person's forecast said at the beginning of every week and month, kept to be compared with what was won.

create table forecast_snapshots (
  org_id uuid not null references orgs,
  on_day date not null,
  month date not null check (extract(day from month) = 1),
  user_id uuid not null,
  -- where the person stood that day
  dept_id uuid,
  -- in the organisation's currency, at the rates of that day
  won numeric(24, 4) not null,
  commit numeric(24, 4) not null,
  best numeric(24, 4) not null,
  pipeline numeric(24, 4) not null,
  omitted numeric(24, 4) not null,
  weighted numeric(24, 4) not null,
  unpriced integer not null,
  created_at timestamptz not null,
  primary key (org_id, on_day, month, user_id),
  foreign key (org_id, user_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id)
);
create index forecast_snapshots_month on forecast_snapshots (org_id, month, on_day);
select baton_protect('forecast_snapshots');
