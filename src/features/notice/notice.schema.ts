import { type Static, Type } from 'typebox'
import { Id, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

const noticeKinds = [
  'leadAssigned',
  'leadUnanswered',
  'leadUnansweredBy',
  'leadStuck',
  'poolSoon',
  'poolDigest',
  'approvalWaiting',
  'packetHandedOver',
  'packetAccepted',
  'packetSentBack',
  'orderConfirmed',
  'orderStuck',
  'orderSentBack',
  'instalmentSoon',
  'instalmentLate',
  'billMatures',
  'writeOffApproved',
  'writeOffRejected',
  'ticketGiven',
  'returnAsked',
  'returnApproved',
  'returnRejected',
  'returnComing',
  'returnReceived',
  'surveyAnswered',
  'quoteOpened',
  'quoteAsked',
  'quoteAccepted',
  'quoteDeclined',
  'invoiceRequested',
  'invoiceIssued',
  'invoiceFailed',
  'invoiceRefused',
  'invoiceWithdrawn',
  'invoiceLapsed',
  'invoiceStuck',
  'mentioned',
  'reminder',
  'test',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

export const Notice = shape({
  id: Id,
  kind: OneOf(noticeKinds),
  /** Fill the sentence of the kind. */
  values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  entity: Nullable(Type.String()),
  recordId: Nullable(Id),
  readAt: Nullable(Type.String()),
  createdAt: Type.String(),
})
export type Notice = Static<typeof Notice>

export const NoticeQuery = shape({
  cursor: Type.Optional(Id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 30 })),
  unread: Type.Optional(Type.Boolean()),
})
export type NoticeQuery = Static<typeof NoticeQuery>

export const NoticeWish = shape({ byMail: Type.Boolean() })
export const NoticeWishes = shape({ byMail: Type.Boolean(), canMail: Type.Boolean() })
export type NoticeWishes = Static<typeof NoticeWishes>

const letterKinds = ['invitation', 'passwordReset', 'survey', 'quote'] as const
const mailStates = ['waiting', 'sent', 'failed'] as const

const From = Type.String({ maxLength: 200, pattern: '^[^@\\s<>,;"]+@[^@\\s<>,;"]+$', description: 'E-mail address' })
export const MailEdit = shape({ on: Type.Optional(Type.Boolean()), from: Type.Optional(Nullable(From)) })
export type MailEdit = Static<typeof MailEdit>

export const MailSettings = shape({
  on: Type.Boolean(),
  from: Nullable(Text(200)),
  /** Host of the server's SMTP_URL; null without one. */
  server: Nullable(Type.String()),
  recent: Type.Array(
    shape({
      id: Id,
      to: Type.String(),
      kind: OneOf([...noticeKinds, ...letterKinds]),
      state: OneOf(mailStates),
      tries: Type.Integer(),
      error: Nullable(Type.String()),
      createdAt: Type.String(),
      sentAt: Nullable(Type.String()),
    }),
  ),
})
export type MailSettings = Static<typeof MailSettings>
