// One list engine for every entity: rights, filter, search and keyset paging become one statement.
import type { Actor } from '#kernel/access.ts'
import type { ListQuery, PageOf } from '#kernel/api.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Bound, Db, Plan } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { fieldOf } from '../entity.ts'
import { isOften } from './foundSql.ts'
import { decodeCursor, encodeCursor, keysetSql, type SortKey } from './keyset.ts'
import { kindSql } from './kindSql.ts'
import { type Apart, tableAlone } from './pageSql.ts'
import { sees } from './reader.ts'
import { hiding } from './recordSql.ts'
import { type Asker, columnOf, type RowsAsked, rowsAsked, type Source, seenBy, standing } from './sourceSql.ts'
import { nameOf, nameOfSeen } from './statementName.ts'

/** A page of the entity as this actor may see it. `RangeError`s never leave: bad input is a refusal. */
export async function listRecords<R extends { id: string }>(
  db: Db,
  actor: Actor,
  plain: Source,
  query: ListQuery,
): Promise<PageOf<R>> {
  const source = seenBy(plain, actor)
  const limit = query.limit ?? 50
  const only = picker<R>(source, actor, query.fields)
  const { bound, glance, keys } = listStatement(source, { actor, now: db.now }, query, limit)
  // what few have is not looked for among the newest
  const glances = glance && (!query.q || (await isOften(db, source.entity.key, query.q, isEverywhere)))
  const seen = glances ? await db.query<R & { sortKeys: unknown[] }>(glance) : []
  const rows = seen.length > limit ? seen : await db.query<R & { sortKeys: unknown[] }>(bound)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const nextCursor = rows.length > limit && last ? encodeCursor(keys, last.sortKeys, last.id) : null
  const shown = hiding<R>(source.entity, actor)
  return {
    items: items.map(item => {
      // the last column, taken away where it is: to copy fifty wide rows without it is a tenth of a list
      Reflect.deleteProperty(item, 'sortKeys')
      return only(shown(item))
    }),
    nextCursor,
  }
}

type Listing = { readonly bound: Bound; readonly glance: Bound | undefined; readonly keys: SortKey[] }

function listStatement(source: Source, asker: Asker, query: ListQuery, limit: number): Listing {
  const { actor } = asker
  const params = new Params([actor.orgId])
  const asked = rowsAsked(source, asker, query, params)
  const keys = sortKeys(source, actor, query.sort)
  const joins = keys.flatMap((key, i) => {
    if (!key.fieldId) return []
    key.sql = key.sql.replace('k.', `k${i}.`)
    return [
      ` join field_index k${i} on k${i}.org_id = $1 and k${i}.field_id = '${key.fieldId}' and k${i}.record_id = t.id`,
    ]
  })
  const after = query.cursor ? ` and ${keysetSql(keys, decodeCursor(query.cursor, keys), params)}` : ''
  const order = `order by ${orderSql(keys)} limit ${limit + 1}`
  const rows = `${joins.join('')} where ${asked.where}${after} ${order}`
  const page = tableAlone(source, rows)
  const isShaped = asked.free || Boolean(query.sort)
  const bound = (text: string, plan: Plan): Bound => {
    const name = isShaped ? nameOfSeen(text) : nameOf(text)
    return { ...(name && { name }), text, values: params.values, plan }
  }
  const text = page ? pageFirst(source, page, keys, `${page.table}${rows}`) : atOnce(source, keys, rows)
  const glances = page && (query.sort ?? source.defaultSort) === source.defaultSort && isGlanced(asked)
  const newest = `(select t.* from ${page?.table} where ${standing}${after} order by ${orderSql(keys)} limit ${atAGlance}) t where ${asked.ofEach} ${order}`
  return {
    bound: bound(text, planOf(query, asked, page !== undefined)),
    glance: glances ? bound(pageFirst(source, page, keys, newest), 'fixed') : undefined,
    keys,
  }
}

/**
 * The first thousand in the list's own order hold a page of whatever is common, and are read by a plan that is always
 * the same; only what is rare is planned for. What lies in another table might be fetched there for all at once.
 */
const isGlanced = ({ ofEach }: RowsAsked): boolean => ofEach !== '' && !ofEach.includes(' in (select ')
const atAGlance = 1000
/** Of the places of a word: with fewer, their records are fetched sooner than the newest are looked through. */
const isEverywhere = 4 * atAGlance

/**
 * A fixed plan is a guess about what is rare: good only where nothing is filtered away. A search is best begun with
 * the rarest of its terms, so its joins are not held to their order.
 */
function planOf({ q }: ListQuery, { free, open }: RowsAsked, isStraight: boolean): Plan {
  if (open && !free) return 'fixed'
  return isStraight && !q ? 'straight' : 'own'
}

const orderSql = (keys: readonly SortKey[]): string =>
  [
    ...keys.map(key => `${key.sql} ${key.desc ? 'desc' : 'asc'}${key.notNull ? '' : ' nulls last'}`),
    `t.id ${keys[0]?.desc ? 'desc' : 'asc'}`,
  ].join(', ')

const sortValues = (keys: readonly SortKey[]): string =>
  `json_build_array(${keys.map(key => `${key.sql}::text`).join(', ')}) as sort_keys`

const atOnce = ({ select, from }: Source, keys: readonly SortKey[], rows: string): string =>
  `select ${select}, ${sortValues(keys)} from ${from}${rows}`

function pageFirst(source: Source, page: Apart, keys: readonly SortKey[], rows: string): string {
  // own fields lie in a table of their own: their values come out of the page under a name
  const outside = keys.map((key, i) => (key.fieldId ? { ...key, sql: `t.sort_${i}` } : key))
  const own = keys.flatMap((key, i) => (key.fieldId ? [`, ${key.sql} as sort_${i}`] : []))
  return `select ${source.select}, ${sortValues(outside)} from (select t.*${own.join('')} from ${rows}) t ${page.names} order by ${orderSql(outside)}`
}

function sortKeys(source: Source, actor: Actor, wish: string | undefined): SortKey[] {
  const usual = fieldOf(source.entity, source.defaultSort.replace(/^-/, ''))
  // its place in the order, and in the cursor, would tell what is hidden
  if (!wish && usual && !sees(actor, source.entity.key)(usual)) return []
  return (wish || source.defaultSort).split(',').map(part => {
    const desc = part.startsWith('-')
    const key = part.replace(/^[-+]/, '')
    const field = fieldOf(source.entity, key)
    const column = columnOf(source)(key)
    if (!column || !field || !sees(actor, source.entity.key)(field) || !(field.sort || field.custom?.indexed))
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
    if (!field || !sees(actor, source.entity.key)(field))
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
