// The customer is asked: a link to copy, a mail to a contact, by hand or by itself; and what nobody answered ends.
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { makeLink } from '#features/link/server/link.service.ts'
import { readWishes } from '#features/notice/server/wish.service.ts'
import type { SendLetter, WriteLetter } from '#features/people/server/letter.service.ts'
import { visitorOf } from '#features/people/server/visitor.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { dayOf } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import type { NewEvent } from '#kernel/event.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { render } from '#kernel/text.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { surveyPageText } from '../page.text.ts'
import { surveyFlow } from '../survey.flow.ts'
import { isOpen, surveySettingsOf } from '../survey.rules.ts'
import type { Survey } from '../survey.schema.ts'
import { daysOn, getSurvey, holdSurvey, readBackSurvey, rowOf, tellSurvey } from './survey.service.ts'
import { type HeldSurvey, lockSurveys, selectEnded, selectSurvey, selectToMail } from './survey.sql.ts'
import { type SurveyRow, surveys } from './survey.table.ts'

type Given = { readonly id: string; readonly path: string; readonly expiresAt: string }
type Asked = { readonly actor: NewEvent['actor']; readonly settings: Readonly<Record<string, unknown>> }
const byJob = { userId: null, via: 'job' } as const

const linkTo = (tx: Tx, row: SurveyRow, { expiresAt, by }: { expiresAt: string; by: string | null }): Given =>
  makeLink(tx, { scope: 'survey', entity: 'survey', recordId: row.id, expiresAt, createdBy: by })

/** From now on it is asked, and open as long as its last link. */
function markSent(tx: Tx, held: HeldSurvey, { actor, settings }: Asked, kind: string): string {
  const expiresAt = daysOn(tx.now, surveySettingsOf(settings).days)
  const stamp =
    'orgId' in actor
      ? editStamp(tx, actor as Actor, held) // an actor of the screen has an organisation
      : { version: held.version + 1, updatedAt: tx.now, updatedBy: null }
  const sent = { state: surveyFlow.send.to, sentAt: held.sentAt ?? tx.now, expiresAt, mailDue: false }
  const row: SurveyRow = { ...rowOf(held), ...sent, ...stamp }
  tx.write(surveys.update(tx.orgId, row))
  tellSurvey(tx, actor, { ...row, threadId: held.threadId }, { kind, from: held.state, to: row.state })
  return expiresAt
}

async function holdOpen(tx: Tx, actor: Actor, id: string): Promise<HeldSurvey> {
  const held = await holdSurvey(tx, actor, id)
  if (!can(actor, 'survey.send', held))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'survey.send' } }, 'forbidden')
  if (!isOpen(held.state)) throw new Refusal('survey.over')
  return held
}

/** The token is in the answer and nowhere else. */
export async function giveSurveyLink(tx: Tx, actor: Actor, id: string): Promise<Given> {
  const held = await holdOpen(tx, actor, id)
  const expiresAt = markSent(tx, held, { actor, settings: actor.org.settings }, 'survey.sent')
  return linkTo(tx, held, { expiresAt, by: actor.userId })
}

/** Contacts with an address, the survey's own first; nobody where no mail goes out from here. */
export async function mailToOf(
  db: Db,
  actor: Actor,
  id: string,
  server: boolean,
): Promise<{ id: string; name: string }[]> {
  const [survey, { canMail }] = await Promise.all([getSurvey(db, actor, id), readWishes(db, actor, server)])
  if (!canMail || !isOpen(survey.state)) return []
  const people = (await contactsOf(db, survey.customerId)).filter(one => one.email)
  const first = people.filter(one => one.id === survey.contactId)
  return [...first, ...people.filter(one => one.id !== survey.contactId)].map(({ id: own, name }) => ({
    id: own,
    name,
  }))
}

export async function mailSurvey(
  tx: Tx,
  actor: Actor,
  { id, contactId }: { readonly id: string; readonly contactId: string },
  send: SendLetter,
): Promise<Survey> {
  const held = await holdOpen(tx, actor, id)
  const contact = (await contactsOf(tx, held.customerId)).find(one => one.id === contactId)
  if (!contact)
    throw new Refusal({ key: 'kernel.missing', path: 'contactId', values: { entity: 'contact' } }, 'missing')
  if (!contact.email) throw new Refusal(reason('survey.noEmail', 'contactId'))
  if (!(await send(tx, letterTo(id, contact.email, contact.name)))) throw new Refusal('survey.noMail')
  markSent(tx, held, { actor, settings: actor.org.settings }, 'survey.mailed')
  return readBackSurvey(tx, actor, id)
}

const letterTo = (aboutId: string, email: string, name: string) =>
  ({ kind: 'survey', aboutId, email, name, lang: null }) as const

/** What is to be mailed by itself: to the contact of the order, else to the first one with an address. */
export const mailSurveys =
  (send: SendLetter) =>
  async (tx: Tx, limit: number): Promise<number> => {
    const due = await lockSurveys(tx, await selectToMail(tx, limit))
    const { org } = await visitorOf(tx, {})
    for (const held of due) {
      if (!held.mailDue || !isOpen(held.state)) continue
      const people = (await contactsOf(tx, held.customerId)).filter(one => one.email)
      const to = people.find(one => one.id === held.contactId) ?? people[0]
      const isSent = to?.email ? await send(tx, letterTo(held.id, to.email, to.name)) : false
      if (isSent) markSent(tx, held, { actor: byJob, settings: org.settings }, 'survey.mailed')
      else tx.write(surveys.update(tx.orgId, { ...rowOf(held), mailDue: false }))
    }
    return due.length
  }

/** Put into words when it is sent: each mail has a link of its own. */
export const writeSurveyLetter: WriteLetter = async (tx, { aboutId, lang, link }) => {
  const row = await selectSurvey(tx, aboutId)
  if (!row || !isOpen(row.state) || row.expiresAt <= tx.now) return undefined
  const { org } = await visitorOf(tx, {})
  const { path } = linkTo(tx, row, { expiresAt: row.expiresAt, by: null })
  const say = surveyPageText[row.ticketNumber ? 'survey.letter.ticket' : 'survey.letter.order']
  const date = dayOf(new Date(row.expiresAt), org.zone)
  const parts = [
    render(say, lang, { number: row.ticketNumber ?? row.orderNumber ?? '' }),
    link(path),
    render(surveyPageText['survey.letter.until'], lang, { date }),
  ]
  return {
    subject: render(surveyPageText['survey.letter.subject'], lang, { company: org.name }),
    text: parts.join('\n\n'),
  }
}

/** What nobody answered. */
export async function expireSurveys(tx: Tx, limit: number): Promise<number> {
  const ids = await selectEnded(tx, limit)
  const over = (await lockSurveys(tx, ids)).filter(row => isOpen(row.state) && row.expiresAt <= tx.now)
  for (const held of over) {
    const stamp = { version: held.version + 1, updatedAt: tx.now, updatedBy: null }
    const row: SurveyRow = { ...rowOf(held), state: surveyFlow.expire.to, mailDue: false, ...stamp }
    tx.write(surveys.update(tx.orgId, row))
    tellSurvey(
      tx,
      byJob,
      { ...row, threadId: held.threadId },
      { kind: 'survey.expired', from: held.state, to: row.state },
    )
  }
  return over.length
}
