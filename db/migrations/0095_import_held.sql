-- Rows of a file that run into what somebody else has registered.
alter table imports add column rows_held integer not null default 0;
alter table imports add constraint imports_held check (rows_held >= 0);
