import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { SettingCard } from '#ui/SettingCard.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { countingApi } from '../counting.api.ts'
import { countingText } from '../counting.text.ts'

const calls = client(countingApi, send)
const choices = (['due', 'shipped'] as const).map(value => ({ value, label: countingText[`counting.${value}`] }))
const fields: readonly Field[] = [
  { key: 'creditCounts', label: countingText['counting.counts'], kind: 'choice', required: true, choices },
]

export function CountingPart() {
  const t = useText(countingText)
  return (
    <SettingCard
      title={t('counting.title')}
      say={t('counting.say')}
      name="creditCounting"
      fields={fields}
      load={() => calls.get({})}
      save={calls.set}
      touches={['order', 'customer']}
    />
  )
}
