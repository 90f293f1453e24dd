-- The customer's own page of a quote: to whom a link was given, who looked at it, what was asked, what was answered.

-- to whom it was given, as it stands across the page
alter table links add column receiver text check (length(receiver) between 1 and 200);

-- Each look once in a while: by which link, from where, with what.
create table link_visits (
  org_id uuid not null references orgs,
  id uuid not null,
  link_id uuid not null,
  at timestamptz not null,
  -- the page itself, or the paper that is taken along
  what text not null check (what in ('page', 'paper')),
  address text not null,
  agent text not null check (length(agent) <= 300),
  primary key (org_id, id),
  foreign key (org_id, link_id) references links (org_id, id)
);
create index link_visits_link on link_visits (org_id, link_id, at);
select baton_protect('link_visits');
create policy kept_update on link_visits as restrictive for update to baton_app using (false);
create policy kept_delete on link_visits as restrictive for delete to baton_app using (false);

alter table mails drop constraint mails_letter_check;
alter table mails add constraint mails_letter_check check (letter in ('invitation', 'passwordReset', 'survey', 'quote'));
alter table files drop constraint files_kind_check;
alter table files add constraint files_kind_check check (kind in ('signedReceipt', 'signature'));

-- What the customer asks on the page, and what is answered there.
create table quote_questions (
  org_id uuid not null references orgs,
  id uuid not null,
  quote_id uuid not null,
  link_id uuid not null,
  asked_at timestamptz not null,
  name text not null check (length(name) between 1 and 100),
  question text not null check (length(question) between 1 and 4000),
  address text not null,
  answer text check (length(answer) between 1 and 4000),
  answered_at timestamptz,
  answered_by uuid,
  primary key (org_id, id),
  foreign key (org_id, quote_id) references quotes (org_id, id),
  foreign key (org_id, link_id) references links (org_id, id),
  foreign key (org_id, answered_by) references users (org_id, id),
  constraint quote_questions_answered check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null))
);
create index quote_questions_quote on quote_questions (org_id, quote_id, asked_at);
create index quote_questions_link on quote_questions (org_id, link_id, asked_at);
select baton_protect('quote_questions');

-- Yes or no by the link, with what proves it. The content is what was said yes to, to the last sign.
create table quote_replies (
  org_id uuid not null references orgs,
  id uuid not null,
  quote_id uuid not null,
  link_id uuid not null,
  kind text not null check (kind in ('accepted', 'declined')),
  at timestamptz not null,
  name text check (length(name) between 1 and 100),
  title text check (length(title) between 1 and 100),
  reason text,
  words text check (length(words) between 1 and 4000),
  address text not null,
  agent text not null check (length(agent) <= 300),
  lang text not null check (lang in ('en', 'zh')),
  content text not null,
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  -- optional lines that came with the yes, and what it all came to
  chosen jsonb not null,
  gross numeric(20,4) not null,
  file_id uuid,
  primary key (org_id, id),
  foreign key (org_id, quote_id) references quotes (org_id, id),
  foreign key (org_id, link_id) references links (org_id, id),
  foreign key (org_id, file_id) references files (org_id, id),
  constraint quote_replies_signed check ((kind = 'accepted') = (name is not null) and (kind = 'declined') = (reason is not null)),
  constraint quote_replies_yes check (kind = 'accepted' or (title is null and file_id is null and chosen = '[]'))
);
create unique index quote_replies_once on quote_replies (org_id, quote_id);
create index quote_replies_link on quote_replies (org_id, link_id);
create index quote_replies_file on quote_replies (org_id, file_id) where file_id is not null;
select baton_protect('quote_replies');
create policy kept_update on quote_replies as restrictive for update to baton_app using (false);
create policy kept_delete on quote_replies as restrictive for delete to baton_app using (false);
