// What the columns of a board add up to: by stage and currency first, so that a rate is looked up once a currency and
// not once a deal.
import type { Actor } from '#kernel/access.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { fieldOf } from '#meta/entity.ts'
import { tableAlone } from '#meta/server/pageSql.ts'
import { sees } from '#meta/server/reader.ts'
import { rowsAsked, type Source } from '#meta/server/sourceSql.ts'

/** In the organisation's currency; `unpriced` counts the deals with an amount that no rate prices (C081). */
export type StageSum = { readonly count: number; readonly amount: string | null; readonly unpriced: number }
type Asked = { readonly filter: string; readonly q?: string }

export async function selectStageSums(
  db: Db,
  actor: Actor,
  source: Source,
  asked: Asked,
): Promise<ReadonlyMap<string, StageSum>> {
  const params = new Params([actor.orgId])
  const { where } = rowsAsked(source, { actor, now: db.now }, asked, params)
  const { table } = tableAlone(source, where) ?? { table: source.from }
  const field = fieldOf(source.entity, 'amount')
  const amount = field && sees(actor, 'deal')(field) ? 't.amount' : 'null::numeric'
  const text = `with grouped as (
      select t.stage_id, t.currency, count(*) as count, sum(${amount}) as amount, count(${amount}) as priced from ${table} where ${where} group by 1, 2)
    select g.stage_id, sum(g.count)::int as count, trim_scale(sum(g.amount * fx.rate))::text as amount,
      coalesce(sum(g.priced) filter (where fx.rate is null), 0)::int as unpriced
    from grouped g join orgs o on o.org_id = $1
      left join lateral (select case when g.currency = o.currency then 1 else (
        select r.rate from currency_rates r where r.org_id = $1 and r.currency = g.currency and r.on_date <= (now() at time zone o.zone)::date
        order by r.on_date desc limit 1) end as rate) fx on true
    group by 1`
  const rows = await db.query<StageSum & { stageId: string }>({ text, values: params.values, plan: 'own' })
  return new Map(rows.map(({ stageId, ...sum }) => [stageId, sum]))
}
