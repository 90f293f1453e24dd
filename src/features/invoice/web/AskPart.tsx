import { useQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useEffect, useState } from 'react'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { plainNumber, typedNumber } from '#ui/plainNumber.ts'
import { Segmented } from '#ui/Segmented.tsx'
import { useText } from '#ui/useText.tsx'
import type { NewInvoice } from '../invoice.schema.ts'
import { type Sketch, type Typed, type Way, ways, wishOf } from '../request.rules.ts'
import { requestText } from '../request.text.ts'
import { AskLines } from './AskLines.tsx'
import { Instalments } from './Instalments.tsx'
import { OtherOrders } from './OtherOrders.tsx'
import { invoiceCalls, orderCalls } from './useInvoiceCalls.ts'

type Props = { readonly orderId: string; readonly onWish: (wish: NewInvoice | undefined) => void }

/** What of an order is to be invoiced, said in one of five ways. */
export function AskPart({ orderId, onWish }: Props) {
  const t = useText(requestText)
  const [way, setWay] = useState<Way>('quantity')
  const [others, setOthers] = useState<readonly string[]>([])
  const [typed, setTyped] = useState<Typed>({})
  const [amount, setAmount] = useState('')
  const [instalmentNo, setInstalmentNo] = useState<number>()
  const isByLine = way === 'quantity' || way === 'amount'
  const orderIds = isByLine ? [orderId, ...others] : [orderId]
  const order = useQuery({ queryKey: ['order', orderId], queryFn: () => orderCalls.get({ id: orderId }) })
  const orders = orderIds.join(',')
  const billable = useQuery({
    queryKey: ['invoice', 'billable', orders],
    queryFn: () => invoiceCalls.billable({ orders }),
    placeholderData: old => old,
  })
  const lines = billable.data ?? []
  const sketch: Sketch = { way, orderIds, lines, typed, amount, instalmentNo }
  const wish = wishOf(sketch)
  const said = JSON.stringify(wish)
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when it says something else
  useEffect(() => onWish(wish), [said])
  const choose = (next: Way) => {
    setWay(next)
    setTyped({})
    setAmount('')
  }
  return (
    <>
      <Segmented label={t('request.how')} all={ways} value={way} say={one => t(`request.way.${one}`)} onPick={choose} />
      <p className="t2">{t(`request.say.${way}`)}</p>
      {!billable.data && <RowsSkeleton rows={3} />}
      {isByLine && order.data && billable.data && (
        <>
          <AskLines way={way} lines={lines} typed={typed} currency={order.data.currency} onType={setTyped} />
          <OtherOrders order={order.data} chosen={others} onChoose={setOthers} />
        </>
      )}
      {way === 'instalment' && <Instalments orderId={orderId} chosen={instalmentNo} onChoose={setInstalmentNo} />}
      {(way === 'sum' || way === 'advance') && (
        <div>
          <small className="t3">{t('request.amount')}</small>
          <div>
            <Input
              className="num-in askamount"
              inputMode="decimal"
              aria-label={t('request.amount')}
              suffix={order.data?.currency}
              value={amount}
              onChange={event => setAmount(typedNumber(event.target.value))}
              onBlur={() => setAmount(plainNumber(amount))}
            />
          </div>
        </div>
      )}
    </>
  )
}
