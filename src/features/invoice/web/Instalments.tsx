import { useQuery } from '@tanstack/react-query'
import { termsText } from '#kernel/terms.text.ts'
import { Money } from '#ui/Money.tsx'
import { useText } from '#ui/useText.tsx'
import { requestText } from '../request.text.ts'
import { planCalls } from './useInvoiceCalls.ts'

type Props = {
  readonly orderId: string
  readonly chosen: number | undefined
  readonly onChoose: (no: number) => void
}

/** By the order's terms: what the customer has agreed to pay at each step. */
export function Instalments({ orderId, chosen, onChoose }: Props) {
  const t = useText(requestText)
  const c = useText(termsText)
  const found = useQuery({
    queryKey: ['collection', orderId],
    queryFn: () => planCalls.ofOrder({ id: orderId }),
  })
  if (!found.data) return null
  const { plan, currency } = found.data
  if (plan.length === 0) return <p className="t3">{t('request.noInstalments')}</p>
  return (
    <div className="row wrap">
      {plan.map(one => (
        <button
          key={one.no}
          type="button"
          className={one.no === chosen ? 'chip on' : 'chip'}
          aria-pressed={one.no === chosen}
          onClick={() => onChoose(one.no)}
        >
          {one.no} {c(`terms.kind.${one.kind}`)} <Money amount={one.amount} currency={currency} />
        </button>
      ))}
    </div>
  )
}
