// "One door" as a type: import, batch, approval, search and export reach an entity only through its row here.
import type { Actor, PermissionRows } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { Refusal } from '#kernel/refusal.ts'
import type { Entity } from './entity.ts'
import { closing, refuseClosed, refuseFilled } from './fieldRights.ts'

export type AnyRecord = { readonly id: string } & Readonly<Record<string, unknown>>

/** What no second record may have: the key by which two are compared, and the field that holds it. */
export type Twin = {
  readonly key: string
  readonly path: string
  /** Two may have it: that they do is only counted. */
  readonly advisory?: boolean
}

/** For verbs: the twin that a written value is, by its key; an empty one has none. */
export function twinsBy(
  input: Readonly<Record<string, unknown>>,
  path: string,
  keyOf: (written: string) => string | null | undefined,
): Twin[] {
  const written = input[path]
  const key = typeof written === 'string' && written.trim() !== '' ? keyOf(written) : undefined
  return key ? [{ path, key: `${path}:${key}` }] : []
}

export type Made = AnyRecord | Refusal

export type EntityVerbs = {
  list(db: Db, actor: Actor, query: ListQuery): Promise<PageOf<AnyRecord>>
  summary?(db: Db, actor: Actor, query: SummaryQuery): Promise<Summary>
  /** Refuses 404 when out of reach. */
  get(db: Db, actor: Actor, id: string): Promise<AnyRecord>
  create?(tx: Tx, actor: Actor, input: Readonly<Record<string, unknown>>): Promise<AnyRecord>
  /**
   * What `create` makes of each, for a file: read and written together, and never read back. Each its own refusal where
   * it was judged; what the database refuses, refuses all.
   */
  createAll?(tx: Tx, actor: Actor, inputs: readonly Readonly<Record<string, unknown>>[]): Promise<readonly Made[]>
  edit?(tx: Tx, actor: Actor, id: string, input: Readonly<Record<string, unknown>>): Promise<AnyRecord>
  /** Of inputs of `create`, each its own list: two rows of one file are told apart before the database refuses the second. */
  twins?(db: Db, actor: Actor, inputs: readonly Readonly<Record<string, unknown>>[]): Promise<readonly Twin[][]>
  move?(tx: Tx, actor: Actor, id: string, move: string, input: Readonly<Record<string, unknown>>): Promise<AnyRecord>
  /** Into the trash, where it can be restored from; what cannot refuses. */
  remove?(tx: Tx, actor: Actor, id: string): Promise<void>
}

export type Registered = {
  readonly entity: Entity
  readonly verbs: EntityVerbs
  /** Its moves by name: for offers, approvals, labels. Each feature keeps its own exact types. */
  readonly flow?: Readonly<
    Record<string, { readonly from: readonly string[]; readonly to: string; readonly may: string }>
  >
  readonly access: PermissionRows
  /** The permission that opens `create`; `<key>.create` where nothing is said. */
  readonly createAs?: string
  /** Where the browser opens a record that has no page of its own. */
  readonly page?: (record: AnyRecord) => string
}

const rows = new Map<string, Registered>()

export function register(row: Registered): void {
  rows.set(row.entity.key, { ...row, verbs: { ...row.verbs, ...guarded(row) } })
}

/** Search, export, import, batch and the like read and write no field that the person may not. */
function guarded({ entity, verbs: { list, get, create, createAll, edit, move } }: Registered): Partial<EntityVerbs> {
  return {
    list: async (db, actor, query) => {
      const page = await list(db, actor, query)
      return { ...page, items: page.items.map(closing<AnyRecord>(actor, entity)) }
    },
    get: async (db, actor, id) => closing<AnyRecord>(actor, entity)(await get(db, actor, id)),
    ...(create && {
      create: (tx, actor, input) => {
        refuseClosed(actor, entity, input)
        return create(tx, actor, input)
      },
    }),
    ...(createAll && {
      createAll: (tx, actor, inputs) => {
        for (const input of inputs) refuseClosed(actor, entity, input)
        return createAll(tx, actor, inputs)
      },
    }),
    ...(edit && {
      edit: (tx, actor, id, input) => {
        refuseClosed(actor, entity, input)
        return edit(tx, actor, id, input)
      },
    }),
    ...(move && {
      move: (tx, actor, id, ...[name, input]: readonly [string, Readonly<Record<string, unknown>>]) => {
        refuseFilled(actor, entity, input)
        return move(tx, actor, id, name, input)
      },
    }),
  }
}

export function registered(entity: string): Registered | undefined {
  return rows.get(entity)
}

export const allRegistered = (): readonly Registered[] => [...rows.values()]
