// What a customer's link says once another version has taken the quote's place: that there is one, and where, if they
// were given that one too. Nothing of either stands on the page.
import { linkOnward, liveLink } from '#features/link/server/link.service.ts'
import { html } from '#features/link/server/markup.service.ts'
import type { Form, LinkPage, Visit } from '#features/link/server/scope.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { missing } from '#kernel/refusal.ts'
import { quotePageText as text } from '../page.text.ts'
import type { QuoteState, WholeQuote } from '../quote.schema.ts'
import { quoteSheet } from './pageLook.service.ts'
import { getQuote } from './quote.service.ts'
import { selectVersions } from './quote.sql.ts'

/** What a customer has in hand; the rest is withdrawn, or was never sent. */
export const shownStates: readonly QuoteState[] = ['sent', 'accepted', 'declined', 'expired']

/** The version that counts now; one that was taken back has nothing in its place. */
async function currentOf(db: Db, visitor: Actor, { number }: WholeQuote): Promise<WholeQuote> {
  const current = (await selectVersions(db, number)).find(one => one.isCurrent)
  if (!current || current.state === 'cancelled') throw missing('quote')
  return getQuote(db, visitor, current.id)
}

/** Shared by a link that opens, with the same customer. */
async function sharedBy(db: Db, current: WholeQuote, old: WholeQuote) {
  if (!shownStates.includes(current.state) || current.customerId !== old.customerId) return undefined
  return liveLink(db, { scope: 'quote', entity: 'quote', recordId: current.id })
}

export async function newerPage(db: Db, visitor: Actor, visit: Visit, old: WholeQuote): Promise<LinkPage> {
  const { say, action } = visit
  const current = await currentOf(db, visitor, old)
  const isShared = (await sharedBy(db, current, old)) !== undefined
  const [no, name] = [old.versionNo, old.ownerName]
  const words = isShared
    ? say(text['quote.page.newerSay'], { no })
    : name
      ? say(text['quote.page.newerAsk'], { no, name })
      : say(text['quote.page.newerAskUs'], { no })
  const title = say(text['quote.page.title'], { number: old.number })
  const body = html`<h1>${title}</h1>
<div class="note" role="status"><b>${say(text['quote.page.newer'])}</b><p>${words}</p></div>
${isShared && html`<form method="post" action="${action}"><button type="submit" name="do" value="newer">${say(text['quote.page.newerOpen'], { no: current.versionNo })}</button></form>`}`
  return { title, body, sheet: quoteSheet }
}

/** A link of their own to the newer version, in the name of whoever got the old one. */
export async function toNewer(tx: Tx, visitor: Actor, visit: Visit, form: Form): Promise<string | undefined> {
  if (form.do !== 'newer') return undefined
  const old = await getQuote(tx, visitor, visit.recordId)
  if (old.isCurrent) return undefined
  const current = await currentOf(tx, visitor, old)
  const live = await sharedBy(tx, current, old)
  if (!live) return undefined
  const { receiver, lang } = visit
  const wanted = { scope: 'quote', entity: 'quote', recordId: current.id, receiver, expiresAt: live.expiresAt }
  return `${await linkOnward(tx, visit, wanted)}?lang=${lang}`
}
