// One step of a quote: its new state, and the event that tells of it.
import { createHash } from 'node:crypto'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { changes, editStamp } from '#meta/server/record.service.ts'
import { canonicalQuote } from '../quote.rules.ts'
import type { QuoteLine } from '../quote.schema.ts'
import { tellQuote } from './quote.service.ts'
import { type QuoteRow, quotes } from './quote.table.ts'

/** What was offered, to the last sign: sha-256 of its canonical text. */
export const hashOf = (quote: QuoteRow, lines: readonly QuoteLine[]): string =>
  createHash('sha256').update(canonicalQuote(quote, lines)).digest('hex')

type Step = Partial<QuoteRow> & { readonly told: { readonly kind: string; readonly note?: string | undefined } }

export function step(tx: Tx, actor: Actor, quote: QuoteRow, { told, ...change }: Step): QuoteRow {
  const { kind, note } = told
  const next: QuoteRow = { ...quote, ...change, ...editStamp(tx, actor, quote) }
  tx.write(quotes.update(tx.orgId, next))
  const { before, after } = changes(quote, next)
  tellQuote(tx, actor, next, {
    kind,
    from: quote.state,
    to: next.state,
    before,
    after: { ...after, ...(note && { note }) },
  })
  return next
}
