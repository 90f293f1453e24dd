// What points at a record, wherever it stands: a merge takes all of it along, undoing gives exactly that back. The
// rows are in `app/server/children.ts`; a test holds them against the catalogue, so that none is forgotten.
import { type Db, stmt, type Tx } from '#kernel/db.ts'

export type Child = {
  /** The entity it points at. */
  readonly of: string
  readonly table: string
  readonly column: string
  /** Beside `column`, the kind of record it points at, where that differs by row. */
  readonly kind?: string
  /** Columns that say the same once more and must change in the same breath: kind and id. */
  readonly along?: readonly [kind: string, id: string]
  /** What its rows are remembered by, where that is not `id`: every row of that value goes along. */
  readonly by?: string
  /** Of the lock order; without one nobody locks these rows before others. */
  readonly level?: number
  /** What a row counts for its customer, as SQL over `t`. */
  readonly counts?: Readonly<Partial<Record<Counted, string>>>
  /** Which of its rows somebody still works on, as SQL over `t`: they keep what they point at out of the trash. */
  readonly live?: string
  /** Rows that the other has just so; they stay where they are. */
  readonly unless?: string
  /** What it hangs on, by the key of that: made of it since a merge, it goes back with it. As SQL over `t` and the ids `$3`. */
  readonly since?: { readonly of: string; readonly sql: string }
  /** What is to be written anew of the rows that were moved. */
  readonly after?: (tx: Tx, ids: readonly string[]) => Promise<void>
}
export type Counted = 'openDeals' | 'needs' | 'orders' | 'used' | 'followupAt' | 'orderAt'
export type MovedRow = { readonly id: string } & Partial<Record<Counted, string | number | null>>

export const keyOf = ({ table, column }: Child): string => `${table}.${column}`

const children: Child[] = []

/** Once per process, by the composition root. */
export function registerChildren(rows: readonly Child[]): void {
  children.splice(0, children.length, ...rows)
}

/** In the order in which they are locked. */
export const childrenOf = (entity: string): readonly Child[] =>
  children.filter(one => one.of === entity).toSorted((a, b) => (a.level ?? Infinity) - (b.level ?? Infinity))

const pointing = ({ column, kind, of }: Child): string =>
  `t.org_id = $1 and t.${column} = $2${kind ? ` and t.${kind} = '${of}'` : ''}`

/** Unlocked: to know what to lock first. */
export async function idsOf(tx: Db, child: Child, id: string): Promise<string[]> {
  const text = `select t.${child.by ?? 'id'} as id from ${child.table} t where ${pointing(child)}`
  return (await tx.query<{ id: string }>({ text, values: [tx.orgId, id] })).map(row => row.id)
}

/** Table by table, what somebody still works on with this record. */
export async function countLive(db: Db, entity: string, id: string): Promise<{ table: string; count: number }[]> {
  const byTable = Map.groupBy(
    children.filter(one => one.of === entity && one.live),
    one => one.table,
  )
  const asks = [...byTable].map(([table, some]) => {
    const any = some.map(one => `(${pointing(one)} and ${one.live})`).join(' or ')
    return `select '${table}' as table, count(*)::int as count from ${table} t where ${any}`
  })
  return asks.length === 0 ? [] : db.query({ text: asks.join(' union all '), values: [db.orgId, id] })
}

export async function lockChildren(tx: Tx, child: Child, id: string): Promise<void> {
  if (child.level === undefined) return
  tx.level(child.level)
  const by = child.by ?? 'id'
  const text = `select t.${by} from ${child.table} t where ${pointing(child)} order by t.${by} for no key update`
  await tx.query({ text, values: [tx.orgId, id] })
}

/** Rows that were made since the merge of something that went along then. */
export async function madeSince(tx: Tx, child: Child, from: string, parents: readonly string[]): Promise<string[]> {
  if (!child.since || parents.length === 0) return []
  const text = `select distinct t.${child.by ?? 'id'} as id from ${child.table} t where ${pointing(child)} and ${child.since.sql}`
  return (await tx.query<{ id: string }>({ text, values: [tx.orgId, from, parents] })).map(row => row.id)
}

type Way = { readonly from: string; readonly to: string; readonly ids?: readonly string[] | undefined }

/** All that point at `from`, or those of them that are named. */
export function moveChildren(tx: Tx, child: Child, { from, to, ids }: Way): Promise<MovedRow[]> {
  const { table, column, along, counts = {}, unless, of, by = 'id' } = child
  const sets = [`${column} = $3`]
  if (along)
    sets.push(`${along[1]} = case when t.${along[0]} = '${of}' and t.${along[1]} = $2 then $3 else t.${along[1]} end`)
  const told = Object.entries(counts).map(([name, sql]) => `${sql} as "${name}"`)
  const text = `update ${table} t set ${sets.join(', ')} where ${pointing(child)} and t.${by} <> $3
    and ($4::uuid[] is null or t.${by} = any($4))${unless ? ` and not exists (${unless})` : ''} returning ${[`t.${by} as id`, ...told].join(', ')}`
  return tx.query<MovedRow>({ text, values: [tx.orgId, from, to, ids ?? null] })
}

type Reference = { readonly id: string; readonly key: string; readonly table: string }

const tables = new Map<string, string>()
/** Where the records of an entity stand: an organisation's own fields may point from any of them. */
export function registerTables(of: Readonly<Record<string, string>>): void {
  for (const [entity, table] of Object.entries(of)) tables.set(entity, table)
}

const references = stmt(
  'custom_fields.references',
  `select id, key, entity from custom_fields where org_id = $1 and kind = 'reference' and ref_entity = $2 order by id`,
)

/** Own fields that point at records of this entity. */
export async function referencesTo(tx: Tx, entity: string): Promise<Reference[]> {
  const rows = await tx.query<{ id: string; key: string; entity: string }>(references(tx.orgId, entity))
  return rows.flatMap(({ id, key, entity: of }) => {
    const table = tables.get(of)
    return table ? [{ id, key, table }] : []
  })
}

const pointIndex = stmt(
  'field_index.point',
  'update field_index set text_value = $4 where org_id = $1 and field_id = $2 and text_value = $3 and record_id = any($5)',
)

export async function moveReferences(tx: Tx, { id, key, table }: Reference, { from, to, ids }: Way): Promise<string[]> {
  const text = `update ${table} t set custom = jsonb_set(t.custom, array[$4], to_jsonb($3::text))
    where t.org_id = $1 and t.custom ->> $4 = $2 and ($5::uuid[] is null or t.id = any($5)) returning t.id`
  const moved = (await tx.query<{ id: string }>({ text, values: [tx.orgId, from, to, key, ids ?? null] })).map(
    one => one.id,
  )
  if (moved.length > 0) await tx.query(pointIndex(tx.orgId, id, from, to, moved))
  return moved
}
