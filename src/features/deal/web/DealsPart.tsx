import { useQuery } from '@tanstack/react-query'
import { Money } from '#ui/Money.tsx'
import { RelatedRows } from '#ui/RelatedRows.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { dealEntity } from '../deal.entity.ts'
import { dealText } from '../deal.text.ts'
import { dealCalls } from './useDealCalls.ts'

/** The deals of a customer, on the customer's page. */
export function DealsPart({ id: customerId }: SlotProps) {
  const t = useText(dealText)
  const label = useLabel()
  const filter = JSON.stringify({ field: 'customerId', op: 'is', value: customerId })
  const deals = useQuery({
    queryKey: ['deal', 'list', 'customer', customerId],
    queryFn: () => dealCalls.list({ filter, limit: 50 }),
  })
  const states = dealEntity.fields.find(field => field.key === 'state')?.choices ?? []
  const rows = deals.data?.items.map(deal => {
    const state = states.find(one => one.value === deal.state)
    return {
      id: deal.id,
      href: `/deals/${deal.id}`,
      title: deal.name,
      ...(state && { state: { label: label(state.label), tone: state.tone ?? 'off' } }),
      at: deal.createdAt,
      sum: <Money amount={deal.amount} currency={deal.currency} />,
    }
  })
  return <RelatedRows title={label(dealEntity.plural)} rows={rows} none={t('deal.related.none')} />
}
