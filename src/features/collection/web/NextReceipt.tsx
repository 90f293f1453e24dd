import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { orderApi } from '#features/order/order.api.ts'
import { client } from '#kernel/api.ts'
import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { collectionText } from '../collection.text.ts'
import { ReceiptForm } from './ReceiptForm.tsx'

const orderCalls = client(orderApi, send)

/** In the bar of an order that is to be paid; the payer stands there already. */
export function NextReceipt({ id }: SlotProps) {
  const t = useText(collectionText)
  const go = useGo()
  const [open, setOpen] = useState(false)
  const order = useQuery({ queryKey: ['order', id], queryFn: () => orderCalls.get({ id }) })
  if (!order.data || !['confirmed', 'on_hold'].includes(order.data.state) || order.data.axes.payment.share >= 100)
    return null
  const { payerId, currency } = order.data
  return (
    <>
      <Button icon="money" onClick={() => setOpen(true)}>
        {t('receipt.new')}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t('receipt.new')} width={560}>
        <ReceiptForm
          begin={{ customerId: payerId, currency }}
          onDone={made => go(`/receipts/${made}`)}
          onCancel={() => setOpen(false)}
        />
      </Sheet>
    </>
  )
}
