import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

export const noticeKinds = [
  'leadAssigned',
  'leadUnanswered',
  'leadUnansweredBy',
  'leadStuck',
  'formAnswered',
  'poolSoon',
  'poolDigest',
  'approvalWaiting',
  'registrationContested',
  'registrationProtected',
  'registrationRefused',
  'registrationLost',
  'registrationTouched',
  'registrationEnding',
  'registrationExpired',
  'packetHandedOver',
  'packetAccepted',
  'packetSentBack',
  'orderConfirmed',
  'orderStuck',
  'orderSentBack',
  'sampleSoon',
  'sampleLate',
  'creditReleaseAsked',
  'creditReleaseGranted',
  'creditReleaseRefused',
  'creditReleaseRevoked',
  'creditReleaseSoon',
  'creditReleaseOver',
  'orderStocked',
  'sampleBack',
  'supplyGiven',
  'supplyMoved',
  'supplyFreed',
  'changeApplied',
  'changeStuck',
  'changeRejected',
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
  'quoteApproved',
  'quoteReturned',
  'contractOpened',
  'contractSigned',
  'contractDeclined',
  'invoiceRequested',
  'invoiceIssued',
  'invoiceFailed',
  'invoiceRefused',
  'invoiceWithdrawn',
  'invoiceLapsed',
  'invoiceStuck',
  'mentioned',
  'stepDue',
  'promiseDue',
  'taskGiven',
  'taskDone',
  'tasksTaken',
  'reminder',
  'followupLate',
  'dealNoStep',
  'dealRotting',
  'digest',
  'spotFlawed',
  'spotAnswered',
  'spotMended',
  'emailReceived',
  'emailFailed',
  'test',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** What the centre is sifted by, and the order of the page of one's choices. */
export const noticeTopics = ['followup', 'lead', 'deal', 'quote', 'order', 'money', 'service', 'other'] as const
export type NoticeTopic = (typeof noticeTopics)[number]

export const Notice = shape({
  id: Id,
  kind: OneOf(noticeKinds),
  /** Fill the sentence of the kind. */
  values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  entity: Nullable(Type.String()),
  recordId: Nullable(Id),
  readAt: Nullable(Type.String()),
  createdAt: Type.String(),
  /** Its record is deleted, or no longer the reader's to see: what it said is left out. */
  gone: Type.Boolean(),
})
export type Notice = Static<typeof Notice>

export const NoticeQuery = shape({
  cursor: Type.Optional(Id),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 30 })),
  unread: Type.Optional(Type.Boolean()),
  kind: Type.Optional(OneOf(noticeKinds)),
  topic: Type.Optional(OneOf(noticeTopics)),
})
export type NoticeQuery = Static<typeof NoticeQuery>

const Choice = shape({ inApp: Type.Optional(Type.Boolean()), mail: Type.Optional(Type.Boolean()) })
export type NoticeChoice = Static<typeof Choice>
const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'HH:mm' })
/** In the zone of whoever it is; over midnight where it ends earlier than it begins. */
const Quiet = shape({ from: Time, to: Time })
export type Quiet = Static<typeof Quiet>
const Choices = Type.Partial(shape(Object.fromEntries(noticeKinds.map(kind => [kind, Choice]))))

/** What is left out stays. */
export const NoticeWish = shape({
  /** By mail too, wherever `choices` says nothing of a kind. */
  byMail: Type.Optional(Type.Boolean()),
  choices: Type.Optional(Choices),
  quiet: Type.Optional(Nullable(Quiet)),
  urgent: Type.Optional(Type.Array(OneOf(noticeKinds), { maxItems: noticeKinds.length, uniqueItems: true })),
  zone: Type.Optional(Nullable(Text(60, 1))),
})
export type NoticeWish = Static<typeof NoticeWish>
export const NoticeWishes = shape({
  byMail: Type.Boolean(),
  canMail: Type.Boolean(),
  choices: Choices,
  quiet: Nullable(Quiet),
  /** Told in quiet hours too. */
  urgent: Type.Array(OneOf(noticeKinds)),
  /** Null: the organisation's. */
  zone: Nullable(Type.String()),
})
export type NoticeWishes = Static<typeof NoticeWishes>

export const Snooze = shape({ until: Instant })
/** In the reader's own zone; working days are the organisation's. */
export const SnoozeTimes = shape({ hour: Instant, tomorrow: Instant, workday: Instant, zone: Type.String() })
export type SnoozeTimes = Static<typeof SnoozeTimes>

const letterKinds = ['invitation', 'passwordReset', 'survey', 'quote', 'contract', 'record'] as const
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
