// What an organisation has set about mail, when a mail is tried again, what kinds are about, and until when one waits.
import { addWorkdays, type WorkCalendar } from '#kernel/calendar.ts'
import { addDays, dayOf, instantOf } from '#kernel/clock.ts'
import { type NoticeKind, type NoticeTopic, noticeKinds, type SnoozeTimes } from './notice.schema.ts'

export type OrgMail = { readonly on: boolean; readonly from: string | null }

export function orgMailOf(settings: Readonly<Record<string, unknown>>): OrgMail {
  const { mail } = settings
  if (typeof mail !== 'object' || mail === null) return { on: false, from: null }
  const from = 'from' in mail && typeof mail.from === 'string' ? mail.from : null
  return { on: 'on' in mail && mail.on === true && from !== null, from }
}

export const mostTries = 5

const minutes = [1, 5, 30, 120, 360] as const

/** Milliseconds from one try to the next; the first try has number 1. */
export const pauseAfter = (tries: number): number => (minutes[Math.min(tries, minutes.length) - 1] ?? 1) * 60_000

const topicOf = {
  leadAssigned: 'lead',
  leadUnanswered: 'lead',
  leadUnansweredBy: 'lead',
  leadStuck: 'lead',
  formAnswered: 'lead',
  poolSoon: 'lead',
  poolDigest: 'lead',
  approvalWaiting: 'other',
  registrationContested: 'lead',
  registrationProtected: 'lead',
  registrationRefused: 'lead',
  registrationLost: 'lead',
  registrationTouched: 'lead',
  registrationEnding: 'lead',
  registrationExpired: 'lead',
  packetHandedOver: 'order',
  packetAccepted: 'order',
  packetSentBack: 'order',
  orderConfirmed: 'order',
  orderStuck: 'order',
  orderSentBack: 'order',
  sampleSoon: 'order',
  sampleLate: 'order',
  creditReleaseAsked: 'order',
  creditReleaseGranted: 'order',
  creditReleaseRefused: 'order',
  creditReleaseRevoked: 'order',
  creditReleaseSoon: 'order',
  creditReleaseOver: 'order',
  orderStocked: 'order',
  sampleBack: 'order',
  supplyGiven: 'order',
  supplyMoved: 'order',
  supplyFreed: 'order',
  changeApplied: 'order',
  changeStuck: 'order',
  changeRejected: 'order',
  instalmentSoon: 'money',
  instalmentLate: 'money',
  billMatures: 'money',
  writeOffApproved: 'money',
  writeOffRejected: 'money',
  ticketGiven: 'service',
  returnAsked: 'service',
  returnApproved: 'service',
  returnRejected: 'service',
  returnComing: 'service',
  returnReceived: 'service',
  surveyAnswered: 'service',
  quoteOpened: 'quote',
  quoteAsked: 'quote',
  quoteAccepted: 'quote',
  quoteDeclined: 'quote',
  quoteApproved: 'quote',
  quoteReturned: 'quote',
  contractOpened: 'quote',
  contractSigned: 'quote',
  contractDeclined: 'quote',
  invoiceRequested: 'money',
  invoiceIssued: 'money',
  invoiceFailed: 'money',
  invoiceRefused: 'money',
  invoiceWithdrawn: 'money',
  invoiceLapsed: 'money',
  invoiceStuck: 'money',
  mentioned: 'followup',
  taskGiven: 'followup',
  taskDone: 'followup',
  tasksTaken: 'followup',
  stepDue: 'followup',
  promiseDue: 'followup',
  reminder: 'followup',
  followupLate: 'followup',
  dealNoStep: 'deal',
  dealRotting: 'deal',
  digest: 'followup',
  spotFlawed: 'followup',
  spotAnswered: 'followup',
  spotMended: 'followup',
  emailReceived: 'followup',
  emailFailed: 'followup',
  test: 'other',
} as const satisfies Record<NoticeKind, NoticeTopic>

export const kindsOf = (topic: NoticeTopic): NoticeKind[] => noticeKinds.filter(kind => topicOf[kind] === topic)

const morning = '09:00'

export function snoozeTimes(now: Date, zone: string, calendar: WorkCalendar): SnoozeTimes {
  const day = dayOf(now, zone)
  const at = (date: string): string => instantOf(date, morning, zone).toISOString()
  return {
    hour: new Date(now.getTime() + 3_600_000).toISOString(),
    tomorrow: at(addDays(day, 1)),
    workday: at(addWorkdays(day, 1, calendar)),
    zone,
  }
}
