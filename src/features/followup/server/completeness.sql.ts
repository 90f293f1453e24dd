// The one place where a record is scored: the same statement for a record, a list of records and the sums by owner.
import type { Actor } from '#kernel/access.ts'
import { conditionSql, Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { columnOf, mayReadSql, outside, ownership, type Source } from '#meta/server/sourceSql.ts'
import type { OwnerScore, RecordScore, Weighted } from '../completeness.schema.ts'

type Scored = {
  readonly source: Source
  readonly fields: readonly Weighted[] /** Which of its records count. */
  readonly live: string
}

const filled = ({ source }: Pick<Scored, 'source'>, field: string, params: Params): string =>
  `coalesce((${conditionSql({ field, op: 'notEmpty' }, columnOf(source), params)}), false)`

function scoreSql(scored: Omit<Scored, 'live'>, params: Params): string {
  const total = scored.fields.reduce((sum, one) => sum + one.weight, 0)
  if (total === 0) return '100'
  const parts = scored.fields.map(
    ({ field, weight }) => `case when ${filled(scored, field, params)} then ${weight} else 0 end`,
  )
  return `round(100.0 * (${parts.join(' + ')}) / ${total})::int`
}

const rows = ({ source, live }: Scored, actor: Actor, params: Params): string =>
  `${source.from} where t.org_id = $1 and t.deleted_at is null and ${live} and ${mayReadSql(source, outside(actor), params)}`

export type Scores = { readonly id: string; readonly score: number; readonly filled: readonly boolean[] }
/** Of these records; their rights are asked before. */
export async function selectScores(db: Db, scored: Omit<Scored, 'live'>, ids: readonly string[]): Promise<Scores[]> {
  const params = new Params([db.orgId, ids])
  const each = scored.fields.map(one => filled(scored, one.field, params)).join(', ')
  const text = `select t.id, ${scoreSql(scored, params)} as score, array[${each}]::boolean[] as filled from ${scored.source.from} where t.org_id = $1 and t.id = any($2)`
  return db.query<Scores>({ text, values: params.values })
}

export async function selectOwnerScores(db: Db, actor: Actor, scored: Scored): Promise<OwnerScore[]> {
  const params = new Params([db.orgId])
  const owner = ownership(scored.source).ownerId?.sql ?? 't.owner_id'
  const text = `select x.owner_id, w.name as owner_name, e.name as dept_name, count(*)::int as count, round(avg(x.score))::int as score, (count(*) filter (where x.score < 100))::int as lacking
    from (select ${owner} as owner_id, ${scoreSql(scored, params)} as score from ${rows(scored, actor, params)}) x
    left join users w on w.org_id = $1 and w.id = x.owner_id left join departments e on e.org_id = $1 and e.id = w.dept_id
    group by x.owner_id, w.name, e.name order by score, count(*) desc, w.name limit 500`
  return db.query<OwnerScore>({ text, values: params.values })
}

export async function selectRecordScores(
  db: Db,
  actor: Actor,
  scored: Scored & { readonly name: string; readonly customer: string; readonly ownerId: string | undefined },
): Promise<RecordScore[]> {
  const params = new Params([db.orgId])
  const owner = ownership(scored.source).ownerId?.sql ?? 't.owner_id'
  const own = scored.ownerId === undefined ? 'true' : `${owner} = ${params.add(scored.ownerId)}::uuid`
  const text = `select * from (select t.id, ${scored.name} as name, ${scored.customer} as customer_id, ${scoreSql(scored, params)} as score from ${rows(scored, actor, params)} and ${own}) x
    order by x.score, x.id limit 100`
  return db.query<RecordScore>({ text, values: params.values })
}
