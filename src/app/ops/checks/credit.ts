// Limits that a group shares; special releases of credit blocks.
import type { Check } from '../check.ts'

export const creditChecks: readonly Check[] = [
  {
    name: 'credit.shared',
    text: {
      en: 'Whoever shares a limit shares it with a head above them that has one of its own, and the head knows',
      zh: '共用额度的客户，其总部在上级链上、自有额度且已标记',
    },
    sql: `select m.org_id, c.name as what, case when h.head_id is not null then 'shares with one that shares itself' when not h.shared then 'its head does not know'
            when n.deleted_at is not null then 'its head lies in the trash' else 'its head does not stand above it' end as detail
        from customer_credit m join customer_credit h on h.org_id = m.org_id and h.customer_id = m.head_id
        join customers c on c.org_id = m.org_id and c.id = m.customer_id join customers n on n.org_id = h.org_id and n.id = h.customer_id
        where h.head_id is not null or not h.shared or n.deleted_at is not null or not exists (
          with recursive up as (select c.parent_id as id union select x.parent_id from customers x join up on x.org_id = m.org_id and x.id = up.id)
          select from up where up.id = m.head_id)
      union all select h.org_id, c.name, 'is marked as a head, and nobody shares its limit' from customer_credit h join customers c on c.org_id = h.org_id and c.id = h.customer_id
        where h.shared and not exists (select from customer_credit m where m.org_id = h.org_id and m.head_id = h.customer_id)`,
  },
  {
    name: 'credit.released',
    text: {
      en: 'What lifts a credit block of an order is its granted special release, of its own payer',
      zh: '订单的信用放行即其已批准的信用特批，且针对其付款方',
    },
    sql: `select o.org_id, o.number as what, 'carries ' || coalesce(o.release ->> 'number', 'no release') || ', granted is ' || coalesce(r.number, 'none')
          || case when r.customer_id <> o.payer_id then ', of another payer' else '' end as detail
      from orders o full join (select * from credit_releases where state = 'granted' and deleted_at is null) r on r.org_id = o.org_id and r.order_id = o.id
      where (o.release is not null or r.id is not null) and (o.release ->> 'id' is distinct from r.id::text
        or (o.release ->> 'amount')::numeric is distinct from r.amount or (o.release ->> 'until')::date is distinct from r.until
        or r.customer_id <> o.payer_id and r.until >= current_date)`,
  },
  {
    name: 'credit.releaseWaits',
    text: {
      en: 'A special release waits only of an order that can be stopped, and only it has a running approval',
      zh: '待批的信用特批只属于可能受信用控制的订单，进行中的审批只对应待批的特批',
    },
    sql: `select r.org_id, r.number as what, 'asked of an order that is ' || o.state as detail
        from credit_releases r join orders o on o.org_id = r.org_id and o.id = r.order_id where r.state = 'asked' and o.state = 'cancelled'
      union all select a.org_id, a.title, 'a request is running, and no release is asked for' from approval_requests a
        where a.entity = 'order' and a.purpose = 'creditRelease' and a.state = 'pending'
          and not exists (select from credit_releases r where r.org_id = a.org_id and r.order_id = a.record_id and r.state = 'asked')`,
  },
]
