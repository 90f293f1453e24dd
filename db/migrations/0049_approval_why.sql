-- Why a request was made: the conditions of its policy that held, and what the record says about them.

alter table approval_requests add column why jsonb not null default '[]';
