import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { SettingCard } from '#ui/SettingCard.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { policyApi } from '../policy.api.ts'
import { policyText } from '../policy.text.ts'
import { freedPolicies, stockPolicies } from '../stock.schema.ts'

const calls = client(policyApi, send)
const choices = stockPolicies.map(value => ({ value, label: policyText[`policy.${value}`] }))
const freed = freedPolicies.map(value => ({ value, label: policyText[`policy.freed.${value}`] }))
const fields: readonly Field[] = [
  { key: 'reservePolicy', label: policyText['policy.reserve'], kind: 'choice', required: true, choices },
  { key: 'reserveFreed', label: policyText['policy.freed'], kind: 'choice', required: true, choices: freed },
]

export function PolicyPart() {
  const t = useText(policyText)
  return (
    <SettingCard
      title={t('policy.title')}
      say={t('policy.say')}
      name="reservePolicy"
      fields={fields}
      load={() => calls.get({})}
      save={calls.set}
      touches={['order']}
    />
  )
}
