import type { Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useText } from '#ui/useText.tsx'
import { billingText } from '../billing.text.ts'
import { invoiceEntity } from '../invoice.entity.ts'
import type { WholeInvoice } from '../invoice.schema.ts'
import { invoiceCalls, useRefresh } from './useInvoiceCalls.ts'

const line = (key: 'name' | 'taxNumber' | 'address' | 'phone' | 'bank' | 'account', maxLength: number): Field => ({
  key: `buyer.${key}`,
  label: billingText[`billing.${key}`],
  kind: 'text',
  maxLength,
})
const taxKind: Field = {
  key: 'taxKind',
  label: billingText['billing.taxKind'],
  kind: 'choice',
  required: true,
  choices: (['special', 'plain'] as const).map(value => ({ value, label: billingText[`billing.${value}`] })),
}
const buyerFields: readonly Field[] = [
  {
    key: 'buyer.kind',
    label: billingText['billing.buyerKind'],
    kind: 'choice',
    required: true,
    choices: (['company', 'person', 'institution'] as const).map(value => ({
      value,
      label: billingText[`billing.${value}`],
    })),
  },
  { ...line('name', 200), required: true },
  line('taxNumber', 30),
  line('address', 300),
  line('phone', 60),
  line('bank', 200),
  line('account', 60),
  { key: 'buyer.email', label: billingText['billing.email'], kind: 'email', maxLength: 254 },
]

type Props = { readonly invoice: WholeInvoice; readonly open: boolean; readonly onClose: () => void }

/** Who stands on it, and as what it is issued; what the server refuses is said at its field. */
export function BuyerSheet({ invoice, open, onClose }: Props) {
  const t = useText(billingText)
  const entity = useEntity(invoiceEntity)
  const refresh = useRefresh()
  const { id, version, kind, buyer } = invoice
  const own = formFields(entity)
  const fields = kind === 'red' ? own : [...(kind === 'normal' ? [taxKind] : []), ...buyerFields, ...own]
  const flat = Object.fromEntries(Object.entries(buyer).map(([key, value]) => [`buyer.${key}`, value]))
  return (
    <Sheet open={open} onClose={onClose} title={t('billing.edit')} width={560}>
      <RecordForm
        fields={fields}
        record={{ ...invoice, ...flat }}
        version={version}
        draftKey={`invoice:${id}`}
        onSave={async (body, at) => {
          await invoiceCalls.edit({ id, ...nested(body), ...(at !== undefined && { version: at }) })
          await refresh()
        }}
        onDone={onClose}
        onCancel={onClose}
      />
    </Sheet>
  )
}

/** As the endpoint takes it: the parts of the buyer together. */
function nested(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(body)
  const buyer = entries.filter(([key]) => key.startsWith('buyer.')).map(([key, value]) => [key.slice(6), value])
  const rest = entries.filter(([key]) => !key.startsWith('buyer.'))
  return { ...Object.fromEntries(rest), ...(buyer.length > 0 && { buyer: Object.fromEntries(buyer) }) }
}
