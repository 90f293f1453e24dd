import { type Static, Type } from 'typebox'
import { Id, Nullable, OneOf, shape, Text } from '#kernel/api.ts'
import type { Filter } from './filter.ts'

const viewKinds = ['table', 'board'] as const
export type ViewKind = (typeof viewKinds)[number]

const ViewColumn = shape({
  key: Text(60, 1),
  /** In pixels; without one the column has its usual width. */
  width: Type.Optional(Type.Integer({ minimum: 40, maximum: 1200 })),
})
export type ViewColumn = Static<typeof ViewColumn>
const Columns = Type.Array(ViewColumn, { maxItems: 250 })

const Condition = Nullable(
  Type.Unsafe<Filter>({ type: 'object', description: 'A condition, as lists take it for `filter`.' }),
)

const state = {
  kind: Type.Optional(OneOf(viewKinds)),
  q: Type.Optional(Text(200)),
  filter: Type.Optional(Condition),
  sort: Type.Optional(Text(200)),
  /** None: the list's usual ones. */
  columns: Type.Optional(Columns),
  /** For everybody of the organisation; asks for the right to share views. */
  shared: Type.Optional(Type.Boolean()),
}

export const NewView = shape({ entity: Text(60, 1), name: Text(60, 1), ...state })
export type NewView = Static<typeof NewView>

export const ViewEdit = shape({
  name: Type.Optional(Text(60, 1)),
  ...state,
  version: Type.Optional(Type.Integer()),
})
export type ViewEdit = Static<typeof ViewEdit>

export const View = shape({
  id: Id,
  version: Type.Integer(),
  entity: Type.String(),
  name: Type.String(),
  shared: Type.Boolean(),
  kind: OneOf(viewKinds),
  q: Type.String(),
  filter: Condition,
  sort: Type.String(),
  columns: Columns,
  /** Parts left out for this reader: fields that are hidden by now, or not for their role. */
  dropped: Type.Integer(),
})
export type View = Static<typeof View>

/** How this person's list begins: the view it opens with, and its columns where nothing else names them. */
export const ViewChoice = shape({ viewId: Nullable(Id), columns: Columns })
export type ViewChoice = Static<typeof ViewChoice>

export const Views = shape({ items: Type.Array(View), choice: ViewChoice })
export type Views = Static<typeof Views>

export const ViewsQuery = shape({ entity: Text(60, 1) })

export const NewChoice = shape({
  entity: Text(60, 1),
  viewId: Type.Optional(Nullable(Id)),
  columns: Type.Optional(Columns),
})
export type NewChoice = Static<typeof NewChoice>

/** All of one group, in the order wanted. */
export const ViewOrder = shape({
  entity: Text(60, 1),
  shared: Type.Boolean(),
  ids: Type.Array(Id, { maxItems: 200 }),
})
export type ViewOrder = Static<typeof ViewOrder>
