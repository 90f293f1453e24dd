-- What payers owe without going through their orders, and debts that no order stands for.

-- Whose debt an instalment is, at which rate: an order's payer and rate are frozen before it has a plan.
alter table instalments add payer_id uuid, add rate numeric(20, 10) check (rate > 0);
update instalments i set payer_id = o.payer_id, rate = o.rate from orders o where o.org_id = i.org_id and o.id = i.order_id;
alter table instalments alter payer_id set not null, alter rate set not null,
  add foreign key (org_id, payer_id) references customers (org_id, id);
create index instalments_owed on instalments (org_id, payer_id, due_date) include (amount, paid, written_off, rate) where paid + written_off < amount;
create index receipts_open on receipts (org_id, customer_id) include (amount, allocated, refunding, refunded, rate)
  where state = 'received' and deleted_at is null and allocated + refunding + refunded < amount;

-- A debt of before that no order stands for: an invoice alone, settled by itself.
alter table invoices add alone boolean not null default false, add due_date date, add settled numeric(20, 4) not null default 0,
  add constraint invoices_alone check (alone and is_opening and kind = 'normal' or not alone and settled = 0 and due_date is null),
  add constraint invoices_settled check (settled >= 0 and (not alone or settled + reversed <= gross));
create index invoices_owed on invoices (org_id, payer_id, due_date) include (gross, reversed, settled, rate)
  where alone and state = 'issued' and deleted_at is null and settled + reversed < gross;
alter table allocations alter order_id drop not null,
  add constraint allocations_place check (order_id is not null or invoice_id is not null and instalment_no is null);

-- The invoice for whose sake an advance is taken back.
alter table invoices add for_id uuid, add foreign key (org_id, for_id) references invoices (org_id, id),
  add constraint invoices_for check (for_id is null or kind = 'red');
create index invoices_for on invoices (org_id, for_id) where for_id is not null;
