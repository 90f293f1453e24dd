// An endpoint is a row that server and page share: no path or type is written twice, nothing is generated.
import { type Static, type TObject, type TSchema, Type } from 'typebox'
import type { Actor, KeyScope } from './access.ts'
import type { Db, Mode, Tx } from './db.ts'
import { seenPattern } from './filled.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

export type Endpoint<
  Path extends string = string,
  Query extends TSchema = TSchema,
  Body extends TSchema = TSchema,
  Reply extends TSchema = TSchema,
  M extends Mode = Mode,
> = {
  readonly method: Method
  /** Under /api. */
  readonly path: Path
  readonly mode: M
  /** A permission, `signedIn` for any member, or `public`. The server refuses to start without one. */
  readonly access: string
  readonly query?: Query
  readonly body?: Body
  readonly reply: Reply
  /** `free` for statements whose shape changes with the request (dynamic filters). */
  readonly plan?: 'fixed' | 'free'
  /** The body is one uploaded file: the input carries `file`. */
  readonly upload?: true
  /** Its answer shows something that is kept nowhere: not with an `Idempotency-Key` either. */
  readonly secret?: true
  /** Of an answer that went well, where the method does not say it. */
  readonly status?: 200
  /** Also for somebody who still has to set up the second step of their sign-in. */
  readonly enrolling?: true
  /** What a key of this scope opens, too; it opens nothing that does not say so. */
  readonly keyScope?: Exclude<KeyScope, 'full'>
  /** `mode: read` though the method is POST: a question that changes nothing. */
  readonly about?: string
}

type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never
export type Params<Path extends string> = { [name in ParamNames<Path>]: string }

type Part<S> = S extends TSchema ? (unknown extends Static<S> ? unknown : Static<S>) : unknown
type Given<S> = Part<Exclude<S, undefined>>
type Flat<T> = { [key in keyof T]: T[key] }
/** Path, query and body become one input. */
export type InputOf<E extends Endpoint> = Flat<
  Given<E['query']> & Given<E['body']> & Params<E['path']> & (E extends { upload: true } ? { file: Upload } : unknown)
>
export type ReplyOf<E extends Endpoint> = Static<E['reply']>

export type Upload = { readonly fileName: string; readonly type: string; readonly bytes: Uint8Array }
/** An answer that is a file, not JSON. */
export type FileAnswer = {
  readonly fileName: string
  readonly type: string
  readonly bytes: Uint8Array | AsyncIterable<string | Uint8Array>
  readonly inline?: boolean
}
export const FileReply = Type.Unsafe<FileAnswer>({ 'x-file': true })

export function endpoint<
  const Path extends string,
  Query extends TSchema,
  Body extends TSchema,
  Reply extends TSchema,
  const M extends Mode,
  const Rest extends { upload?: true },
>(row: Endpoint<Path, Query, Body, Reply, M> & Rest): Endpoint<Path, Query, Body, Reply, M> & Rest {
  return row
}

export type Api = Readonly<Record<string, Endpoint>>

/** The status of an answer that went well. */
export const statusOf = ({ method, mode, path, status }: Endpoint): number =>
  status ?? (method === 'POST' && mode === 'write' && !path.includes('/moves/') ? 201 : 200)

/** Absent fields are absent, unknown ones are refused. */
export function shape<P extends Record<string, TSchema>>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: false })
}

export const Nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()])
export const Id = Type.String({ format: 'uuid' })
/** No company of ours did business before: a year that was typed wrong is told so at its field. */
const firstDay = '1970-01-01'
export const DateOnly = Type.String({ format: 'date', formatMinimum: firstDay, description: 'YYYY-MM-DD' })
/** Of an answer: a day that was worked out of an instant, however long ago. */
export const AnyDay = Type.String({ format: 'date', description: 'YYYY-MM-DD' })
export const Instant = Type.String({ format: 'date-time' })
/** Exact decimal as text, e.g. "1234.5". */
export const DecimalText = Type.String({ pattern: '^-?\\d{1,14}(\\.\\d{1,6})?$', description: 'decimal' })
export const Text = (maxLength: number, minLength = 0) => Type.String({ maxLength, minLength })
/** Words somebody must give: a reason, what was promised. Blanks are none. */
export const Said = (maxLength: number) => Type.String({ maxLength, minLength: 1, pattern: seenPattern })
export const OneOf = <const V extends readonly string[]>(values: V) =>
  Type.Unsafe<V[number]>({ type: 'string', enum: [...values] })

const FilterText = Type.String({
  maxLength: 8000,
  description:
    'One JSON condition: {"all":[…]}, {"any":[…]}, {"not":…} or {"field":"…","op":"…","value":…}. op: is, isNot, in, notIn, lt, lte, gt, gte, between, contains, notContains, startsWith, empty, notEmpty, within. within takes today, thisWeek, lastMonth, last:7, next:30, ago:14 … in the zone of the organisation; a calendar day asked of an instant is that whole day. People may be "me" or "myDepartment".',
})

export const ListQuery = shape({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Text(2000)),
  filter: Type.Optional(FilterText),
  /** `field` or `-field`, comma separated. */
  sort: Type.Optional(Text(200)),
  fields: Type.Optional(Text(1000)),
  q: Type.Optional(Text(200)),
})
export type ListQuery = Static<typeof ListQuery>

export const SummaryQuery = shape({
  filter: Type.Optional(FilterText),
  q: Type.Optional(Text(200)),
  group: Type.Optional(Text(100)),
  /** Fields to add up, comma separated. */
  sum: Type.Optional(Text(200)),
})
export type SummaryQuery = Static<typeof SummaryQuery>
export const Summary = shape({
  count: Type.Integer(),
  sums: Type.Record(Type.String(), Nullable(Type.String())),
  groups: Type.Array(
    shape({
      value: Nullable(Type.String()),
      count: Type.Integer(),
      sums: Type.Record(Type.String(), Nullable(Type.String())),
    }),
  ),
})
export type Summary = Static<typeof Summary>

export const Page = <S extends TSchema>(item: S) =>
  shape({ items: Type.Array(item), nextCursor: Nullable(Type.String()) })
export type PageOf<T> = { items: T[]; nextCursor: string | null }

export const ReasonShape = shape({
  key: Type.String(),
  path: Type.Optional(Type.String()),
  values: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
})
export const Offers = Type.Array(shape({ move: Type.String(), ok: Type.Boolean(), reasons: Type.Array(ReasonShape) }))

/** What every move accepts: the version it was judged on, and a note kept with the event. */
export const MoveBody = shape({ version: Type.Optional(Type.Integer()), note: Type.Optional(Text(2000)) })

type MoveRows = Readonly<Record<string, { readonly may: string }>>
type MoveEndpoints<
  Path extends string,
  F extends MoveRows,
  Reply extends TSchema,
  Bodies extends Partial<Record<keyof F, TSchema>>,
> = {
  [name in keyof F & string]: Endpoint<
    `${Path}/${name}`,
    TSchema,
    Bodies[name] extends TSchema ? Bodies[name] : typeof MoveBody,
    Reply,
    'write'
  >
}

/** One endpoint per row of the flow; its access is the row's `may`. */
export function moves<
  const Path extends string,
  F extends MoveRows,
  Reply extends TSchema,
  Bodies extends Partial<Record<keyof F, TSchema>> = Record<never, never>,
>(path: Path, flow: F, reply: Reply, bodies?: Bodies): MoveEndpoints<Path, F, Reply, Bodies> {
  const rows = Object.entries(flow).map(([name, { may }]) => [
    name,
    { method: 'POST', path: `${path}/${name}`, mode: 'write', access: may, body: bodies?.[name] ?? MoveBody, reply },
  ])
  // fromEntries forgets the keys; they are exactly the flow's
  return Object.fromEntries(rows) as MoveEndpoints<Path, F, Reply, Bodies>
}

export type Call = {
  readonly method: Method
  readonly path: string
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly upload?: Upload | undefined
  /** Its `Idempotency-Key`: sent again under the same one, it does nothing twice. */
  readonly key?: string
}
export type Send = (call: Call) => Promise<unknown>
export type Client<A extends Api> = { [name in keyof A]: (input: InputOf<A[name]>) => Promise<ReplyOf<A[name]>> }

export function client<A extends Api>(api: A, send: Send): Client<A> {
  const calls = Object.entries(api).map(([name, row]) => [
    name,
    (input: Record<string, unknown>) => send(callOf(row, input)),
  ])
  // the entries are the api's own rows, one function each
  return Object.fromEntries(calls) as Client<A>
}

function callOf(row: Endpoint, input: Readonly<Record<string, unknown>>): Call {
  const { file, ...rest } = input
  const used = new Set<string>()
  const path = row.path.replace(/:(\w+)/g, (_, name: string) => {
    used.add(name)
    return encodeURIComponent(String(rest[name]))
  })
  const left = Object.fromEntries(
    Object.entries(rest).filter(([name, value]) => !used.has(name) && value !== undefined),
  )
  const queryKeys = row.query ? Object.keys(propertiesOf(row.query)) : []
  const query = Object.fromEntries(
    Object.entries(left).filter(([name]) => queryKeys.includes(name) && !(row.body && name in propertiesOf(row.body))),
  )
  const body =
    row.body || (row.method !== 'GET' && !row.query)
      ? Object.fromEntries(Object.entries(left).filter(([name]) => !(name in query)))
      : undefined
  // `file` is set by the page for upload endpoints only
  return { method: row.method, path, query, body, upload: row.upload ? (file as Upload) : undefined }
}

export function propertiesOf(schema: TSchema): Readonly<Record<string, TSchema>> {
  return 'properties' in schema && typeof schema.properties === 'object' && schema.properties
    ? (schema.properties as Record<string, TSchema>) // JSON Schema: properties maps names to schemas
    : {}
}

/** What answers an api: one function a row, reading or writing as the row says. A missing one does not compile. */
export type Handlers<A extends Api> = {
  [name in keyof A]: (
    tx: A[name]['mode'] extends 'read' ? Db : Tx,
    actor: Actor,
    input: InputOf<A[name]>,
  ) => Promise<ReplyOf<A[name]>>
}
