-- A site is the customer's to whom its orders, shipments and settlements are: also where two customers become one, which
-- moves both sides in one transaction.
alter table warehouses add constraint warehouses_of_customer unique (org_id, id, customer_id);
alter table orders drop constraint orders_site_fk,
  add constraint orders_site_fk foreign key (org_id, site_id, customer_id) references warehouses (org_id, id, customer_id) deferrable initially deferred;
alter table shipments drop constraint shipments_site_fk,
  add constraint shipments_site_fk foreign key (org_id, site_id, customer_id) references warehouses (org_id, id, customer_id) deferrable initially deferred;
alter table settlements drop constraint settlements_org_id_site_id_fkey,
  add constraint settlements_site_fk foreign key (org_id, site_id, customer_id) references warehouses (org_id, id, customer_id) deferrable initially deferred;
