// The newest record of each kind on a thread, with what the strip says of it; rights are part of each.
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import { Params } from '#kernel/conditionSql.ts'
import { type Db, stmt } from '#kernel/db.ts'
import { reachableSql } from '#meta/server/sources.ts'
import type { ContractStood, OrderStood, Stood } from '../leg.rules.ts'
import { isLying, lastSettled, toBill, toPay } from './site.sql.ts'

const owner = `left join users u on u.org_id = t.org_id and u.id = t.owner_id`
type Writer = (may: (entity: string, id: string) => string) => string

// asked for or issued
const newestInvoice = `left join lateral (
      select i.id, i.number, i.created_at from invoices i where i.org_id = t.org_id and i.kind <> 'red' and i.state not in ('withdrawn', 'refused') and i.deleted_at is null
        and exists (select from invoice_lines y where y.org_id = i.org_id and y.invoice_id = i.id and y.order_id = t.id)
      order by i.created_at desc, i.id desc limit 1) v on true`

/** Who decides on the live step of a record's approval. */
const approving = (entity: string, which = 'true'): string => `left join lateral (
      select case when count(*) = 1 then min(s.user_id::text)::uuid end as user_id, string_agg(x.name, ', ' order by x.name) as name, min(r.nodes -> s.node ->> 'role') as role
      from approval_requests r join approval_steps s on s.org_id = r.org_id and s.request_id = r.id and s.state = 'live' join users x on x.org_id = s.org_id and x.id = s.user_id
      where r.org_id = t.org_id and r.entity = '${entity}' and r.record_id = t.id and r.state = 'pending' and ${which}) w on true`

// all goods are out and none is on its way: what is left is what the customer has to accept
const unaccepted = `case when t.state in ('confirmed', 'on_hold', 'closed')
      and not exists (select from order_lines l where l.org_id = t.org_id and l.order_id = t.id and l.fulfil = 'ship' and l.shipped - l.returned < l.due)
      and not exists (select from shipment_lines x join shipments s on s.org_id = x.org_id and s.id = x.shipment_id
        where x.org_id = t.org_id and x.order_id = t.id and s.state = 'shipped' and s.deleted_at is null)
    then (select string_agg(l.name, ', ' order by l.no) from order_lines l
      where l.org_id = t.org_id and l.order_id = t.id and l.fulfil = 'accept' and l.shipped - l.returned < l.due) end`

// once an order is reviewed, what it may still wait for is that it may pass its payer's limit
const asked = `r.purpose = case when t.approved_hash = t.content_hash then 'creditRelease' else 'review' end`

/** What of what is made or bought for it has not all come, the nearest first. */
const comingSupply = `left join lateral (
      select s.id, s.number, s.assignee_id, s.direct, e.name as assignee_name from supplies s left join users e on e.org_id = s.org_id and e.id = s.assignee_id
      where s.org_id = t.org_id and s.coming > 0 and s.deleted_at is null
        and exists (select from supply_wants w where w.org_id = s.org_id and w.supply_id = s.id and w.order_id = t.id
          and w.qty > coalesce((select sum(x.qty) from supply_allots x join supply_receipts r on r.org_id = x.org_id and r.id = x.receipt_id
            where x.org_id = w.org_id and r.supply_id = w.supply_id and x.order_line_id = w.order_line_id and r.reversed_at is null), 0))
      order by s.expected_on nulls last, s.number limit 1) y on true`

const ofSite = (o: string): string => `case when ${o}.site_id is not null then json_build_object(
      'name', (select w.name from warehouses w where w.org_id = ${o}.org_id and w.id = ${o}.site_id),
      'isLying', ${isLying(o)}, 'toBill', ${toBill(o)}, 'toPay', ${toPay(o)}, 'settledAt', ${iso(lastSettled(o))}) end`

const billed = `(select coalesce(sum(l.invoiced_amount - l.credited_amount), 0) from order_lines l where l.org_id = t.org_id and l.order_id = t.id)`
/** Of what the order comes to, per cent. */
const shareOfAll = (part: string): string =>
  `case when t.gross > 0 then least(100, greatest(0, floor(${part} * 100 / t.gross)))::int else 100 end`

const texts = {
  lead: may => `select t.id, t.number, t.state, t.created_at as at, t.converted_at as until, t.owner_id, u.name as owner_name, ${may('lead', 't.id')} as may
    from leads t ${owner} where t.org_id = $1 and t.thread_id = $2 and t.deleted_at is null order by t.created_at limit 1`,
  deal: may => `select t.id, t.number, t.state, t.created_at as at, coalesce(t.won_at, t.closed_at) as until, t.owner_id, u.name as owner_name, t.no_order_reason, ${may('deal', 't.id')} as may
    from deals t ${owner} where t.org_id = $1 and t.thread_id = $2 and t.deleted_at is null order by t.created_at desc limit 1`,
  quote:
    may => `select t.id, t.number || ' V' || t.version_no as number, t.state, t.created_at as at, t.accepted_at as until, d.owner_id, u.name as owner_name, ${may('quote', 't.id')} as may
    from quotes t join deals d on d.org_id = t.org_id and d.id = t.deal_id left join users u on u.org_id = d.org_id and u.id = d.owner_id
    where t.org_id = $1 and t.thread_id = $2 and t.deleted_at is null and t.state <> 'cancelled' order by t.state = 'accepted' desc, t.is_current desc, t.created_at desc limit 1`,
  // a framework's orders run on threads of their own, which lead back to it
  contract:
    may => `select t.id, t.number, t.state, t.created_at as at, t.effective_at as until, t.owner_id, u.name as owner_name, t.submitted_at, t.approved_at,
      w.user_id as approver_id, w.name as approvers, w.role as approver_role, ${may('contract', 't.id')} as may
    from contracts t ${owner} ${approving('contract')}
    where t.org_id = $1 and t.deleted_at is null and t.amends_id is null
      and (t.thread_id = $2 or t.id in (select o.contract_id from orders o where o.org_id = $1 and o.thread_id = $2 and o.deleted_at is null and o.state <> 'cancelled'))
    order by t.state = 'cancelled', t.created_at desc limit 1`,
  order:
    may => `select t.id, t.number, t.state, t.created_at as at, t.confirmed_at as until, t.owner_id, u.name as owner_name, ${may('order', 't.id')} as may,
      coalesce(case when t.state = 'in_review' then coalesce(t.approved_at, t.submitted_at) when t.state = 'draft' then h.since end, t.created_at) as since,
      coalesce(t.approved_hash = t.content_hash, false) as reviewed,
      case when h.id is not null then json_build_object('id', h.id, 'state', h.state, 'since', ${iso('h.created_at')}, 'until', ${iso('h.accepted_at')}, 'byId', h.accepted_by, 'byName', b.name,
        'may', ${may('handoff', 'h.id')}) end as packet,
      w.user_id as approver_id, w.name as approvers, w.role as approver_role,
      coalesce(n.wanted, 0)::text as wanted, coalesce(n.reserved, 0)::text as reserved, coalesce(n.share, 100)::int as supply_share,
      case when y.id is not null then json_build_object('id', y.id, 'number', y.number, 'assigneeId', y.assignee_id, 'assigneeName', y.assignee_name, 'direct', y.direct, 'may', ${may('supply', 'y.id')}) end as supply,
      t.fulfilment, ${ofSite('t')} as site, t.billing, t.payment, t.completed_at, ${unaccepted} as unaccepted, coalesce(f.share, 0)::int as shipped_share,
      ${shareOfAll('(t.paid_amount + t.written_off)')} as paid_share,
      ${shareOfAll(billed)} as billed_share,
      coalesce(t.next_due < $3::date, false) as is_overdue, ${iso('t.next_due::timestamptz')} as due_at,
      case when p.id is not null then json_build_object('id', p.id, 'number', p.number, 'at', ${iso('p.shipped_at')}, 'may', ${may('shipment', 'p.id')}) end as shipment, case when v.id is not null then json_build_object('id', v.id, 'number', v.number, 'at', ${iso('v.created_at')}, 'may', ${may('invoice', 'v.id')}) end as invoice,
      case when a.id is not null then json_build_object('entity', a.entity, 'id', a.id, 'number', a.number, 'state', a.state, 'at', ${iso('a.at')},
        'handlerId', a.handler_id, 'handlerName', a.handler_name, 'may', a.may) end as after_sales
    from orders t ${owner} left join handoffs h on h.org_id = t.org_id and h.order_id = t.id left join users b on b.org_id = h.org_id and b.id = h.accepted_by
    ${approving('order', asked)}
    left join lateral (
      select sum(l.to_ship) as wanted, sum(l.reserved) as reserved,
        case when coalesce(bool_and(l.reserved >= l.to_ship), true) then 100 else least(99, floor(avg(l.reserved * 100 / nullif(l.to_ship, 0)))) end as share
      from order_lines l where l.org_id = t.org_id and l.order_id = t.id and l.stock_kept and l.to_ship > 0) n on true
    ${comingSupply}
    left join lateral (
      select floor(avg(case when l.due <= 0 then 100 else least(100, greatest(0, l.shipped - l.returned) * 100 / l.due) end)) as share
      from order_lines l where l.org_id = t.org_id and l.order_id = t.id and l.fulfil <> 'none') f on true
    left join lateral (
      select s.id, s.number, s.shipped_at from shipments s where s.org_id = t.org_id and s.state in ('shipped', 'delivered') and s.deleted_at is null
        and exists (select from shipment_lines x where x.org_id = s.org_id and x.shipment_id = s.id and x.order_id = t.id)
      order by s.shipped_at desc limit 1) p on true
    ${newestInvoice}
    left join lateral (
      select x.* from (
        select 'goodsReturn' as entity, r.id, r.number, r.state, coalesce(r.received_at, r.created_at) as at, null::uuid as handler_id, null as handler_name,
          r.ended_at is null as live, ${may('goodsReturn', 'r.id')} as may
        from goods_returns r where r.org_id = t.org_id and r.order_id = t.id and r.deleted_at is null and r.state not in ('rejected', 'cancelled', 'lapsed')
        union all select 'ticket', k.id, k.number, k.state, k.created_at, k.handler_id, e.name, k.state in ('open', 'in_progress', 'waiting'), ${may('ticket', 'k.id')}
        from tickets k left join users e on e.org_id = k.org_id and e.id = k.handler_id
        where k.org_id = t.org_id and k.order_id = t.id and k.deleted_at is null and k.state <> 'cancelled') x
      order by x.live desc, x.at desc limit 1) a on true
    where t.org_id = $1 and t.thread_id = $2 and t.deleted_at is null order by t.state = 'cancelled', t.type = 'replacement', t.created_at desc limit 1`,
} as const satisfies Record<string, Writer>

function iso(column: string): string {
  return `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

async function one<R>(db: Db, actor: Actor, threadId: string, step: keyof typeof texts): Promise<R | undefined> {
  const params = new Params([
    actor.orgId,
    threadId,
    ...(step === 'order' ? [today(db.database.clock, actor.org.zone)] : []),
  ])
  const text = texts[step]((entity, id) => reachableSql(entity, id, actor, params))
  return db.one<R>({ text, values: params.values })
}

export const selectThread = (db: Db, actor: Actor, threadId: string) =>
  Promise.all([
    one<Stood>(db, actor, threadId, 'lead'),
    one<Stood & { noOrderReason: string | null }>(db, actor, threadId, 'deal'),
    one<Stood>(db, actor, threadId, 'quote'),
    one<ContractStood>(db, actor, threadId, 'contract'),
    one<OrderStood>(db, actor, threadId, 'order'),
  ])

const linked = stmt(
  'thread.linked',
  'select thread_id from thread_link where org_id = $1 and entity = $2 and record_id = $3 order by at, thread_id limit 1',
)
export const selectLinked = async (db: Db, entity: string, id: string): Promise<string | undefined> =>
  (await db.one<{ threadId: string }>(linked(db.orgId, entity, id)))?.threadId
