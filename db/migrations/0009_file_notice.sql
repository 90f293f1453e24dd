-- Files on any record, notices to people, and the mails that go out with them.

-- The bytes lie in the data folder under the organisation and their hash, the same content once. Rights follow the
-- record that the file hangs on.
create table files (
  org_id uuid not null references orgs,
  id uuid not null,
  entity text not null,
  record_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  type text not null,
  size integer not null check (size between 1 and 20971520),
  -- what it is for the record, where that matters
  kind text check (kind in ('signedReceipt')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  deleted_at timestamptz,
  -- its bytes are gone too
  purged_at timestamptz check (purged_at is null or deleted_at is not null),
  custom jsonb not null default '{}',
  primary key (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id)
);
create index files_record on files (org_id, entity, record_id, created_at);
create index files_owner on files (org_id, owner_id, created_at);
create index files_content on files (org_id, sha256);
create index files_trash on files (org_id, deleted_at) where deleted_at is not null and purged_at is null;
select baton_protect('files');

-- Told once per person and key.
create table notices (
  org_id uuid not null references orgs,
  id uuid not null,
  user_id uuid not null,
  kind text not null,
  said jsonb not null default '{}',
  entity text,
  record_id uuid,
  key text not null,
  read_at timestamptz,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id),
  check ((entity is null) = (record_id is null))
);
create unique index notices_once on notices (org_id, user_id, key);
create index notices_mine on notices (org_id, user_id, id);
create index notices_unread on notices (org_id, user_id) where read_at is null;
select baton_protect('notices');

-- Who wants notices by mail; nobody who has not said so.
create table notice_wishes (
  org_id uuid not null references orgs,
  user_id uuid not null,
  by_mail boolean not null,
  primary key (org_id, user_id),
  foreign key (org_id, user_id) references users (org_id, id)
);
select baton_protect('notice_wishes');

-- Written with the notice, sent by a job: at most five tries. A letter is of no notice: it goes to somebody who may
-- not be a member yet, and is put into words when it is sent, so that its link is kept nowhere.
create table mails (
  org_id uuid not null references orgs,
  id uuid not null,
  notice_id uuid,
  letter text check (letter in ('invitation', 'passwordReset')),
  about_id uuid,
  email text,
  name text,
  lang text check (lang in ('en', 'zh')),
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  tries integer not null default 0 check (tries between 0 and 5),
  due_at timestamptz not null,
  error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, notice_id) references notices (org_id, id),
  check ((state = 'sent') = (sent_at is not null)),
  constraint mails_of check ((notice_id is null) = (letter is not null) and (letter is null) = (about_id is null)
    and (letter is null) = (email is null) and (letter is null) = (name is null) and (letter is null) = (lang is null))
);
create unique index mails_notice on mails (org_id, notice_id);
create index mails_due on mails (org_id, due_at) where state = 'waiting';
select baton_protect('mails');
