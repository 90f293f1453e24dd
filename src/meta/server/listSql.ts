// One list engine for every entity: rights, filter, search and keyset paging become one statement. Record
// rights are part of the statement, never a filter afterwards.
import { type Actor, visibleTo } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { CompareAs } from '#kernel/condition.ts'
import { type ColumnSql, conditionSql, Params } from '#kernel/conditionSql.ts'
import type { Bound, Db, Row } from '#kernel/db.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import { prefixEnd, queryTerms } from '#kernel/searchTerm.ts'
import { type Entity, type Field, type FieldKind, fieldOf } from '../entity.ts'
import { readFilter } from '../filter.ts'
import { compareAs } from '../kinds/kinds.ts'
import { decodeCursor, encodeCursor, keysetSql, type SortKey } from './keyset.ts'
import { kindSql } from './kindSql.ts'
import { readerOf, sees } from './reader.ts'
import { nameOf, nameOfSeen } from './statementName.ts'

export type Source = {
  readonly entity: Entity
  /** `customers t left join …`; the record's own table has the alias t. */
  readonly from: string
  readonly select: string
  /** SQL of every built-in field that can be filtered, sorted or summed; not null where said. */
  readonly columns: Readonly<Record<string, { readonly sql: string; readonly notNull?: boolean }>>
  readonly permission: string
  /** `field` or `-field`, e.g. `-createdAt`. */
  readonly defaultSort: string
  /** Rights follow a parent: its alias in `from`, and its entity for shares. */
  readonly ownedBy?: { readonly alias: string; readonly entity: string }
  /** Rights that no single owner can say: stands for the test on owner and department. */
  readonly mayRead?: (actor: Actor, params: Params) => string
  /** Searched for as another record, e.g. a stock level by its product. */
  readonly foundBy?: { readonly sql: string; readonly entity: string }
  /** A further fixed condition, e.g. current versions only. */
  readonly where?: string
}

/** Which rows of `from` the actor may read. */
export const mayReadSql = (source: Source, actor: Actor, params: Params, permission = source.permission): string =>
  source.mayRead?.(actor, params) ??
  conditionSql(visibleTo(actor, permission), columnOf(source), params, sharingOf(source))

function columnOf(source: Source): (key: string) => ColumnSql | undefined {
  return key => {
    const owned = ownership(source)[key]
    if (owned) return owned
    const field = fieldOf(source.entity, key)
    if (!field) return undefined
    const { type } = kindSql[field.kind]
    const as: CompareAs = compareAs(field.kind)
    if (field.custom) return customColumn(field, type, as)
    const column = source.columns[key]
    return column && { sql: column.sql, as, type }
  }
}

function ownership({ ownedBy }: Source): Readonly<Record<string, ColumnSql>> {
  const alias = ownedBy?.alias ?? 't'
  return {
    ownerId: { sql: `${alias}.owner_id`, as: 'text', type: 'uuid' },
    deptId: { sql: `${alias}.dept_id`, as: 'text', type: 'uuid' },
  }
}

function customColumn(field: Field, type: string, as: CompareAs): ColumnSql {
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

type Asker = { readonly actor: Actor; readonly now: string }

function base(
  source: Source,
  { actor, now }: Asker,
  query: { filter?: string; q?: string },
  params: Params,
): { where: string; free: boolean } {
  const parts = ['t.org_id = $1', 't.deleted_at is null']
  if (source.where) parts.push(source.where)
  parts.push(mayReadSql(source, actor, params))
  const filter = readFilter(query.filter, source.entity, readerOf(actor, now))
  if (filter) parts.push(conditionSql(filter, columnOf(source), params))
  const found = source.foundBy ?? { sql: 't.id', entity: source.entity.key }
  for (const { term, match } of query.q ? queryTerms(query.q) : []) {
    const test =
      match === 'exact'
        ? `s.term = ${params.add(term)}`
        : `s.term >= ${params.add(term)} and s.term < ${params.add(prefixEnd(term))}`
    parts.push(
      `${found.sql} in (select s.record_id from search_term s where s.org_id = $1 and s.entity = '${found.entity}' and ${test})`,
    )
  }
  return { where: parts.filter(part => part !== 'true').join(' and '), free: Boolean(filter || query.q) }
}

const sharingOf = (source: Source) => (user: string) =>
  `${source.ownedBy?.alias ?? 't'}.id in (select r.record_id from record_reader r where r.org_id = $1 and r.entity = '${source.ownedBy?.entity ?? source.entity.key}' and r.user_id = ${user}::uuid)`

function sortKeys(source: Source, actor: Actor, wish: string | undefined): SortKey[] {
  return (wish || source.defaultSort).split(',').map(part => {
    const desc = part.startsWith('-')
    const key = part.replace(/^[-+]/, '')
    const field = fieldOf(source.entity, key)
    const column = columnOf(source)(key)
    if (!column || !field || !sees(actor)(field) || !(field.sort || field.custom?.indexed))
      throw new Refusal({ key: 'list.badSort', path: 'sort', values: { field: key } }, 'malformed')
    if (field.custom)
      return {
        key,
        sql: `k.${kindSql[field.kind].index}`,
        type:
          column.type === 'numeric'
            ? 'float8'
            : kindSql[field.kind].index === 'time_value'
              ? 'timestamptz'
              : column.type,
        desc,
        notNull: false,
        fieldId: field.custom.id,
      }
    return { key, sql: column.sql, type: column.type, desc, notNull: source.columns[key]?.notNull ?? false }
  })
}

/** `fields=name,level`: id and version always come along; an unknown or hidden field is refused. */
function picker<R extends object>(source: Source, actor: Actor, wish: string | undefined): (record: R) => R {
  if (!wish) return record => record
  const keys = wish.split(',')
  for (const key of keys) {
    const field = fieldOf(source.entity, key)
    if (!field || !sees(actor)(field))
      throw new Refusal({ key: 'list.badField', path: 'fields', values: { field: key } }, 'malformed')
  }
  const own = keys.some(key => fieldOf(source.entity, key)?.custom)
  const kept = new Set([
    'id',
    'version',
    ...keys,
    ...keys.map(key => key.replace(/Id$/, 'Name')),
    ...(own ? ['custom'] : []),
  ])
  return record => Object.fromEntries(Object.entries(record).filter(([key]) => kept.has(key))) as R // asked for in part
}

/** A page of the entity as this actor may see it. `RangeError`s never leave: bad input is a refusal. */
export async function listRecords<R extends { id: string }>(
  db: Db,
  actor: Actor,
  source: Source,
  query: ListQuery,
): Promise<PageOf<R>> {
  const limit = query.limit ?? 50
  const only = picker<R>(source, actor, query.fields)
  const { bound, keys } = listStatement(source, { actor, now: db.now }, query, limit)
  const rows = await db.query<R & { sortKeys: unknown[] }>(bound)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const nextCursor = rows.length > limit && last ? encodeCursor(keys, last.sortKeys, last.id) : null
  return {
    // R again, without the sort keys that were added above
    items: items.map(({ sortKeys: _, ...item }) => only(hide(source.entity, actor, item as unknown as R))),
    nextCursor,
  }
}

function listStatement(
  source: Source,
  asker: Asker,
  query: ListQuery,
  limit: number,
): { bound: Bound; keys: SortKey[] } {
  const { actor } = asker
  const params = new Params([actor.orgId])
  const { where, free } = base(source, asker, query, params)
  const keys = sortKeys(source, actor, query.sort)
  const joins = keys.flatMap((key, i) => {
    if (!key.fieldId) return []
    key.sql = key.sql.replace('k.', `k${i}.`)
    return [
      ` join field_index k${i} on k${i}.org_id = $1 and k${i}.field_id = '${key.fieldId}' and k${i}.record_id = t.id`,
    ]
  })
  const after = query.cursor ? ` and ${keysetSql(keys, decodeCursor(query.cursor, keys), params)}` : ''
  const order = [
    ...keys.map(key => `${key.sql} ${key.desc ? 'desc' : 'asc'}${key.notNull ? '' : ' nulls last'}`),
    `t.id ${keys[0]?.desc ? 'desc' : 'asc'}`,
  ].join(', ')
  const text = `select ${source.select}, json_build_array(${keys.map(key => `${key.sql}::text`).join(', ')}) as sort_keys from ${source.from}${joins.join('')} where ${where}${after} order by ${order} limit ${limit + 1}`
  const name = free || query.sort ? nameOfSeen(text) : nameOf(text)
  return { bound: { ...(name && { name }), text, values: params.values }, keys }
}

export async function summarise(db: Db, actor: Actor, source: Source, query: SummaryQuery): Promise<Summary> {
  const params = new Params([actor.orgId])
  const { where } = base(source, { actor, now: db.now }, query, params)
  const sums = (query.sum ?? '')
    .split(',')
    .filter(Boolean)
    .map(key => summable(source, actor, key, 'sum'))
  const sumSql = sums.map(({ key, sql }) => `, trim_scale(sum(${sql})::numeric)::text as "sum:${key}"`).join('')
  const group = query.group ? summable(source, actor, query.group, 'group') : undefined
  const all = db.query(text(`select count(*) as count${sumSql} from ${source.from} where ${where}`, params))
  const groups = group
    ? db.query(
        text(
          `select (${group.sql})::text as value, count(*) as count${sumSql} from ${source.from} where ${where} group by 1 order by 2 desc limit 200`,
          params,
        ),
      )
    : Promise.resolve([])
  const [total] = await all
  const pick = (row: Row | undefined) =>
    Object.fromEntries(sums.map(({ key }) => [key, textOrNull(row?.[`sum:${key}`])]))
  return {
    count: Number(total?.count ?? 0),
    sums: pick(total),
    groups: (await groups).map(row => ({
      value: textOrNull(row.value),
      count: Number(row.count),
      sums: pick(row),
    })),
  }
}

const text = (sql: string, params: Params): Bound => ({ text: sql, values: params.values })

const adds: readonly FieldKind[] = ['number', 'money']

const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))

function summable(source: Source, actor: Actor, key: string, path: 'sum' | 'group'): { key: string; sql: string } {
  const field = fieldOf(source.entity, key)
  const column =
    ownership(source)[key] ??
    source.columns[key] ??
    (field?.custom
      ? customColumn(
          { ...field, custom: { ...field.custom, indexed: false } },
          kindSql[field.kind].type,
          compareAs(field.kind),
        )
      : undefined)
  if (!field || !column || !sees(actor)(field))
    throw new Refusal({ key: 'list.badField', path, values: { field: key } }, 'malformed')
  if (path === 'sum' && !adds.includes(field.kind))
    throw new Refusal({ key: 'list.noSum', path, values: { field: key } }, 'malformed')
  return { key, sql: column.sql }
}

const named = (sql: string, values: readonly unknown[]): Bound => {
  const name = nameOf(sql)
  return { ...(name && { name }), text: sql, values }
}

/** One record as its reader may see it: out of reach is not there. */
export async function getRecord<R extends object>(db: Db, actor: Actor, source: Source, id: string): Promise<R> {
  const params = new Params([actor.orgId, id])
  const may = mayReadSql(source, actor, params)
  const text = `select ${source.select} from ${source.from} where t.org_id = $1 and t.id = $2 and t.deleted_at is null and ${may}`
  const record = await db.one<R>(named(text, params.values))
  if (!record) throw missing(source.entity.key)
  return hide(source.entity, actor, record)
}

/** What the actor has just written, whether or not it stays in reach. */
export async function readBack<R extends object>(db: Db, actor: Actor, source: Source, id: string): Promise<R> {
  const text = `select ${source.select} from ${source.from} where t.org_id = $1 and t.id = $2`
  const record = await db.one<R>(named(text, [actor.orgId, id]))
  if (!record) throw missing(source.entity.key)
  return hide(source.entity, actor, record)
}

/** Drops what the actor's roles may not read. */
function hide<R extends object>(entity: Entity, actor: Actor, record: R): R {
  const hidden = entity.fields.filter(field => !sees(actor)(field))
  if (hidden.length === 0) return record
  const keys = new Set(hidden.map(field => field.key))
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.has(key))) as R // a record without its hidden fields
}
