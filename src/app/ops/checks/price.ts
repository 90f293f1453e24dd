import type { Check } from '../check.ts'

const who = `coalesce((select n.name from customers n where n.org_id = x.org_id and n.id = x.customer_id), x.customer_id::text) || ', '
  || coalesce((select p.code from products p where p.org_id = x.org_id and p.id = x.product_id), x.product_id::text)`

export const priceChecks: readonly Check[] = [
  {
    name: 'price.last',
    text: {
      en: 'What a customer paid last is what their last confirmed order says',
      zh: '客户最近成交价与其最近一张已确认订单一致',
    },
    // the limit keeps it a question of each price: joined as a whole, fresh tables are gone through price by order by line
    sql: `select x.org_id, ${who} as what, 'says ' || x.price || ' of ' || x.number || ', no such line was confirmed' as detail from customer_prices x
        left join lateral (select true as is_there from orders o join order_lines l on l.org_id = o.org_id and l.order_id = o.id where o.org_id = x.org_id and o.id = x.record_id
          and o.customer_id = x.customer_id and o.confirmed_at = x.at and l.product_id = x.product_id and round(l.amount / l.unit_qty, 6) = x.price limit 1) y on true
        where y.is_there is null
      union all select x.org_id, ${who}, 'confirmed at ' || x.at || ', and the last price is of ' || coalesce(c.at::text, 'never')
        from (select o.org_id, o.customer_id, l.product_id, max(o.confirmed_at) as at from orders o join order_lines l on l.org_id = o.org_id and l.order_id = o.id
          where o.confirmed_at is not null and l.product_id is not null and l.amount > 0 group by 1, 2, 3) x
        left join customer_prices c on c.org_id = x.org_id and c.customer_id = x.customer_id and c.product_id = x.product_id
        where c.at is null or c.at < x.at`,
  },
]
