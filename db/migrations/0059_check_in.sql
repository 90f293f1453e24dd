-- Where a visit was logged from: the place as the phone said it, the time as the server knows it. Never changed.

create table check_ins (
  org_id uuid not null references orgs,
  followup_id uuid not null,
  at timestamptz not null,
  lat numeric(9, 6) not null check (lat between -90 and 90),
  lng numeric(9, 6) not null check (lng between -180 and 180),
  -- metres, as the phone said
  accuracy integer not null check (accuracy >= 0),
  place text check (length(place) between 1 and 200),
  -- stands for where the customer is; metres from there, where it was known before
  is_place boolean not null,
  distance integer check (distance >= 0),
  primary key (org_id, followup_id),
  foreign key (org_id, followup_id) references followups (org_id, id)
);
select baton_protect('check_ins');
revoke update, delete on check_ins from baton_app;
