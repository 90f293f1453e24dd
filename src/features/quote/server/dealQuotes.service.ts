// All quotes of one deal, as the deal goes to another customer: drafts go along.
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { changes, editStamp } from '#meta/server/record.service.ts'
import { tellQuote } from './quote.service.ts'
import { lockDealQuotes, selectDealQuotes } from './quote.sql.ts'
import { type QuoteRow, quotes as table } from './quote.table.ts'

/** No rights asked: for journeys that have judged the deal. */
export const quotesOfDeal = (db: Db, dealId: string): Promise<QuoteRow[]> => selectDealQuotes(db, dealId)
export const lockQuotesOfDeal = (tx: Tx, dealId: string): Promise<QuoteRow[]> => lockDealQuotes(tx, dealId)

type NewCustomer = { readonly customerId: string; readonly contactId: string | null }

/** The rows are locked, and nobody outside has seen them. */
export function giveQuotesTo(tx: Tx, actor: Actor, rows: readonly QuoteRow[], to: NewCustomer): void {
  for (const row of rows) {
    const next: QuoteRow = { ...row, ...to, ...editStamp(tx, actor, row) }
    tx.write(table.update(tx.orgId, next))
    tellQuote(tx, actor, next, { kind: 'quote.edited', ...changes(row, next) })
  }
}
