// What a deal's order is made of: the contract that was signed for it, else the quote that was accepted.
import { contractText } from '#features/contract/contract.text.ts'
import { contractLinesOf, type findContract } from '#features/contract/server/contract.service.ts'
import type { QuoteLine } from '#features/quote/quote.schema.ts'
import { type lockQuote, quoteLines } from '#features/quote/server/quote.service.ts'
import type { Db } from '#kernel/db.ts'
import { type Lang, render } from '#kernel/text.ts'

type ContractRow = NonNullable<Awaited<ReturnType<typeof findContract>>>
type QuoteRow = NonNullable<Awaited<ReturnType<typeof lockQuote>>>

export type Agreement = {
  readonly number: string
  readonly contractId: string | null
  readonly contactId: string | null
  readonly payerId: string | null
  readonly address: string | null
  readonly gross: string
  /** Into the organisation's own currency. */
  readonly rate: string
  readonly currency: string
  readonly instalments: number
  readonly lines: readonly QuoteLine[]
}

type Signed = { readonly contract: ContractRow | undefined; readonly awaits: string | null }

/**
 * A one-off contract in force becomes the order; a framework waits for call-offs, which is reason enough for no order
 * now, unless another quote than its own was accepted.
 */
export function signedFor(
  deal: { readonly acceptedQuoteId: string | null },
  inForce: readonly ContractRow[],
  lang: Lang,
): Signed {
  const contract = inForce.findLast(one => one.kind === 'one_off')
  if (contract) return { contract, awaits: null }
  const { acceptedQuoteId } = deal
  const framework = inForce.findLast(one => acceptedQuoteId === null || one.quoteId === acceptedQuoteId)
  const awaits = framework && render(contractText['contract.awaits'], lang, { number: framework.number })
  return { contract: undefined, awaits: awaits ?? null }
}

export async function sourceOf(
  db: Db,
  quote: QuoteRow | undefined,
  contract: ContractRow | undefined,
): Promise<Agreement | undefined> {
  if (contract) {
    const { id: contractId, number, contactId, payerId, address, gross, rate, currency, terms } = contract
    const lines = (await contractLinesOf(db, contractId)).map(
      ({ asNeeded: _, calledQty: __, baseLineId: ___, quoteLineId: ____, contractId: _5, ...line }): QuoteLine => ({
        ...line,
        floorPrice: null,
        optional: false,
        alternative: null,
        chosen: false,
      }),
    )
    const instalments = terms.instalments.length
    return { contractId, number, contactId, payerId, address, gross, rate, currency, instalments, lines }
  }
  if (!quote) return undefined
  const { id, number, contactId, gross, rate, currency, terms } = quote
  const lines = (await quoteLines(db, id)).filter(line => !line.optional || line.chosen)
  const none = { contractId: null, payerId: null, address: null }
  return { ...none, number, contactId, gross, rate, currency, instalments: terms.instalments.length, lines }
}
