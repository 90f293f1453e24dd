import './Consign.css'
import { isZero } from '#kernel/money.ts'
import { Link } from '#ui/Link.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import { useLineRights } from '#ui/useLineRights.ts'
import { useText } from '#ui/useText.tsx'
import { consignText } from '../screen.text.ts'
import { settlementEntity } from '../settlement.entity.ts'
import type { SettlementLine, WholeSettlement } from '../settlement.schema.ts'

/** What was settled, each with the order and the shipment that it is of. */
export function SettledLines({ settlement: { lines, currency, amount } }: { readonly settlement: WholeSettlement }) {
  const t = useText(consignText)
  const { shows } = useLineRights(settlementEntity)
  const hasAmounts = shows('amount')
  return (
    <section className="card settle">
      <header>
        <h2>{t('consign.what')}</h2>
        <span className="t3">{lines.length}</span>
      </header>
      <table className="tbl settletbl">
        <thead>
          <tr>
            <th>{t('consign.product')}</th>
            <th>{t('consign.order')}</th>
            <th>{t('consign.shipment')}</th>
            <th className="num">{t('consign.settled')}</th>
            {hasAmounts && <th className="num">{t('consign.amount')}</th>}
          </tr>
        </thead>
        <tbody>
          {lines.map(line => (
            <Line key={line.id} line={line} currency={currency} hasAmounts={hasAmounts} />
          ))}
        </tbody>
      </table>
      {amount != null && (
        <footer className="settlesum">
          <span className="grow" />
          <span className="t2">{t('consign.sum')}</span>
          <b className="b">
            <Money amount={amount} {...(currency && { currency })} />
          </b>
        </footer>
      )}
    </section>
  )
}

type LineProps = { readonly line: SettlementLine; readonly currency: string | null; readonly hasAmounts: boolean }

function Line({ line, currency, hasAmounts }: LineProps) {
  const t = useText(consignText)
  const number = useNumber()
  const { name, code, batch, orderId, orderNumber, shipmentId, shipmentNumber, qty, baseUnit, unitQty, unit } = line
  const isSold = unitQty !== null && unit !== baseUnit && !isZero(unitQty)
  return (
    <tr>
      <td>
        <span className="pn">{name}</span> <small className="t3">{[code, batch].filter(Boolean).join(' · ')}</small>
      </td>
      <td data-title={t('consign.order')}>
        <Link className="link nw" href={`/orders/${orderId}`}>
          {orderNumber}
        </Link>
      </td>
      <td data-title={t('consign.shipment')}>
        <Link className="link nw" href={`/shipments/${shipmentId}`}>
          {shipmentNumber}
        </Link>
      </td>
      <td className="num" data-title={t('consign.settled')}>
        {number(qty)} {baseUnit}
        {isSold && (
          <div className="t3">
            {number(unitQty)} {unit}
          </div>
        )}
      </td>
      {hasAmounts && (
        <td className="num" data-title={t('consign.amount')}>
          <Money amount={line.amount} {...(currency && { currency })} />
        </td>
      )}
    </tr>
  )
}
