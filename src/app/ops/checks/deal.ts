import type { Check } from '../check.ts'

export const dealChecks: readonly Check[] = [
  {
    name: 'deal.stageLog',
    text: {
      en: 'Every deal has exactly one open stage log row, of the stage it stands in',
      zh: '每个商机恰有一条未结束的阶段记录，且与当前阶段一致',
    },
    sql: `select d.org_id, d.number as what, case when count(g.id) = 1 then 'its open stage log row is of another stage' else count(g.id) || ' open stage log rows' end as detail
      from deals d left join deal_stage_log g on g.org_id = d.org_id and g.deal_id = d.id and g.left_at is null
      group by d.org_id, d.id, d.number, d.stage_id having count(g.id) <> 1 or bool_or(g.stage_id <> d.stage_id)`,
  },
  {
    name: 'deal.state',
    text: {
      en: 'A deal is what the kind of its stage says; lost ones have a reason',
      zh: '商机状态与阶段类型一致；输单必有原因',
    },
    sql: `select d.org_id, d.number as what, case when s.kind <> d.state then d.state || ' in a stage of kind ' || s.kind else 'lost without a reason' end as detail
      from deals d join deal_stages s on s.org_id = d.org_id and s.id = d.stage_id where s.kind <> d.state or (d.state = 'lost' and d.lost_reason is null)`,
  },
  {
    name: 'deal.milestones',
    text: { en: 'The time of winning stamped on a deal is its event', zh: '商机上的赢单时间与事件一致' },
    sql: `select d.org_id, d.number as what, 'won at ' || d.won_at || ', no event says so' as detail from deals d
      where d.won_at is not null and not exists (select from event e where e.org_id = d.org_id and e.entity = 'deal' and e.record_id = d.id and e.to_state = 'won' and e.at = d.won_at)`,
  },
  {
    name: 'deal.pipeline',
    text: {
      en: 'Every organisation with deals has one default pipeline, each pipeline a stage of every kind, no archived one an open deal',
      zh: '有商机的组织有一条默认销售流程，每条流程含各类阶段，停用的流程没有进行中的商机',
    },
    sql: `select p.org_id, 'pipeline ' || p.id as what, 'has no stage of kind ' || k.kind as detail from pipelines p cross join (values ('open'), ('won'), ('lost')) k(kind)
        where not exists (select from deal_stages s where s.org_id = p.org_id and s.pipeline_id = p.id and s.kind = k.kind and s.archived_at is null)
      union all select d.org_id, 'deals', 'no default pipeline' from (select distinct org_id from deals) d
        where not exists (select from pipelines p where p.org_id = d.org_id and p.is_default)
      union all select d.org_id, d.number, 'open in a pipeline that is archived' from deals d join pipelines p on p.org_id = d.org_id and p.id = d.pipeline_id
        where d.state = 'open' and d.deleted_at is null and p.archived_at is not null`,
  },
  {
    name: 'deal.stays',
    text: {
      en: 'A deal is in one stage at any time: its stage log has no gap and no overlap',
      zh: '商机任何时刻只在一个阶段：阶段记录无空档、无重叠',
    },
    sql: `select g.org_id, d.number as what, case when g.left_at is null then 'stands open before its last stage' when g.after > g.left_at then 'a gap in its stage log' else 'an overlap in its stage log' end as detail
      from (select *, lead(entered_at) over (partition by org_id, deal_id order by entered_at, id) as after from deal_stage_log) g
      join deals d on d.org_id = g.org_id and d.id = g.deal_id where g.after is not null and g.after is distinct from g.left_at`,
  },
  {
    name: 'deal.team',
    text: {
      en: 'The shares of a deal come to a hundred with its owner’s, who is no member; every member may read it',
      zh: '商机分成加上负责人合计 100%，负责人不在成员中，成员均可查看',
    },
    sql: `select m.org_id, d.number as what, case when sum(m.share) > 100 then 'its members have ' || trim_scale(sum(m.share)) || '%'
          when bool_or(m.user_id = d.owner_id) then 'its owner is a member too' else 'a member may not read it' end as detail
      from deal_members m join deals d on d.org_id = m.org_id and d.id = m.deal_id
        left join record_reader r on r.org_id = m.org_id and r.entity = 'deal' and r.record_id = m.deal_id and r.user_id = m.user_id and r.why = 'team'
      group by m.org_id, d.id, d.number having sum(m.share) > 100 or bool_or(m.user_id = d.owner_id) or bool_or(r.user_id is null)`,
  },
  {
    name: 'deal.amount',
    text: {
      en: 'An amount that is said to be the sum of the products is it',
      zh: '标明取自产品明细的金额等于明细合计',
    },
    sql: `select d.org_id, d.number as what, 'says ' || coalesce(trim_scale(d.amount)::text, 'nothing') || ', its products come to ' || trim_scale(coalesce(l.total, 0)) as detail
      from deals d left join (select org_id, deal_id, sum(amount) as total from deal_lines group by 1, 2) l on l.org_id = d.org_id and l.deal_id = d.id
      where d.amount_from = 'products' and d.amount is distinct from coalesce(l.total, 0)`,
  },
  {
    name: 'deal.waiting',
    text: {
      en: 'A deal waits for a stage exactly while its approval runs',
      zh: '商机等待进入阶段当且仅当审批进行中',
    },
    sql: `select d.org_id, d.number as what, case when r.id is null then 'waits for a stage, no approval runs' else 'an approval runs, it waits for nothing' end as detail
      from deals d full join (select * from approval_requests where entity = 'deal' and purpose = 'stage' and state = 'pending') r
        on r.org_id = d.org_id and r.record_id = d.id where (d.waiting_stage_id is null) <> (r.id is null) and d.id is not null`,
  },
]
