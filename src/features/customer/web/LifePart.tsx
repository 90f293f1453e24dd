import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { SettingCard } from '#ui/SettingCard.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { type LifeDays, lifeApi } from '../life.api.ts'
import { lifeText } from '../life.text.ts'

const calls = client(lifeApi, send)
const fields: readonly Field[] = [
  { key: 'dormantDays', label: lifeText['life.dormant'], kind: 'number', scale: 0, required: true },
  { key: 'lostDays', label: lifeText['life.lost'], kind: 'number', scale: 0, required: true },
]
/** A number field holds text. */
const counted = ({ dormantDays, lostDays }: LifeDays): LifeDays => ({
  dormantDays: Number(dormantDays),
  lostDays: Number(lostDays),
})

export function LifePart() {
  const t = useText(lifeText)
  return (
    <SettingCard
      title={t('life.title')}
      say={t('life.say')}
      name="customerLife"
      fields={fields}
      load={() => calls.get({})}
      save={next => calls.set(counted(next))}
      touches={['customer']}
    />
  )
}
