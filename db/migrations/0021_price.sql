-- Price lists, what a quote's line was priced by, and what a customer last paid.

create table price_lists (
  org_id uuid not null references orgs,
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  name_key text not null,
  currency text not null,
  tax_mode text not null check (tax_mode in ('inclusive', 'exclusive')),
  -- customer levels it is for; empty: everyone
  levels jsonb not null default '[]' check (jsonb_typeof(levels) = 'array'),
  -- how the customer's region begins or what is in it; null: everywhere
  region text,
  -- from this instant, and until just before that one
  valid_from timestamptz,
  valid_until timestamptz,
  priority integer not null default 0,
  state text not null check (state in ('active', 'inactive')),
  note text,
  version integer not null,
  created_at timestamptz not null,
  created_by uuid,
  updated_at timestamptz not null,
  updated_by uuid,
  deleted_at timestamptz,
  primary key (org_id, id),
  constraint price_lists_period check (valid_until is null or valid_from is null or valid_from < valid_until)
);
create unique index price_lists_name on price_lists (org_id, name_key) where deleted_at is null;
select baton_protect('price_lists');

create table price_list_lines (
  org_id uuid not null,
  id uuid not null,
  list_id uuid not null,
  product_id uuid not null,
  unit text not null,
  min_qty numeric(18, 6) not null check (min_qty >= 0),
  price numeric(20, 6) not null check (price >= 0),
  floor_price numeric(20, 6),
  primary key (org_id, id),
  foreign key (org_id, list_id) references price_lists (org_id, id),
  foreign key (org_id, product_id) references products (org_id, id),
  constraint price_list_lines_step unique (org_id, list_id, product_id, unit, min_qty),
  constraint price_list_lines_floor check (floor_price is null or floor_price between 0 and price)
);
create index price_list_lines_product on price_list_lines (org_id, product_id);
select baton_protect('price_list_lines');

-- Frozen as the line was priced: the lowest price that needs no leave, the cost of one unit without tax, whether
-- someone set the price by hand, and which list said it.
alter table quote_lines
  add column floor_price numeric(20, 6),
  add column unit_cost numeric(20, 6),
  add column hand_price boolean not null default false,
  add column price_why jsonb;

-- Pushed down by whoever agrees on a price (domain D9): the last one of a product to a customer, after discounts.
create table customer_prices (
  org_id uuid not null references orgs,
  customer_id uuid not null,
  product_id uuid not null,
  entity text not null check (entity in ('quote', 'order')),
  record_id uuid not null,
  number text not null,
  unit text not null,
  unit_qty numeric(18, 6) not null,
  price numeric(20, 6) not null,
  currency text not null,
  tax_mode text not null check (tax_mode in ('inclusive', 'exclusive')),
  at timestamptz not null,
  primary key (org_id, customer_id, product_id),
  foreign key (org_id, customer_id) references customers (org_id, id),
  foreign key (org_id, product_id) references products (org_id, id)
);
select baton_protect('customer_prices');
