// What can be done to many rows at once, read from the very endpoints that do it to one: a move whose body asks for
// nothing or for fields that are known, a new owner, another standing, the trash.
import type { TSchema } from 'typebox'
import { type Api, type Endpoint, propertiesOf } from '#kernel/api.ts'
import type { Label } from '#kernel/text.ts'
import type { BatchRow } from '#meta/batch.api.ts'
import { type Entity, type Field, fieldOf } from '#meta/entity.ts'
import { bulkText } from './bulk.text.ts'
import type { Row } from './kinds/kind.ts'

export type Bulk = {
  /** The entity's own endpoints, and those of journeys that make sense for many at once. */
  readonly apis: readonly Api[]
  readonly flow?: Readonly<Record<string, { readonly from: readonly string[] }>>
  /** What is opened for all of them together: a paper. */
  readonly links?: readonly BulkLink[]
}
export type BulkLink = {
  readonly label: Label
  readonly most: number
  readonly href: (ids: readonly string[]) => string
}

export type Deed = {
  readonly key: string
  /** The sentence of a move, or words that stand here. */
  readonly label: { readonly text: string } | Label
  /** Asked before it goes out; without any, only whether. */
  readonly asks: readonly Field[]
  readonly suits: (row: Row) => boolean
  readonly rowFor: (entity: string, id: string, values: Row) => BatchRow
}

/** `may`: of this person's permissions. */
export function deedsOf(entity: Entity, { apis, flow = {} }: Bulk, may: (permission: string) => boolean): Deed[] {
  const rows = apis
    .flatMap(api => Object.values(api))
    .filter(row => row.mode === 'write' && (row.access === 'signedIn' || may(row.access)))
  const at = (method: string, path: string) => rows.find(row => row.method === method && row.path === path)
  const order = Object.keys(flow)
  const rank = ({ key }: Deed) => (order.includes(key) ? order.indexOf(key) : order.length)
  const moves = rows.flatMap(row => moveOf(entity, row, flow)).toSorted((a, b) => rank(a) - rank(b))
  const edit = at('PATCH', `${entity.path}/:id`)
  const remove = at('DELETE', `${entity.path}/:id`)
  return [
    ...moves,
    ...(edit ? [...ownerOf(entity, edit, may), ...statesOf(entity, edit)] : []),
    ...(remove ? [trash] : []),
  ]
}

const always = () => true

function moveOf(entity: Entity, row: Endpoint, flow: NonNullable<Bulk['flow']>): Deed[] {
  const start = `${entity.path}/:id/moves/`
  const move = row.path.startsWith(start) ? row.path.slice(start.length) : ''
  if (row.method !== 'POST' || !/^\w+$/.test(move)) return []
  const asks = requiredOf(row.body).map(name => askedFor(entity, name))
  if (asks.some(field => !field)) return []
  const from = flow[move]?.from
  return [
    {
      key: move,
      label: { text: `move.${entity.key}.${move}` },
      asks: asks.flatMap(field => field ?? []),
      suits: record => !from || from.includes(String(record.state)),
      rowFor: (name, id, input) => ({ entity: name, do: 'move', id, move, ...(asks.length > 0 && { input }) }),
    },
  ]
}

const requiredOf = (schema: TSchema | undefined): string[] =>
  schema && 'required' in schema && Array.isArray(schema.required) ? schema.required.map(String) : []

/** A field of the entity, or the reason that many moves want; what else a body needs is asked on the record's page. */
function askedFor(entity: Entity, name: string): Field | undefined {
  if (name === 'reason')
    return { key: name, label: bulkText['bulk.reason'], kind: 'text', required: true, maxLength: 500 }
  const field = fieldOf(entity, name)
  if (!field || field.kind === 'reference') return undefined
  return { ...field, ...(field.kind === 'user' && { refEntity: 'user' }), required: true }
}

function ownerOf(entity: Entity, edit: Endpoint, may: (permission: string) => boolean): Deed[] {
  const field = 'ownerId' in propertiesOf(edit.body ?? {}) ? askedFor(entity, 'ownerId') : undefined
  if (!field || !may(`${entity.key}.assign`)) return []
  return [editTo('owner', bulkText['bulk.owner'], { asks: [field], input: values => values })]
}

/** A standing that is a plain field, such as a product that is on sale or not. */
function statesOf(entity: Entity, edit: Endpoint): Deed[] {
  const schema = propertiesOf(edit.body ?? {}).state
  const values: readonly unknown[] = schema && 'enum' in schema && Array.isArray(schema.enum) ? schema.enum : []
  const choices = fieldOf(entity, 'state')?.choices ?? []
  return choices
    .filter(choice => values.includes(choice.value))
    .map(({ value, label }) => ({
      ...editTo(`state:${value}`, label, { asks: [], input: () => ({ state: value }) }),
      suits: record => record.state !== value,
    }))
}

type Edit = { readonly asks: readonly Field[]; readonly input: (values: Row) => Row }

const editTo = (key: string, label: Label, { asks, input }: Edit): Deed => ({
  key,
  label,
  asks,
  suits: always,
  rowFor: (entity, id, values) => ({ entity, do: 'edit', id, input: { ...input(values) } }),
})

const trash: Deed = {
  key: 'delete',
  label: bulkText['bulk.delete'],
  asks: [],
  suits: always,
  rowFor: (entity, id) => ({ entity, do: 'delete', id }),
}
