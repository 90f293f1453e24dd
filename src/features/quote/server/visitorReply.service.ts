// The customer's side of a quote: what the page's forms say, and who looked when. Yes and no are the very moves that
// sales makes, under the same locks; what proves them is kept beside.
import { addFile } from '#features/file/server/file.service.ts'
import { holdOwnLink } from '#features/link/server/link.service.ts'
import type { Form, LinkScope, Look, Visit } from '#features/link/server/scope.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { deviceOf } from '#kernel/device.ts'
import { newId } from '#kernel/ids.ts'
import { missing, type Reason, Refusal, reason } from '#kernel/refusal.ts'
import { render } from '#kernel/text.ts'
import { quotePageText as text } from '../page.text.ts'
import { canonicalQuote } from '../quote.rules.ts'
import type { WholeQuote } from '../quote.schema.ts'
import {
  chosenIn,
  isTrapped,
  mostQuestions,
  readAsked,
  readDeclined,
  readSigned,
  type Signed,
  shownIn,
} from '../reply.rules.ts'
import { optionalOf, quotePage } from './customerPage.service.ts'
import { toNewer } from './newerPage.service.ts'
import { moneyIn, withChoice } from './pageLines.service.ts'
import { printQuote } from './paper.service.ts'
import { getQuote, tellQuote } from './quote.service.ts'
import { moveQuote } from './quoteMove.service.ts'
import { countAsked } from './reply.sql.ts'
import { quoteQuestions, quoteReplies } from './reply.table.ts'

type Verb = (
  tx: Tx,
  visitor: Actor,
  visit: Visit,
  said: { readonly form: Form; readonly quote: WholeQuote },
) => Promise<void>

/** Two clicks come one after the other, since the link is held: the second finds the answer given, and is shown it. */
async function hear(tx: Tx, visitor: Actor, visit: Visit, form: Form): Promise<void> {
  const verb = Object.hasOwn(verbs, form.do ?? '') ? verbs[form.do ?? ''] : undefined
  if (!verb || isTrapped(form)) return
  await holdOwnLink(tx, { entity: 'quote', recordId: visit.recordId, linkId: visit.linkId })
  const quote = await getQuote(tx, visitor, visit.recordId)
  if (!quote.isCurrent || (verb !== ask && quote.state !== 'sent')) return
  await verb(tx, visitor, visit, { form, quote })
}

const must = <T extends object>(read: T | Reason[]): T => {
  if (Array.isArray(read)) throw new Refusal(read)
  return read
}

const accept: Verb = async (tx, visitor, visit, { form, quote }) => {
  const optional = optionalOf(quote)
  const chosen = chosenIn(form, optional)
  refuseChanged(form, quote)
  if (form.do === 'recount' || chosen.join() !== shownIn(form, optional).join()) {
    const total = moneyIn(visit, quote.currency)(withChoice(quote, chosen).gross)
    throw new Refusal(reason('quote.page.recounted', 'chosen', { total }))
  }
  const signed = must(readSigned(form))
  const fileId = await keepPicture(tx, visitor, visit, signed)
  const note = render(text['quote.page.signedBy'], visitor.lang, { name: signed.name })
  const move = { chosen, contentHash: quote.contentHash, note }
  const { gross } = await moveQuote(tx, visitor, quote.id, 'accept', move)
  const { name, title } = signed
  tx.write(replyOf(tx, visit, { ...quote, gross }, { kind: 'accepted', name, title, chosen, fileId }))
  tellOwner(tx, visitor, quote, { kind: 'quoteAccepted', name })
}

const decline: Verb = async (tx, visitor, visit, { form, quote }) => {
  refuseChanged(form, quote)
  const { reason: why, words } = must(readDeclined(form))
  const said = [render(text[`quote.page.reason.${why}`], visitor.lang), words].filter(Boolean).join(': ').slice(0, 500)
  const declineReason = said.toWellFormed()
  await moveQuote(tx, visitor, quote.id, 'decline', { declineReason, contentHash: quote.contentHash })
  tx.write(replyOf(tx, visit, quote, { kind: 'declined', reason: why, words }))
  tellOwner(tx, visitor, quote, { kind: 'quoteDeclined', reason: declineReason })
}

const ask: Verb = async (tx, visitor, visit, { form, quote }) => {
  const asked = must(readAsked(form))
  const { linkId, address } = visit
  if ((await countAsked(tx, linkId)) >= mostQuestions) throw new Refusal('quote.page.askedOften')
  const row = { id: newId(), quoteId: quote.id, linkId, askedAt: tx.now, ...asked, address }
  tx.write(quoteQuestions.insert(tx.orgId, [{ ...row, answer: null, answeredAt: null, answeredBy: null }]))
  const words = `${asked.name}: ${asked.question}`
  tellQuote(tx, visitor, quote, { kind: 'quote.asked', after: { text: words } })
  const question = asked.question.length > 200 ? `${asked.question.slice(0, 199).toWellFormed()}…` : asked.question
  tellOwner(tx, visitor, quote, { kind: 'quoteAsked', name: asked.name, question })
}

const verbs: Readonly<Record<string, Verb>> = { accept, recount: accept, decline, ask }

/** What is answered is what was read. */
function refuseChanged(form: Form, { contentHash }: WholeQuote): void {
  if (form.hash !== contentHash) throw new Refusal('quote.page.changed', 'conflict')
}

async function keepPicture(tx: Tx, visitor: Actor, visit: Visit, { picture, name }: Signed): Promise<string | null> {
  if (!picture) return null
  const file = { fileName: `${name}.png`, type: 'image/png', bytes: picture }
  const added = { entity: 'quote', recordId: visit.recordId, kind: 'signature', file } as const
  return (await addFile(tx, visitor, visit.folder, added)).id
}

type Proved = {
  readonly kind: 'accepted' | 'declined'
  readonly name?: string
  readonly title?: string | null
  readonly reason?: string
  readonly words?: string | null
  readonly chosen?: readonly string[]
  readonly fileId?: string | null
}

const replyOf = (tx: Tx, visit: Visit, quote: WholeQuote, proved: Proved) => {
  const { linkId, address, agent, lang } = visit
  const blank = { name: null, title: null, reason: null, words: null, chosen: [], fileId: null }
  const content = {
    content: canonicalQuote(quote, quote.lines),
    contentHash: quote.contentHash ?? '',
    gross: quote.gross,
  }
  const when = { id: newId(), quoteId: quote.id, linkId, at: tx.now, address, agent, lang }
  return quoteReplies.insert(tx.orgId, [{ ...blank, ...when, ...content, ...proved }])
}

type Told = {
  readonly kind: 'quoteOpened' | 'quoteAsked' | 'quoteAccepted' | 'quoteDeclined'
  readonly key?: string
} & Partial<Record<'name' | 'question' | 'reason', string>>

function tellOwner(tx: Tx, visitor: Actor, quote: WholeQuote, { kind, key, ...words }: Told): void {
  const values = { customer: quote.customerName, number: quote.number, ...words }
  const about = { userIds: [quote.ownerId], kind, values, entity: 'quote', recordId: quote.id }
  notify(tx, visitor, { ...about, ...(key && { key }) })
}

/** The owner hears of the first look, and finds the others on the timeline. */
async function seen(tx: Tx, visitor: Actor, visit: Visit, { what }: Look): Promise<void> {
  const quote = await getQuote(tx, visitor, visit.recordId)
  const words = [visit.receiver, deviceOf(visit.agent), visit.address].filter(Boolean).join(' · ')
  const kind = what === 'page' ? 'quote.opened' : 'quote.downloaded'
  tellQuote(tx, visitor, quote, { kind, after: { text: words } })
  tellOwner(tx, visitor, quote, { kind: 'quoteOpened', key: `quoteOpened ${quote.id}` })
}

/** All that a customer may who holds the link. */
export const quoteScope: LinkScope = {
  scope: 'quote',
  entity: 'quote',
  may: 'quote.send',
  grants: { 'quote.read': 'all', 'quote.accept': 'all' },
  page: quotePage,
  onward: toNewer,
  said: [hear],
  paper: async (db, visitor, visit) => {
    // what was replaced is read no more, on paper neither
    if (!(await getQuote(db, visitor, visit.recordId)).isCurrent) throw missing('quote')
    return printQuote(db, visitor, visit.recordId, visit)
  },
  seen,
}
