// One door as a function: a row of a batch is the endpoint that its single request would reach (its right, its
// schema) and the registry's verb behind it.
import { type Actor, can } from '#kernel/access.ts'
import { type Endpoint, shape } from '#kernel/api.ts'
import type { Tx } from '#kernel/db.ts'
import { type Reason, Refusal, reason } from '#kernel/refusal.ts'
import { accept } from '#kernel/validate.ts'
import type { BatchRow } from '#meta/batch.api.ts'
import { type AnyRecord, type EntityVerbs, registered } from '#meta/registry.ts'
import { applyMask, maskOf } from './mask.ts'
import type { MountedRow } from './mount.ts'

export type Door = {
  readonly row: Endpoint
  /** As the schema has it, or why it does not. */
  readonly input: Input | Refusal
  /** Answers the record; nothing where it is gone. */
  readonly open: (tx: Tx, actor: Actor) => Promise<AnyRecord | undefined>
}
export type Doors = (asked: BatchRow) => Door | readonly Reason[]

type Input = Readonly<Record<string, unknown>>
type Verb = (tx: Tx, actor: Actor, input: Input) => Promise<AnyRecord | undefined>

// prettier-ignore
const addressOf: Record<BatchRow['do'], (path: string, move: string) => string> = {
  create: path => `POST ${path}`,
  edit: path => `PATCH ${path}/:id`,
  move: (path, move) => `POST ${path}/:id/moves/${move}`,
  delete: path => `DELETE ${path}/:id`,
}

const Nothing = shape({})

/** What has no single endpoint has no door, whatever the registry could do. */
export function doorsOf(rows: readonly MountedRow[]): Doors {
  const endpoints = new Map(
    rows.flatMap(({ row }) => (row.mode === 'write' && !row.upload ? [[`${row.method} ${row.path}`, row]] : [])),
  )
  return asked => {
    const entity = registered(asked.entity)
    if (!entity) return [reason('batch.unknownEntity', 'entity', { entity: asked.entity })]
    const misfit = misfitsOf(asked)
    if (misfit.length > 0) return misfit
    const row = endpoints.get(addressOf[asked.do](entity.entity.path, asked.move ?? ''))
    const verb = verbOf(entity.verbs, asked)
    if (!row || !verb) return [noDoor(asked)]
    const input = accepted(row, asked.input ?? {})
    const shut = async (tx: Tx, actor: Actor) => {
      const record = await open(tx, actor, { row, verb, input })
      applyMask(maskOf(rows, row), actor, record)
      return record
    }
    return { row, input, open: shut }
  }
}

function misfitsOf({ do: deed, id, move }: BatchRow): Reason[] {
  const wants = { id: deed !== 'create', move: deed === 'move' }
  const given = { id: id !== undefined, move: move !== undefined }
  return (['id', 'move'] as const)
    .filter(name => wants[name] !== given[name])
    .map(name => reason(wants[name] ? 'schema.required' : 'schema.unknown', name))
}

const noDoor = ({ entity, do: deed, move }: BatchRow): Reason =>
  move === undefined
    ? reason('batch.noVerb', 'do', { entity, verb: deed })
    : reason('flow.noSuchMove', 'move', { move })

function verbOf(verbs: EntityVerbs, { do: deed, id = '', move = '' }: BatchRow): Verb | undefined {
  const { create, edit, move: go, remove } = verbs
  const found: Record<BatchRow['do'], Verb | undefined> = {
    create,
    edit: edit && ((tx, actor, input) => edit(tx, actor, id, input)),
    move: go && ((tx, actor, input) => go(tx, actor, id, move, input)),
    delete:
      remove &&
      (async (tx, actor) => {
        await remove(tx, actor, id)
        return undefined
      }),
  }
  return found[deed]
}

function accepted({ body = Nothing }: Endpoint, given: Input): Input | Refusal {
  try {
    return Object(accept(body, given))
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

type Opening = { readonly row: Endpoint; readonly verb: Verb; readonly input: Input | Refusal }

/** In the order of a single request: the right, the schema, the verb. */
async function open(tx: Tx, actor: Actor, { row, verb, input }: Opening): Promise<AnyRecord | undefined> {
  if (row.access !== 'signedIn' && !can(actor, row.access))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: row.access } }, 'forbidden')
  if (input instanceof Refusal) throw input
  return verb(tx, actor, { ...input })
}
