-- Mail about a record: an address of its own for mail that comes in, and every mail that came or went.

-- Whoever knows the address may write to the record. Found by its token in auth.link, like any link.
create table email_addresses (
  org_id uuid not null references orgs,
  id uuid not null,
  entity text not null,
  record_id uuid not null,
  -- shown again whenever its record is, so kept as it is; taken back, its door is gone
  token text not null check (token ~ '^[a-z2-7]{26}$'),
  created_at timestamptz not null,
  created_by uuid,
  revoked_at timestamptz,
  primary key (org_id, id),
  foreign key (org_id, created_by) references users (org_id, id)
);
create index email_addresses_live on email_addresses (org_id, entity, record_id, created_at) where revoked_at is null;
select baton_protect('email_addresses');

create table emails (
  org_id uuid not null references orgs,
  -- of one that goes out also the id of its row in mails
  id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  entity text not null,
  record_id uuid not null,
  followup_id uuid not null,
  message_id text not null check (length(message_id) between 1 and 500),
  from_name text not null,
  from_address text not null,
  recipients jsonb not null,
  subject text not null,
  -- of one that goes out: what is sent
  body text,
  files jsonb not null default '[]',
  -- who of ours wrote it; which contact
  user_id uuid,
  contact_id uuid,
  -- an answer of a machine; why its sender may be another than it says
  automatic boolean not null default false,
  doubt text check (doubt in ('unchecked', 'mismatch', 'failed')),
  at timestamptz not null,
  created_at timestamptz not null,
  primary key (org_id, id),
  foreign key (org_id, followup_id) references followups (org_id, id),
  foreign key (org_id, user_id) references users (org_id, id),
  foreign key (org_id, contact_id) references contacts (org_id, id),
  check ((direction = 'out') = (body is not null))
);
-- once for each record it was sent to
create unique index emails_message on emails (org_id, message_id, entity, record_id);
create index emails_record on emails (org_id, entity, record_id, at);
create index emails_followup on emails (org_id, followup_id);
select baton_protect('emails');

-- Which letters there are stands where they are written.
alter table mails drop constraint mails_letter_check;
alter table mails add constraint mails_letter_check check (letter ~ '^[a-z][A-Za-z]{2,30}$');
