import './Supply.css'
import { signOf, sub, sum } from '#kernel/money.ts'
import { Link } from '#ui/Link.tsx'
import { useNumber } from '#ui/Money.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { supplyScreenText } from '../screen.text.ts'
import type { SupplyWant, WholeSupply } from '../supply.schema.ts'

/** For whom it is; the rest is for stock. */
export function WantsPart({ supply }: { readonly supply: WholeSupply }) {
  const t = useText(supplyScreenText)
  const number = useNumber()
  const rest = sub(supply.qty, sum(supply.wants.map(one => one.qty)))
  return (
    <section className="card">
      <header>
        <h2>{t('supply.wants')}</h2>
      </header>
      <div className="body">
        {supply.wants.length === 0 && <p className="t3">{t('supply.wantsNone')}</p>}
        {supply.wants.map((want, at) => (
          <WantRow key={want.orderLineId ?? at} want={want} />
        ))}
        {supply.wants.length > 0 && signOf(rest) > 0 && (
          <p className="t3">{t('supply.rest', { qty: number(rest), unit: supply.unit })}</p>
        )}
      </div>
    </section>
  )
}

function WantRow({ want }: { readonly want: SupplyWant }) {
  const t = useText(supplyScreenText)
  const number = useNumber()
  return (
    <p className="supplyrow">
      {want.orderId ? (
        <Link className="link cut" href={`/orders/${want.orderId}`}>
          {want.orderNumber}-{want.lineNo}
        </Link>
      ) : (
        <span className="t3">{t('supply.another')}</span>
      )}
      <span className="cut t2">{want.customerName}</span>
      <span className="grow" />
      {want.promisedDate && (
        <small className="t3">
          <Day day={want.promisedDate} />
        </small>
      )}
      <span>{t('supply.wanted', { given: number(want.given), qty: number(want.qty) })}</span>
    </p>
  )
}
