// The interface's description from the very rows that are mounted, for the caller's own organisation.
import { type TSchema, Type } from 'typebox'
import { selectFieldRows } from '#features/people/server/principal.sql.ts'
import type { Actor } from '#kernel/access.ts'
import { type Endpoint, endpoint, type Handlers, propertiesOf, statusOf } from '#kernel/api.ts'
import type { Db } from '#kernel/db.ts'
import { refusalStatus } from '#kernel/refusal.ts'
import type { Entity, Field } from '#meta/entity.ts'
import type { FieldRow } from '#meta/fieldRights.ts'
import { withTold } from '#meta/lineRights.ts'
import { allRegistered } from '#meta/registry.ts'
import { ownFields } from '#meta/server/record.service.ts'
import { maskOf, openedReply } from './mask.ts'
import type { MountedRow } from './mount.ts'

type Json = { [key: string]: unknown }

export const openApi = {
  document: endpoint({
    method: 'GET',
    path: '/openapi.json',
    mode: 'read',
    access: 'signedIn',
    reply: Type.Unsafe<Json>({ type: 'object' }),
  }),
}

export function openApiHandlers(rows: readonly MountedRow[]): Handlers<typeof openApi> {
  return {
    document: async (db, actor) => {
      const [own, said] = await Promise.all([ownByPath(db, actor), selectFieldRows(db)])
      return describeApi(rows, actor.org.name, { own, hiddenIn: entity => everHidden(entity, said) })
    },
  }
}

type OwnByPath = ReadonlyMap<string, readonly Field[]>

async function ownByPath(db: Db, actor: Actor): Promise<OwnByPath> {
  const pairs = await Promise.all(
    allRegistered().map(async ({ entity }) => [entity.path, await ownFields(db, actor, entity.key)] as const),
  )
  return new Map(pairs)
}

/** What some role may not see: absent from its answers. */
function everHidden(entity: Entity, said: readonly FieldRow[]): ReadonlySet<string> {
  const rows = said.filter(row => row.entity === entity.key && row.access === 'hidden')
  const rights = withTold({ [entity.key]: Object.fromEntries(rows.map(row => [row.field, row.access])) }, () => entity)
  return new Set([
    ...entity.fields.flatMap(({ key, readAs }) => (readAs ? [key] : [])),
    ...Object.keys(rights[entity.key] ?? {}),
  ])
}

type Told = { readonly own: OwnByPath; readonly hiddenIn: (entity: Entity) => ReadonlySet<string> }

function describeApi(rows: readonly MountedRow[], company: string, { own, hiddenIn }: Told): Json {
  const paths: Record<string, Json> = {}
  for (const { row } of rows) {
    const path = row.path.replace(/:(\w+)/g, '{$1}')
    const known = paths[path] ?? {}
    const reply: Json = 'x-file' in row.reply ? { 'x-file': true } : openedReply(maskOf(rows, row), row.reply, hiddenIn)
    known[row.method.toLowerCase()] = operation(row, reply, own.get(stemOf(row.path)) ?? [])
    paths[path] = known
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Baton', version: '1', description: company },
    servers: [{ url: '/api' }],
    security: [{ key: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description:
            'An API key. One of scope `full` may what its person or its roles may; one of another scope opens the operations alone that name it in `x-key-scope`.',
        },
        session: { type: 'apiKey', in: 'cookie', name: 'better-auth.session_token' },
      },
      schemas: { Refusal: refusalSchema },
    },
  }
}

const stemOf = (path: string): string => `/${path.split('/')[1] ?? ''}`

const refusalSchema = {
  type: 'object',
  required: ['reasons'],
  properties: {
    reasons: {
      type: 'array',
      items: {
        type: 'object',
        required: ['key'],
        properties: { key: { type: 'string' }, path: { type: 'string' }, values: { type: 'object' } },
      },
    },
  },
}

function operation(row: Endpoint, reply: Json, own: readonly Field[]): Json {
  const answer = 'x-file' in reply ? binary : { 'application/json': { schema: withOwn(reply, own) } }
  const refusals = Object.values(refusalStatus).map(code => [String(code), refused])
  return {
    operationId: `${row.method.toLowerCase()}${row.path.replace(/[^a-zA-Z0-9]+(\w)?/g, (_, next?: string) => next?.toUpperCase() ?? '')}`,
    tags: [stemOf(row.path).slice(1)],
    ...(row.about && { description: row.about }),
    ...(row.access === 'public' && { security: [] }),
    'x-permission': row.access,
    ...(row.keyScope && { 'x-key-scope': row.keyScope }),
    parameters: [...pathParameters(row.path), ...queryParameters(row.query), ...keyParameter(row)],
    ...(bodyOf(row, own) ?? {}),
    responses: { [String(statusOf(row))]: { description: 'OK', content: answer }, ...Object.fromEntries(refusals) },
  }
}

const binary = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
const refused = {
  description: 'Refused',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
}

const pathParameters = (path: string): Json[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', ...((name === 'id' || name?.endsWith('Id')) && { format: 'uuid' }) },
  }))

function queryParameters(query: TSchema | undefined): Json[] {
  if (!query) return []
  const required = new Set('required' in query && Array.isArray(query.required) ? query.required : [])
  return Object.entries(propertiesOf(query)).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.has(name),
    schema: plain(schema),
  }))
}

const keyParameter = ({ mode }: Endpoint): Json[] =>
  mode === 'write'
    ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } }]
    : []

function bodyOf(row: Endpoint, own: readonly Field[]): Json | undefined {
  if (row.upload) {
    const schema = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } }
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } }
  }
  if (!row.body) return undefined
  return { requestBody: { required: true, content: { 'application/json': { schema: withOwn(row.body, own) } } } }
}

/** TypeBox adds keys of its own, which JSON leaves behind. */
const plain = (schema: object): unknown => JSON.parse(JSON.stringify(schema))

/** Wherever a record carries `custom`, the organisation's own fields are spelled out. */
function withOwn(schema: object, own: readonly Field[]): unknown {
  const properties = Object.fromEntries(own.map(field => [field.key, schemaOf(field)]))
  return replace(plain(schema), { type: 'object', properties, additionalProperties: own.length === 0 })
}

function replace(value: unknown, custom: Json): unknown {
  if (Array.isArray(value)) return value.map(one => replace(one, custom))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, one]) => {
    const isCustom = key === 'properties' && typeof one === 'object' && one !== null && 'custom' in one
    return [key, replace(isCustom ? { ...one, custom } : one, custom)]
  })
  return Object.fromEntries(entries)
}

function schemaOf({ kind, choices, label, refEntity }: Field): Json {
  const title = { title: label.en, description: label.zh }
  if (kind === 'choice') return { ...title, enum: [...(choices ?? []).map(choice => choice.value), null] }
  if (kind === 'yesNo') return { ...title, type: ['boolean', 'null'] }
  const formats: Readonly<Record<string, string>> = { date: 'date', instant: 'date-time', reference: 'uuid' }
  const format = formats[kind]
  return {
    ...title,
    type: ['string', 'null'],
    ...(format && { format }),
    ...(refEntity && { 'x-entity': refEntity }),
  }
}
