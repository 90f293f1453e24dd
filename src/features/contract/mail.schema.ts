// The signing link by mail: to whom it may go, what it would say, and what is sent.
import { type Static, Type } from 'typebox'
import { Id, Nullable, OneOf, shape, Text } from '#kernel/api.ts'
import { langs } from '#kernel/text.ts'

const Person = shape({ id: Id, name: Type.String(), email: Nullable(Type.String()) })
export const SigningMail = shape({
  /** The contract's own. */
  lang: OneOf(langs),
  canMail: Type.Boolean(),
  /** Who is to sign, as far as the contract says. */
  contactId: Nullable(Id),
  name: Type.String(),
  people: Type.Array(Person),
  subject: Type.String(),
  text: Type.String(),
})
export type SigningMail = Static<typeof SigningMail>

/** To a contact of the customer, or to somebody else by name and address; without words in the company's. */
export const SigningMailBody = shape({
  contactId: Type.Optional(Nullable(Id)),
  name: Type.Optional(Nullable(Text(100))),
  email: Type.Optional(Nullable(Text(254))),
  subject: Type.Optional(Text(200, 1)),
  text: Type.Optional(Text(9000, 1)),
})
export type SigningMailBody = Static<typeof SigningMailBody>
