-- A key of a web page may do one thing only: bring a new lead.
alter table api_keys add column scope text not null default 'full' check (scope in ('full', 'leads'));
