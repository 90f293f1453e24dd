import { type Static, Type } from 'typebox'
import { DateOnly, Id, Instant, Nullable, OneOf, shape, Text } from '#kernel/api.ts'

const surveyStates = ['ready', 'sent', 'answered', 'reviewed', 'expired'] as const
export type SurveyState = (typeof surveyStates)[number]
const text = Nullable(Type.String())

export const Survey = shape({
  id: Id,
  version: Type.Integer(),
  number: Type.String(),
  state: OneOf(surveyStates),
  customerId: Id,
  customerName: Type.String(),
  contactId: Nullable(Id),
  contactName: text,
  orderId: Nullable(Id),
  orderNumber: text,
  ticketId: Nullable(Id),
  ticketNumber: text,
  score: Nullable(Type.Integer()),
  comment: text,
  complaintId: Nullable(Id),
  complaintNumber: text,
  sentAt: Nullable(Instant),
  expiresAt: Instant,
  answeredAt: Nullable(Instant),
  dueOn: Nullable(DateOnly),
  /** Answered, and nobody has looked at it by its day. */
  isLate: Type.Boolean(),
  reviewedAt: Nullable(Instant),
  reviewedByName: text,
  reviewNote: text,
  ownerId: Nullable(Id),
  ownerName: text,
  deptId: Nullable(Id),
  createdAt: Instant,
  updatedAt: Instant,
  custom: Type.Record(Type.String(), Type.Unknown()),
})
export type Survey = Static<typeof Survey>

/** Of an order that has arrived, or of a ticket that is closed: by hand where none was made by itself. */
export const NewSurvey = shape({ orderId: Type.Optional(Nullable(Id)), ticketId: Type.Optional(Nullable(Id)) })
export type NewSurvey = Static<typeof NewSurvey>

export const ReviewBody = shape({ version: Type.Optional(Type.Integer()), note: Type.Optional(Nullable(Text(2000))) })

/** Shown this once; from the server's own address on. */
export const GivenLink = shape({ id: Id, path: Type.String(), expiresAt: Instant })

/** Whom a link can be mailed to; empty where no mail goes out from here. */
export const MailTo = Type.Array(shape({ id: Id, name: Type.String() }))
export const MailBody = shape({ contactId: Id })

export const periods = ['thisMonth', 'lastMonth', 'thisQuarter', 'lastQuarter', 'thisYear'] as const
export type Period = (typeof periods)[number]
/** Of one period: what was asked, what was answered, what they think. */
export const Score = shape({
  /** Links given out in it, and how many of those were answered since. */
  asked: Type.Integer(),
  back: Type.Integer(),
  /** Scores given in it, by score. */
  scores: Type.Array(shape({ score: Type.Integer(), count: Type.Integer() })),
  /** Scores 4 and 5 in a hundred scores; answered in a hundred asked. Null: nothing to count. */
  csat: Nullable(Type.Integer()),
  response: Nullable(Type.Integer()),
})
export type Score = Static<typeof Score>

export const SurveySettings = shape({
  afterDelivery: Type.Boolean(),
  afterTicket: Type.Boolean(),
  /** Mailed by itself where there is somebody to mail it to. */
  byMail: Type.Boolean(),
  /** Days that a link opens. */
  days: Type.Integer({ minimum: 1, maximum: 365 }),
  /** Up to here a score opens a complaint; 0 never. */
  low: Type.Integer({ minimum: 0, maximum: 4 }),
  /** Who sees to the complaint: nobody yet, or whoever owns the order. */
  handler: OneOf(['nobody', 'owner']),
  /** Working days until an answer has been looked at. */
  reviewDays: Type.Integer({ minimum: 1, maximum: 60 }),
})
export type SurveySettings = Static<typeof SurveySettings>
