import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

/** A contract on its way through a signing service. */
export const Envelope = shape({
  id: Id,
  contractId: Id,
  state: OneOf(['waiting', 'signed', 'declined', 'ended']),
  signer: Type.String(),
  contentHash: Type.String(),
  sentAt: Instant,
  sentBy: Nullable(Id),
  askedAt: Nullable(Instant),
  attempts: Type.Integer(),
  answeredAt: Nullable(Instant),
  why: Nullable(Type.String()),
})
export type Envelope = Static<typeof Envelope>

export const GiveBody = shape({ receiver: Type.Optional(Nullable(Text(100))) })
export const GivenLink = shape({ id: Id, path: Type.String(), expiresAt: Instant })
export const SendOutBody = shape({ signer: Text(100, 1) })
const Look = shape({
  id: Id,
  linkId: Id,
  at: Instant,
  what: OneOf(['page', 'paper']),
  address: Type.String(),
  device: Type.String(),
  agent: Type.String(),
  receiver: Nullable(Type.String()),
})
/** Where its signing stands outside the house. */
export const SigningSide = shape({
  visits: Type.Array(Look),
  envelopes: Type.Array(Envelope),
  /** A signing service is set up. */
  service: Type.Boolean(),
})
export type SigningSide = Static<typeof SigningSide>
