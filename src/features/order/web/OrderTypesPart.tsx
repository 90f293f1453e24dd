import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { SettingCard } from '#ui/SettingCard.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { orderTypeApi } from '../orderType.api.ts'
import { typeField } from '../orderType.entity.ts'
import { offeredTypes } from '../orderType.schema.ts'
import { orderTypeText } from '../orderType.text.ts'

const calls = client(orderTypeApi, send)
const choices = (typeField.choices ?? [])
  .filter(one => offeredTypes.some(type => type === one.value))
  .map(({ value, label }) => ({ value, label }))
const fields: readonly Field[] = [
  { key: 'types', label: orderTypeText['orderTypes.types'], kind: 'multiChoice', choices },
]

export function OrderTypesPart() {
  const t = useText(orderTypeText)
  return (
    <SettingCard
      title={t('orderTypes.title')}
      say={t('orderTypes.say')}
      name="orderTypes"
      fields={fields}
      load={() => calls.types({})}
      // nothing chosen comes as no value
      save={({ types }) => calls.setTypes({ types: types ?? [] })}
    />
  )
}
