// Rights of one record inside the statement of another: whose parents are of many kinds asks here for each.
import { type Actor, visibleTo } from '#kernel/access.ts'
import { always } from '#kernel/condition.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import { mayReadSql, type Source } from './sourceSql.ts'

const sources = new Map<string, Source>()

/** Once per process, by the composition root. */
export function registerSource(source: Source): void {
  sources.set(source.entity.key, source)
}

export const hasSource = (entity: string): boolean => sources.has(entity)

/** `id` is a column of the outer statement; `false` where the entity is unknown. */
export function reachableSql(entity: string, id: string, actor: Actor, params: Params): string {
  const source = sources.get(entity)
  if (!source) return 'false'
  if (!source.mayRead && visibleTo(actor, source.permission) === always) return 'true'
  return `${id} in (select t.id from ${source.from} where t.org_id = $1 and ${mayReadSql(source, actor, params)})`
}

/** Those of the ids that the actor may read; all of them where the entity has no rights of its own. */
export async function reachableIds(
  db: Db,
  actor: Actor,
  entity: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const source = sources.get(entity)
  if (!source || ids.length === 0) return new Set(ids)
  const params = new Params([actor.orgId, ids])
  const may = mayReadSql(source, actor, params)
  const text = `select t.id from ${source.from} where t.org_id = $1 and t.id = any($2) and ${may}`
  return new Set((await db.query<{ id: string }>({ text, values: params.values })).map(row => row.id))
}
