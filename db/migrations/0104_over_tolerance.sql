-- What may be sent beyond an order without asking, in percent; an order's line keeps what it was when it was written.
alter table products add column over_tolerance numeric(5, 2) not null default 0 check (over_tolerance between 0 and 100);
alter table products add constraint products_over_tolerance check (over_tolerance = 0 or fulfil = 'ship');
