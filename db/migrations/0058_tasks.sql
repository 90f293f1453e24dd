-- Something to be done by somebody, about a record or about nothing in particular; done once, or again and again.

create table tasks (
  org_id uuid not null references orgs,
  id uuid not null,
  title text not null check (length(title) between 1 and 200),
  note text,
  state text not null check (state in ('open', 'done', 'dropped')),
  priority text not null check (priority in ('low', 'normal', 'high')),
  given_by uuid,
  subject_entity text,
  subject_id uuid,
  -- as it was called when the task was made, where nothing living can be asked
  subject_title text,
  customer_id uuid,
  due date,
  due_at timestamptz,
  -- due_at, or the last moment of the day in the organisation's zone: what is late is late everywhere
  due_by timestamptz,
  remind text check (remind in ('onTime', 'quarter', 'hour', 'day')),
  repeat text check (repeat in ('workday', 'week', 'month')),
  -- the day of the month that it is meant for, however short the month
  repeat_day integer check (repeat_day between 1 and 31),
  -- the one that came of it when it was done: never two
  next_id uuid,
  done_at timestamptz,
  done_by uuid,
  owner_id uuid not null,
  dept_id uuid,
  version integer not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  deleted_at timestamptz,
  custom jsonb not null default '{}',
  primary key (org_id, id),
  foreign key (org_id, owner_id) references users (org_id, id),
  foreign key (org_id, given_by) references users (org_id, id),
  foreign key (org_id, done_by) references users (org_id, id),
  foreign key (org_id, dept_id) references departments (org_id, id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, next_id) references tasks (org_id, id),
  constraint tasks_subject check ((subject_entity is null) = (subject_id is null)),
  constraint tasks_due check ((due is null) = (due_by is null) and (due_at is null or due_at = due_by)),
  constraint tasks_repeat check (repeat is null or due is not null),
  constraint tasks_remind check (remind is null or due is not null),
  constraint tasks_done check ((state = 'done') = (done_at is not null))
);
select baton_protect('tasks');
create index tasks_open on tasks (org_id, owner_id, due_by) where state = 'open' and deleted_at is null;
create index tasks_given on tasks (org_id, given_by, created_at) where deleted_at is null;
create index tasks_subject on tasks (org_id, subject_entity, subject_id, created_at) where subject_id is not null;
create index tasks_customer on tasks (org_id, customer_id) where customer_id is not null;
create index tasks_due_by on tasks (org_id, due_by, id) where deleted_at is null;
create index tasks_created on tasks (org_id, created_at, id) where deleted_at is null;

alter table reminders drop constraint reminders_kind_check;
alter table reminders add constraint reminders_kind_check check (kind in ('nextStep', 'promise', 'own', 'task'));
