import type { Field } from '#meta/entity.ts'
import { PageTop } from '#ui/PageTop.tsx'
import { SettingCard } from '#ui/SettingCard.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import { supplyScreenText } from '../screen.text.ts'
import { supplyCalls } from './useSupplyCalls.ts'

const fields: readonly Field[] = [
  { key: 'auto', label: supplyScreenText['supply.auto'], kind: 'yesNo' },
  {
    key: 'kind',
    label: supplyScreenText['supply.usualKind'],
    kind: 'choice',
    required: true,
    choices: [
      { value: 'buy', label: supplyScreenText['supply.buy'] },
      { value: 'make', label: supplyScreenText['supply.make'] },
    ],
  },
  { key: 'tolerance', label: supplyScreenText['supply.tolerance'], kind: 'number', scale: 2, required: true },
  {
    key: 'freed',
    label: supplyScreenText['supply.freed'],
    kind: 'choice',
    required: true,
    choices: [
      { value: 'stock', label: supplyScreenText['supply.freed.stock'] },
      { value: 'cancel', label: supplyScreenText['supply.freed.cancel'] },
    ],
  },
]

export function SupplySettingsPage() {
  const t = useText(supplyScreenText)
  const u = useText(uiText)
  return (
    <>
      <PageTop title={t('supply.settings')} back={{ label: u('ui.settings'), href: '/settings' }} />
      <SettingCard
        title={t('supply.settings')}
        say={t('supply.settingsSay')}
        name="supplySettings"
        fields={fields}
        load={() => supplyCalls.settings({})}
        save={supplyCalls.setSettings}
        touches={['supply']}
      />
    </>
  )
}
