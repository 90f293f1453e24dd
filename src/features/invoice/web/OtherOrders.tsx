import { useQuery } from '@tanstack/react-query'
import { Money } from '#ui/Money.tsx'
import { useText } from '#ui/useText.tsx'
import { requestText } from '../request.text.ts'
import { orderCalls } from './useInvoiceCalls.ts'

type Props = {
  readonly order: { readonly id: string; readonly payerId: string; readonly currency: string }
  readonly chosen: readonly string[]
  readonly onChoose: (ids: readonly string[]) => void
}

/** One invoice for several orders of the same payer. */
export function OtherOrders({ order, chosen, onChoose }: Props) {
  const t = useText(requestText)
  const filter = JSON.stringify({
    all: [
      { field: 'payerId', op: 'in', value: [order.payerId] },
      { field: 'state', op: 'in', value: ['confirmed', 'closed'] },
      { field: 'billing', op: 'in', value: ['none', 'part'] },
    ],
  })
  const found = useQuery({
    queryKey: ['order', 'list', 'of payer', order.payerId],
    queryFn: () => orderCalls.list({ filter, limit: 20 }),
  })
  const others = (found.data?.items ?? []).filter(one => one.id !== order.id && one.currency === order.currency)
  if (others.length === 0) return null
  const toggle = (id: string) => onChoose(chosen.includes(id) ? chosen.filter(one => one !== id) : [...chosen, id])
  return (
    <div>
      <small className="t3">{t('request.others')}</small>
      <div className="row wrap">
        {others.map(one => (
          <button
            key={one.id}
            type="button"
            className={chosen.includes(one.id) ? 'chip on' : 'chip'}
            aria-pressed={chosen.includes(one.id)}
            onClick={() => toggle(one.id)}
          >
            {one.number} <Money amount={one.gross} currency={one.currency} />
          </button>
        ))}
      </div>
    </div>
  )
}
