// What is at hand of the records of a sample: their names, next steps and last follow-ups, as far as the reader sees them.
import type { Actor } from '#kernel/access.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { mayReadSql, outside } from '#meta/server/sourceSql.ts'
import { reachableSql, sourceOf } from '#meta/server/sources.ts'
import type { CheckedEntity, Spoken } from '../spotCheck.schema.ts'

export type Fact = {
  readonly id: string
  readonly name: string
  readonly opens: { readonly entity: string; readonly id: string }
  readonly nextStep: string | null
  readonly nextStepAt: string | null
}

const named: Readonly<Record<CheckedEntity, string>> = {
  lead: `coalesce(t.company, t.name)`,
  customer: 't.name',
  deal: 't.name',
  followup: `coalesce(d.name, l.company, l.name, k.name, c.name, '')`,
}
const stepOf = (entity: CheckedEntity): string =>
  entity === 'customer' ? 'null::text as next_step, null::timestamptz as next_step_at' : 't.next_step, t.next_step_at'
const opens = (entity: CheckedEntity): string =>
  entity === 'followup'
    ? 't.subject_entity as opens_entity, t.subject_id as opens_id'
    : `'${entity}' as opens_entity, t.id as opens_id`

/** Those that are there and may be read. */
export async function selectFacts(
  db: Db,
  actor: Actor,
  entity: CheckedEntity,
  ids: readonly string[],
): Promise<Fact[]> {
  const source = sourceOf(entity)
  const params = new Params([db.orgId, ids])
  const may = mayReadSql(source, outside(actor), params)
  const text = `select t.id, ${named[entity]} as name, ${stepOf(entity)}, ${opens(entity)} from ${source.from}
    where t.org_id = $1 and t.id = any($2) and t.deleted_at is null and ${may}`
  const rows = await db.query<Omit<Fact, 'opens'> & { opensEntity: string; opensId: string }>({
    text,
    values: params.values,
  })
  return rows.map(({ opensEntity, opensId, ...row }) => ({ ...row, opens: { entity: opensEntity, id: opensId } }))
}

const mostSpoken = 3
export type SpokenOf = Spoken & { readonly of: string }
/** The newest of each, the newest first. */
export function selectSpoken(db: Db, actor: Actor, entity: CheckedEntity, ids: readonly string[]): Promise<SpokenOf[]> {
  const params = new Params([db.orgId, ids])
  const may = reachableSql('followup', 'f.id', actor, params)
  const column = entity === 'followup' ? 'id' : `${entity}_id`
  const text = `select x.of, x.id, x.kind, x.at, left(x.content, 600) as content, u.name as by_name from (
      select f.${column} as of, f.id, f.kind, f.at, f.content, f.owner_id, row_number() over (partition by f.${column} order by f.at desc, f.id desc) as nth
      from followups f where f.org_id = $1 and f.${column} = any($2) and f.deleted_at is null and ${may}) x
    left join users u on u.org_id = $1 and u.id = x.owner_id where x.nth <= ${mostSpoken} order by x.at desc, x.id desc`
  return db.query<SpokenOf>({ text, values: params.values })
}
