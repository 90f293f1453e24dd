import type { Check } from '../check.ts'

export const customerChecks: readonly Check[] = [
  {
    name: 'customer.credit',
    text: { en: 'Every customer has a credit row', zh: '每个客户都有信用记录' },
    sql: `select c.org_id, c.name as what, 'has no credit row' as detail from customers c
      where not exists (select from customer_credit r where r.org_id = c.org_id and r.customer_id = c.id)`,
  },
  {
    name: 'customer.circle',
    text: { en: 'No customer is its own group or payer, over any number of steps', zh: '客户的上级与付款方关系不成环' },
    sql: `with recursive up as (
        select org_id, id as start, parent_id as at, 1 as depth from customers where parent_id is not null
        union all select up.org_id, up.start, c.parent_id, up.depth + 1 from up join customers c on c.org_id = up.org_id and c.id = up.at
          where c.parent_id is not null and up.depth < 60 and up.at <> up.start)
      select org_id, 'customer ' || start as what, 'stands above itself after ' || depth || ' steps' as detail from up where at = start`,
  },
  {
    name: 'customer.primaryContact',
    text: { en: 'A customer has at most one primary contact', zh: '每个客户最多一位主要联系人' },
    sql: `select org_id, 'customer ' || customer_id as what, count(*) || ' primary contacts' as detail from contacts
      where is_primary and deleted_at is null group by org_id, customer_id having count(*) > 1`,
  },
  {
    name: 'customer.billing',
    text: { en: 'Of the billing details of a customer one is the default', zh: '客户的开票资料中有且只有一份默认' },
    sql: `select t.org_id, 'customer ' || t.customer_id as what, count(*) filter (where t.is_default) || ' defaults of ' || count(*) || ' billing profiles' as detail
      from billing_profiles t where t.deleted_at is null group by t.org_id, t.customer_id having count(*) filter (where t.is_default) <> 1`,
  },
  {
    name: 'customer.openDeals',
    text: { en: "A customer's open deals are counted right", zh: '客户的进行中商机数量正确' },
    sql: `select c.org_id, c.name as what, 'says ' || coalesce(a.open_deals, 0) || ' open deals, there are ' || coalesce(d.n, 0) as detail from customers c
      left join customer_activity a on a.org_id = c.org_id and a.customer_id = c.id
      left join (select org_id, customer_id, count(*) as n from deals where state = 'open' and deleted_at is null group by org_id, customer_id) d
        on d.org_id = c.org_id and d.customer_id = c.id
      where coalesce(a.open_deals, 0) <> coalesce(d.n, 0)`,
  },
]
