-- What a deal counts as in the forecast: as its stage says, or as its owner says; and what people and departments are to
-- win in a month, in the organisation's currency.

alter table deal_stages add column forecast text not null default 'pipeline' check (forecast in ('commit', 'best', 'pipeline', 'omitted'));
update deal_stages set forecast = case when probability >= 70 then 'commit' when probability >= 50 then 'best' else 'pipeline' end
where kind = 'open';
alter table deals add column forecast text check (forecast in ('commit', 'best', 'pipeline', 'omitted'));
create index deals_won on deals (org_id, won_at) where deleted_at is null and state = 'won';

create table sales_targets (
  org_id uuid not null references orgs,
  month date not null check (extract(day from month) = 1),
  user_id uuid,
  dept_id uuid,
  subject_id uuid generated always as (coalesce(user_id, dept_id)) stored,
  amount numeric(20, 4) not null check (amount >= 0),
  primary key (org_id, month, subject_id),
  foreign key (org_id, user_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint sales_targets_one check (num_nonnulls(user_id, dept_id) = 1)
);
select baton_protect('sales_targets');
