-- O3: the type of an order decides what it costs, what moves stock, whether it is invoiced (orderType.rules.ts).
alter table orders drop constraint orders_type_check;
alter table orders
  add constraint orders_type_check check (type in ('standard', 'sample', 'replacement', 'direct', 'service')),
  -- of a sample: when it is to be back, or that it need not come back
  add column return_by date,
  add column no_return boolean not null default false,
  -- the customer keeps it: the sample that this order sells
  add column sample_id uuid,
  add constraint orders_sample_fk foreign key (org_id, sample_id) references orders (org_id, id),
  add constraint orders_comes_back check (type = 'sample' or (return_by is null and not no_return)),
  add constraint orders_back_or_not check (not no_return or return_by is null),
  add constraint orders_free check (type <> 'sample' or (gross = 0 and bill_basis = 'none' and exposure = 0));
create index orders_type on orders (org_id, type, date desc, id desc) where deleted_at is null and type <> 'standard';
create index orders_return_by on orders (org_id, return_by) where return_by is not null and deleted_at is null;
create index orders_sample on orders (org_id, sample_id) where sample_id is not null;
