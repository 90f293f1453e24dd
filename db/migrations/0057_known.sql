-- What is known of a deal or a contact is asked of everything that was said about it, newest first.

create index followups_deal on followups (org_id, deal_id, at) where deal_id is not null;
create index followups_contact on followups (org_id, contact_id, at) where contact_id is not null;

-- Which proposal answered a need, where one did.
alter table needs add column quote_id uuid;
alter table needs add foreign key (org_id, quote_id) references quotes (org_id, id);
