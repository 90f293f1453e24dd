// A company's front at size, made by SQL in one go: leads (a fifth in a pool), customers, deals on a board, follow-ups.
import pg from 'pg'
import type { Place } from './fill.ts'

export type FrontPlace = Place & {
  readonly pipelineId: string
  readonly poolId: string
  readonly customers: readonly string[]
  readonly sellers: readonly string[]
}
type Company = Place & { readonly sellers: readonly string[] }
type Sizes = { readonly leads: number; readonly deals: number; readonly followups: number }

export async function fillFront(adminUrl: string, company: Company, sizes: Sizes): Promise<FrontPlace> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query('set synchronous_commit = off')
    await admin.query('begin')
    const poolId = await poolOf(admin, company)
    await recordsOf(admin, company, { ...sizes, poolId })
    await admin.query('commit')
    await admin.query('vacuum analyze')
    const one = async (sql: string) => (await admin.query<{ id: string }>(sql, [company.orgId])).rows
    const [pipeline] = await one('select id from pipelines where org_id = $1 and is_default')
    const customers = await one('select id from customers where org_id = $1 order by id limit 1000')
    return { ...company, poolId, pipelineId: pipeline?.id ?? '', customers: customers.map(row => row.id) }
  } finally {
    await admin.end()
  }
}

async function poolOf(admin: pg.Client, { orgId, userId }: Company): Promise<string> {
  const { rows } = await admin.query<{ id: string }>(
    `insert into pools (org_id, id, entity, name, position, rules, warn_days, cooldown_days, level_caps, version, created_at, updated_at)
     values ($1, uuidv7(), 'lead', '线索公海', 0, '[]', 3, 0, '{}', 1, now(), now()) returning id`,
    [orgId],
  )
  const id = rows[0]?.id ?? ''
  await admin.query('insert into pool_members (org_id, pool_id, user_id, admin) values ($1, $2, $3, true)', [
    orgId,
    id,
    userId,
  ])
  await admin.query('update users set pool_ids = array[$2::uuid] where org_id = $1 and id = $3', [orgId, id, userId])
  return id
}

async function recordsOf(
  admin: pg.Client,
  { orgId, deptId, sellers }: Company,
  { leads, deals, followups, poolId }: Sizes & { readonly poolId: string },
): Promise<void> {
  const seller = `(array['${sellers.join("','")}']::uuid[])[1 + i % ${sellers.length}]`
  const stamps = `1, now() - make_interval(mins => i), now(), '{}'`
  const customers = Math.max(1000, Math.floor(deals / 5))
  await admin.query(`insert into customers (org_id, id, number, name, name_key, company_key, phone, phone_key, owner_id, dept_id, owned_at, version, created_at, updated_at, custom)
    select '${orgId}', uuidv7(), 'K' || i, '杭州' || i || '机械有限公司', '杭州' || i || '机械有限公司', i || '机械', '138' || lpad(i::text, 8, '0'), '+86138' || lpad(i::text, 8, '0'), ${seller}, '${deptId}', now(), ${stamps}
    from generate_series(1, ${customers}) i`)
  await admin.query(
    `insert into customer_credit (org_id, customer_id) select org_id, id from customers where org_id = '${orgId}' on conflict do nothing`,
  )
  await admin.query(`insert into leads (org_id, id, number, name, company, name_key, company_key, phone, phone_key, state, thread_id, owner_id, assigned_at, pool_id, pooled_at, last_followup_at, next_step, next_step_at, dept_id, version, created_at, updated_at, custom)
    select '${orgId}', uuidv7(), 'X' || i, '李' || i, '宁波' || i || '包装有限公司', '宁波' || i || '包装有限公司', i || '包装', '139' || lpad(i::text, 8, '0'), '+86139' || lpad(i::text, 8, '0'),
      case when i % 5 = 0 then 'unassigned' else 'following' end, uuidv7(), case when i % 5 > 0 then ${seller} end, case when i % 5 > 0 then now() - make_interval(days => i % 200) end,
      case when i % 5 = 0 then '${poolId}'::uuid end, case when i % 5 = 0 then now() end, now() - make_interval(days => i % 90), case when i % 3 = 0 then '回电' end,
      case when i % 3 = 0 then now() + make_interval(days => i % 30 - 10) end, '${deptId}', ${stamps}
    from generate_series(1, ${leads}) i`)
  await admin.query(`insert into deals (org_id, id, number, name, customer_id, pipeline_id, stage_id, state, amount, currency, expected_close, closed_at, won_at, lost_reason, no_order_reason, thread_id, next_step, next_step_at, stage_since, board_key, owner_id, dept_id, version, created_at, updated_at, custom)
    select '${orgId}', uuidv7(), 'D' || i, '灌装线 ' || i, c.ids[1 + i % cardinality(c.ids)], s.pipeline_id, s.id, s.kind, 1000 + i, 'CNY', current_date + (i % 180 - 30), case when s.kind <> 'open' then now() - make_interval(days => i % 300) end,
      case when s.kind = 'won' then now() - make_interval(days => i % 300) end, case when s.kind = 'lost' then 'price' end, case when s.kind = 'won' then 'history' end, uuidv7(),
      case when i % 4 > 0 and s.kind = 'open' then '跟进' end, case when i % 4 > 0 and s.kind = 'open' then now() + make_interval(days => i % 30 - 10) end, now() - make_interval(days => i % 60), 'm' || lpad(i::text, 9, '0'), ${seller}, '${deptId}', ${stamps}
    from generate_series(1, ${deals}) i, (select array_agg(id order by id) as ids from customers where org_id = '${orgId}') c,
      lateral (select x.* from (select s.*, row_number() over (order by s.position) as at, count(*) over () as of from deal_stages s join pipelines p on p.org_id = s.org_id and p.id = s.pipeline_id
        where s.org_id = '${orgId}' and p.is_default) x where x.at = 1 + i % x.of) s`)
  await admin.query(`insert into followups (org_id, id, subject_entity, subject_id, customer_id, kind, at, content, owner_id, dept_id, version, created_at, created_by, updated_at, custom)
    select '${orgId}', uuidv7(), 'customer', c.ids[1 + i % cardinality(c.ids)], c.ids[1 + i % cardinality(c.ids)], (array['call', 'wechat', 'visit', 'note'])[1 + i % 4], now() - make_interval(mins => i), '谈了价格与交期 ' || i, ${seller}, '${deptId}', 1, now() - make_interval(mins => i), ${seller}, now(), '{}'
    from generate_series(1, ${followups}) i, (select array_agg(id order by id) as ids from customers where org_id = '${orgId}') c`)
  // what a timeline shows: an event of every follow-up, on its customer
  await admin.query(`with e as (
      insert into event (org_id, id, at, recorded_at, actor_id, via, entity, record_id, kind, version, about)
      select org_id, uuidv7(), at, at, owner_id, 'screen', 'followup', id, 'followup.logged', 1, jsonb_build_array(jsonb_build_object('entity', 'customer', 'recordId', customer_id))
      from followups where org_id = '${orgId}' returning org_id, id, at, about)
    insert into event_about (org_id, entity, record_id, event_id, at) select org_id, 'customer', (about -> 0 ->> 'recordId')::uuid, id, at from e`)
}
