// Which records may be drawn, and which are: by a hash of seed and id, so that the same seed draws the same ones.
import { type Actor, visibleTo } from '#kernel/access.ts'
import { conditionSql, Params } from '#kernel/conditionSql.ts'
import { type Db, stmt } from '#kernel/db.ts'
import { mayReadSql, outside, ownership } from '#meta/server/sourceSql.ts'
import { sourceOf } from '#meta/server/sources.ts'
import type { CheckedEntity } from '../spotCheck.schema.ts'

export type Draw = {
  readonly entity: CheckedEntity
  readonly userId: string | null
  readonly deptId: string | null
  /** The instants of the organisation's zone that hold the days. */
  readonly start: string | null
  readonly end: string | null
  readonly seed: string
  readonly size: number
}
export type Sampled = { readonly id: string; readonly ownerId: string; readonly deptId: string | null }
type SampledRow = Sampled & { readonly found: number }

const live: Readonly<Record<CheckedEntity, string>> = {
  lead: "t.state in ('assigned', 'following')",
  customer: 'true',
  deal: "t.state = 'open'",
  followup: 'true',
}

/** Never one's own: nobody checks themselves. */
export async function selectSample(db: Db, actor: Actor, draw: Draw): Promise<{ rows: Sampled[]; found: number }> {
  const source = sourceOf(draw.entity)
  const params = new Params([db.orgId, draw.seed, draw.size, actor.userId, draw.userId, draw.deptId])
  const owned = ownership(source)
  const [owner, dept] = [owned.ownerId?.sql ?? 't.owner_id', owned.deptId?.sql ?? 't.dept_id']
  const mine = conditionSql(visibleTo(outside(actor), 'spotCheck.run'), key => owned[key], params)
  const text = `select t.id, ${owner} as owner_id, ${dept} as dept_id, (count(*) over ())::int as found from ${source.from}
    where t.org_id = $1 and t.deleted_at is null and ${live[draw.entity]} and ${owner} is not null and ${owner} <> $4::uuid
      and ($5::uuid is null or ${owner} = $5::uuid)
      and ($6::uuid is null or ${dept} in (select x.dept_id from dept_closure x where x.org_id = $1 and x.ancestor_id = $6::uuid))
      and ${withinSql(draw, params)} and ${mine} and ${mayReadSql(source, outside(actor), params)}
    order by md5($2 || t.id::text), t.id limit $3`
  const rows = await db.query<SampledRow>({ text, values: params.values, plan: 'own' })
  return { rows, found: rows[0]?.found ?? 0 }
}

function withinSql({ entity, start, end }: Draw, params: Params): string {
  if (start === null && end === null) return 'true'
  const [from, to] = [params.add(start), params.add(end)]
  const inside = (at: string) =>
    `((${from}::timestamptz is null or ${at} >= ${from}::timestamptz) and (${to}::timestamptz is null or ${at} < ${to}::timestamptz))`
  if (entity === 'followup') return inside('t.at')
  const spoken = `exists (select from followups f where f.org_id = t.org_id and f.${entity}_id = t.id and f.deleted_at is null and ${inside('f.at')})`
  return `(${inside('t.created_at')} or ${spoken})`
}

export type Somebody = { readonly id: string; readonly name: string; readonly deptId: string | null }
/** Whose records the actor may draw. */
export function selectPeople(db: Db, actor: Actor): Promise<Somebody[]> {
  const params = new Params([db.orgId, actor.userId])
  const columns = (key: string) => {
    const sql = key === 'ownerId' ? 'u.id' : key === 'deptId' ? 'u.dept_id' : undefined
    return sql === undefined ? undefined : { sql, as: 'text' as const, type: 'uuid' }
  }
  const may = conditionSql(visibleTo(actor, 'spotCheck.run'), columns, params)
  const text = `select u.id, u.name, u.dept_id from users u
    where u.org_id = $1 and u.active and u.id <> $2::uuid and ${may} order by u.name, u.id`
  return db.query<Somebody>({ text, values: params.values })
}

const departments = stmt(
  'spotCheck.departments',
  'select d.id, d.name from departments d where d.org_id = $1 and d.deleted_at is null order by d.name, d.id',
)
export const selectDepartments = (db: Db): Promise<{ id: string; name: string }[]> =>
  db.query<{ id: string; name: string }>(departments(db.orgId))
