import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, shape } from '#kernel/api.ts'

/** A link as it is kept: its token is nowhere. */
export const Link = shape({
  id: Id,
  entity: Type.String(),
  recordId: Id,
  scope: Type.String(),
  /** To whom it was given, as far as that was said. */
  receiver: Nullable(Type.String()),
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

const looks = ['page', 'paper'] as const
/** Somebody looked: by which link, from where, with what. */
export const LinkVisit = shape({
  id: Id,
  linkId: Id,
  at: Instant,
  what: OneOf(looks),
  address: Type.String(),
  /** In two words; the whole of it is `agent`. */
  device: Type.String(),
  agent: Type.String(),
  receiver: Nullable(Type.String()),
})
export type LinkVisit = Static<typeof LinkVisit>
