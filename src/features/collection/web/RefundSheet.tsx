import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import type { NewRefund, WholeReceipt } from '../collection.schema.ts'
import { collectionText } from '../collection.text.ts'
import { refundCalls, useRefresh } from './useCollectionCalls.ts'

const amount: Field = { key: 'amount', label: collectionText['moneyBack.amount'], kind: 'money', required: true }
const why: Field = {
  key: 'reason',
  label: collectionText['moneyBack.reason'],
  kind: 'text',
  required: true,
  maxLength: 500,
}

/** Asks for money back: of what is for nothing, or of what an order was paid. */
export function RefundSheet({ receipt }: { receipt: WholeReceipt }) {
  const t = useText(collectionText)
  const label = useLabel()
  const session = useSession()
  const go = useGo()
  const refresh = useRefresh()
  const [open, setOpen] = useState(false)
  if (receipt.state !== 'received' || !mayDo(session, 'refund.create')) return null
  const orders = new Map(
    receipt.allocations.flatMap(({ orderId, orderNumber, left }) =>
      orderId && orderNumber && Number(left) > 0 ? [[orderId, orderNumber]] : [],
    ),
  )
  const from: Field = {
    key: 'orderId',
    label: collectionText['moneyBack.from'],
    kind: 'choice',
    choices: [
      { value: '', label: collectionText['moneyBack.fromOpen'] },
      ...[...orders].map(([value, number]) => ({ value, label: { en: number, zh: number } })),
    ],
  }
  const start = Number(receipt.open) > 0 ? { amount: receipt.open } : {}
  return (
    <>
      <Button icon="undo" onClick={() => setOpen(true)}>
        {t('moneyBack.new')}
      </Button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={`${t('moneyBack.new')} · ${label(collectionText['moneyBack.of'])} ${receipt.number}`}
      >
        <RecordForm
          fields={orders.size > 0 ? [amount, from, why] : [amount, why]}
          record={start}
          draftKey={`refund:${receipt.id}`}
          onSave={async body => {
            const { orderId, ...wish } = { ...start, ...body } as Omit<NewRefund, 'receiptId'> // the fields above; the server checks every one
            const refund = await refundCalls.create({ ...wish, receiptId: receipt.id, ...(orderId && { orderId }) })
            await refresh()
            go(`/refunds/${refund.id}`)
          }}
          onCancel={() => setOpen(false)}
        />
      </Sheet>
    </>
  )
}
