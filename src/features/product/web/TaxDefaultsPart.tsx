import type { Field } from '#meta/entity.ts'
import { SettingCard } from '#ui/SettingCard.tsx'
import { useText } from '#ui/useText.tsx'
import { taxText } from '../tax.text.ts'
import { productCalls } from './useProductCalls.ts'

// biome-ignore format: a table
const fields = [
  { key: 'taxMode', label: taxText['tax.mode'], kind: 'choice', required: true, choices: (['inclusive', 'exclusive'] as const).map(value => ({ value, label: taxText[`tax.mode.${value}`] })) },
  { key: 'taxRound', label: taxText['tax.round'], kind: 'choice', required: true, choices: (['line', 'document'] as const).map(value => ({ value, label: taxText[`tax.round.${value}`] })) },
] as const satisfies readonly Field[]

/** What every new quote and order begins with (C008). */
export function TaxDefaultsPart() {
  const t = useText(taxText)
  return (
    <SettingCard
      title={t('tax.defaults')}
      say={`${t('tax.defaultsSay')} ${t('tax.roundSay')}`}
      name="taxDefaults"
      fields={fields}
      load={() => productCalls.taxDefaults({})}
      save={productCalls.setTaxDefaults}
    />
  )
}
