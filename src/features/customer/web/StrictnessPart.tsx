import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { SettingCard } from '#ui/SettingCard.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { strictnessApi, strictnesses } from '../strictness.api.ts'
import { strictnessText } from '../strictness.text.ts'

const calls = client(strictnessApi, send)
const choices = strictnesses.map(value => ({ value, label: strictnessText[`strictness.${value}`] }))
const fields: readonly Field[] = [
  { key: 'duplicates', label: strictnessText['strictness.field'], kind: 'choice', required: true, choices },
]

export function StrictnessPart() {
  const t = useText(strictnessText)
  return (
    <SettingCard
      title={t('strictness.title')}
      say={t('strictness.say')}
      name="duplicates"
      fields={fields}
      load={() => calls.get({})}
      save={calls.set}
      touches={[]}
    />
  )
}
