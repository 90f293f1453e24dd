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
]
