// What somebody has, wherever it stands: when they leave, all of it goes to others in one transaction. The rows are in
// `app/server/handovers.ts`; a test holds them against the catalogue, so that no table is forgotten.
import type { Db, Tx } from '#kernel/db.ts'

export const handoverKinds = ['customer', 'lead', 'deal', 'order', 'service', 'work', 'setup'] as const
export type HandoverKind = (typeof handoverKinds)[number]

export type Held = {
  readonly table: string
  readonly column: string
  /** What is given together to one person. */
  readonly kind: HandoverKind
  /** Of the lock order; without one nobody locks these rows before others. */
  readonly level?: number
  /** Which rows somebody still works on, as SQL over `t`; the others are history, and go only where that is wished. */
  readonly live?: string
  /** Never, whatever is wished: what those rows say is what was. */
  readonly always?: true
  /** The department of its owner stands beside it. */
  readonly dept?: true
  /** The customer it is of, as SQL over `t`: whoever takes that customer takes it too. */
  readonly customer?: string
  /** The record whose timeline tells of it. */
  readonly entity?: string
  /** Whom such a row belongs to by what it is about, as SQL over `t`, after that changed hands. */
  readonly taker?: string
  /** What the taker has just so (`$3` is the taker): such rows go instead of changing hands. Over `t`. */
  readonly unless?: string
  /** Before those rows go: what of them is to be kept with the taker's own. `$1` organisation, `$2` who leaves, `$3` taker. */
  readonly first?: string
  /** After they went: what has become double by it, and what must be read again. `$1` organisation. */
  readonly after?: readonly string[]
  /** A document that holds people by their id; `t.column` as text is searched and replaced. */
  readonly json?: true
}

const rows: Held[] = []
/** Once per process, by the composition root. */
export function registerHeld(all: readonly Held[]): void {
  rows.splice(0, rows.length, ...all)
}
export const heldRows = (): readonly Held[] => rows.toSorted((a, b) => (a.level ?? Infinity) - (b.level ?? Infinity))

export const heldKey = ({ table, column }: Pick<Held, 'table' | 'column'>): string => `${table}.${column}`

const mine = ({ column, json, live, always }: Held, finished: boolean): string => {
  const whose = json ? `t.${column}::text like '%' || $2::text || '%'` : `t.${column} = $2::uuid`
  const now = live && (!finished || always) ? ` and ${live}` : ''
  return `t.org_id = $1 and ${whose}${now}`
}

/** How many rows of each kind somebody has. */
export async function countHeld(db: Db, userId: string, finished: boolean): Promise<{ key: string; count: number }[]> {
  const asks = rows.map(
    one => `select '${heldKey(one)}' as key, count(*)::int as count from ${one.table} t where ${mine(one, finished)}`,
  )
  const text = asks.join(' union all ')
  return db.query({ text, values: [db.orgId, userId], plan: 'own' })
}

export type Takers = {
  /** By customer, before anything else. */
  readonly customers: readonly { readonly id: string; readonly to: string }[]
  readonly kinds: Readonly<Record<HandoverKind, string>>
}
type Way = Takers & { readonly from: string; readonly finished: boolean }
export type Moved = {
  readonly key: string
  readonly entity: string | undefined
  readonly ids: readonly string[]
  readonly count: number
}

/** Whoever holds a row of them longer than this is asked to finish first: nothing is half handed over. */
export async function waitShortly(tx: Tx): Promise<void> {
  await tx.query({ text: `select set_config('lock_timeout', '4000', true)`, values: [] })
}

/** In the order of locks, each level's rows in one order. */
export async function lockHeld(tx: Tx, { from, finished }: Way): Promise<void> {
  for (const one of heldRows()) {
    if (one.level === undefined) continue
    tx.level(one.level)
    const text = `select t.org_id from ${one.table} t where ${mine(one, finished)} order by t.id for no key update`
    await tx.query({ text, values: [tx.orgId, from] })
  }
}

export async function moveHeld(tx: Tx, way: Way): Promise<Moved[]> {
  const moved: Moved[] = []
  for (const one of heldRows()) {
    const own = one.json ? await replaceIn(tx, one, way) : await giveRows(tx, one, way)
    if (own.length > 0) for (const text of one.after ?? []) await tx.query({ text, values: [tx.orgId] })
    moved.push({
      key: heldKey(one),
      entity: one.entity,
      ids: own.flatMap(row => (row.id ? [row.id] : [])),
      count: own.length,
    })
  }
  return moved
}

type Row = { readonly id: string | null }

async function giveRows(tx: Tx, one: Held, way: Way): Promise<Row[]> {
  const { table, column, dept, customer, unless, first } = one
  const to = way.kinds[one.kind]
  const values = [tx.orgId, way.from, to]
  if (first) await tx.query({ text: first, values })
  const gone = unless
    ? await tx.query<Row>({
        text: `delete from ${table} t where ${mine(one, way.finished)} and (${unless}) returning null as id`,
        values,
      })
    : []
  const sets = [
    `${column} = x.to_id`,
    ...(dept ? ['dept_id = u.dept_id'] : []),
    ...(one.level !== undefined ? ['version = t.version + 1'] : []),
  ]
  const chosen = customer
    ? `coalesce(m.to_id, $3::uuid) as to_id from ${table} t left join unnest($4::uuid[], $5::uuid[]) m(customer_id, to_id) on m.customer_id = ${customer}`
    : `${one.taker ? `coalesce(nullif(${one.taker}, $2::uuid), $3::uuid)` : '$3::uuid'} as to_id from ${table} t`
  const text = `update ${table} t set ${sets.join(', ')} from (select t.ctid as at, ${chosen} where ${mine(one, way.finished)}) x
      join users u on u.org_id = $1 and u.id = x.to_id
    where t.org_id = $1 and t.ctid = x.at returning ${one.entity ? 't.id' : 'null::uuid as id'}`
  const more = customer ? [way.customers.map(({ id }) => id), way.customers.map(({ to: taker }) => taker)] : []
  return [...gone, ...(await tx.query<Row>({ text, values: [...values, ...more] }))]
}

function replaceIn(tx: Tx, one: Held, way: Way): Promise<Row[]> {
  const { table, column } = one
  // whoever has it open writes the old one back no more
  const text = `update ${table} t set ${column} = replace(t.${column}::text, $2::text, $3::text)::jsonb, version = t.version + 1 where ${mine(one, true)} returning null::uuid as id`
  return tx.query<Row>({ text, values: [tx.orgId, way.from, way.kinds[one.kind]] })
}
