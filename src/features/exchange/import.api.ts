import { type Static, Type } from 'typebox'
import { endpoint, FileReply, Id, Instant, Nullable, OneOf, ReasonShape, shape, Text } from '#kernel/api.ts'

const importStates = ['inspected', 'checked', 'running', 'done', 'cancelled', 'failed'] as const

const Mapped = shape({
  column: Type.Integer({ minimum: 0, maximum: 200 }),
  field: Text(60, 1),
  values: Type.Optional(Type.Record(Type.String(), Text(1000))),
  numbers: Type.Optional(OneOf(['point', 'comma'])),
  dates: Type.Optional(OneOf(['dmy', 'mdy'])),
})
const Mapping = Type.Array(Mapped, { maxItems: 200 })

export const Import = shape({
  id: Id,
  entity: Type.String(),
  fileName: Type.String(),
  encoding: Type.String(),
  mapping: Mapping,
  state: OneOf(importStates),
  rowsTotal: Type.Integer(),
  rowsRead: Type.Integer(),
  rowsOk: Type.Integer(),
  rowsRefused: Type.Integer(),
  lastLine: Type.Integer(),
  createdAt: Instant,
  finishedAt: Nullable(Instant),
})
export type Import = Static<typeof Import>

const Label = shape({ en: Type.String(), zh: Type.String() })
const Unknown = shape({ value: Type.String(), count: Type.Integer(), suggestion: Nullable(Type.String()) })

export const Inspection = shape({
  import: Import,
  fields: Type.Array(shape({ key: Type.String(), label: Label, required: Type.Boolean() })),
  columns: Type.Array(shape({ column: Type.Integer(), name: Type.String(), samples: Type.Array(Type.String()) })),
  mapped: Type.Array(shape({ column: Type.Integer(), field: Type.String(), confidence: Type.Number() })),
  unmapped: Type.Array(shape({ column: Type.Integer(), header: Type.String(), why: Type.String() })),
  missing: Type.Array(Type.String()),
  unknown: Type.Array(shape({ column: Type.Integer(), field: Type.String(), values: Type.Array(Unknown) })),
})
export type Inspection = Static<typeof Inspection>

export const Checked = shape({
  read: Type.Integer(),
  ok: Type.Integer(),
  refused: Type.Integer(),
  /** The first hundred. */
  rows: Type.Array(shape({ line: Type.Integer(), reasons: Type.Array(ReasonShape) })),
})
export type Checked = Static<typeof Checked>

const may = 'import.run'
// biome-ignore format: a table
export const importApi = {
  list:    endpoint({ method: 'GET',  path: '/imports',            mode: 'read',  access: may, reply: shape({ items: Type.Array(Import) }), about: 'One\'s own, newest first.' }),
  add:     endpoint({ method: 'POST', path: '/imports',            mode: 'write', access: may, query: shape({ entity: Text(60, 1) }), upload: true, reply: Inspection, about: 'Reads the file and suggests a mapping; writes no record.' }),
  get:     endpoint({ method: 'GET',  path: '/imports/:id',        mode: 'read',  access: may, reply: Import }),
  inspect: endpoint({ method: 'GET',  path: '/imports/:id/inspection', mode: 'read', access: may, plan: 'free', reply: Inspection }),
  check:   endpoint({ method: 'POST', path: '/imports/:id/check',  mode: 'write', access: may, body: shape({ mapping: Mapping }), reply: Checked, about: 'Every row through the same verbs, then rolled back.' }),
  run:     endpoint({ method: 'POST', path: '/imports/:id/run',    mode: 'write', access: may, body: shape({}), reply: Import, about: 'Goes on in the background; one that died goes on from its last line.' }),
  cancel:  endpoint({ method: 'POST', path: '/imports/:id/cancel', mode: 'write', access: may, body: shape({}), reply: Import, about: 'Stops after the batch under way; what is in stays.' }),
  errors:  endpoint({ method: 'GET',  path: '/imports/:id/errors', mode: 'read',  access: may, reply: FileReply, about: 'The refused rows with their reasons, as CSV.' }),
}
