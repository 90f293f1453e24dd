import './Collect.css'
import { cmp, div, mul } from '#kernel/money.ts'
import { vars } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { Receivable } from '../receivable.schema.ts'
import { receivableText } from '../receivable.text.ts'

const ages = ['notDue', 'days30', 'days60', 'days90', 'older'] as const

/** How old the debt is, at a glance: the older, the darker. */
export function AgeBars({ payer }: { payer: Receivable }) {
  const t = useText(receivableText)
  const { org } = useSession()
  const share = (amount: string) => (cmp(payer.total, '0') > 0 ? Number(div(mul(amount, '100'), payer.total, 1)) : 0)
  return (
    <section className="card">
      <header>
        <h2>{t('receivable.byAge')}</h2>
      </header>
      <dl className="body ages">
        {ages.map(age => (
          <div key={age} data-age={age}>
            <dt>{t(`receivable.${age}`)}</dt>
            <dd className="agebar" style={vars({ '--share': `${share(payer[age])}%` })} aria-hidden="true" />
            <dd className="num">
              <Money amount={payer[age]} currency={org.currency} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
