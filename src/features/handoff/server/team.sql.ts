// What of each person's work is late, stalled or waiting, as far as the asker reaches.
import type { Actor } from '#kernel/access.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { reachableSql } from '#meta/server/sources.ts'
import type { Standing } from '../team.api.ts'

const most = 200

export function selectTeam(db: Db, actor: Actor): Promise<Standing[]> {
  const params = new Params([db.orgId])
  const now = `${params.add(db.now)}::timestamptz`
  const may = (entity: 'lead' | 'deal' | 'order') => reachableSql(entity, 't.id', actor, params)
  const standing = 't.org_id = $1 and t.deleted_at is null'
  const text = `select u.id as user_id, u.name, sum(x.late_leads)::integer as late_leads, sum(x.late_deals)::integer as late_deals,
      sum(x.stalled_deals)::integer as stalled_deals, sum(x.waiting_orders)::integer as waiting_orders
    from (
      select t.owner_id, count(*) as late_leads, 0 as late_deals, 0 as stalled_deals, 0 as waiting_orders from leads t
        where ${standing} and t.state in ('assigned', 'following') and t.next_step_at < ${now} and ${may('lead')} group by 1
      union all
      select t.owner_id, 0, count(*) filter (where t.next_step_at < ${now}), count(*) filter (where t.next_step_at is null), 0 from deals t
        where ${standing} and t.state = 'open' and (t.next_step_at is null or t.next_step_at < ${now}) and ${may('deal')} group by 1
      union all
      select t.owner_id, 0, 0, 0, count(*) from orders t
        where ${standing} and t.state in ('draft', 'in_review') and ${may('order')} group by 1
    ) x join users u on u.org_id = $1 and u.id = x.owner_id
    group by u.id, u.name order by sum(x.late_leads + x.late_deals) desc, sum(x.stalled_deals + x.waiting_orders) desc, u.name limit ${most}`
  return db.query<Standing>({ text, values: params.values })
}
