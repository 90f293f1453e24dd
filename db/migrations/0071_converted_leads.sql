-- What a team converted within some days, without reading every lead of everyone.
create index leads_converted on leads (org_id, converted_at) where converted_at is not null and deleted_at is null;
