import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'

/** Records that can be written to and about. */
export const emailEntities = ['lead', 'customer', 'contact', 'deal'] as const
export type EmailEntity = (typeof emailEntities)[number]
const emailDoubts = ['unchecked', 'mismatch', 'failed'] as const
export type EmailDoubt = (typeof emailDoubts)[number]

export const EmailPlace = shape({ entity: OneOf(emailEntities), recordId: Id })
export type EmailPlace = Static<typeof EmailPlace>

const Party = shape({ name: Type.String(), address: Type.String() })
export type Party = Static<typeof Party>
const EmailFile = shape({ id: Id, name: Type.String() })
export type EmailFile = Static<typeof EmailFile>

export const Email = shape({
  id: Id,
  direction: OneOf(['in', 'out']),
  followupId: Id,
  from: Party,
  recipients: Type.Array(Party),
  subject: Type.String(),
  files: Type.Array(EmailFile),
  userId: Nullable(Id),
  contactId: Nullable(Id),
  automatic: Type.Boolean(),
  doubt: Nullable(OneOf(emailDoubts)),
  /** Of one that came: `received`. */
  state: OneOf(['received', 'queued', 'sent', 'failed']),
  error: Nullable(Type.String()),
  at: Instant,
})
export type Email = Static<typeof Email>

/** Whom one may write to from a record. */
const Recipient = shape({ contactId: Nullable(Id), name: Type.String(), address: Type.String() })
export type Recipient = Static<typeof Recipient>

export const Mailbox = shape({
  /** Null where no mail comes in, or the address was taken back and nobody has asked for a new one. */
  address: Nullable(Type.String()),
  canReceive: Type.Boolean(),
  canSend: Type.Boolean(),
  recipients: Type.Array(Recipient),
  items: Type.Array(Email),
})
export type Mailbox = Static<typeof Mailbox>

export const NewEmail = shape({
  entity: OneOf(emailEntities),
  recordId: Id,
  /** Addresses of the record's own: its contacts', or a lead's. */
  to: Type.Array(Text(254, 3), { minItems: 1, maxItems: 10, uniqueItems: true }),
  subject: Text(200, 1),
  text: Said(9_000),
  /** Files of the record. */
  fileIds: Type.Optional(Type.Array(Id, { maxItems: 10, uniqueItems: true })),
})
export type NewEmail = Static<typeof NewEmail>

const Template = shape({ name: Text(60, 1), subject: Text(200, 1), text: Said(9_000) })
export type EmailTemplate = Static<typeof Template>
export const EmailTemplates = shape({ items: Type.Array(Template, { maxItems: 50 }) })
export type EmailTemplates = Static<typeof EmailTemplates>
