-- Kits (套件): what one is made of, what a line of a quote, contract or order froze of it, and its parts as lines of an order.

create table product_parts (
  org_id uuid not null,
  product_id uuid not null,
  part_id uuid not null,
  no integer not null check (no > 0),
  qty numeric(18, 6) not null check (qty > 0),
  primary key (org_id, product_id, part_id),
  foreign key (org_id, product_id) references products (org_id, id),
  foreign key (org_id, part_id) references products (org_id, id),
  constraint product_parts_itself check (product_id <> part_id)
);
create index product_parts_of on product_parts (org_id, part_id);
select baton_protect('product_parts');

alter table quote_lines add column parts jsonb;
alter table contract_lines add column parts jsonb;

-- `parts` is what a kit was agreed to be; once it is confirmed each of them is a line of its own that points back at it.
-- Such a line has no money: `kit_share` is what it is worth of the kit's total.
alter table order_lines
  add column parts jsonb,
  add column kit_line_id uuid,
  add column per_kit numeric(18, 6),
  add column kit_share numeric(20, 4),
  add constraint order_lines_kit_of foreign key (org_id, kit_line_id) references order_lines (org_id, id),
  add constraint order_lines_kit check ((kit_line_id is null) = (per_kit is null) and (kit_line_id is null) = (kit_share is null)),
  add constraint order_lines_part check (kit_line_id is null or (per_kit > 0 and parts is null and kit_line_id <> id and gross = 0 and tax = 0 and invoiced = 0)),
  add constraint order_lines_kit_stock check (parts is null or (not stock_kept and reserved = 0));
create index order_lines_kit_lines on order_lines (org_id, kit_line_id) where kit_line_id is not null;
