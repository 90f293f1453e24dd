-- What lies in a warehouse that is not in use is not available. What is still promised from one stays as it is, and the
-- doctor names it.

update stock_levels l set sellable = false from warehouses w
where w.org_id = l.org_id and w.id = l.warehouse_id and w.state = 'inactive' and l.sellable and l.reserved = 0;
