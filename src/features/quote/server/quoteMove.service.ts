// Moves of quotes: sent, accepted, declined, expired; the next version, and the copy.
import type { DealRow } from '#features/deal/server/deal.table.ts'
import { setDealQuote } from '#features/deal/server/move.service.ts'
import { rateOn } from '#features/deal/server/rate.service.ts'
import { answerNeeds } from '#features/followup/server/needAnswer.service.ts'
import { endLinks, holdLinks } from '#features/link/server/link.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import { addDays, today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { judge, type MoveOffer, movesFrom } from '#kernel/flow.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import { newStamp } from '#meta/server/record.service.ts'
import { withTaken } from '../alternative.rules.ts'
import { quoteFlow } from '../quote.flow.ts'
import type { Leave, QuoteFacts } from '../quote.rules.ts'
import type { QuoteLine, QuoteMoveInput, WholeQuote } from '../quote.schema.ts'
import { addUp } from './line.service.ts'
import { getQuote, type Held, holdQuote, mustMay, tellQuote, writeLines, writeNew } from './quote.service.ts'
import {
  lockQuoteRows,
  selectAccepted,
  selectLines,
  selectPastDue,
  selectQuoteRows,
  selectVersions,
} from './quote.sql.ts'
import { type QuoteRow, quotes } from './quote.table.ts'
import { askLeave, type LeavePlan, leaveOf, planLeave } from './quoteApproval.service.ts'
import { hashOf, step } from './step.service.ts'

export { hashOf }

export type HandMove = keyof typeof byHand
const { submit, send, accept: accepted, decline, cancel } = quoteFlow
/** The moves that people make; the rest belong to approval, clock and next version. */
export const byHand = { submit, send, accept: accepted, decline, cancel } as const

/** What the page's move bar draws; `revise` makes the next version and is no state of this one. */
export async function quoteOffers(db: Db, actor: Actor, id: string): Promise<MoveOffer[]> {
  const quote = await getQuote(db, actor, id)
  const asked = [selectAccepted(db, quote.dealId), leaveNow(db, actor, quote)] as const
  const [other, leave] = await Promise.all(asked)
  const facts: QuoteFacts = {
    ...quote,
    leave,
    lineCount: quote.lines.length,
    day: today(db.database.clock, actor.org.zone),
    liveOrders: 0,
    otherAccepted: other !== undefined && other.id !== id,
    declineReason: undefined,
  }
  const offers = movesFrom(quoteFlow, facts, permission => can(actor, permission, quote))
  const revise =
    revisable(quote.state) && can(actor, 'quote.edit', quote) ? [{ move: 'revise', ok: true, reasons: [] }] : []
  // what nobody is asked about is sent straight on
  const idle = leave && !leave.isAsked && !leave.below
  return [...offers.filter(({ move }) => move in byHand && !(move === 'submit' && idle)), ...revise]
}

async function leaveNow(db: Db, actor: Actor, quote: WholeQuote): Promise<Leave | undefined> {
  if (!(quote.state === 'draft' || quote.state === 'approved') || !can(actor, 'quote.send', quote)) return undefined
  const [[row], lines] = await Promise.all([selectQuoteRows(db, [quote.id]), selectLines(db, quote.id)])
  if (!row) return undefined
  const held = { quote: row, lines, deal: quote }
  return leaveOf(actor, held, await planLeave(db, actor, held))
}

const revisable = (state: string): boolean => ['approved', 'sent', 'accepted', 'declined', 'expired'].includes(state)

export async function moveQuote(
  tx: Tx,
  actor: Actor,
  id: string,
  ...[move, input]: readonly [move: HandMove, input: QuoteMoveInput]
): Promise<WholeQuote> {
  if (move === 'cancel') await holdLinks(tx, 'quote', id)
  const held = await holdQuote(tx, actor, id)
  refuseOld(held.quote, input)
  const plan = move === 'submit' || move === 'send' ? await planLeave(tx, actor, held) : undefined
  const leave = plan && leaveOf(actor, held, plan)
  const facts = { ...(await factsOf(tx, actor, held, input)), leave }
  const verdict = judge(quoteFlow, move, facts, permission => can(actor, permission, held.deal))
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  await carry[move](tx, actor, { ...held, plan }, input)
  return getQuote(tx, actor, id)
}

function refuseOld(quote: QuoteRow, { version, contentHash }: QuoteMoveInput): void {
  if (contentHash !== undefined && contentHash !== quote.contentHash)
    throw new Refusal('quote.page.changed', 'conflict')
  if (version !== undefined && version !== quote.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict', { version: quote.version })
}

async function factsOf(tx: Tx, actor: Actor, { deal, quote, lines }: Held, input: QuoteMoveInput): Promise<QuoteFacts> {
  const other = await selectAccepted(tx, deal.id)
  return {
    ...quote,
    lineCount: lines.length,
    day: today(tx.database.clock, actor.org.zone),
    dealState: deal.state,
    liveOrders: deal.liveOrders,
    otherAccepted: other !== undefined && other.id !== quote.id,
    declineReason: input.declineReason ?? null,
  }
}

type HeldFor = Held & { readonly plan: LeavePlan | undefined }
type Carry = (tx: Tx, actor: Actor, held: HeldFor, input: QuoteMoveInput) => void | Promise<void>

const carry: Readonly<Record<HandMove, Carry>> = {
  submit: (tx, actor, { plan, ...held }, input) => plan && askLeave(tx, actor, held, { plan, note: input.note }),
  send: async (tx, actor, { deal, quote, lines }, input) => {
    const contentHash = hashOf(quote, lines)
    const { answers, id: quoteId, customerId, threadId } = quote
    await answerNeeds(tx, actor, { dealId: deal.id, customerId, threadId, quoteId, answers })
    step(tx, actor, quote, {
      state: 'sent',
      sentAt: tx.now,
      contentHash,
      told: { kind: 'quote.sent', note: input.note },
    })
  },
  accept: (tx, actor, held, input) => accept(tx, actor, held, input),
  decline: (tx, actor, { quote }, input) => {
    const change = {
      state: 'declined',
      declinedAt: tx.now,
      declineReason: input.declineReason?.trim() ?? null,
    } as const
    step(tx, actor, quote, { ...change, told: { kind: 'quote.declined', note: input.note } })
  },
  cancel: (tx, actor, { quote, deal }, input) => {
    endLinks(tx, 'quote', quote.id)
    step(tx, actor, quote, { state: 'cancelled', told: { kind: 'quote.cancelled', note: input.note } })
    if (deal.primaryQuoteId === quote.id) setDealQuote(tx, actor, deal, { primaryQuoteId: null })
  },
}

/** Optional lines come in as the customer chose them; only then the total is added up once more. */
function accept(tx: Tx, actor: Actor, { deal, quote, lines }: Held, input: QuoteMoveInput): void {
  const taken = withTaken(lines, input.chosen ?? [])
  refuseAll(taken.reasons)
  const isMoved = taken.lines.some((line, i) => line.chosen !== lines[i]?.chosen)
  const summed = isMoved ? addUp(quote, taken.lines) : undefined
  if (summed) writeLines(tx, quote.id, summed.lines, false)
  const next = { ...summed?.sums, state: 'accepted' as const, acceptedAt: tx.now }
  step(tx, actor, quote, { ...next, told: { kind: 'quote.accepted', note: input.note } })
  const gross = summed?.sums.gross ?? quote.gross
  setDealQuote(tx, actor, deal, {
    primaryQuoteId: quote.id,
    acceptedQuoteId: quote.id,
    amount: gross,
    currency: quote.currency,
  })
}

/** The next version: what was sent or accepted gives way to it, what was declined or ran out stays what it is. */
export async function reviseQuote(tx: Tx, actor: Actor, id: string): Promise<WholeQuote> {
  await holdLinks(tx, 'quote', id)
  const held = await holdQuote(tx, actor, id)
  const { quote, deal } = held
  mustMay(actor, 'quote.edit', deal)
  const facts = await factsOf(tx, actor, held, {})
  if (!revisable(quote.state)) throw new Refusal(reason('flow.notFromHere', undefined, { state: quote.state }))
  const gone = ['approved', 'sent', 'accepted'].includes(quote.state)
  const verdict = judge(quoteFlow, 'supersede', gone ? facts : { ...facts, state: 'sent' }, permission =>
    can(actor, permission, deal),
  )
  if (!verdict.ok) throw new Refusal(verdict.reasons)
  const versions = await selectVersions(tx, quote.number)
  const state = gone ? 'superseded' : quote.state
  step(tx, actor, quote, { state, isCurrent: false, told: { kind: gone ? 'quote.superseded' : 'quote.revised' } })
  const released = deal.acceptedQuoteId === quote.id ? setDealQuote(tx, actor, deal, { acceptedQuoteId: null }) : deal
  const versionNo = Math.max(...versions.map(version => version.versionNo)) + 1
  const next = { ...(await anew(tx, actor, held, deal)), number: quote.number, versionNo }
  const primary = deal.primaryQuoteId === quote.id ? null : deal.primaryQuoteId
  writeNew(
    tx,
    actor,
    { deal: { ...released, primaryQuoteId: primary }, quote: next, lines: addUp(quote, copied(held.lines)).lines },
    'quote.created',
  )
  return getQuote(tx, actor, next.id)
}

/** A new quote of the same content and the same terms, whatever prices and limits have become since (C025). */
export async function copyQuote(tx: Tx, actor: Actor, id: string): Promise<WholeQuote> {
  const day = today(tx.database.clock, actor.org.zone)
  const number = numberOf(tx, actor, 'quote', day)
  const held = await holdQuote(tx, actor, id)
  const { deal } = held
  mustMay(actor, 'quote.create', deal)
  if (deal.state !== 'open') throw new Refusal(reason('quote.dealClosed', 'dealId'))
  const next = { ...(await anew(tx, actor, held, deal)), number: await number, versionNo: 1 }
  writeNew(tx, actor, { deal, quote: next, lines: addUp(next, copied(held.lines)).lines }, 'quote.created')
  return getQuote(tx, actor, next.id)
}

async function anew(tx: Tx, actor: Actor, { quote, lines }: Held, deal: DealRow): Promise<QuoteRow> {
  const day = today(tx.database.clock, actor.org.zone)
  const rate = await rateOn(tx, actor, quote.currency, day)
  if (!rate) throw new Refusal(reason('quote.noRate', 'currency', { currency: quote.currency }))
  return {
    ...quote,
    ...newStamp(tx, actor, { ownerId: deal.ownerId, deptId: deal.deptId }, quote.custom as Record<string, string>), // accepted when it was written
    ...addUp(quote, copied(lines)).sums,
    state: 'draft',
    isCurrent: true,
    rate,
    validUntil: quote.validUntil < day ? addDays(day, 30) : quote.validUntil,
    contentHash: null,
    sentAt: null,
    acceptedAt: null,
    declinedAt: null,
    declineReason: null,
  }
}

const copied = (lines: readonly QuoteLine[]): QuoteLine[] =>
  lines.map(line => ({ ...line, id: newId(), chosen: line.alternative !== null && line.chosen }))

/** Makes this quote the one that gives its deal the amount. */
export async function makePrimary(tx: Tx, actor: Actor, id: string): Promise<WholeQuote> {
  const { deal, quote } = await holdQuote(tx, actor, id)
  mustMay(actor, 'quote.edit', deal)
  if (deal.state !== 'open') throw new Refusal(reason('quote.dealClosed', 'dealId'))
  setDealQuote(tx, actor, deal, { primaryQuoteId: id, amount: quote.gross, currency: quote.currency })
  return getQuote(tx, actor, id)
}

/** For the nightly job: at most `limit` sent quotes whose last day is over in the organisation's zone (C172). */
export async function expireQuotes(tx: Tx, limit = 500): Promise<number> {
  const due = await selectPastDue(tx, limit)
  if (due.length === 0) return 0
  const rows = await lockQuoteRows(
    tx,
    due.map(one => one.id),
  )
  const open = rows.filter(row => row.state === ('sent' satisfies QuoteRow['state']))
  for (const row of open) {
    const next: QuoteRow = {
      ...row,
      state: quoteFlow.expire.to,
      version: row.version + 1,
      updatedAt: tx.now,
      updatedBy: null,
    }
    tx.write(quotes.update(tx.orgId, next))
    tellQuote(tx, { userId: null, via: 'job' }, next, { kind: 'quote.expired', from: row.state, to: next.state })
  }
  return open.length
}
