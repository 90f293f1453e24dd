// What an entity is read from: its table with joins, the columns behind its fields, and which of its rows the
// actor may see. Record rights are part of the statement, never a filter afterwards.
import { type Actor, visibleTo } from '#kernel/access.ts'
import type { CompareAs } from '#kernel/condition.ts'
import { type ColumnSql, conditionSql, type Params } from '#kernel/conditionSql.ts'
import { type Entity, type Field, fieldOf } from '../entity.ts'
import { readFilter } from '../filter.ts'
import { compareAs } from '../kinds/kinds.ts'
import { maskedFields, seesThrough } from '../pooled.ts'
import { foundSql } from './foundSql.ts'
import { kindSql } from './kindSql.ts'
import { readerOf } from './reader.ts'

type FoundBy = { readonly sql: string; readonly entity: string }

export type Source = {
  readonly entity: Entity
  /** `customers t left join …`; the record's own table has the alias t. */
  readonly from: string
  readonly select: string
  /** SQL of every built-in field that can be filtered, sorted or summed; not null where said. */
  readonly columns: Readonly<
    Record<
      string,
      {
        readonly sql: string
        readonly notNull?: boolean
        /** Several values of one record, in another table: for filters alone. */
        readonly within?: (test: string) => string
      }
    >
  >
  readonly permission: string
  /** `field` or `-field`, e.g. `-createdAt`. */
  readonly defaultSort: string
  /** Rights follow a parent: its alias in `from`, and its entity for shares. */
  readonly ownedBy?: { readonly alias: string; readonly entity: string }
  /** Beside its parent it is put to people itself, e.g. for approval. */
  readonly sharedItself?: true
  /** The table that says in which pool a record lies, and whether the one that a search term `s` names does. */
  readonly pooled?: { readonly alias: string; readonly lies: string }
  /** Rights that no single owner can say: stands for the test on owner and department. */
  readonly mayRead?: (actor: Actor, params: Params) => string
  /** Searched for as other records, any of them: a stock level by its product. */
  readonly foundBy?: readonly FoundBy[]
  /** A further fixed condition, e.g. current versions only. */
  readonly where?: string
}

/** Which rows of `from` the actor may read. */
export const mayReadSql = (source: Source, actor: Actor, params: Params, permission = source.permission): string =>
  source.mayRead?.(actor, params) ??
  conditionSql(
    visibleTo(source.pooled ? actor : outside(actor), permission),
    columnOf(source),
    params,
    sharingOf(source),
  )

/** The same person without what is theirs only by a pool. */
export const outside = (actor: Actor): Actor => (actor.poolIds.length > 0 ? { ...actor, poolIds: [] } : actor)

type WorkedOut = (source: Source, actor: Actor) => string
const workedOut = new Map<string, { readonly key: string; readonly sql: WorkedOut }>()
/** Once per process: a column that another feature works out for whoever asks, as it does for a single record. */
export function registerColumn(entity: string, key: string, sql: WorkedOut): void {
  workedOut.set(entity, { key, sql })
}

/** With what is worked out for this person: shown, filtered and sorted like any other column. */
export function seenBy(source: Source, actor: Actor): Source {
  const found = workedOut.get(source.entity.key)
  if (!found || source.columns[found.key]) return source
  const sql = found.sql(source, actor)
  return {
    ...source,
    select: `${source.select}, ${sql} as ${found.key}`,
    columns: { ...source.columns, [found.key]: { sql, notNull: true } },
  }
}

/** As this person may ask of it: what is masked for them is empty for their filters, too. */
export function askedOf(source: Source, actor: Actor): (key: string) => ColumnSql | undefined {
  const of = columnOf(source)
  if (!source.pooled || seesThrough(actor)) return of
  const masked = new Set(maskedFields(source.entity))
  const { alias } = source.pooled
  return key => {
    const column = of(key)
    if (!column || !masked.has(key)) return column
    return { ...column, sql: `(case when ${alias}.pool_id is null then ${column.sql} end)` }
  }
}

export function columnOf(source: Source): (key: string) => ColumnSql | undefined {
  return key => {
    const owned = ownership(source)[key]
    if (owned) return owned
    const field = fieldOf(source.entity, key)
    if (!field) return undefined
    const { type } = kindSql[field.kind]
    const as: CompareAs = compareAs(field.kind)
    if (field.custom) return customColumn(field, type, as)
    const column = source.columns[key]
    return column && { sql: column.sql, as, type, ...(column.within && { within: column.within }) }
  }
}

export function ownership({ ownedBy, pooled }: Source): Readonly<Record<string, ColumnSql>> {
  const alias = ownedBy?.alias ?? 't'
  return {
    ownerId: { sql: `${alias}.owner_id`, as: 'text', type: 'uuid' },
    deptId: { sql: `${alias}.dept_id`, as: 'text', type: 'uuid' },
    poolId: { sql: pooled ? `${pooled.alias}.pool_id` : 'null::uuid', as: 'text', type: 'uuid' },
  }
}

export function customColumn(field: Field, type: string, as: CompareAs): ColumnSql {
  const key = `'${field.key.replace(/'/g, "''")}'`
  const exact = type === 'text' ? `t.custom ->> ${key}` : `(t.custom ->> ${key})::${type}`
  if (!field.custom?.indexed) return { sql: exact, as, type }
  const { index } = kindSql[field.kind]
  const sql = {
    text_value: type === 'text' ? 'f.text_value' : `f.text_value::${type}`,
    num_value: 'f.num_value',
    time_value: type === 'date' ? 'f.time_value::date' : 'f.time_value',
  }[index]
  const paramType = index === 'num_value' ? 'float8' : index === 'text_value' ? 'text' : type
  return {
    sql: index === 'text_value' ? 'f.text_value' : sql,
    as,
    type: paramType,
    within: test =>
      `t.id in (select f.record_id from field_index f where f.org_id = $1 and f.field_id = '${field.custom?.id}' and f.deleted_at is null and ${test})`,
  }
}

export type Asker = { readonly actor: Actor; readonly now: string }

/** Every row that is not deleted: what a list begins with. */
export const standing = 't.org_id = $1 and t.deleted_at is null'

export type RowsAsked = {
  readonly where: string
  /** What is asked of those that stand, words looked up row by row; empty when all are wanted. */
  readonly ofEach: string
  /** The asker has shaped it. */
  readonly free: boolean
  /** Every row is in reach. */
  readonly open: boolean
}

/** What a list and its summary ask alike. */
export function rowsAsked(
  source: Source,
  { actor, now }: Asker,
  query: { filter?: string; q?: string },
  params: Params,
): RowsAsked {
  const parts: string[] = source.where ? [source.where] : []
  const may = mayReadSql(source, actor, params)
  parts.push(may)
  const filter = readFilter(query.filter, source.entity, readerOf(actor, source.entity.key, now))
  if (filter) parts.push(conditionSql(filter, askedOf(seenBy(source, actor), actor), params))
  const found = query.q ? foundSql(source, actor, query.q, params) : []
  const all = (words: readonly string[]) => [...parts, ...words].filter(part => part !== 'true').join(' and ')
  const of = all(found.map(one => one.atOnce))
  const where = of === '' ? standing : `${standing} and ${of}`
  const ofEach = all(found.map(one => one.each))
  return { where, ofEach, free: Boolean(filter || query.q), open: may === 'true' }
}

// a list that is read once: `in` would keep the index on owners from being used beside it
const sharingOf =
  ({ entity, ownedBy, sharedItself }: Source) =>
  (user: string) => {
    const shared = (alias: string, key: string) =>
      `${alias}.id = any(array(select r.record_id from record_reader r where r.org_id = $1 and r.entity = '${key}' and r.user_id = ${user}::uuid))`
    const own = shared('t', entity.key)
    if (!ownedBy) return own
    const parent = shared(ownedBy.alias, ownedBy.entity)
    return sharedItself ? `(${parent} or ${own})` : parent
  }
