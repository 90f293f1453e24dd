import type { Check } from '../check.ts'

const unfinished = "('draft', 'in_approval', 'approved')"

export const changeChecks: readonly Check[] = [
  {
    name: 'change.live',
    text: {
      en: 'An order counts its unfinished change, and only a confirmed one has any',
      zh: '订单上的未完成变更数与变更单一致，且只有已确认的订单才有',
    },
    sql: `select o.org_id, o.number as what, o.state || ', counts ' || o.live_changes || ', has ' || coalesce(c.n, 0) as detail from orders o
      left join (select org_id, order_id, count(*)::int as n from changes where state in ${unfinished} and deleted_at is null group by 1, 2) c on c.org_id = o.org_id and c.order_id = o.id
      where o.live_changes <> coalesce(c.n, 0) or (c.n > 0 and o.state not in ('confirmed', 'on_hold'))`,
  },
  {
    name: 'change.versions',
    text: {
      en: "An order's version is the last that a change made, and its total is what that change came to",
      zh: '订单版本是最近一次变更生成的版本，合计等于该次变更后的合计',
    },
    sql: `select o.org_id, o.number as what, 'version ' || o.revision || ' of ' || o.gross || ', its changes made ' || coalesce(c.revision, 1) || coalesce(' of ' || c.gross_after, '') as detail from orders o
      left join lateral (select count(*) as n, max(t.revision) as revision, (array_agg(t.gross_after order by t.revision desc))[1] as gross_after
        from changes t where t.org_id = o.org_id and t.order_id = o.id and t.state = 'applied') c on true
      where o.revision <> coalesce(c.revision, 1) or c.n <> o.revision - 1 or (c.n > 0 and c.gross_after <> o.gross)`,
  },
  {
    name: 'change.waits',
    text: {
      en: 'A change in approval has a running request, and no other has one',
      zh: '审批中的变更单有进行中的审批，其余没有',
    },
    sql: `select c.org_id, c.number as what, c.state || case when a.id is null then ', and nobody is asked' else ', and a request is running' end as detail
      from changes c left join approval_requests a on a.org_id = c.org_id and a.entity = 'change' and a.record_id = c.id and a.state = 'pending'
      where (c.state = 'in_approval') <> (a.id is not null)`,
  },
  {
    name: 'change.kept',
    text: {
      en: 'What a change keeps of its order before and after adds up',
      zh: '变更单保存的变更前后快照金额一致',
    },
    sql: `select c.org_id, c.number as what, s.side || ' ' || (s.doc ->> 'gross') || ', its lines come to ' || l.gross as detail from changes c
      cross join lateral (values ('before', c.before), ('after', c.after)) s(side, doc)
      cross join lateral (select coalesce(sum((x ->> 'gross')::numeric), 0) as gross from jsonb_array_elements(s.doc -> 'lines') x) l
      where c.state = 'applied' and (s.doc ->> 'gross')::numeric <> l.gross`,
  },
]
