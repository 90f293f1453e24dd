-- How each person wants to be told: by which way of which kind, when not to be disturbed, in which zone they live.

alter table notice_wishes
  -- kind → { inApp, mail }; what is not there is usual
  add column choices jsonb not null default '{}',
  -- kinds that are told at night too
  add column urgent text[] not null default '{}',
  add column quiet_from time,
  add column quiet_to time,
  -- null: the organisation's
  add column zone text,
  add constraint notice_wishes_quiet check ((quiet_from is null) = (quiet_to is null) and quiet_from is distinct from quiet_to or quiet_from is null);

alter table notices
  -- false: by mail only
  add column in_app boolean not null default true,
  -- quiet hours, or put off by hand: shown from then on
  add column held_until timestamptz;
drop index notices_unread;
create index notices_unread on notices (org_id, user_id, held_until) where read_at is null and in_app;

-- What the morning does once on a day: however many processes look, and however often.
create table notice_runs (
  org_id uuid not null references orgs,
  job text not null,
  day date not null,
  ran_at timestamptz not null,
  primary key (org_id, job, day)
);
select baton_protect('notice_runs');
