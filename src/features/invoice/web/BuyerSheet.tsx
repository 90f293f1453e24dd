import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { buyerKinds } from '#meta/buyer.ts'
import type { Field } from '#meta/entity.ts'
import { reasonsOf } from '#ui/problems.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { formFields, useEntity } from '#ui/useEntity.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { billingText } from '../billing.text.ts'
import { invoiceEntity } from '../invoice.entity.ts'
import type { WholeInvoice } from '../invoice.schema.ts'
import { requestText } from '../request.text.ts'
import { invoiceCalls, useRefresh } from './useInvoiceCalls.ts'
import { useProfiles } from './useProfiles.ts'

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
    choices: buyerKinds.map(value => ({
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
      {kind !== 'red' && <Take invoice={invoice} onDone={onClose} />}
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

/** Another of the payer's or customer's billing details, all of it at once. */
function Take({ invoice, onDone }: { invoice: WholeInvoice; onDone: () => void }) {
  const t = useText(requestText)
  const refresh = useRefresh()
  const { id, version, payerId, customerId } = invoice
  const profiles = useProfiles([payerId, customerId])
  const all = profiles.data ?? []
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  if (all.length === 0) return null
  const take = async (profileId: string) => {
    try {
      await invoiceCalls.edit({ id, version, profileId })
      await refresh()
      onDone()
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  return (
    <div className="taking">
      <small className="t3">{t('request.profile.take')}</small>
      <ul className="plain">
        {all.map(profile => (
          <li key={profile.id} className="row">
            <button type="button" className="link cut" onClick={() => take(profile.id)}>
              {profile.name}
            </button>
            <small className="t3 num">{profile.taxNumber}</small>
          </li>
        ))}
      </ul>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
    </div>
  )
}

/** As the endpoint takes it: the parts of the buyer together. */
function nested(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(body)
  const buyer = entries.filter(([key]) => key.startsWith('buyer.')).map(([key, value]) => [key.slice(6), value])
  const rest = entries.filter(([key]) => !key.startsWith('buyer.'))
  return { ...Object.fromEntries(rest), ...(buyer.length > 0 && { buyer: Object.fromEntries(buyer) }) }
}
