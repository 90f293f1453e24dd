// Rights of one record inside the statement of another: whose parents are of many kinds asks here for each.
import { type Actor, can, type Owned, visibleTo } from '#kernel/access.ts'
import { always } from '#kernel/condition.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Db } from '#kernel/db.ts'
import type { Belonging } from '#kernel/eventReader.ts'
import { notePooled } from './foundSql.ts'
import { mayReadSql, outside, type Source } from './sourceSql.ts'
import { nameOf } from './statementName.ts'

const sources = new Map<string, Source>()

/** Once per process, by the composition root. */
export function registerSource(source: Source): void {
  sources.set(source.entity.key, source)
  notePooled(source)
}

/** For statements about records of a kind that is only known by name. */
export function sourceOf(entity: string): Source {
  const source = sources.get(entity)
  if (!source) throw new Error(`no source of ${entity}`)
  return source
}

export const hasSource = (entity: string): boolean => sources.has(entity)

/** `id` is a column of the outer statement; `false` where the entity is unknown. What lies in a pool has no company yet. */
export function reachableSql(entity: string, id: string, actor: Actor, params: Params): string {
  const source = sources.get(entity)
  if (!source) return 'false'
  if (!source.mayRead && visibleTo(actor, source.permission) === always) return 'true'
  return `${id} in (select t.id from ${source.from} where t.org_id = $1 and ${mayReadSql(source, outside(actor), params)})`
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
  const may = mayReadSql(source, outside(actor), params)
  const text = `select t.id from ${source.from} where t.org_id = $1 and t.id = any($2) and ${may}`
  return new Set((await db.query<{ id: string }>({ text, values: params.values })).map(row => row.id))
}

/** `was`: where the record belonged before what has just happened, as far as that changed. */
export type Moved = { readonly id: string; readonly was: Belonging | null }
export type Standing = { readonly id: string; readonly isThere: boolean; readonly wasThere: boolean }
type StandingRow = Owned & { readonly id: string; readonly isDeleted: boolean; readonly inReach: boolean }

/** Which of the records the actor may read now, and which a moment ago: moved to others, or deleted since. */
export async function standingOf(
  db: Db,
  actor: Actor,
  entity: string,
  moved: readonly Moved[],
): Promise<readonly Standing[]> {
  const source = sources.get(entity)
  if (!source || moved.length === 0) return []
  const params = new Params([actor.orgId, moved.map(one => one.id)])
  const may = mayReadSql(source, actor, params)
  const owner = source.ownedBy?.alias ?? 't'
  const pool = source.pooled ? `${source.pooled.alias}.pool_id` : 'null::uuid as pool_id'
  const text = `select t.id, ${owner}.owner_id, ${owner}.dept_id, ${pool}, t.deleted_at is not null as is_deleted, coalesce(${may}, false) as in_reach from ${source.from} where t.org_id = $1 and t.id = any($2)`
  const name = nameOf(text)
  const rows = await db.query<StandingRow>({ ...(name && { name }), text, values: params.values })
  const was = new Map(moved.map(one => [one.id, one.was]))
  return rows.map(row => ({
    id: row.id,
    isThere: row.inReach && !row.isDeleted,
    wasThere: row.inReach || can(actor, source.permission, { ...row, ...was.get(row.id) }),
  }))
}
