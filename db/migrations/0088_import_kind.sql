-- Who said what a file holds: the person, its headings, or nobody yet.
alter table imports add column kind_by text not null default 'person' check (kind_by in ('person', 'headings', 'open'));
alter table imports add constraint imports_kind check (kind_by <> 'open' or state in ('inspected', 'cancelled'));
