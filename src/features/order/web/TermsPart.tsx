import { isZero } from '#kernel/money.ts'
import { Moon } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { useText } from '#ui/useText.tsx'
import { instalmentAmounts } from '../order.rules.ts'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'

/** What was agreed about money, frozen on the order. */
export function TermsPart({ order }: { order: WholeOrder }) {
  const t = useText(orderText)
  const { instalments, gates } = order.terms
  const amounts = instalmentAmounts(order.terms, order.gross, order.currency)
  const live = (['confirm', 'supply', 'ship'] as const).filter(gate => !isZero(gates[gate]))
  return (
    <section className="card">
      <header>
        <h2>{t('order.terms')}</h2>
      </header>
      <div className="body">
        {instalments.length === 0 && <p className="t3">{t('order.terms.none')}</p>}
        <ol className="orderplan">
          {instalments.map((one, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: instalments have no other name than their place
            <li key={i}>
              <Moon share={0} tone="off" />
              <span>
                {t(`order.term.${one.kind}`)} {one.percent && `${one.percent}%`}
              </span>
              <Money amount={amounts[i]} />
              <small className="t3">{t(`order.on.${one.on}`, { date: one.date ?? '' })}</small>
            </li>
          ))}
        </ol>
        {live.map(gate => (
          <p key={gate} className="t2">
            {t(`order.gate.${gate}`, { percent: gates[gate] })}
          </p>
        ))}
      </div>
    </section>
  )
}
