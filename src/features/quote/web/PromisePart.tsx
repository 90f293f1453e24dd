import { formatMoney, formatPrice, formatQty } from '#kernel/money.ts'
import { useLineRights } from '#ui/useLineRights.ts'
import { useLang, useText } from '#ui/useText.tsx'
import { type Shortfall, shortfalls } from '../promise.rules.ts'
import { promiseText } from '../promise.text.ts'
import { quoteEntity } from '../quote.entity.ts'
import type { WholeQuote } from '../quote.schema.ts'
import { useAvailable } from './useQuoteCalls.ts'

/** What a draft promises that is under the floor or not there, with the smallest change that passes. */
export function PromisePart({ quote }: { readonly quote: WholeQuote }) {
  const t = useText(promiseText)
  const { lang } = useLang()
  const rights = useLineRights(quoteEntity)
  const free = useAvailable(quote.lines.flatMap(line => (line.productId ? [line.productId] : [])))
  const showsMoney = rights.shows('price') && rights.shows('amount')
  const lines = showsMoney ? quote.lines : quote.lines.map(line => ({ ...line, floorPrice: null }))
  const found = shortfalls(lines, { currency: quote.currency, free })
  if (found.length === 0) return null
  const locale = lang === 'zh' ? 'zh-CN' : 'en-US'
  const said = (one: Shortfall): readonly [string, string] => {
    const { name } = one.line
    if (one.kind === 'stock') {
      const values = { name, free: formatQty(one.free, locale), short: formatQty(one.short, locale) }
      return [t('quote.promise.stock', values), t('quote.promise.stockFix', values)]
    }
    const [each, floor] = [formatPrice(one.each, locale), formatPrice(one.floor, locale)]
    const more = formatMoney(one.more, quote.currency, locale)
    return [t('quote.promise.floor', { name, each, floor }), t('quote.promise.floorFix', { more })]
  }
  return (
    <section className="card">
      <header>
        <h2>{t('quote.promise.title')}</h2>
      </header>
      <div className="body">
        <p className="t3">{t('quote.promise.say')}</p>
        <ul className="plain">
          {found.map(one => {
            const [problem, way] = said(one)
            return (
              <li key={`${one.kind} ${one.line.id}`}>
                {problem} <span className="t2">{way}</span>
              </li>
            )
          })}
        </ul>
      </div>
    </section>
  )
}
