// The customer's own page of a quote: read it, ask, say yes or no. Plain forms, phone first, no account.
import { html, type Markup } from '#features/link/server/markup.service.ts'
import type { LinkPage, Refused, Visit } from '#features/link/server/scope.service.ts'
import type { Actor } from '#kernel/access.ts'
import { dayOf, today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { missing, type Reason } from '#kernel/refusal.ts'
import type { Label } from '#kernel/text.ts'
import { quotePageText as text } from '../page.text.ts'
import type { QuoteLine, WholeQuote } from '../quote.schema.ts'
import { quoteText } from '../quote.text.ts'
import { chosenIn } from '../reply.rules.ts'
import { declineReasons, type Question, type QuoteReply } from '../reply.schema.ts'
import { newerPage, shownStates } from './newerPage.service.ts'
import { linesPart, moneyIn, sumsPart, termsPart, withChoice } from './pageLines.service.ts'
import { quoteScript, quoteSheet } from './pageLook.service.ts'
import { getQuote } from './quote.service.ts'
import { selectQuestionsOf, selectReply } from './reply.sql.ts'
import { signingFields, trapField } from './signedForm.service.ts'

type Seen = {
  readonly quote: WholeQuote
  readonly reply: (QuoteReply & { readonly at: string }) | undefined
  readonly questions: readonly Question[]
  readonly visit: Visit
  readonly refused: Refused | undefined
  readonly zone: string
  /** An answer is still waited for. */
  readonly open: boolean
}

export async function quotePage(db: Db, visitor: Actor, visit: Visit, refused?: Refused): Promise<LinkPage> {
  const [found, reply, questions] = await Promise.all([
    getQuote(db, visitor, visit.recordId),
    selectReply(db, visit.recordId),
    selectQuestionsOf(db, visit.linkId),
  ])
  if (!found.isCurrent) return newerPage(db, visitor, visit, found)
  if (!shownStates.includes(found.state)) throw missing('quote')
  const { zone } = visitor.org
  const open = found.state === 'sent' && found.validUntil >= today(db.database.clock, zone)
  const quote = open && refused ? withChoice(found, chosenIn(refused.form, optionalOf(found))) : found
  const seen: Seen = { quote, reply, questions, visit, refused, zone, open }
  const title = visit.say(text['quote.page.title'], { number: quote.number })
  return { title, body: bodyOf(seen, title), sheet: quoteSheet, ...(open && { script: quoteScript }) }
}

export const optionalOf = (quote: WholeQuote): QuoteLine[] => quote.lines.filter(line => line.optional)

function bodyOf(seen: Seen, title: string): Markup {
  const { quote, visit, open } = seen
  const offer = html`${linesPart(quote, visit, open)}${sumsPart(quote, visit)}${open && recount(seen)}${termsPart(quote, visit)}
${quote.note && html`<h2>${visit.say(quoteText['quote.note'])}</h2><p class="words">${quote.note}</p>`}
<a class="go" href="${visit.action.replace('?', '/paper?')}">${visit.say(text['quote.page.paper'])}</a>`
  return html`${watermark(seen)}${head(seen, title)}${standing(seen)}${wrongs(seen)}${proposal(seen)}
${open ? html`<form method="post" action="${visit.action}">${trapField(visit)}<input type="hidden" name="hash" value="${quote.contentHash}"><input type="hidden" name="shown" value="${shownIds(quote)}">${offer}${signing(seen)}</form>${declining(seen)}` : offer}
${asking(seen)}`
}

const shownIds = (quote: WholeQuote): string =>
  quote.lines
    .filter(line => line.optional && line.chosen)
    .map(line => line.id)
    .join(',')

/** Whoever passes the page on passes their name on with it. */
function watermark({ quote, visit: { receiver } }: Seen): Markup {
  const words = [receiver ?? quote.customerName, `${quote.number} V${quote.versionNo}`].join(' · ')
  return html`<svg class="mark" aria-hidden="true" focusable="false"><defs><pattern id="mark" width="340" height="190" patternUnits="userSpaceOnUse" patternTransform="rotate(-24)"><text x="8" y="60">${words}</text><text x="90" y="155">${words}</text></pattern></defs><rect width="100%" height="100%" fill="url(#mark)"></rect></svg>`
}

function head({ quote, visit: { say }, zone }: Seen, title: string): Markup {
  const facts = [
    say(text['quote.page.to'], { customer: quote.customerName }),
    quote.ownerName && say(text['quote.page.by'], { name: quote.ownerName }),
    quote.sentAt && say(text['quote.page.sent'], { date: dayOf(new Date(quote.sentAt), zone) }),
    say(text['quote.page.until'], { date: quote.validUntil }),
  ]
  return html`<h1>${title}</h1>
<ul class="facts"><li>${say(text['quote.page.version'], { no: quote.versionNo })}</li>${facts.map(fact => fact && html`<li>${fact}</li>`)}</ul>`
}

/** What has become of it, above everything else. */
function standing({ quote, reply, visit: { say }, zone, open }: Seen): Markup {
  const day = (at: string | null): string => (at ? dayOf(new Date(at), zone) : '')
  const box = (kind: 'good' | 'note', title: Label, words: string): Markup =>
    html`<div class="${kind}" role="status"><b>${say(title)}</b><p>${words}</p></div>`
  if (quote.state === 'accepted') {
    const words = reply?.name
      ? say(text['quote.page.acceptedSay'], { name: reply.name, date: day(reply.at) })
      : say(text['quote.page.acceptedBare'], { date: day(quote.acceptedAt) })
    return box('good', text['quote.page.accepted'], words)
  }
  if (quote.state === 'declined') return box('note', text['quote.page.declined'], say(text['quote.page.declinedSay']))
  if (open) return html``
  return box('note', text['quote.page.expired'], say(text['quote.page.expiredSay'], { date: quote.validUntil }))
}

const wrongs = ({ refused, visit: { say } }: Seen): Markup =>
  html`${refused?.reasons.map(one => html`<p class="wrong" role="alert">${say(wordsFor(one), one.values)}</p>`)}`

const texts: Readonly<Record<string, Label>> = text
/** Why it cannot be is our own affair, as long as it is not theirs. */
const wordsFor = ({ key }: Reason): Label => texts[key] ?? text['quote.page.notNow']

function proposal({ quote, visit: { say } }: Seen): Markup {
  const answered = quote.answers.filter(one => one.answer.trim() !== '')
  if (answered.length === 0) return html``
  return html`<h2>${say(quoteText['quote.proposal'])}</h2>
${answered.map(({ need, answer }) => html`<p class="words"><b>${need}</b>\n${answer}</p>`)}`
}

const recount = ({ quote, visit: { say } }: Seen): Markup =>
  quote.lines.some(line => line.optional)
    ? html`<button class="soft" type="submit" name="do" value="recount" formnovalidate>${say(text['quote.page.recount'])}</button>`
    : html``

function signing({ quote, visit, refused }: Seen): Markup {
  const { say } = visit
  const total = moneyIn(visit, quote.currency)(quote.gross)
  return html`<h2>${say(text['quote.page.acceptTitle'])}</h2>
${signingFields(visit, refused?.form)}
<label class="tick"><input type="checkbox" name="agree" required><span>${say(text['quote.page.agree'], { total, customer: quote.customerName })}</span></label>
<button type="submit" name="do" value="accept">${say(text['quote.page.accept'])} · ${total}</button>`
}

function declining({ quote, visit, refused }: Seen): Markup {
  const { say, action } = visit
  const isTried = refused?.form.do === 'decline'
  const choice = (one: (typeof declineReasons)[number]): Markup =>
    html`<label class="tick"><input type="radio" name="reason" value="${one}" required${refused?.form.reason === one && html` checked`}><span>${say(text[`quote.page.reason.${one}`])}</span></label>`
  return html`<details${isTried && html` open`}><summary>${say(text['quote.page.declineTitle'])}</summary>
<form method="post" action="${action}">${trapField(visit)}<input type="hidden" name="hash" value="${quote.contentHash}">
<fieldset><legend>${say(text['quote.page.why'])}</legend>${declineReasons.map(choice)}</fieldset>
<label class="name" for="words">${say(text['quote.page.words'])}</label>
<textarea id="words" name="words" rows="3" maxlength="2000">${refused?.form.words}</textarea>
<button class="soft" type="submit" name="do" value="decline">${say(text['quote.page.decline'])}</button>
</form></details>`
}

function asking({ questions, visit, refused }: Seen): Markup {
  const { say, action } = visit
  const { asker, question } = refused?.form ?? {}
  const said = ({ name, question: asked, answer }: Question): Markup =>
    html`<div class="said"><p><b>${name}</b>\n${asked}</p><p class="say">${answer ? html`<b>${say(text['quote.page.answered'])}</b>\n${answer}` : say(text['quote.page.waiting'])}</p></div>`
  return html`<h2>${say(text['quote.page.questions'])}</h2>
${questions.map(said)}
<form method="post" action="${action}">${trapField(visit)}
<label class="name" for="asker">${say(text['quote.page.asker'])}</label>
<input type="text" id="asker" name="asker" value="${asker}" maxlength="100" autocomplete="name" required>
<label class="name" for="question">${say(text['quote.page.question'])}</label>
<textarea id="question" name="question" rows="3" maxlength="2000" required>${question}</textarea>
<p class="small">${say(text['quote.page.askSay'])}</p>
<button class="soft" type="submit" name="do" value="ask">${say(text['quote.page.send'])}</button>
</form>`
}
