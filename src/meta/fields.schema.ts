import { type Static, Type } from 'typebox'
import { Id, Nullable, OneOf, shape, Text } from '#kernel/api.ts'
import { customKinds } from './entity.ts'

const Words = shape({ en: Text(60, 1), zh: Text(60, 1) })
const Choices = Type.Array(shape({ value: Text(60, 1), label: Words }), { maxItems: 200 })

const settings = {
  choices: Type.Optional(Choices),
  required: Type.Optional(Type.Boolean()),
  /** Sorted and filtered fast; at most 20 for an entity. */
  indexed: Type.Optional(Type.Boolean()),
  unique: Type.Optional(Type.Boolean()),
  hidden: Type.Optional(Type.Boolean()),
}

export const NewField = shape({
  entity: Text(60, 1),
  key: Type.String({ pattern: '^[a-z][a-zA-Z0-9]{0,40}$' }),
  label: Words,
  kind: OneOf(customKinds),
  refEntity: Type.Optional(Text(60, 1)),
  scale: Type.Optional(Type.Integer({ minimum: 0, maximum: 6 })),
  ...settings,
})
export type NewField = Static<typeof NewField>

export const FieldEdit = shape({
  label: Type.Optional(Words),
  ...settings,
  version: Type.Optional(Type.Integer()),
})
export type FieldEdit = Static<typeof FieldEdit>

export const OwnField = shape({
  id: Id,
  version: Type.Integer(),
  entity: Type.String(),
  key: Type.String(),
  label: Words,
  kind: OneOf(customKinds),
  refEntity: Nullable(Type.String()),
  choices: Choices,
  scale: Nullable(Type.Integer()),
  required: Type.Boolean(),
  indexed: Type.Boolean(),
  unique: Type.Boolean(),
  hidden: Type.Boolean(),
})
export type OwnField = Static<typeof OwnField>
