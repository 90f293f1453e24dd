-- What a board adds up is read out of an index: its rows are a sixth of a deal's, and whoever may see what is in there.
create index deals_sum on deals (org_id, pipeline_id, stage_id, currency) include (amount, owner_id, dept_id, id) where deleted_at is null;

-- Who is called just as somebody searches is found before all who are called alike.
create index customers_called on customers (org_id, name) where deleted_at is null;
create index contacts_called on contacts (org_id, name) where deleted_at is null;
create index leads_called on leads (org_id, name) where deleted_at is null;
create index deals_called on deals (org_id, name) where deleted_at is null;
create index products_called on products (org_id, name) where deleted_at is null;
