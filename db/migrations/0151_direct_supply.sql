-- A supplier delivers straight to the customer: a request for one order of type direct, which brings nothing into a
-- warehouse. What was delivered is a shipment; its receipt names it (docs/adr/0142).
alter table supplies add column direct boolean not null default false;
alter table supplies drop constraint supplies_is_stocked_check;
alter table supplies
  add constraint supplies_is_stocked_check check (is_stocked or direct),
  add constraint supplies_direct check (not direct or (kind = 'buy' and order_id is not null and tolerance = 0));
alter table supply_receipts
  add column shipment_id uuid,
  add column shipment_number text,
  add constraint supply_receipts_shipment_named check ((shipment_id is null) = (shipment_number is null)),
  add constraint supply_receipts_shipment_fk foreign key (org_id, shipment_id) references shipments (org_id, id);
create unique index supply_receipts_shipment on supply_receipts (org_id, shipment_id) where shipment_id is not null;
