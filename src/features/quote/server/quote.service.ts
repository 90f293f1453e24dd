// The verbs of quotes but their moves (quoteMove.service.ts) and their paper (paper.service.ts).
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { getDeal } from '#features/deal/server/deal.service.ts'
import type { DealRow } from '#features/deal/server/deal.table.ts'
import { lockDeal, setDealQuote } from '#features/deal/server/move.service.ts'
import { rateOn } from '#features/deal/server/rate.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { isCurrency } from '#kernel/money.ts'
import { headIn, lineIn, turnedOf } from '#kernel/otherCurrency.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import { termProblems } from '#kernel/terms.ts'
import { linkThread } from '#kernel/thread.ts'
import { showsFigure } from '#meta/figure.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { keepClosed } from '#meta/lineRights.ts'
import { writeFieldIndex, writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { numberOf } from '#meta/server/numberOf.ts'
import {
  changes,
  editStamp,
  entityFor,
  newStamp,
  ownFields,
  refuseStale,
  takeCustom,
  tell,
} from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { quoteEntity } from '../quote.entity.ts'
import type { LinesEdit, NewQuote, Quote, QuoteEdit, QuoteLine, Version, WholeQuote } from '../quote.schema.ts'
import { answerProblems, givenOf, headOf, sumUp } from './draft.service.ts'
import { addUp, askedAnew, type Summed } from './line.service.ts'
import {
  dropLinesBound,
  lockQuoteRows,
  quoteSource,
  ratedQuotes,
  selectAccepted,
  selectDealOf,
  selectLines,
  selectVersions,
} from './quote.sql.ts'
import { quoteLines as lineTable, type QuoteRow, quotes } from './quote.table.ts'

const sourceFor = async (db: Db, actor: Actor, source: Source = quoteSource): Promise<Source> => ({
  ...source,
  entity: await entityFor(db, actor, quoteEntity),
})

export const listQuotes = async (db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Quote>> =>
  listRecords<Quote>(db, actor, await sourceFor(db, actor), query)
export const summariseQuotes = async (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, await sourceFor(db, actor, ratedQuotes), query)

export async function getQuote(db: Db, actor: Actor, id: string): Promise<WholeQuote> {
  const [quote, lines] = await Promise.all([getRecord<Quote>(db, actor, quoteSource, id), selectLines(db, id)])
  return { ...quote, lines: lines.map(shownLine(actor)) }
}

async function readQuote(db: Db, actor: Actor, id: string): Promise<WholeQuote> {
  const [quote, lines] = await Promise.all([readBack<Quote>(db, actor, quoteSource, id), selectLines(db, id)])
  return { ...quote, lines: lines.map(shownLine(actor)) }
}

/** What a thing costs the company is for few. */
const shownLine =
  (actor: Actor) =>
  ({ quoteId: _, unitCost, ...line }: QuoteLine & { quoteId: string }): QuoteLine =>
    can(actor, 'product.cost') ? { ...line, unitCost: unitCost ?? null } : line

export async function versionsOf(db: Db, actor: Actor, id: string): Promise<Version[]> {
  const found = await selectVersions(db, (await getRecord<Quote>(db, actor, quoteSource, id)).number)
  return showsFigure(actor, 'quote') ? found : found.map(one => ({ ...one, gross: null }))
}

/** For journeys and the order: no rights asked. */
export const quoteLines = (db: Db, quoteId: string): Promise<QuoteLine[]> => selectLines(db, quoteId)
export const acceptedQuoteOf = (db: Db, dealId: string): Promise<QuoteRow | undefined> => selectAccepted(db, dealId)
export async function lockQuote(tx: Tx, id: string): Promise<QuoteRow | undefined> {
  const [row] = await lockQuoteRows(tx, [id])
  return row?.deletedAt ? undefined : row
}

export type Held = { readonly deal: DealRow; readonly quote: QuoteRow; readonly lines: QuoteLine[] }

/** Deal (5) before quote (6), each in one statement; out of reach does not exist. */
export async function holdQuote(tx: Tx, actor: Actor, id: string): Promise<Held> {
  return lockHeld(tx, id, () => getRecord(tx, actor, quoteSource, id))
}

/** Without `reach` for whoever acts in another's name: no rights asked. */
export async function lockHeld(tx: Tx, id: string, reach?: () => Promise<unknown>): Promise<Held> {
  const dealId = await selectDealOf(tx, id)
  if (!dealId) throw missing('quote')
  const asked = [lockDeal(tx, dealId), lockQuoteRows(tx, [id]), selectLines(tx, id), reach?.()] as const
  const [deal, [quote], lines] = await Promise.all(asked)
  if (!deal || !quote || quote.deletedAt) throw missing('quote')
  return { deal, quote, lines }
}

export function mustMay(actor: Actor, permission: string, deal: DealRow): void {
  if (can(actor, permission, deal)) return
  throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
}

export async function createQuote(tx: Tx, actor: Actor, input: NewQuote): Promise<WholeQuote> {
  const day = today(tx.database.clock, actor.org.zone)
  const number = numberOf(tx, actor, 'quote', day)
  await getDeal(tx, actor, input.dealId).catch(error => {
    throw error instanceof Refusal ? new Refusal(reason('quote.unknownDeal', 'dealId')) : error
  })
  const deal = await lockDeal(tx, input.dealId)
  if (!deal) throw new Refusal(reason('quote.unknownDeal', 'dealId'))
  mustMay(actor, 'quote.create', deal)
  const fields = await ownFields(tx, actor, 'quote')
  const currency = input.currency ?? deal.currency
  const rate = await rateOn(tx, actor, currency, day)
  const reasons = await headProblems(tx, deal, input)
  if (deal.state !== 'open') reasons.push(reason('quote.dealClosed', 'dealId'))
  if (!rate) reasons.push(reason('quote.noRate', 'currency', { currency }))
  const row: QuoteRow = {
    ...newStamp(tx, actor, deal, takeCustom(fields, input.custom)),
    ...blank,
    ...headOf(actor, input, day),
    id: newId(),
    number: await number,
    dealId: deal.id,
    customerId: deal.customerId,
    contactId: input.contactId === undefined ? deal.contactId : input.contactId,
    currency,
    rate: rate ?? '1',
    threadId: deal.threadId,
  }
  const summed = await sumUp(tx, actor, row, { inputs: input.lines ?? [], reasons })
  writeNew(tx, actor, { deal, quote: { ...row, ...summed.sums }, lines: summed.lines }, 'quote.created')
  writeFieldIndex(tx, 'quote', fields, [{ id: row.id, custom: row.custom as Custom }]) // accepted by the kinds
  return readQuote(tx, actor, row.id)
}

const blank = {
  versionNo: 1,
  state: 'draft',
  isCurrent: true,
  net: '0',
  tax: '0',
  gross: '0',
  contentHash: null,
  sentAt: null,
  acceptedAt: null,
  declinedAt: null,
  declineReason: null,
} as const

/** A quote that did not exist: its rows, what it is found by, what its deal learns of it. */
export function writeNew(tx: Tx, actor: Actor, { deal, quote, lines }: Held, kind: string): void {
  tx.write(quotes.insert(tx.orgId, [quote]))
  writeLines(tx, quote.id, lines, true)
  linkThread(tx, quote.threadId, [{ entity: 'quote', recordId: quote.id }])
  writeSearchTerms(tx, 'quote', [{ id: quote.id, terms: termsOf(quote.number, 'number') }], true)
  tellQuote(tx, actor, quote, { kind, to: quote.state, after: { number: quote.number, gross: quote.gross } })
  // the first quote of a deal gives it its amount, unless someone has typed one
  if (deal.primaryQuoteId === null) pushAmount(tx, actor, deal, quote)
}

function pushAmount(tx: Tx, actor: Actor, deal: DealRow, quote: QuoteRow): void {
  const typed = deal.amountFrom === 'manual' && deal.amount !== null
  const sum = typed ? {} : { amount: quote.gross, currency: quote.currency }
  setDealQuote(tx, actor, deal, { primaryQuoteId: quote.id, ...sum })
}

export function writeLines(tx: Tx, quoteId: string, lines: readonly QuoteLine[], fresh: boolean): void {
  if (!fresh) tx.write(dropLinesBound(tx.orgId, quoteId))
  if (lines.length > 0)
    tx.write(
      lineTable.insert(
        tx.orgId,
        lines.map(line => ({ ...line, unitCost: line.unitCost ?? null, quoteId })),
      ),
    )
}

type Told = {
  readonly kind: string
  readonly from?: string
  readonly to?: string
  readonly before?: Record<string, unknown>
  readonly after?: Record<string, unknown>
}

export function tellQuote(
  tx: Tx,
  actor: Pick<Actor, 'userId' | 'via'> | { userId: null; via: 'job' },
  row: Pick<QuoteRow, 'id' | 'dealId' | 'customerId' | 'threadId' | 'version'>,
  event: Told,
): void {
  const about = [
    { entity: 'deal', recordId: row.dealId },
    { entity: 'customer', recordId: row.customerId },
  ]
  tell(tx, { actor, entity: 'quote', recordId: row.id, ...event, threads: [row.threadId], about, version: row.version })
}

export async function editQuote(tx: Tx, actor: Actor, id: string, input: QuoteEdit): Promise<WholeQuote> {
  const held = await holdQuote(tx, actor, id)
  const { quote, deal } = held
  mustMay(actor, 'quote.edit', deal)
  refuseFrozen(quote)
  await refuseStale(tx, 'quote', quote, input)
  const fields = await ownFields(tx, actor, 'quote')
  const { version: _, custom, currency, ...given } = input
  const reasons = await headProblems(tx, deal, input, quote)
  const day = today(tx.database.clock, actor.org.zone)
  const rate = currency && currency !== quote.currency ? await rateOn(tx, actor, currency, day) : quote.rate
  if (!rate) reasons.push(reason('quote.noRate', 'currency', { currency: currency ?? '' }))
  const wanted: QuoteRow = {
    ...quote,
    ...givenOf(given),
    ...(currency && { currency, rate: rate ?? '1' }),
    custom: takeCustom(fields, custom, quote.custom as Custom), // accepted by the kinds when it was written
  }
  const next = { ...wanted, ...turnedOf(quote, wanted, turned => headIn(wanted, given, turned)) }
  writeDraft(tx, actor, held, { wanted: next, summed: await summedAs(tx, actor, held, { next, reasons }) })
  writeFieldIndex(tx, 'quote', fields, [{ id, custom: next.custom as Custom }]) // as above
  return readQuote(tx, actor, id)
}

/** In another currency or tax mode a product has another price, floor and cost; what was typed is worth what it was. */
async function summedAs(
  tx: Tx,
  actor: Actor,
  { quote, lines }: Held,
  { next, reasons }: { readonly next: QuoteRow; readonly reasons: Reason[] },
): Promise<Summed> {
  if (next.currency === quote.currency && next.taxMode === quote.taxMode) return addUp(next, lines, reasons)
  const old = turnedOf(quote, next, turned => lines.map(line => lineIn(line, turned))) ?? lines
  return sumUp(tx, actor, next, { inputs: old.map(askedAnew), old, anew: true, reasons })
}

/** All lines as one set: what is not in it is gone. */
export async function setLines(tx: Tx, actor: Actor, id: string, input: LinesEdit): Promise<WholeQuote> {
  const held = await holdQuote(tx, actor, id)
  mustMay(actor, 'quote.edit', held.deal)
  refuseFrozen(held.quote)
  if (input.version !== undefined && input.version !== held.quote.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict', { version: held.quote.version })
  const { discountKind, discountValue } = input
  const next = { ...held.quote, ...givenOf({ discountKind, discountValue }) }
  const inputs = keepClosed(actor, quoteEntity, input.lines, held.lines)
  const summed = await sumUp(tx, actor, next, { inputs, old: held.lines, reasons: [] })
  writeDraft(tx, actor, held, { wanted: next, summed })
  return readQuote(tx, actor, id)
}

type Draft = { readonly wanted: QuoteRow; readonly summed: Summed }

function writeDraft(tx: Tx, actor: Actor, { deal, quote, lines }: Held, { wanted, summed }: Draft): void {
  const next: QuoteRow = { ...wanted, ...summed.sums, ...editStamp(tx, actor, quote) }
  const { before, after } = changes(quote, next)
  const moved = linesChanged(lines, summed.lines)
  if (Object.keys(after).length === 0 && !moved) return
  tx.write(quotes.update(tx.orgId, next))
  if (moved) writeLines(tx, quote.id, summed.lines, false)
  const counted = moved
    ? { before: { ...before, lines: lines.length }, after: { ...after, lines: summed.lines.length } }
    : { before, after }
  tellQuote(tx, actor, next, { kind: 'quote.edited', ...counted })
  if (deal.primaryQuoteId === quote.id) pushAmount(tx, actor, deal, next)
}

const linesChanged = (a: readonly QuoteLine[], b: readonly QuoteLine[]): boolean =>
  a.length !== b.length ||
  a.some((line, i) => Object.entries(b[i] ?? {}).some(([key, value]) => Reflect.get(line, key) !== value))

/** Draft is for editing; what was approved or sent is what the customer has in hand. */
function refuseFrozen(quote: QuoteRow): void {
  if (quote.state !== 'draft') throw new Refusal(reason('quote.frozen', undefined, { state: quote.state }))
}

async function headProblems(tx: Tx, deal: DealRow, input: Partial<NewQuote>, old?: QuoteRow): Promise<Reason[]> {
  const answered = input.answers ? await answerProblems(tx, deal.id, input.answers, old?.answers) : []
  const reasons = [...(input.terms ? termProblems(input.terms) : []), ...answered]
  if (input.currency !== undefined && !isCurrency(input.currency)) refuseAll([reason('deal.badCurrency', 'currency')])
  if (!input.contactId || input.contactId === old?.contactId) return reasons
  const contacts = await contactsOf(tx, deal.customerId)
  return contacts.some(one => one.id === input.contactId)
    ? reasons
    : [...reasons, reason('deal.unknownContact', 'contactId')]
}
