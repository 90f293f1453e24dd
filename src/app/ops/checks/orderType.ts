// O3: an order is what its type says, on the rows themselves.
import type { Check } from '../check.ts'

const sold = "(select 1 from orders t where t.org_id = o.org_id and t.id = o.sample_id and t.type = 'sample')"

export const orderTypeChecks: readonly Check[] = [
  {
    name: 'order.type',
    text: {
      en: 'O3: a sample costs nothing and is not invoiced, a service order has no goods, direct ship holds no stock',
      zh: 'O3：样品不计价不开票，服务订单无货物，直运订单不占库存',
    },
    sql: `select org_id, number as what, 'a sample, total ' || gross || ', invoiced by ' || bill_basis || ', exposure ' || exposure as detail from orders
        where type = 'sample' and (gross <> 0 or exposure <> 0 or bill_basis <> 'none')
      union all select o.org_id, o.number || ' line ' || l.no, o.type || ', and is ' || case when o.type = 'direct' then 'kept in stock' when o.type = 'sample' then 'priced ' || l.price else 'shipped' end
        from orders o join order_lines l on l.org_id = o.org_id and l.order_id = o.id
        where (o.type = 'direct' and (l.stock_kept or l.reserved <> 0)) or (o.type = 'sample' and l.price <> 0)
          or (o.type = 'service' and l.fulfil = 'ship' and o.state not in ('draft', 'cancelled'))`,
  },
  {
    name: 'order.sample',
    text: {
      en: 'A submitted sample says when it is to be back, or that it need not; one order at most sells it',
      zh: '已提交的样品订单有归还日期或无需归还，且至多由一张订单销售',
    },
    sql: `select org_id, number as what, state || ', and nobody said when it is to be back' as detail from orders
        where type = 'sample' and state in ('confirmed', 'on_hold') and return_by is null and not no_return
      union all select o.org_id, o.number, 'sells a sample that is none' from orders o where o.sample_id is not null and not exists ${sold}
      union all select org_id, min(number), 'its sample is sold ' || count(*) || ' times' from orders
        where sample_id is not null and deleted_at is null and state <> 'cancelled' group by org_id, sample_id having count(*) > 1`,
  },
]
