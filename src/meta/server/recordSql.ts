// One record, as its reader may see it.
import type { Actor } from '#kernel/access.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Bound, Db, Tx } from '#kernel/db.ts'
import { camel } from '#kernel/pgTypes.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import type { Entity } from '../entity.ts'
import { masking } from '../pooled.ts'
import { sees } from './reader.ts'
import { mayReadSql, type Source } from './sourceSql.ts'
import { nameOf } from './statementName.ts'

/** One record as its reader may see it: out of reach is not there. */
export async function getRecord<R extends object>(db: Db, actor: Actor, source: Source, id: string): Promise<R> {
  const params = new Params([actor.orgId, id])
  const may = mayReadSql(source, actor, params)
  const text = `select ${source.select} from ${source.from} where t.org_id = $1 and t.id = $2 and t.deleted_at is null and ${may}`
  const record = await db.one<R>(named(text, params.values))
  if (!record) throw await goneTo(db, actor, source.entity.key, id)
  return hiding<R>(source.entity, actor)(record)
}

export type Locked<Row, R> = { readonly row: Row; readonly shown: R }

type Which = {
  readonly id: string
  /** What its row has besides and nobody is shown under the same name. */
  readonly also: readonly string[]
  /** Whatever the actor may see. */
  readonly anyway?: boolean
}
/** The same, locked. The caller has said the level; what is out of reach is not locked either. */
export async function lockRecord<Row extends object, R extends object>(
  tx: Tx,
  actor: Actor,
  source: Source,
  { id, also, anyway }: Which,
): Promise<Locked<Row, R>> {
  const params = new Params([actor.orgId, id])
  const may = anyway ? 'true' : mayReadSql(source, actor, params)
  const text = `select ${source.select}, ${also.join(', ')} from ${source.from} where t.org_id = $1 and t.id = $2 and t.deleted_at is null and ${may} for no key update of t`
  const row = await tx.one<Row & R>(named(text, params.values))
  if (!row) throw await goneTo(tx, actor, source.entity.key, id)
  const shown = { ...row }
  for (const column of also) Reflect.deleteProperty(shown, camel(column.replace(/^.*( as |\.)/s, '')))
  return { row, shown: hiding<R>(source.entity, actor)(shown) }
}

type LeadsTo = (db: Db, actor: Actor, entity: string, id: string) => Promise<string | null>
let leadsTo: LeadsTo | undefined

/** Set once by the composition root: a record that became part of another says which. */
export function onMissing(asked: LeadsTo): void {
  leadsTo = asked
}

async function goneTo(db: Db, actor: Actor, entity: string, id: string): Promise<Refusal> {
  const into = await leadsTo?.(db, actor, entity, id)
  return into ? new Refusal(missing(entity).reasons, 'missing', { leadsTo: into }) : missing(entity)
}

/** What the actor has just written, whether or not it stays in reach. */
export async function readBack<R extends object>(db: Db, actor: Actor, source: Source, id: string): Promise<R> {
  const text = `select ${source.select} from ${source.from} where t.org_id = $1 and t.id = $2`
  const record = await db.one<R>(named(text, [actor.orgId, id]))
  if (!record) throw missing(source.entity.key)
  return hiding<R>(source.entity, actor)(record)
}

/** What a reader was shown, as its row stands now: names and what is counted elsewhere stay as they were read. */
export function shownNow<R extends object>(shown: R, row: object): R {
  const now = { ...shown }
  for (const key of Object.keys(shown)) if (key in row) Reflect.set(now, key, Reflect.get(row, key))
  return now
}

/**
 * Drops what a permission closes. Verbs work with what they read here, so what an organisation closes by rows is taken
 * out where answers leave: an order must not lose the terms that its maker may not see.
 */
export function hiding<R extends object>(entity: Entity, actor: Actor): (record: R) => R {
  const hidden = entity.fields.filter(field => field.readAs && !sees(actor, entity.key)(field))
  const masked = masking<R>(actor, entity)
  if (hidden.length === 0) return masked
  const keys = new Set(hidden.map(field => field.key))
  return record => Object.fromEntries(Object.entries(masked(record)).filter(([key]) => !keys.has(key))) as R // a record without its hidden fields
}

const named = (sql: string, values: readonly unknown[]): Bound => {
  const name = nameOf(sql)
  return { ...(name && { name }), text: sql, values }
}
