import { Input } from 'antd'
import { isZero } from '#kernel/money.ts'
import { Money, useNumber } from '#ui/Money.tsx'
import { plainNumber, typedNumber } from '#ui/plainNumber.ts'
import { useText } from '#ui/useText.tsx'
import type { BillableLine } from '../invoice.schema.ts'
import { isOpen, startOf, type Typed, type Way } from '../request.rules.ts'
import { requestText } from '../request.text.ts'

type Props = {
  readonly way: Way
  readonly lines: readonly BillableLine[]
  readonly typed: Typed
  readonly currency: string
  readonly onType: (typed: Typed) => void
}

/** Each begins with all that is left; zero leaves a line out. */
export function AskLines({ way, lines, typed, currency, onType }: Props) {
  const t = useText(requestText)
  const open = lines.filter(line => isOpen(way, line))
  const several = new Set(lines.map(line => line.orderId)).size > 1
  if (open.length === 0) return <p className="t3">{t('request.nothingLeft')}</p>
  return (
    <table className="tbl asklines">
      <tbody>
        {open.map(line => (
          <tr key={line.orderLineId}>
            <td>
              <span className="pn">{line.name}</span> {line.spec && <small className="t3">{line.spec}</small>}
              <Left line={line} currency={currency} several={several} />
            </td>
            <td className="num">
              <Input
                className="num-in"
                inputMode="decimal"
                aria-label={`${line.name} ${t(`request.way.${way}`)}`}
                suffix={way === 'quantity' ? line.unit : currency}
                value={typed[line.orderLineId] ?? startOf(way, line)}
                onChange={event => onType({ ...typed, [line.orderLineId]: typedNumber(event.target.value) })}
                onBlur={({ target: { value } }) =>
                  plainNumber(value) !== value && onType({ ...typed, [line.orderLineId]: plainNumber(value) })
                }
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Left({ line, currency, several }: { line: BillableLine; currency: string; several: boolean }) {
  const t = useText(requestText)
  const number = useNumber()
  return (
    <div className="t3">
      {several && `${line.orderNumber} · `}
      {t('request.left')} {line.unitQty !== null && `${number(line.unitQty)} ${line.unit} · `}
      <Money amount={line.roomAmount} currency={currency} />
      {!isZero(line.heldAmount) && (
        <>
          {' · '}
          {t('request.held')} <Money amount={line.heldAmount} currency={currency} />
        </>
      )}
    </div>
  )
}
