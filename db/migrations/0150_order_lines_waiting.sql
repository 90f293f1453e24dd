-- What waits for goods is few of all lines: found without reading the others, every minute and by everybody who asks.
create index order_lines_waiting on order_lines (org_id, product_id) where stock_kept and to_ship > reserved;
