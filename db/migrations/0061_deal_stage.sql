-- What has to be true before a deal enters a stage, and whose yes it takes: words, items that are ticked, an approval
-- that the deal waits for where it stands.

alter table deal_stages
  add column criteria text check (length(criteria) between 1 and 2000),
  add column checks jsonb not null default '[]' check (jsonb_typeof(checks) = 'array'),
  add column approval boolean not null default false,
  add constraint deal_stages_approval check (not approval or kind = 'open');

-- `checks` are the items that were ticked: id and words of each, by whom and when.
alter table deals
  add column checks jsonb not null default '[]' check (jsonb_typeof(checks) = 'array'),
  add column waiting_stage_id uuid,
  add foreign key (org_id, waiting_stage_id) references deal_stages (org_id, id),
  add constraint deals_waiting check (waiting_stage_id is null or (state = 'open' and waiting_stage_id <> stage_id));
create index deals_waiting_stage on deals (org_id, waiting_stage_id) where waiting_stage_id is not null;
