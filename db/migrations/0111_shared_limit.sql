-- A payer may draw on the limit of its group's head: one level, so that what the group uses is one sum.
alter table customer_credit add column head_id uuid;
-- of the head, so that nobody asks for a group where there is none
alter table customer_credit add column shared boolean not null default false;
alter table customer_credit add foreign key (org_id, head_id) references customer_credit (org_id, customer_id);
alter table customer_credit add constraint customer_credit_head check (head_id <> customer_id and not (shared and head_id is not null));
create index customer_credit_members on customer_credit (org_id, head_id) where head_id is not null;
