import '#ui/RelatedRows.css'
import { useQuery } from '@tanstack/react-query'
import { isZero } from '#kernel/money.ts'
import { Link } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useDay } from '#ui/useDay.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import type { OrderCollection, PlanLine } from '../collection.schema.ts'
import { collectionText } from '../collection.text.ts'
import { receiptCalls } from './useCollectionCalls.ts'
import { WriteOffSheet } from './WriteOffSheet.tsx'

/** What an order is to bring, when, and what came of it. */
export function CollectionPart({ entity, id }: SlotProps) {
  const session = useSession()
  if (entity !== 'order' || !mayDo(session, 'order.read')) return null
  return <CollectionOf orderId={id} />
}

const tones = { notDue: 'off', dueSoon: 'warm', overdue: 'late', part: 'warn', paid: 'ok', badDebt: 'off' } as const

/** What is lent or given away is to bring nothing; an amount that is hidden is absent, and may be something. */
const isNothing = ({ amount }: PlanLine): boolean => amount !== undefined && isZero(amount)

function CollectionOf({ orderId }: { orderId: string }) {
  const t = useText(collectionText)
  const found = useQuery({
    queryKey: ['collection', orderId],
    queryFn: () => receiptCalls.ofOrder({ id: orderId }),
  })
  if (!found.data || (found.data.plan.every(isNothing) && found.data.allocations.length === 0)) return null
  const { currency, open } = found.data
  return (
    <section className="card">
      <header>
        <h2>{t('collection.title')}</h2>
        <span className="grow" />
        <span className="t2">
          {t('collection.open')} <Money amount={open} currency={currency} />
        </span>
        {found.data.plan.length > 0 && <WriteOffSheet orderId={orderId} open={open} />}
      </header>
      <div className="scroll">
        <table className="tbl wide">
          <tbody>
            {found.data.plan.map(line => (
              <Line key={line.no} line={line} currency={currency} />
            ))}
          </tbody>
        </table>
      </div>
      <Came found={found.data} />
    </section>
  )
}

function Line({ line, currency }: { line: PlanLine; currency: string }) {
  const t = useText(collectionText)
  const day = useDay()
  return (
    <tr>
      <td>
        {line.no} {t(`instalment.${line.kind}`)}
        {line.dueDate && (
          <div className="t3" title={line.dueDate}>
            {t('receipt.due', { date: day(line.dueDate) })}
          </div>
        )}
      </td>
      <td>
        <Tag tone={tones[line.state]}>{t(`instalment.state.${line.state}`)}</Tag>
      </td>
      <td className="num nw">
        <Money amount={line.paid} currency={currency} /> / <Money amount={line.amount} currency={currency} />
        {Number(line.writtenOff) > 0 && (
          <div className="t3">
            {t('collection.off')} <Money amount={line.writtenOff} currency={currency} />
          </div>
        )}
      </td>
    </tr>
  )
}

function Came({ found }: { found: OrderCollection }) {
  if (found.allocations.length === 0) return null
  return (
    <div className="body">
      {found.allocations.map(one => (
        <p key={one.id} className="relrow">
          <Link className="link cut" href={`/receipts/${one.receiptId}`}>
            {one.receiptNumber}
          </Link>
          <small className="t3">
            <Day day={one.date} />
          </small>
          <span className="grow" />
          <Money amount={one.amount} currency={found.currency} />
        </p>
      ))}
    </div>
  )
}
