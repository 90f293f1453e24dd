import { type Static, Type } from 'typebox'
import { DecimalText, Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'

/** What the win itself knows; beside it every plain field of the deal, as `deal.<key>`. */
export const ownSources = [
  'quote',
  'contact',
  'address',
  'promisedDate',
  'poNumber',
  'terms',
  'needs',
  'promises',
] as const
export type OwnSource = (typeof ownSources)[number]
export const itemKinds = ['field', 'tick', 'text', 'file'] as const

export const dealPrefix = 'deal.'

/** All that is said holds; nothing said: always. */
export const ItemWhen = shape({
  /** In the organisation's own currency. */
  amountFrom: Nullable(DecimalText),
  productLines: Type.Array(Said(100), { maxItems: 20 }),
  pipelineIds: Type.Array(Id, { maxItems: 20 }),
  /** Something has to be brought somewhere. */
  ships: Type.Boolean(),
})
export type ItemWhen = Static<typeof ItemWhen>

const item = {
  key: Type.String({ pattern: '^[A-Za-z0-9-]{1,40}$', description: 'kept from version to version' }),
  label: shape({ en: Said(100), zh: Said(100) }),
  kind: OneOf(itemKinds),
  /** Of a field: which. */
  from: Nullable(Text(80, 1)),
  required: Type.Boolean(),
}
export const ChecklistItem = shape({ ...item, when: ItemWhen })
export type ChecklistItem = Static<typeof ChecklistItem>

export const Checklist = shape({
  version: Type.Integer(),
  items: Type.Array(ChecklistItem),
  /** Of the one that the product comes with: nobody and never. */
  createdAt: Nullable(Instant),
  createdByName: Nullable(Type.String()),
})
export type Checklist = Static<typeof Checklist>
export const ChecklistEdit = shape({
  /** The one that was looked at: another that came in between is refused. */
  version: Type.Integer(),
  items: Type.Array(ChecklistItem, { minItems: 1, maxItems: 40 }),
})
export type ChecklistEdit = Static<typeof ChecklistEdit>

/** An item of a packet: as its version asks it, and what was said to it. */
export const PacketItem = shape({
  ...item,
  ok: Type.Boolean(),
  /** What stands there: a name, a date, a number, a file's name. */
  say: Nullable(Type.String()),
  fileId: Nullable(Id),
  /** Why operations sent it back. */
  objection: Nullable(Type.String()),
})
export type PacketItem = Static<typeof PacketItem>

export const ItemAnswer = shape({
  key: Text(40, 1),
  ticked: Type.Optional(Type.Boolean()),
  text: Type.Optional(Nullable(Text(2000))),
  fileId: Type.Optional(Nullable(Id)),
})
export type ItemAnswer = Static<typeof ItemAnswer>
export const Answers = Type.Array(ItemAnswer, { maxItems: 40 })
export const FillBody = shape({ version: Type.Optional(Type.Integer()), answers: Answers })
export const Objection = shape({ key: Text(40, 1), reason: Said(500) })
export type Objection = Static<typeof Objection>
