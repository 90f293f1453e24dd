// What comes back through the customer's page: looks, questions, yes or no.
import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'
import { langs } from '#kernel/text.ts'

export const declineReasons = ['price', 'date', 'other', 'needs', 'budget', 'rest'] as const
export type DeclineReason = (typeof declineReasons)[number]

const text = Nullable(Type.String())

/** Somebody looked at the page, or took the paper along. */
const Look = shape({
  id: Id,
  linkId: Id,
  at: Instant,
  what: OneOf(['page', 'paper']),
  address: Type.String(),
  device: Type.String(),
  agent: Type.String(),
  receiver: text,
})
export type Look = Static<typeof Look>

/** Yes or no by the link, with what proves it. */
export const QuoteReply = shape({
  id: Id,
  kind: OneOf(['accepted', 'declined']),
  at: Instant,
  name: text,
  title: text,
  reason: Nullable(OneOf(declineReasons)),
  words: text,
  address: Type.String(),
  device: Type.String(),
  receiver: text,
  contentHash: Type.String(),
  gross: Type.String(),
  /** The drawn signature among the quote's files. */
  fileId: Nullable(Id),
})
export type QuoteReply = Static<typeof QuoteReply>

export const Question = shape({
  id: Id,
  askedAt: Instant,
  name: Type.String(),
  question: Type.String(),
  receiver: text,
  answer: text,
  answeredAt: Nullable(Instant),
  answeredByName: text,
})
export type Question = Static<typeof Question>

export const CustomerSide = shape({
  visits: Type.Array(Look),
  questions: Type.Array(Question),
  reply: Nullable(QuoteReply),
})
export type CustomerSide = Static<typeof CustomerSide>

export const GiveBody = shape({ contactId: Type.Optional(Nullable(Id)), receiver: Type.Optional(Nullable(Text(100))) })
export type GiveBody = Static<typeof GiveBody>
export const GivenLink = shape({ id: Id, path: Type.String(), expiresAt: Instant })
export const Receivers = shape({
  items: Type.Array(shape({ id: Id, name: Type.String(), byMail: Type.Boolean() })),
})
/** Without a language the company's. */
export const MailBody = shape({
  contactId: Id,
  lang: Type.Optional(OneOf(langs)),
  /** As its sender wants it; absent: the company's words. `{link}` becomes a link of this mail's own. */
  subject: Type.Optional(Text(200, 1)),
  text: Type.Optional(Text(9000, 1)),
})
export const AnswerBody = shape({ questionId: Id, answer: Text(4000, 1) })
export type AnswerBody = Static<typeof AnswerBody>
