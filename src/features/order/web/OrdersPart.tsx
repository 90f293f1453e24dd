import { useQuery } from '@tanstack/react-query'
import { Money } from '#ui/Money.tsx'
import { RelatedRows } from '#ui/RelatedRows.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { orderEntity } from '../order.entity.ts'
import { orderText } from '../order.text.ts'
import { useTypeLabel } from './TypeTag.tsx'
import { orderCalls } from './useOrderCalls.ts'

/** The orders of a customer or of a deal, on that record's page. */
export function OrdersPart({ entity, id }: SlotProps) {
  const t = useText(orderText)
  const label = useLabel()
  const filter = JSON.stringify({ field: `${entity}Id`, op: 'is', value: id })
  const orders = useQuery({
    queryKey: ['order', 'list', entity, id],
    queryFn: () => orderCalls.list({ filter, limit: 50 }),
  })
  const typed = useTypeLabel()
  const states = orderEntity.fields.find(field => field.key === 'state')?.choices ?? []
  const rows = orders.data?.items.map(order => {
    const state = states.find(one => one.value === order.state)
    return {
      id: order.id,
      href: `/orders/${order.id}`,
      title: [order.number, typed(order.type)].filter(Boolean).join(' · '),
      ...(state && { state: { label: label(state.label), tone: state.tone ?? 'off' } }),
      at: order.createdAt,
      sum: <Money amount={order.gross} currency={order.currency} />,
    }
  })
  return <RelatedRows title={label(orderEntity.plural)} rows={rows} none={t('order.related.none')} />
}
