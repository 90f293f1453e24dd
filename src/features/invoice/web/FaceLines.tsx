import { cmp, round } from '#kernel/money.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Link } from '#ui/Link.tsx'
import { Money, useNumber } from '#ui/Money.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import { billingText } from '../billing.text.ts'
import type { InvoiceLine, WholeInvoice } from '../invoice.schema.ts'

type Props = { readonly invoice: WholeInvoice; readonly reasons: readonly Reason[] }

export function FaceLines({ invoice, reasons }: Props) {
  const t = useText(billingText)
  const { currency, lines } = invoice
  const severalOrders = new Set(lines.map(line => line.orderId)).size > 1
  return (
    <table className="tbl invlines">
      <thead>
        <tr>
          <th>{t('billing.line.item')}</th>
          <th className="num">{t('billing.line.qty')}</th>
          <th className="num">{t('billing.line.price')}</th>
          <th className="num">{t('billing.line.net')}</th>
          <th className="num">{t('billing.line.rate')}</th>
          <th className="num">{t('billing.line.tax')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(line => (
          <Line
            key={line.id}
            line={line}
            wrong={wrongAt(reasons, line.no)}
            named={severalOrders}
            isTaxed={invoice.taxKind !== 'none'}
          />
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td>{t('billing.total')}</td>
          <td />
          <td />
          <td className="num" data-title={t('billing.net')}>
            <Money amount={invoice.net} currency={currency} />
          </td>
          <td />
          <td className="num" data-title={t('billing.line.tax')}>
            <Money amount={invoice.tax} currency={currency} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

/** A reason leads to its first line and names the others. */
function wrongAt(reasons: readonly Reason[], no: number): { readonly said: readonly Reason[]; readonly also: boolean } {
  const said = reasons.filter(({ path }) => path?.startsWith(`lines.${no - 1}.`))
  const also = reasons.some(
    ({ path, values }) =>
      path?.startsWith('lines.') &&
      String(values?.lines ?? '')
        .split(', ')
        .includes(String(no)),
  )
  return { said, also: also && said.length === 0 }
}

type LineProps = {
  readonly line: InvoiceLine
  readonly wrong: ReturnType<typeof wrongAt>
  readonly named: boolean
  /** Not taxed is another thing than taxed at zero. */
  readonly isTaxed: boolean
}

function Line({ line, wrong, named, isTaxed }: LineProps) {
  const t = useText(billingText)
  const number = useNumber()
  const say = useReason()
  const isBad = wrong.also || wrong.said.length > 0
  return (
    <tr className={isBad ? 'bad' : undefined} data-kind={line.lineKind}>
      <td>
        <span className="pn">{line.name}</span> {line.spec && <small className="t3">{line.spec}</small>}
        <div className="t3 under">
          {line.lineKind === 'discount' && <span>{t('billing.line.discount')}</span>}
          {line.taxCode ? <span>{line.taxCode}</span> : <span>{t('billing.line.noCode')}</span>}
          {named && line.orderId && (
            <Link className="link" href={`/orders/${line.orderId}`}>
              {line.orderNumber}
            </Link>
          )}
        </div>
        {wrong.said.map(reason => (
          <span key={reason.key} className="wrong">
            {say(reason)}
          </span>
        ))}
      </td>
      <td className="num" data-title={t('billing.line.qty')}>
        {line.unitQty === null ? (
          line.lineKind === 'discount' ? (
            ''
          ) : (
            <span className="t3">{t('billing.line.byAmount')}</span>
          )
        ) : (
          `${number(line.unitQty)} ${line.unit}`
        )}
      </td>
      <td className="num" data-title={t('billing.line.price')}>
        {!line.price ? '' : <Price price={line.price} />}
      </td>
      <td className="num" data-title={t('billing.line.net')}>
        <Money amount={line.net} />
      </td>
      <td className="num" data-title={t('billing.line.rate')}>
        {isTaxed ? `${number(line.taxRate)}%` : t('billing.line.untaxed')}
      </td>
      <td className="num" data-title={t('billing.line.tax')}>
        <Money amount={line.tax} />
      </td>
    </tr>
  )
}

/** To the cent like every amount; a price that divides badly as finely as it can be read. */
function Price({ price }: { price: string }) {
  const number = useNumber()
  return cmp(round(price, 2), price) === 0 ? <Money amount={price} /> : number(price)
}
