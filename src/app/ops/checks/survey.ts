import type { Check } from '../check.ts'

export const surveyChecks: readonly Check[] = [
  {
    name: 'survey.about',
    text: { en: 'What a survey is about belongs to its customer', zh: '满意度调查的订单、工单与投诉均属于其客户' },
    sql: `select s.org_id, s.number as what, 'its order ' || o.number || ' is of another customer' as detail
        from surveys s join orders o on o.org_id = s.org_id and o.id = s.order_id where o.customer_id <> s.customer_id
      union all select s.org_id, s.number, 'its ticket ' || t.number || ' is of another customer'
        from surveys s join tickets t on t.org_id = s.org_id and t.id in (s.ticket_id, s.complaint_id) where t.customer_id <> s.customer_id`,
  },
  {
    name: 'survey.complaint',
    text: { en: 'A complaint is opened by one low score', zh: '一张投诉工单只来自一次低分' },
    sql: `select s.org_id, s.number as what, 'opened ' || t.number || ', a ' || t.kind as detail
        from surveys s join tickets t on t.org_id = s.org_id and t.id = s.complaint_id where t.created_at < s.answered_at
      union all select s.org_id, min(s.number), 'shares its complaint with ' || (count(*) - 1) || ' more'
        from surveys s where s.complaint_id is not null group by s.org_id, s.complaint_id having count(*) > 1`,
  },
  {
    name: 'survey.asked',
    text: { en: 'What was answered was asked first', zh: '先发送后回复' },
    sql: `select org_id, number as what, 'asked ' || sent_at || ', answered ' || answered_at as detail from surveys where answered_at < sent_at
      union all select s.org_id, s.number, 'answered, and no link was given out' from surveys s where s.score is not null
        and not exists (select 1 from links l where l.org_id = s.org_id and l.entity = 'survey' and l.record_id = s.id)`,
  },
  {
    name: 'link.opens',
    text: { en: 'Every link has one door', zh: '每个链接只有一个入口' },
    sql: `select h.org_id, 'link ' || h.link_id as what, 'opens, but is not listed' as detail from auth.link h
        where not exists (select 1 from links l where l.org_id = h.org_id and l.id = h.link_id)
          and not exists (select 1 from lead_forms f where f.org_id = h.org_id and f.id = h.link_id)
          and not exists (select 1 from email_addresses a where a.org_id = h.org_id and a.id = h.link_id)
      union all select l.org_id, 'link ' || l.id, 'is listed, but opens nothing' from links l
        where not exists (select 1 from auth.link h where h.org_id = l.org_id and h.link_id = l.id)`,
  },
]
