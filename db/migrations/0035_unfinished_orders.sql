-- Orders on which something is left to do, and those invoiced beyond what is due: the board and the overview ask of them
-- all day, and a company's years of finished orders are none of it.

create index orders_unfinished on orders (org_id) where completed_at is null and deleted_at is null and state in ('confirmed', 'on_hold', 'closed');
create index orders_over_billed on orders (org_id) where billing = 'over' and deleted_at is null;
