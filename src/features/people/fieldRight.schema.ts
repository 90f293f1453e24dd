import { type Static, Type } from 'typebox'
import { fieldAccesses, roles } from '#kernel/access.ts'
import { Nullable, OneOf, shape, Text } from '#kernel/api.ts'
import type { Label } from '#kernel/text.ts'

const Access = OneOf(fieldAccesses)

/** One field as the organisation has it: how each role stands to it, and how it stood before anything was said. */
export const FieldRightRow = shape({
  entity: Type.String(),
  field: Type.String(),
  label: Type.Unsafe<Label>({ type: 'object' }),
  /** Set by verbs only: nobody types into it. */
  derived: Type.Boolean(),
  access: Type.Record(Type.String(), Access),
  byDefault: Type.Record(Type.String(), Access),
})
export type FieldRightRow = Static<typeof FieldRightRow>

export const FieldRightTable = shape({ roles: Type.Array(OneOf(roles)), items: Type.Array(FieldRightRow) })
export type FieldRightTable = Static<typeof FieldRightTable>

export const FieldRightEdits = shape({
  changes: Type.Array(
    /** Null: as the field itself says. */
    shape({ entity: Text(60, 1), field: Text(100, 1), role: OneOf(roles), access: Nullable(Access) }),
    { minItems: 1, maxItems: 5000 },
  ),
})
export type FieldRightEdits = Static<typeof FieldRightEdits>
