-- Links that open a page for somebody without an account, and what customers think of us.

-- Found before an organisation is known; holds no more than whose link it is. Only the hash is kept.
create table auth.link (
  hash text primary key,
  org_id uuid not null references orgs,
  link_id uuid not null
);
create unique index link_of on auth.link (org_id, link_id);

create table links (
  org_id uuid not null references orgs,
  id uuid not null,
  entity text not null,
  record_id uuid not null,
  -- what may be done there
  scope text not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  created_at timestamptz not null,
  -- null: sent by itself
  created_by uuid,
  opened integer not null default 0 check (opened >= 0),
  first_opened_at timestamptz,
  last_opened_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, created_by) references users (org_id, id),
  constraint links_opened check ((opened = 0) = (first_opened_at is null) and (first_opened_at is null) = (last_opened_at is null)),
  constraint links_ends check (expires_at > created_at)
);
create index links_record on links (org_id, entity, record_id, created_at);
select baton_protect('links');

-- Whoever comes by a link is nobody of ours.
alter table event drop constraint event_via_check;
alter table event add constraint event_via_check check (via in ('screen', 'api', 'import', 'job', 'demo', 'link'));

alter table mails drop constraint mails_letter_check;
alter table mails add constraint mails_letter_check check (letter in ('invitation', 'passwordReset', 'survey'));

-- One for an order when it has arrived, one for a ticket when it is closed.
create table surveys (
  org_id uuid not null references orgs,
  id uuid not null,
  number text not null,
  state text not null check (state in ('ready', 'sent', 'answered', 'reviewed', 'expired')),
  customer_id uuid not null,
  contact_id uuid,
  order_id uuid,
  ticket_id uuid,
  expires_at timestamptz not null,
  -- when its first link was given out; until when it waits to be mailed by itself
  sent_at timestamptz,
  mail_due boolean not null default false,
  answered_at timestamptz,
  score integer check (score between 1 and 5),
  comment text,
  -- what a low score opened
  complaint_id uuid,
  -- the day by which the answer is looked at
  due_on date,
  reviewed_at timestamptz,
  reviewed_by uuid,
  review_note text,
  owner_id uuid,
  dept_id uuid,
  version integer not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  deleted_at timestamptz,
  custom jsonb not null default '{}',
  primary key (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, contact_id) references contacts (org_id, id),
  foreign key (org_id, order_id) references orders (org_id, id),
  foreign key (org_id, ticket_id) references tickets (org_id, id),
  foreign key (org_id, complaint_id) references tickets (org_id, id),
  foreign key (org_id, reviewed_by) references users (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  constraint surveys_about check (order_id is not null or ticket_id is not null),
  constraint surveys_answered check ((state in ('answered', 'reviewed')) = (score is not null) and (score is null) = (answered_at is null)
    and (score is null) = (due_on is null)),
  constraint surveys_reviewed check ((state = 'reviewed') = (reviewed_at is not null)),
  constraint surveys_unanswered check (score is not null or (comment is null and complaint_id is null)),
  constraint surveys_sent check (state not in ('sent', 'answered', 'reviewed') or sent_at is not null)
);
create unique index surveys_number on surveys (org_id, number) where deleted_at is null;
-- once an order, once a ticket
create unique index surveys_order on surveys (org_id, order_id) where ticket_id is null;
create unique index surveys_ticket on surveys (org_id, ticket_id) where ticket_id is not null;
create index surveys_about_order on surveys (org_id, order_id) where order_id is not null;
create index surveys_created on surveys (org_id, created_at desc, id desc) where deleted_at is null;
create index surveys_state on surveys (org_id, state, created_at desc, id desc) where deleted_at is null;
create index surveys_due on surveys (org_id, due_on) where state = 'answered' and deleted_at is null;
create index surveys_open on surveys (org_id, expires_at) where state in ('ready', 'sent') and deleted_at is null;
create index surveys_mail on surveys (org_id, created_at) where mail_due;
create index surveys_customer on surveys (org_id, customer_id, created_at desc);
create index surveys_complaint on surveys (org_id, complaint_id) where complaint_id is not null;
create index surveys_owner on surveys (org_id, owner_id, created_at desc);
create index surveys_dept on surveys (org_id, dept_id, created_at desc);
select baton_protect('surveys');
