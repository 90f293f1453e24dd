import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { SettingCard } from '#ui/SettingCard.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { packText } from '../pack.text.ts'
import { type Shipping, shippingApi } from '../shipping.api.ts'

export const shippingCalls = client(shippingApi, send)
const checks = (['off', 'say', 'must'] as const).map(value => ({ value, label: packText[`shipping.check.${value}`] }))
const sources = (['manual', 'standin'] as const).map(value => ({
  value,
  label: packText[`shipping.tracking.${value}`],
}))
const fields: readonly Field[] = [
  { key: 'check', label: packText['shipping.check'], kind: 'choice', required: true, choices: checks },
  { key: 'tracking', label: packText['shipping.tracking'], kind: 'choice', required: true, choices: sources },
  { key: 'links', label: packText['shipping.linksSay'], kind: 'longText', maxLength: 2000 },
]

/** How this company sends goods. */
export function ShippingPart() {
  const t = useText(packText)
  return (
    <SettingCard
      title={t('shipping.title')}
      say={t('shipping.say')}
      name="shipping"
      fields={fields}
      load={() => shippingCalls.get({})}
      save={(body: Shipping) => shippingCalls.set({ ...body, links: body.links ?? null })}
      touches={['shipment']}
    />
  )
}
