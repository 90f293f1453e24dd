// The customer's side: the page behind the link, and the one answer. A low score opens a complaint with it.
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { findCustomers } from '#features/customer/server/customer.service.ts'
import type { LinkScope, Visit } from '#features/link/server/scope.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { deptOf } from '#features/people/server/people.service.ts'
import { createTicket } from '#features/ticket/server/ticket.service.ts'
import type { Actor } from '#kernel/access.ts'
import { calendarOf } from '#kernel/calendar.ts'
import { today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import { render } from '#kernel/text.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { surveyPageText } from '../page.text.ts'
import { surveyFlow } from '../survey.flow.ts'
import { isAnswered, isLow, readAnswer, reviewDay, surveySettingsOf } from '../survey.rules.ts'
import { rowOf, tellSurvey } from './survey.service.ts'
import { type HeldSurvey, lockSurveys } from './survey.sql.ts'
import { type SurveyRow, surveys } from './survey.table.ts'
import { surveyPage } from './surveyPage.service.ts'

type Answer = { readonly score: number; readonly comment: string | null }
type Form = Readonly<Record<string, string>>

/** The first answer stands: whoever comes second finds it given, and is thanked. */
const answerWith =
  (complains: boolean) =>
  async (tx: Tx, visitor: Actor, visit: Visit, form: Form): Promise<void> => {
    const [held] = await lockSurveys(tx, [visit.recordId])
    if (!held) throw missing('survey')
    if (isAnswered(held.state)) return
    if (held.state !== 'sent') throw missing('survey')
    const answer = readAnswer(form)
    if (Array.isArray(answer)) throw new Refusal(answer)
    const settings = surveySettingsOf(visitor.org.settings)
    const complaintId = complains && isLow(answer.score, settings) ? await complain(tx, visitor, held, answer) : null
    const dueOn = reviewDay(today(tx.database.clock, visitor.org.zone), settings, calendarOf(visitor.org))
    const given = { ...answer, complaintId, dueOn, answeredAt: tx.now, state: surveyFlow.answer.to }
    const row: SurveyRow = { ...rowOf(held), ...given, ...editStamp(tx, visitor, held) }
    tx.write(surveys.update(tx.orgId, row))
    const after = { ...answer, ...(complaintId && { complaintId }), linkId: visit.linkId }
    tellSurvey(
      tx,
      visitor,
      { ...row, threadId: held.threadId },
      { kind: 'survey.answered', from: held.state, to: row.state, after },
    )
    await tellOwner(tx, visitor, row)
  }

/** Of the customer, with its order, on the order's thread; the owner by the ticket's own rule. */
async function complain(tx: Tx, visitor: Actor, held: HeldSurvey, { score, comment }: Answer): Promise<string> {
  const values = { score, number: held.number }
  const known = held.contactId ? (await contactsOf(tx, held.customerId)).some(one => one.id === held.contactId) : false
  const { handler } = surveySettingsOf(visitor.org.settings)
  const { id } = await createTicket(tx, visitor, {
    kind: 'complaint',
    priority: 'high',
    title: render(surveyPageText['survey.complaint'], visitor.lang, values),
    content: [render(surveyPageText['survey.complaintSay'], visitor.lang, values), comment]
      .filter(Boolean)
      .join('\n\n'),
    customerId: held.customerId,
    orderId: held.orderId,
    contactId: known ? held.contactId : null,
    handlerId: handler === 'owner' ? await stillHere(tx, held.ownerId) : null,
  })
  return id
}

/** Somebody who has left sees to nothing: it waits for whoever takes it. */
const stillHere = async (tx: Tx, userId: string | null): Promise<string | null> =>
  userId &&
  deptOf(tx, userId).then(
    () => userId,
    () => null,
  )

async function tellOwner(tx: Tx, visitor: Actor, row: SurveyRow): Promise<void> {
  const customers = await findCustomers(tx, [row.customerId])
  const values = { customer: customers.get(row.customerId)?.name ?? '', score: row.score ?? 0, number: row.number }
  notify(tx, visitor, { userIds: [row.ownerId], kind: 'surveyAnswered', values, entity: 'survey', recordId: row.id })
}

/** All that a customer may who holds the link: the answer, and the complaint that comes of it. */
export const surveyScope: LinkScope = {
  scope: 'survey',
  entity: 'survey',
  may: 'survey.send',
  grants: { 'ticket.create': 'all', 'ticket.read': 'all', 'order.read': 'all', 'customer.read': 'all' },
  page: surveyPage,
  // a company may ask of every ticket what no customer can say: the answer is kept without one then
  said: [answerWith(true), answerWith(false)],
}
