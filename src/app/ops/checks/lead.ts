import type { Check } from '../check.ts'

export const leadChecks: readonly Check[] = [
  {
    name: 'lead.flow',
    text: {
      en: 'A lead has an owner exactly while somebody works on it, a reason when invalid, a customer and a deal when converted',
      zh: '线索在跟进时必有负责人，无效时必有原因，转化后必有客户与商机',
    },
    sql: `select org_id, number as what,
        case when state = 'unassigned' and owner_id is not null then 'unassigned, but has an owner'
             when state in ('assigned', 'following') and owner_id is null then state || ' without an owner'
             when state = 'following' and first_followup_at is null then 'following without a first follow-up'
             when state = 'invalid' and invalid_reason is null then 'invalid without a reason'
             when (state = 'converted') <> (converted_at is not null) then 'converted and its time disagree'
             else 'converted without a customer or a deal' end as detail
      from leads where (state = 'unassigned' and owner_id is not null) or (state in ('assigned', 'following') and owner_id is null)
        or (state = 'following' and first_followup_at is null) or (state = 'invalid' and invalid_reason is null)
        or (state = 'converted') <> (converted_at is not null) or (state = 'converted' and (customer_id is null or deal_id is null))`,
  },
  {
    name: 'lead.deal',
    text: {
      en: 'A converted lead leads to a deal of its customer on its own thread',
      zh: '已转化线索指向同一线索链上该客户的商机',
    },
    sql: `select l.org_id, l.number as what, case when d.id is null then 'its deal does not exist' when d.thread_id <> l.thread_id then 'its deal is on another thread'
        else 'its deal is of another customer' end as detail
      from leads l left join deals d on d.org_id = l.org_id and d.id = l.deal_id
      where l.deal_id is not null and (d.id is null or d.thread_id <> l.thread_id or d.customer_id is distinct from l.customer_id)`,
  },
  {
    name: 'lead.given',
    text: {
      en: 'Who was last given a lead is its owner, with the same clock, and once at a time',
      zh: '线索最近一次分配与负责人、响应时限一致',
    },
    sql: `select l.org_id, l.number as what, case when count(*) > 1 then 'is given to several at once' else 'is given to another than its owner, or by another clock' end as detail
      from leads l join lead_assignments a on a.org_id = l.org_id and a.lead_id = l.id and a.ended_at is null
      where l.deleted_at is null group by l.org_id, l.id, l.number, l.owner_id, l.respond_by
      having count(*) > 1 or bool_or(a.user_id is distinct from l.owner_id or (l.respond_by is not null and a.respond_by is distinct from l.respond_by))`,
  },
  {
    name: 'lead.milestones',
    text: { en: 'The time of conversion stamped on a lead is its event', zh: '线索上的转化时间与事件一致' },
    sql: `select l.org_id, l.number as what, 'converted at ' || l.converted_at || ', no event says so' as detail from leads l
      where l.converted_at is not null and not exists (select from event e where e.org_id = l.org_id and e.entity = 'lead' and e.record_id = l.id and e.to_state = 'converted' and e.at = l.converted_at)`,
  },
]
