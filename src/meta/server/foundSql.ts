// How a record is found by its words. Asked for all at once it is a look into the index of terms, which is right for
// what is rare; asked record by record it is right for what nearly all have: the newest of them are found at once.
import type { Actor } from '#kernel/access.ts'
import { Params } from '#kernel/conditionSql.ts'
import { type Db, stmt } from '#kernel/db.ts'
import { prefixEnd, type QueryTerm, queryTerms } from '#kernel/searchTerm.ts'
import { hiddenFields } from '../fieldRights.ts'
import { maskedFields, seesThrough } from '../pooled.ts'
import { registered } from '../registry.ts'
import type { Source } from './sourceSql.ts'
import { nameOf } from './statementName.ts'

type FoundSql = {
  /** `t.id in (…)`. */
  readonly atOnce: string
  /** The same, looked up for each row and never turned into a join. */
  readonly each: string
}

/** One of each for every word of the query. */
export function foundSql(source: Source, actor: Actor, q: string, params: Params): FoundSql[] {
  const foundBy = source.foundBy ?? [{ sql: 't.id', entity: source.entity.key }]
  return queryTerms(q).map(term => {
    const test = testOf(term, params)
    const found = foundBy.map(({ sql, entity }) => {
      const asked = `s.org_id = $1 and s.entity = '${entity}' and ${test}${shutTerms(actor, source, entity, params)}`
      return {
        atOnce: `${sql} in (select s.record_id from search_term s where ${asked})`,
        each: `(select true from search_term s where s.record_id = ${sql} and ${asked} limit 1)`,
      }
    })
    return { atOnce: oneOf(found.map(one => one.atOnce)), each: oneOf(found.map(one => one.each)) }
  })
}

const oneOf = (found: readonly string[]): string => (found.length > 1 ? `(${found.join(' or ')})` : found.join(''))

const testOf = ({ term, match }: QueryTerm, params: Params): string =>
  match === 'exact'
    ? `s.term = ${params.add(term)}`
    : `s.term >= ${params.add(term)} and s.term < ${params.add(prefixEnd(term))}`

// or PostgreSQL, which does not know yet how rare a word is, would leaf through the table for the first that fits
const inOrder = 'order by s.term, s.record_id'

/** Whether each word of the query is found in more than so many places of the entity. Reads no more than those. */
export async function isOften(db: Db, entity: string, q: string, places: number): Promise<boolean> {
  const params = new Params([db.orgId, places])
  const counts = queryTerms(q).map(
    term =>
      `(select count(*) from (select from search_term s where s.org_id = $1 and s.entity = '${entity}' and ${testOf(term, params)} ${inOrder} limit $2::int + 1) x)`,
  )
  if (counts.length === 0) return false
  const text = `select least(${counts.join(', ')}) > $2::int as common`
  const name = nameOf(text)
  const found = await db.one<{ common: boolean }>({ ...(name && { name }), text, values: params.values })
  return found?.common ?? false
}

const withTerm = stmt(
  'search.entities',
  `select e.entity from unnest($2::text[]) as e(entity)
     cross join lateral (select from search_term s where s.org_id = $1 and s.entity = e.entity and s.term >= $3 and s.term < $4 ${inOrder} limit 1) found`,
)

/** Those of the entities in which a word begins like this. */
export async function selectHolding(db: Db, entities: readonly string[], begin: string): Promise<Set<string>> {
  const rows = await db.query<{ entity: string }>(withTerm(db.orgId, entities, begin, prefixEnd(begin)))
  return new Set(rows.map(({ entity }) => entity))
}

const poolOf = new Map<string, string>()
/** Once per process, with its source: where a search by another record's words looks whether that one lies in a pool. */
export function notePooled({ entity, pooled }: Source): void {
  if (pooled) poolOf.set(entity.key, pooled.lies)
}

/** Nobody learns a hidden number by searching for it, nor one that a pool still masks. */
function shutTerms(actor: Actor, source: Source, entity: string, params: Params): string {
  const known = entity === source.entity.key ? source.entity : registered(entity)?.entity
  if (!known) return ''
  const hidden = [...hiddenFields(actor, known)]
  const shut = hidden.length > 0 ? ` and s.field <> all(${params.add(hidden)}::text[])` : ''
  const lies = poolOf.get(entity)
  if (!lies || seesThrough(actor)) return shut
  return `${shut} and not (s.field = any(${params.add(maskedFields(known))}::text[]) and exists (${lies}))`
}
