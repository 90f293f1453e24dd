// The one place where a record is scored: the same statement for a record, a list of records and the sums by owner.
import type { Actor } from '#kernel/access.ts'
import { conditionSql, Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { seesThrough } from '#meta/pooled.ts'
import { askedOf, mayReadSql, outside, ownership, type Source } from '#meta/server/sourceSql.ts'
import { type ContactPart, isContactPart } from '../completeness.rules.ts'
import type { DeptScore, OwnerScore, RecordScore, Weighted } from '../completeness.schema.ts'

type Fields = {
  readonly source: Source
  readonly actor: Actor
  readonly fields: readonly Weighted[]
}
type Scored = Fields & {
  /** Which of its records count. */
  readonly live: string
}

const ofContact: Readonly<Record<ContactPart, string>> = {
  'contacts.phone': 'zk.phone is not null',
  'contacts.decider': "zk.decision_role = 'decider'",
}

/** What a pool still masks is as good as empty, as for a filter. */
function filled({ source, actor }: Fields, field: string, params: Params): string {
  if (!isContactPart(field))
    return `coalesce((${conditionSql({ field, op: 'notEmpty' }, askedOf(source, actor), params)}), false)`
  const open = seesThrough(actor) ? 'true' : 't.pool_id is null'
  return `(${open} and exists (select from contacts zk where zk.org_id = t.org_id and zk.customer_id = t.id and zk.deleted_at is null and ${ofContact[field]}))`
}

/** Of the record `t`. */
export function scoreSql(scored: Fields, params: Params): string {
  const total = scored.fields.reduce((sum, one) => sum + one.weight, 0)
  if (total === 0) return '100'
  const parts = scored.fields.map(
    ({ field, weight }) => `case when ${filled(scored, field, params)} then ${weight} else 0 end`,
  )
  return `round(100.0 * (${parts.join(' + ')}) / ${total})::int`
}

const rows = ({ source, actor, live }: Scored, params: Params): string =>
  `${source.from} where t.org_id = $1 and t.deleted_at is null and ${live} and ${mayReadSql(source, outside(actor), params)}`

export type Scores = { readonly id: string; readonly score: number; readonly filled: readonly boolean[] }
/** Of these records; their rights are asked before. */
export async function selectScores(db: Db, scored: Fields, ids: readonly string[]): Promise<Scores[]> {
  const params = new Params([db.orgId, ids])
  const each = scored.fields.map(one => filled(scored, one.field, params)).join(', ')
  const text = `select t.id, ${scoreSql(scored, params)} as score, array[${each}]::boolean[] as filled from ${scored.source.from} where t.org_id = $1 and t.id = any($2)`
  return db.query<Scores>({ text, values: params.values })
}

export async function selectOwnerScores(db: Db, scored: Scored): Promise<OwnerScore[]> {
  const params = new Params([db.orgId])
  const owner = ownership(scored.source).ownerId?.sql ?? 't.owner_id'
  const text = `select x.owner_id, w.name as owner_name, e.name as dept_name, count(*)::int as count, round(avg(x.score))::int as score, (count(*) filter (where x.score < 100))::int as lacking
    from (select ${owner} as owner_id, ${scoreSql(scored, params)} as score from ${rows(scored, params)}) x
    left join users w on w.org_id = $1 and w.id = x.owner_id left join departments e on e.org_id = $1 and e.id = w.dept_id
    group by x.owner_id, w.name, e.name order by score, count(*) desc, w.name limit 500`
  return db.query<OwnerScore>({ text, values: params.values })
}

export async function selectDeptScores(db: Db, scored: Scored): Promise<DeptScore[]> {
  const params = new Params([db.orgId])
  const owner = ownership(scored.source).ownerId?.sql ?? 't.owner_id'
  const text = `select w.dept_id, e.name as dept_name, count(*)::int as count, round(avg(x.score))::int as score, (count(*) filter (where x.score < 100))::int as lacking
    from (select ${owner} as owner_id, ${scoreSql(scored, params)} as score from ${rows(scored, params)}) x
    left join users w on w.org_id = $1 and w.id = x.owner_id left join departments e on e.org_id = $1 and e.id = w.dept_id
    group by w.dept_id, e.name order by score, count(*) desc, e.name limit 500`
  return db.query<DeptScore>({ text, values: params.values })
}

type Whose = { readonly ownerId: string | undefined; readonly deptId: string | undefined }
export async function selectRecordScores(
  db: Db,
  scored: Scored & Whose & { readonly name: string; readonly customer: string },
): Promise<RecordScore[]> {
  const params = new Params([db.orgId])
  const owner = ownership(scored.source).ownerId?.sql ?? 't.owner_id'
  const mine = scored.ownerId === undefined ? '' : ` and ${owner} = ${params.add(scored.ownerId)}::uuid`
  const ours = scored.deptId
    ? ` and ${owner} in (select w.id from users w where w.org_id = $1 and w.dept_id = ${params.add(scored.deptId)}::uuid)`
    : ''
  const text = `select * from (select t.id, ${scored.name} as name, ${scored.customer} as customer_id, ${scoreSql(scored, params)} as score from ${rows(scored, params)}${mine}${ours}) x
    order by x.score, x.id limit 100`
  return db.query<RecordScore>({ text, values: params.values })
}
