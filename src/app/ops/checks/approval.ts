import type { Check } from '../check.ts'

export const approvalChecks: readonly Check[] = [
  {
    name: 'approval.one',
    text: { en: 'A record has at most one live request per purpose', zh: '同一记录同一用途最多一个进行中的审批' },
    sql: `select org_id, entity || ' ' || record_id || ' ' || purpose as what, count(*) || ' live requests' as detail from approval_requests
      where state = 'pending' group by org_id, entity, record_id, purpose having count(*) > 1`,
  },
  {
    name: 'approval.steps',
    text: {
      en: 'Live steps belong to running requests, and a running request waits for somebody',
      zh: '待办步骤只属于进行中的审批，进行中的审批必有人待办',
    },
    sql: `select s.org_id, r.title as what, 'a live step of a request that is ' || r.state as detail
        from approval_steps s join approval_requests r on r.org_id = s.org_id and r.id = s.request_id where s.state = 'live' and r.state <> 'pending'
      union all select r.org_id, r.title, 'nobody is asked' from approval_requests r
        where r.state = 'pending' and not exists (select from approval_steps s where s.org_id = r.org_id and s.request_id = r.id and s.state = 'live')`,
  },
  {
    name: 'approval.order',
    text: {
      en: 'An order in review is reviewed as it stands; a confirmed one passed as it stands',
      zh: '待审订单按现有内容审批；已确认订单按现有内容通过',
    },
    sql: `select o.org_id, o.number as what, case o.state when 'in_review' then 'in review, and no running or passed request is of its content' else o.state || ', and what passed is not its content' end as detail
        from orders o where (o.state = 'in_review' and o.approved_hash is distinct from o.content_hash and not exists (select from approval_requests r
          where r.org_id = o.org_id and r.entity = 'order' and r.record_id = o.id and r.state = 'pending' and r.content_hash = o.content_hash))
        or (o.state in ('confirmed', 'on_hold') and o.approved_hash is distinct from o.content_hash)
      union all select o.org_id, o.number, 'a request is running though the order is ' || o.state from orders o join approval_requests r
        on r.org_id = o.org_id and r.entity = 'order' and r.record_id = o.id and r.state = 'pending' and r.purpose = 'review' where o.state <> 'in_review'`,
  },
]
