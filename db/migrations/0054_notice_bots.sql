-- Group bots: what is told to somebody is told to a group of WeCom, DingTalk or Feishu too.

create table notice_bots (
  org_id uuid not null references orgs,
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  kind text not null check (kind in ('wecom', 'dingtalk', 'feishu')),
  -- whoever has the address may write to the group: sealed, as is the secret that signs
  url text not null,
  secret text,
  -- what it tells; and only of the people of this department and below
  kinds text[] not null default '{}',
  dept_id uuid,
  active boolean not null default true,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id)
);
select baton_protect('notice_bots');

-- Written with what happened, posted by a job: at most five tries.
create table bot_posts (
  org_id uuid not null references orgs,
  id uuid not null,
  bot_id uuid not null,
  kind text not null,
  said jsonb not null default '{}',
  entity text,
  record_id uuid,
  -- whom it is for
  names text not null default '',
  key text not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  tries integer not null default 0 check (tries between 0 and 5),
  due_at timestamptz not null,
  error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, bot_id) references notice_bots (org_id, id),
  check ((state = 'sent') = (sent_at is not null))
);
create unique index bot_posts_once on bot_posts (org_id, bot_id, key);
create index bot_posts_due on bot_posts (org_id, due_at) where state = 'waiting';
create index bot_posts_recent on bot_posts (org_id, created_at);
select baton_protect('bot_posts');
