// What every card of the board is made of.

/** Cards of a column; its count and sum are of all. */
export const most = 100
const title = `coalesce((select l.name from order_lines l where l.org_id = o.org_id and l.order_id = o.id order by l.no limit 1), o.number)`
export const orderCols = `'order' as entity, o.id as record_id, coalesce(d.name, ${title}) as title, o.number, c.name as customer_name, o.gross::text as amount, o.currency, o.base_gross::text as base_amount`
export const orderFrom = `orders o join customers c on c.org_id = o.org_id and c.id = o.customer_id left join deals d on d.org_id = o.org_id and d.id = o.deal_id`
export const totals = (sum: string) =>
  `count(*) over ()::integer as total, coalesce(sum(${sum}) over (), 0)::text as sum`
// a deal in another currency counts at the newest rate; without one it is left out of the sum
export const dealInOurs = `case when d.currency = g.currency then d.amount else d.amount * (
  select r.rate from currency_rates r where r.org_id = d.org_id and r.currency = d.currency order by r.on_date desc limit 1) end`
