-- What was agreed before anyone wrote it down: of each customer and product the last confirmed order says it.
insert into customer_prices (org_id, customer_id, product_id, entity, record_id, number, unit, unit_qty, price, currency, tax_mode, at)
select distinct on (o.org_id, o.customer_id, l.product_id)
  o.org_id, o.customer_id, l.product_id, 'order', o.id, o.number, l.unit, l.unit_qty, round(l.amount / l.unit_qty, 6), o.currency, o.tax_mode, o.confirmed_at
from orders o join order_lines l on l.org_id = o.org_id and l.order_id = o.id
where o.confirmed_at is not null and l.product_id is not null and l.amount > 0
order by o.org_id, o.customer_id, l.product_id, o.confirmed_at desc, o.id desc, l.amount desc, l.no
on conflict do nothing;
