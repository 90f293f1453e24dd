import { type Static, Type } from 'typebox'
import { endpoint, Id, OneOf, ReasonShape, shape, Text } from '#kernel/api.ts'
import type { AnyRecord } from './registry.ts'

/** What a record can be done to from outside: one endpoint and one verb of the registry each. */
const deeds = ['create', 'edit', 'move', 'delete'] as const
const most = 1000

export const BatchRow = shape({
  entity: Text(60, 1),
  do: OneOf(deeds),
  id: Type.Optional(Id),
  move: Type.Optional(Text(60, 1)),
  input: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), { description: "The body of the entity's own endpoint" }),
  ),
})
export type BatchRow = Static<typeof BatchRow>

export const Batch = shape({
  mode: OneOf(['each', 'all']),
  rows: Type.Array(BatchRow, { minItems: 1, maxItems: most }),
})

export const BatchItem = shape({
  index: Type.Integer(),
  ok: Type.Boolean(),
  /** As the single request would have answered. */
  status: Type.Integer(),
  id: Type.Optional(Id),
  record: Type.Optional(Type.Unsafe<AnyRecord>({ type: 'object' })),
  reasons: Type.Optional(Type.Array(ReasonShape)),
  /** What a refusal knows beside its reasons, such as the conflicting fields of a stale edit. */
  facts: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export type BatchItem = Static<typeof BatchItem>

export const BatchAnswer = shape({
  items: Type.Array(BatchItem),
  done: Type.Integer(),
  failed: Type.Integer(),
})
export type BatchAnswer = Static<typeof BatchAnswer>

const about = `Up to ${most} rows, each judged as its single request would be, by the same rights, schema and verb. \
\`each\`: every row on its own, a refused one stops no other; with an Idempotency-Key a repeat answers the rows that \
are done and goes on with the rest. \`all\`: all or nothing; the refusal names every refused row as \`rows.<n>\`.`

export const batchApi = {
  run: endpoint({
    method: 'POST',
    path: '/batch',
    mode: 'write',
    status: 200,
    access: 'signedIn',
    about,
    body: Batch,
    reply: BatchAnswer,
  }),
}
