import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { SettingCard } from '#ui/SettingCard.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { type CollectingEdit, collectingApi } from '../collecting.api.ts'
import { writeOffText } from '../writeOff.text.ts'

const calls = client(collectingApi, send)
const choices = (['matured', 'received'] as const).map(value => ({ value, label: writeOffText[`collecting.${value}`] }))
const fields: readonly Field[] = [
  { key: 'roundingLimit', label: writeOffText['collecting.roundingLimit'], kind: 'money', required: true },
  { key: 'billsCount', label: writeOffText['collecting.billsCount'], kind: 'choice', required: true, choices },
  { key: 'soonDays', label: writeOffText['collecting.soonDays'], kind: 'number', required: true, scale: 0 },
]

export function CollectingPart() {
  const t = useText(writeOffText)
  return (
    <SettingCard
      title={t('collecting.title')}
      say={t('collecting.say')}
      name="collecting"
      fields={fields}
      load={() => calls.get({})}
      save={(body: CollectingEdit) => calls.set({ ...body, soonDays: Number(body.soonDays) })}
      touches={['order', 'customer', 'receipt']}
    />
  )
}
