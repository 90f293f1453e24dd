import type { Check } from '../check.ts'

export const handoffChecks: readonly Check[] = [
  {
    name: 'handoff.packet',
    text: {
      en: "An order's packet state is its packet's, and the packet is of its deal",
      zh: '订单上的交接状态与交接包一致，且属于同一商机',
    },
    sql: `select o.org_id, o.number as what, case when h.id is null then 'names a packet that does not exist' when h.deal_id is distinct from o.deal_id then 'its packet is of another deal'
          when h.thread_id <> o.thread_id then 'its packet is on another thread' else 'says ' || coalesce(o.packet_state, 'nothing') || ', its packet ' || h.state end as detail
      from orders o left join handoffs h on h.org_id = o.org_id and h.order_id = o.id
      where (h.id is null and o.packet_state is not null) or (h.id is not null and (o.packet_state is distinct from h.state or h.deal_id is distinct from o.deal_id or h.thread_id <> o.thread_id))`,
  },
  {
    name: 'handoff.checklist',
    text: {
      en: 'Every packet was made by a version of the checklist that is kept',
      zh: '每张交接单所用的交接清单版本都在',
    },
    sql: `select h.org_id, h.id::text as what, 'version ' || h.checklist as detail from handoffs h
      where h.checklist <> 1 and not exists (select from handoff_checklists c where c.org_id = h.org_id and c.version = h.checklist)`,
  },
  {
    name: 'handoff.accepted',
    text: {
      en: 'Operations took the packet of every confirmed order that came from a deal',
      zh: '来自商机的已确认订单，其交接包都已被接收',
    },
    sql: `select org_id, number as what, state || ', its packet is ' || coalesce(packet_state, 'missing') as detail from orders
      where deal_id is not null and packet_state is not null and packet_state <> 'accepted' and state in ('confirmed', 'on_hold')`,
  },
]
