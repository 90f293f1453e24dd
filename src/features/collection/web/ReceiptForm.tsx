import type { Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import type { NewReceipt } from '../collection.schema.ts'
import { receiptEntity } from '../receipt.entity.ts'
import { receiptCalls, useRefresh } from './useCollectionCalls.ts'

const amount: Field = { key: 'amount', label: { en: 'Amount', zh: '金额' }, kind: 'money', required: true }
const currency: Field = { key: 'currency', label: { en: 'Currency', zh: '币种' }, kind: 'text', maxLength: 3 }

type FormProps = {
  /** What is known of it where one stands. */
  readonly begin?: Pick<NewReceipt, 'customerId' | 'currency'>
  readonly onDone: (id: string) => void
  readonly onCancel: () => void
}

export function ReceiptForm({ begin, onDone, onCancel }: FormProps) {
  const entity = useEntity(receiptEntity)
  const refresh = useRefresh()
  const own = formFields(entity).filter(field => field.key !== 'currency')
  const [first, ...rest] = own
  return (
    <RecordForm
      fields={first ? [first, amount, currency, ...rest] : [amount]}
      record={begin ?? {}}
      draftKey={`receipt:new:${begin?.customerId ?? ''}`}
      onSave={async body => {
        const saved = await receiptCalls.create({ ...begin, ...body } as NewReceipt) // the form offers exactly the shape's fields; the server checks every one
        await refresh()
        onDone(saved.id)
      }}
      onCancel={onCancel}
    />
  )
}
