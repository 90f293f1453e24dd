-- Quarantine: what lies in a warehouse that is not for sale is there, and promised to nobody.
alter table warehouses add column sellable boolean not null default true;
alter table warehouses add constraint warehouses_default_sellable check (not is_default or sellable);

-- its warehouse's, moved by the verb that changes it: a reservation and the change meet on this very row
alter table stock_levels add column sellable boolean not null default true;
alter table stock_levels add constraint stock_levels_sellable check (sellable or reserved = 0);
