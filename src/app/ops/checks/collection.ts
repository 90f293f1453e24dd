import type { Check } from '../check.ts'

const confirmed = "o.state in ('confirmed', 'on_hold', 'closed')"

export const collectionChecks: readonly Check[] = [
  {
    name: 'collection.receipts',
    text: {
      en: 'What a receipt is allocated to and refunded of is the sum of its rows',
      zh: '回款的已核销、退款中与已退款金额等于其明细之和',
    },
    sql: `select r.org_id, r.number as what, 'allocated ' || r.allocated || ' refunding ' || r.refunding || ' refunded ' || r.refunded
        || ', its rows come to ' || coalesce(a.amount, 0) || ', ' || coalesce(f.live, 0) || ' and ' || coalesce(f.done, 0) as detail
      from receipts r left join (select org_id, receipt_id, sum(amount) as amount from allocations group by 1, 2) a on a.org_id = r.org_id and a.receipt_id = r.id
      left join (select org_id, receipt_id, sum(amount) filter (where state in ('requested', 'approved', 'processing')) as live,
          sum(amount) filter (where state = 'succeeded') as done from refunds group by 1, 2) f on f.org_id = r.org_id and f.receipt_id = r.id
      where r.allocated <> coalesce(a.amount, 0) or r.refunding <> coalesce(f.live, 0) or r.refunded <> coalesce(f.done, 0)`,
  },
  {
    name: 'collection.paid',
    text: { en: 'What an order is paid is the sum of its allocations', zh: '订单的已回款金额等于其核销之和' },
    sql: `select o.org_id, o.number as what, 'paid ' || o.paid_amount || ', its allocations come to ' || coalesce(a.amount, 0) as detail
      from orders o left join (select org_id, order_id, sum(amount) as amount from allocations group by 1, 2) a on a.org_id = o.org_id and a.order_id = o.id
      where o.paid_amount <> coalesce(a.amount, 0)`,
  },
  {
    name: 'collection.reversals',
    text: {
      en: 'No allocation is taken back beyond its amount, nor into another order',
      zh: '核销冲回不超过原金额，且属于同一订单',
    },
    sql: `select a.org_id, r.number as what, 'an allocation of ' || a.amount || ' is taken back by ' || -sum(b.amount) as detail
      from allocations a join allocations b on b.org_id = a.org_id and b.reverses_id = a.id join receipts r on r.org_id = a.org_id and r.id = a.receipt_id
      group by a.org_id, r.number, a.id, a.amount, a.order_id, a.receipt_id
      having a.amount + sum(b.amount) < 0 or bool_or(b.order_id is distinct from a.order_id or b.receipt_id <> a.receipt_id or b.invoice_id is distinct from a.invoice_id)`,
  },
  {
    name: 'collection.plan',
    text: {
      en: 'The plan of an order holds what is paid and written off of it, as far as something is due',
      zh: '回款计划的已回款与坏账合计等于订单的（以应收为限）',
    },
    sql: `select o.org_id, o.number as what, 'paid ' || o.paid_amount || ', its plan of ' || sum(i.amount) || ' says ' || sum(i.paid)
        || ', written off ' || o.written_off || ', it says ' || sum(i.written_off) as detail
      from orders o join instalments i on i.org_id = o.org_id and i.order_id = o.id
      group by o.org_id, o.number, o.paid_amount, o.written_off
      having sum(i.paid) <> least(o.paid_amount, sum(i.amount)) or sum(i.written_off) <> least(o.written_off, sum(i.amount) - sum(i.paid))`,
  },
  {
    name: 'collection.writtenOff',
    text: { en: 'What an order is written off is the sum of its write-offs', zh: '订单的坏账金额等于其已核销坏账之和' },
    sql: `select o.org_id, o.number as what, 'written off ' || o.written_off || ', its write-offs come to ' || coalesce(w.amount, 0) as detail
      from orders o left join (select org_id, order_id, sum(amount) as amount from write_offs where state = 'approved' group by 1, 2) w on w.org_id = o.org_id and w.order_id = o.id
      where o.written_off <> coalesce(w.amount, 0)`,
  },
  {
    name: 'collection.writeOffsWait',
    text: {
      en: 'A write-off that waits has a running approval, and no other has one',
      zh: '待审批的核销有进行中的审批，其余没有',
    },
    sql: `select w.org_id, w.number as what, w.state || case when a.id is null then ', and nobody is asked' else ', and a request is running' end as detail
      from write_offs w left join approval_requests a on a.org_id = w.org_id and a.entity = 'writeOff' and a.record_id = w.id and a.state = 'pending'
      where (w.state = 'requested') <> (a.id is not null)`,
  },
  {
    name: 'collection.invoices',
    text: {
      en: 'No invoice is settled beyond what it bills of an order, less its red letters',
      zh: '发票核销金额不超过其对该订单的开票金额（扣除红字）',
    },
    sql: `select a.org_id, v.number as what, 'settled ' || sum(a.amount) || ', bills ' || coalesce(b.share, 0) || case when v.state <> 'issued' or v.kind <> 'normal' then ', and is ' || v.kind || ' ' || v.state else '' end as detail
      from allocations a join invoices v on v.org_id = a.org_id and v.id = a.invoice_id
      left join lateral (select sum(l.gross) as share from invoice_lines l join invoices n on n.org_id = l.org_id and n.id = l.invoice_id and n.state = 'issued'
        where l.org_id = a.org_id and l.order_id is not distinct from a.order_id and coalesce(n.original_id, n.id) = v.id) b on true
      group by a.org_id, v.id, v.number, v.state, v.kind, a.order_id, b.share
      having sum(a.amount) > coalesce(b.share, 0) or sum(a.amount) < 0 or v.state <> 'issued' or v.kind <> 'normal'`,
  },
  {
    name: 'collection.alone',
    text: {
      en: 'What an invoice without an order is settled is the sum of its allocations, and it has no order',
      zh: '无订单发票的已核销金额等于其核销之和，且不含订单行',
    },
    sql: `select v.org_id, v.number as what, 'settled ' || v.settled || ', its allocations come to ' || coalesce(a.amount, 0) || ', lines of orders ' || coalesce(l.n, 0) as detail
      from invoices v left join (select org_id, invoice_id, sum(amount) as amount from allocations where order_id is null group by 1, 2) a on a.org_id = v.org_id and a.invoice_id = v.id
      left join (select org_id, invoice_id, count(*) as n from invoice_lines where order_id is not null group by 1, 2) l on l.org_id = v.org_id and l.invoice_id = v.id
      where v.settled <> coalesce(a.amount, 0) or v.alone and l.n > 0`,
  },
  {
    name: 'collection.whose',
    text: {
      en: 'An instalment is owed by the payer of its order, at its rate',
      zh: '回款计划的付款方与汇率等于其订单的',
    },
    sql: `select o.org_id, o.number as what, 'its plan is of another payer or rate' as detail from orders o join instalments i on i.org_id = o.org_id and i.order_id = o.id
      where i.payer_id <> o.payer_id or i.rate <> o.rate`,
  },
  {
    name: 'collection.bills',
    text: {
      en: 'Only a bill that has not matured is money that does not count yet, and nothing of it went back',
      zh: '只有未到期的票据不计入已收，且没有退款',
    },
    sql: `select org_id, number as what, case when method <> 'bill' or bill_due_date is null then 'does not count, and is no bill'
          else 'does not count yet, and goes back by ' || (refunding + refunded) end as detail
      from receipts where state = 'received' and not counted and (method <> 'bill' or bill_due_date is null or refunding + refunded > 0)`,
  },
  {
    name: 'collection.planned',
    text: {
      en: 'Every confirmed order has a plan of what is due, and knows its next day',
      zh: '每个已确认订单都有回款计划及最近到期日',
    },
    sql: `select o.org_id, o.number as what, case when i.n is null then 'has no plan' else 'next due ' || coalesce(o.next_due::text, 'never') || ', its plan says ' || coalesce(i.due::text, 'never') end as detail
      from orders o left join (select org_id, order_id, count(*) as n, min(due_date) filter (where paid + written_off < amount) as due from instalments group by 1, 2) i
        on i.org_id = o.org_id and i.order_id = o.id
      where ${confirmed} and o.deleted_at is null and (i.n is null or i.due is distinct from o.next_due)`,
  },
]
