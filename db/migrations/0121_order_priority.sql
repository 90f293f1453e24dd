-- How urgent an order is: what arrives is held by it before the promised day decides. Not part of what a review is about.
alter table orders add column priority text not null default 'normal' check (priority in ('urgent', 'high', 'normal', 'low'));
