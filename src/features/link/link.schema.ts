import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, shape } from '#kernel/api.ts'

/** A link as it is kept: its token is nowhere. */
export const Link = shape({
  id: Id,
  entity: Type.String(),
  recordId: Id,
  scope: Type.String(),
  expiresAt: Instant,
  revokedAt: Nullable(Instant),
  createdAt: Instant,
  /** Null: it was sent by itself. */
  createdByName: Nullable(Type.String()),
  opened: Type.Integer(),
  firstOpenedAt: Nullable(Instant),
  lastOpenedAt: Nullable(Instant),
})
export type Link = Static<typeof Link>
