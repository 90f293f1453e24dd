import { Money } from '#ui/Money.tsx'
import type { RelatedRow } from '#ui/RelatedRows.tsx'
import { useLabel } from '#ui/useText.tsx'
import { settlementEntity } from '../settlement.entity.ts'
import type { Settlement } from '../settlement.schema.ts'

/** A settlement in one line, as other pages show it. */
export function useSettlementRow(): (settlement: Settlement) => RelatedRow {
  const label = useLabel()
  const states = settlementEntity.fields.find(field => field.key === 'state')?.choices ?? []
  return ({ id, number, state, postedAt, createdAt, amount, currency }) => {
    const choice = states.find(one => one.value === state)
    return {
      id,
      href: `/settlements/${id}`,
      title: number,
      ...(choice && { state: { label: label(choice.label), tone: choice.tone ?? 'off' } }),
      at: postedAt ?? createdAt,
      ...(amount != null && { sum: <Money amount={amount} {...(currency && { currency })} /> }),
    }
  }
}
