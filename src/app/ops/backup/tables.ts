// What of the database is data: every table of ours but what migrations and pg-boss's own upkeep write.
import type pg from 'pg'

export type KeptTable = {
  readonly schema: string
  readonly name: string
  readonly columns: string[]
  readonly key: string[]
}

const upkeep = "('version', 'instance', 'bam', 'warning', 'queue_stats')"

/** Roots of partitioned tables stand for their partitions; generated columns are made anew. */
export async function keptTables(client: pg.ClientBase): Promise<KeptTable[]> {
  const { rows } = await client.query<KeptTable>(`
    select n.nspname as schema, c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum)) from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
        where i.indrelid = c.oid and i.indisprimary), '{}') as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'auth', 'pgboss') and c.relkind in ('r', 'p') and not c.relispartition
      and not (n.nspname = 'public' and c.relname = 'baton_migration')
      and not (n.nspname = 'pgboss' and c.relname in ${upkeep})
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by n.nspname, c.relname`)
  return rows
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
export const nameOf = ({ schema, name }: Pick<KeptTable, 'schema' | 'name'>): string =>
  `${quoted(schema)}.${quoted(name)}`
export const listOf = (columns: readonly string[]): string => columns.map(quoted).join(', ')

/** In the order of the key, so that the same data is the same bytes. */
export function selectOf(table: KeptTable): string {
  const own = `${table.schema}.${table.name}`
  if (own === 'public.event') return `select ${eventColumns(table.columns)} from public.event order by xid, seq`
  if (own === 'public.event_reader')
    return `select ${eventColumns(table.columns)} from public.event_reader r order by name`
  const order = table.key.length > 0 ? table.key : table.columns
  return `select ${listOf(table.columns)} from ${nameOf(table)} order by ${listOf(order)}`
}

// Transaction numbers mean nothing in another cluster: there readers would skip events or see them never. So all
// events get the first ordinary number, in their order, and each reader stands after as many as it has read.
function eventColumns(columns: readonly string[]): string {
  const isReader = !columns.includes('record_id')
  const place: Readonly<Record<string, string>> = {
    xid: "'3'::xid8 as xid",
    seq: isReader
      ? '(select count(*) from public.event e where (e.xid, e.seq) <= (r.xid, r.seq)) as seq'
      : 'row_number() over (order by xid, seq) as seq',
  }
  return columns.map(column => place[column] ?? quoted(column)).join(', ')
}
