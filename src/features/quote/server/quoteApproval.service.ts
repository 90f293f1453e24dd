// Whose leave a quote needs before it is sent: asked for, given, sent back, withdrawn. What the core of approvals knows
// of quotes.
import { startApproval } from '#features/approval/server/approval.service.ts'
import { type ReviewPlan, readPlan } from '#features/approval/server/plan.service.ts'
import type { ApprovalSubject, Told } from '#features/approval/server/subject.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { saidPrice } from '#kernel/money.ts'
import { missing, type Reason, Refusal } from '#kernel/refusal.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { detailsOf, factsOf, worseOf } from '../approval.rules.ts'
import { byFloor, quoteFacts } from '../approval.schema.ts'
import { leastTaken, withCredits } from '../credit.rules.ts'
import { underFloor } from '../promise.rules.ts'
import { quoteEntity } from '../quote.entity.ts'
import { quoteFlow } from '../quote.flow.ts'
import type { Leave } from '../quote.rules.ts'
import type { QuoteLine } from '../quote.schema.ts'
import { type Held, lockHeld } from './quote.service.ts'
import { selectBeside, selectLines, selectQuoteRows } from './quote.sql.ts'
import type { QuoteRow } from './quote.table.ts'
import { hashOf, step } from './step.service.ts'

export type LeavePlan = ReviewPlan
/** Rights follow the deal. */
type Content = {
  readonly quote: QuoteRow
  readonly lines: readonly QuoteLine[]
  readonly deal: { readonly ownerId: string | null; readonly deptId: string | null }
}

const aboutQuote = (recordId: string) => ({ entity: 'quote', purpose: 'quote', recordId })

function told(actor: Actor, { quote, lines, deal }: Content): Told {
  const mayGoBelow = can(actor, 'quote.belowFloor', deal)
  const head = { ...quote, baseCurrency: actor.org.currency, mayGoBelow }
  const least = leastTaken(quote, lines)
  const values = least ? worseOf(factsOf(head, lines), factsOf(head, least)) : factsOf(head, lines)
  const details = [lines, least ?? []].map(one => detailsOf(quote.currency, one)).find(one => one.length > 0) ?? []
  return { values, details: mayGoBelow ? [] : details }
}

/** Of the content as it is held: what changes meanwhile waits for the lock. */
export const planLeave = (db: Db, actor: Actor, held: Content): Promise<LeavePlan> =>
  readPlan(db, actor, aboutQuote(held.quote.id), told(actor, held))

export function leaveOf(actor: Actor, held: Content, { policy }: LeavePlan): Leave {
  const { quote, lines, deal } = held
  const hasChanged = quote.state === 'approved' && hashOf(quote, lines) !== quote.contentHash
  const below = can(actor, 'quote.belowFloor', deal) ? undefined : belowOf(actor, held)
  return { isAsked: policy.nodes.length > 0, below, hasChanged }
}

function belowOf(actor: Actor, { quote, lines }: Content): Reason | undefined {
  const [first] = [lines, leastTaken(quote, lines) ?? []].flatMap(one =>
    withCredits(one, quote.currency).flatMap(line => underFloor(line, quote.currency)),
  )
  if (!first) return undefined
  if (hiddenFields(actor, quoteEntity).has(byFloor.field)) return { key: 'quote.belowFloorSaid' }
  const { each, floor, line } = first
  const at = lines.findIndex(one => one.id === line.id)
  return {
    key: 'quote.belowFloor',
    path: `lines.${at}.price`,
    values: { name: line.name, each: saidPrice(each, quote.currency), floor: saidPrice(floor, quote.currency) },
  }
}

type Wish = { readonly plan: LeavePlan; readonly note: string | undefined }

export async function askLeave(
  tx: Tx,
  actor: Actor,
  { quote, lines, deal }: Held,
  { plan, note }: Wish,
): Promise<void> {
  const contentHash = hashOf(quote, lines)
  const beside = await selectBeside(tx, quote.id)
  const title = `${quote.number} V${quote.versionNo} · ${beside?.customerName ?? ''} · ${deal.name}`
  const href = `/quotes/${quote.id}`
  step(tx, actor, quote, { state: 'in_approval', contentHash, told: { kind: 'quote.submitted', note } })
  startApproval(tx, actor, plan, { ...aboutQuote(quote.id), title, href, contentHash, threadId: quote.threadId })
}

/** Whoever has the last word acts for the approval, whatever they may do with quotes. */
export const quoteReview: ApprovalSubject = {
  ...{ entity: 'quote', purpose: 'quote' },
  // a price below its floor is for the head of the department, from the first day on
  usual: [{ by: 'departmentHead', mode: 'any', when: [{ fact: 'belowFloor', op: 'is' }] }],
  facts: quoteFacts,
  async told(db, actor, id) {
    const asked = [selectQuoteRows(db, [id]), selectLines(db, id), selectBeside(db, id)] as const
    const [[quote], lines, deal] = await Promise.all(asked)
    if (!quote || !deal) throw missing('quote')
    return told(actor, { quote, lines, deal })
  },
  async hash(db, id) {
    const [[quote], lines] = await Promise.all([selectQuoteRows(db, [id]), selectLines(db, id)])
    return quote && hashOf(quote, lines)
  },
  async approved(tx, approver, { recordId }) {
    const held = await heldFor(tx, recordId, 'approve')
    step(tx, approver, held.quote, { state: 'approved', told: { kind: 'quote.approved' } })
    tellRequester(tx, approver, held, { kind: 'quoteApproved' })
  },
  async returned(tx, actor, { recordId, state, reason }) {
    const held = await heldFor(tx, recordId, 'sendBack')
    const note = reason ?? undefined
    step(tx, actor, held.quote, { state: 'draft', contentHash: null, told: { kind: 'quote.returned', note } })
    if (state === 'sent_back') tellRequester(tx, actor, held, { kind: 'quoteReturned', note })
  },
}

async function heldFor(tx: Tx, id: string, move: 'approve' | 'sendBack'): Promise<Held> {
  const held = await lockHeld(tx, id)
  const { state } = held.quote
  if (!quoteFlow[move].from.some(one => one === state))
    throw new Refusal({ key: 'flow.notFromHere', values: { state } })
  return held
}

type Answer = { readonly kind: 'quoteApproved' | 'quoteReturned'; readonly note?: string | undefined }
function tellRequester(tx: Tx, actor: Actor, { quote, deal }: Held, { kind, note }: Answer): void {
  const values = { by: actor.name, number: quote.number, deal: deal.name, reason: note ?? '' }
  notify(tx, actor, { userIds: [deal.ownerId], kind, values, entity: 'quote', recordId: quote.id })
}
