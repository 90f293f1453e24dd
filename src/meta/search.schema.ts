import { type Static, Type } from 'typebox'
import { shape, Text } from '#kernel/api.ts'

export const SearchQuery = shape({ q: Text(200, 1) })

const Hit = shape({
  /** The record's id. */
  key: Type.String(),
  label: Type.String(),
  note: Type.Optional(Type.String()),
  /** Where the browser opens it. */
  href: Type.String(),
})
export type Hit = Static<typeof Hit>

export const HitGroup = shape({ entity: Type.String(), label: Type.String(), hits: Type.Array(Hit) })
export type HitGroup = Static<typeof HitGroup>
