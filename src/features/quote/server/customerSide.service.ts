// Our side of the customer's page: the link is given, looks and questions are read, questions are answered.
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { makeLink, visitsOf } from '#features/link/server/link.service.ts'
import { tellLost } from '#features/notice/server/lostLetter.service.ts'
import { readWishes } from '#features/notice/server/wish.service.ts'
import type { LoseLetter, SendLetter, WriteLetter } from '#features/people/server/letter.service.ts'
import { visitorOf } from '#features/people/server/visitor.service.ts'
import type { Actor } from '#kernel/access.ts'
import { addDays, dayRange, today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { changedWords, linkedTo } from '#kernel/mailWords.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import type { Lang } from '#kernel/text.ts'
import type { AnswerBody, CustomerSide, GiveBody } from '../reply.schema.ts'
import { wordsFor } from './mail.service.ts'
import { printQuote } from './paper.service.ts'
import { getQuote, type Held, holdQuote, mustMay, tellQuote } from './quote.service.ts'
import { selectQuoteRows } from './quote.sql.ts'
import type { QuoteRow } from './quote.table.ts'
import { answeredBound, lockQuestion, selectQuestions, selectReply } from './reply.sql.ts'

/** What was accepted can be read on for a while, and what ran out says so. */
const opensAfter = 30

export async function readSide(db: Db, actor: Actor, id: string): Promise<CustomerSide> {
  const asked = [visitsOf(db, 'quote', id), selectQuestions(db, id), selectReply(db, id)] as const
  const [, visits, questions, reply] = await Promise.all([getQuote(db, actor, id), ...asked])
  return { visits, questions, reply: reply ?? null }
}

type Given = { readonly id: string; readonly path: string; readonly expiresAt: string }

/** The token is in the answer and nowhere else. */
export async function giveQuoteLink(tx: Tx, actor: Actor, id: string, input: GiveBody): Promise<Given> {
  const held = await holdSent(tx, actor, id)
  const contact = input.contactId ? await contactOf(tx, held, input.contactId) : undefined
  const receiver = input.receiver?.trim() || (contact && named(contact)) || null
  tellQuote(tx, actor, held.quote, { kind: 'quote.linked', after: { ...(receiver && { text: receiver }) } })
  return linkTo(tx, held.quote, { zone: actor.org.zone, receiver, by: actor.userId })
}

type To = { readonly zone: string; readonly receiver: string | null; readonly by: string | null }

function linkTo(tx: Tx, quote: QuoteRow, { zone, receiver, by }: To): Given {
  const day = today(tx.database.clock, zone)
  const [from = day] = [day, quote.validUntil].toSorted().slice(-1)
  const last = addDays(from, opensAfter)
  const expiresAt = dayRange(last, zone).end.toISOString()
  return makeLink(tx, { scope: 'quote', entity: 'quote', recordId: quote.id, receiver, expiresAt, createdBy: by })
}

async function holdSent(tx: Tx, actor: Actor, id: string): Promise<Held> {
  const held = await holdQuote(tx, actor, id)
  mustMay(actor, 'quote.send', held.deal)
  const { state, validUntil } = held.quote
  if (state !== 'sent' && state !== 'accepted') throw new Refusal(reason('quote.notSent', undefined, { state }))
  if (state === 'sent' && validUntil < today(tx.database.clock, actor.org.zone))
    throw new Refusal(reason('quote.past', 'validUntil', { date: validUntil }))
  return held
}

async function contactOf(db: Db, { quote }: Held, contactId: string) {
  const contact = (await contactsOf(db, quote.customerId)).find(one => one.id === contactId)
  if (!contact)
    throw new Refusal({ key: 'kernel.missing', path: 'contactId', values: { entity: 'contact' } }, 'missing')
  return contact
}

/** Whoever passes the page on should think twice: the name, and the end of the number. */
const named = ({ name, phone }: { readonly name: string; readonly phone: string | null }): string =>
  [name, phone?.replace(/\D/g, '').slice(-4)].filter(Boolean).join(' ')

/** The quote's own contact first. */
export async function receiversOf(db: Db, actor: Actor, id: string, server: boolean) {
  const [quote, { canMail }] = await Promise.all([getQuote(db, actor, id), readWishes(db, actor, server)])
  const people = await contactsOf(db, quote.customerId)
  const first = people.filter(one => one.id === quote.contactId)
  return [...first, ...people.filter(one => one.id !== quote.contactId)].map(({ id: own, name, email }) => ({
    id: own,
    name,
    byMail: canMail && email !== null && email !== '',
  }))
}

type Mailed = {
  readonly id: string
  readonly contactId: string
  readonly lang?: Lang | null | undefined
  readonly subject?: string | undefined
  readonly text?: string | undefined
}

export async function mailQuote(
  tx: Tx,
  actor: Actor,
  { id, contactId, lang = null, subject, text: body }: Mailed,
  send: SendLetter,
): Promise<CustomerSide> {
  const held = await holdSent(tx, actor, id)
  const { email, name } = await contactOf(tx, held, contactId)
  if (!email) throw new Refusal(reason('quote.noEmail', 'contactId'))
  const words = changedWords(subject, body)
  if (!(await send(tx, { kind: 'quote', aboutId: id, email, name, lang, words }))) throw new Refusal('quote.noMail')
  tellQuote(tx, actor, held.quote, { kind: 'quote.mailed', after: { text: `${name} · ${email}` } })
  return readSide(tx, actor, id)
}

/** Put into words when it is sent: each mail has a link of its own, and the paper with it. */
export const writeQuoteLetter: WriteLetter = async (tx, { aboutId, lang, link, name, folder, words }) => {
  const [quote] = await selectQuoteRows(tx, [aboutId])
  const visitor = await visitorOf(tx, { 'quote.read': 'all' })
  const { org } = visitor
  if (!quote || (quote.state !== 'sent' && quote.state !== 'accepted')) return undefined
  const { path } = linkTo(tx, quote, { zone: org.zone, receiver: name, by: null })
  const paper = await printQuote(tx, visitor, aboutId, { lang, folder })
  const shown = await getQuote(tx, visitor, aboutId)
  const { subject, text } = words ?? wordsFor(visitor, shown, { lang, name, by: shown.ownerName ?? org.name })
  return { subject, text: linkedTo(text, link(path)), files: [paper] }
}

export const loseQuoteLetter: LoseLetter = async (tx, lost) => {
  const [row] = await selectQuoteRows(tx, [lost.aboutId])
  if (!row) return
  tellLost(tx, lost, { entity: 'quote', row }, text =>
    tellQuote(tx, { userId: null, via: 'job' }, row, { kind: 'quote.notMailed', after: { text } }),
  )
}

/** The first answer stands: the customer may have read it. */
export async function answerQuestion(tx: Tx, actor: Actor, id: string, input: AnswerBody): Promise<CustomerSide> {
  const { quote, deal } = await holdQuote(tx, actor, id)
  mustMay(actor, 'quote.send', deal)
  const question = await lockQuestion(tx, input.questionId, id)
  if (!question)
    throw new Refusal({ key: 'kernel.missing', path: 'questionId', values: { entity: 'quote' } }, 'missing')
  if (question.answer !== null) throw new Refusal('quote.answeredAlready', 'conflict')
  const answer = input.answer.trim()
  if (answer === '') throw new Refusal(reason('field.required', 'answer'))
  tx.write(answeredBound(tx, question.id, { text: answer, by: actor.userId }))
  tellQuote(tx, actor, quote, { kind: 'quote.answered', after: { text: answer } })
  return readSide(tx, actor, id)
}
