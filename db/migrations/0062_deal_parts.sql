-- Why deals end and against whom, who sells them together and for which share, and what they are about.

create table competitors (
  org_id uuid not null references orgs,
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  name_key text not null,
  strengths text,
  weaknesses text,
  version integer not null default 1,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  archived_at timestamptz,
  primary key (org_id, id)
);
create unique index competitors_name on competitors (org_id, name_key);
select baton_protect('competitors');

-- `lost_reason` and `won_reason` are codes of the organisation's list; `ended_stage_id` is where it stood last.
alter table deals
  add column lost_note text,
  add column lost_to uuid,
  add column won_reason text,
  add column won_note text,
  add column ended_stage_id uuid,
  add foreign key (org_id, lost_to) references competitors (org_id, id),
  add foreign key (org_id, ended_stage_id) references deal_stages (org_id, id),
  add constraint deals_lost_parts check (state = 'lost' or (lost_note is null and lost_to is null)),
  add constraint deals_won_parts check (state = 'won' or (won_reason is null and won_note is null)),
  add constraint deals_ended check (state <> 'open' or ended_stage_id is null),
  drop constraint deals_amount_from_check,
  add constraint deals_amount_from_check check (amount_from in ('manual', 'products', 'quote'));
create index deals_closed on deals (org_id, closed_at) where deleted_at is null and state <> 'open';
update deals d set ended_stage_id = (
  select l.stage_id from deal_stage_log l join deal_stages s on s.org_id = l.org_id and s.id = l.stage_id
  where l.org_id = d.org_id and l.deal_id = d.id and s.kind = 'open' order by l.entered_at desc, l.id desc limit 1)
where d.state <> 'open';

create table deal_competitors (
  org_id uuid not null,
  deal_id uuid not null,
  competitor_id uuid not null,
  strengths text,
  note text,
  primary key (org_id, deal_id, competitor_id),
  foreign key (org_id, deal_id) references deals (org_id, id),
  foreign key (org_id, competitor_id) references competitors (org_id, id)
);
create index deal_competitors_of on deal_competitors (org_id, competitor_id);
select baton_protect('deal_competitors');

-- Beside the owner, who has what the members leave of a hundred.
create table deal_members (
  org_id uuid not null,
  deal_id uuid not null,
  user_id uuid not null,
  role text not null check (role in ('seller', 'presales', 'delivery', 'support')),
  share numeric(5, 2) not null check (share between 0 and 100),
  primary key (org_id, deal_id, user_id),
  foreign key (org_id, deal_id) references deals (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id)
);
create index deal_members_user on deal_members (org_id, user_id);
select baton_protect('deal_members');

create table deal_lines (
  org_id uuid not null,
  id uuid not null,
  deal_id uuid not null,
  no integer not null check (no > 0),
  product_id uuid,
  name text not null check (length(name) between 1 and 200),
  qty numeric(18, 6) not null check (qty > 0),
  price numeric(20, 6) not null check (price >= 0),
  discount numeric(5, 2) not null default 0 check (discount between 0 and 100),
  amount numeric(20, 4) not null check (amount >= 0),
  primary key (org_id, id),
  unique (org_id, deal_id, no),
  foreign key (org_id, deal_id) references deals (org_id, id),
  foreign key (org_id, product_id) references products (org_id, id)
);
select baton_protect('deal_lines');
