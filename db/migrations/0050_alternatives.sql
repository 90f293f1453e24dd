-- Lines of a quote of which the customer takes exactly one: optional lines under a common name, one of them chosen from
-- the start.

alter table quote_lines add column alternative text;
alter table quote_lines add constraint quote_lines_alternative check (alternative is null or (optional and length(alternative) between 1 and 20));
create unique index quote_lines_taken on quote_lines (org_id, quote_id, alternative) where alternative is not null and chosen;
