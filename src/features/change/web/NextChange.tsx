import { useQuery } from '@tanstack/react-query'
import { Button } from '#ui/Button.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useText } from '#ui/useText.tsx'
import { changePageText } from '../changePage.text.ts'
import { orderCalls } from './useChangeCalls.ts'

/** In the bar of an order that is confirmed: what was agreed is to be different. */
export function NextChange({ id }: SlotProps) {
  const t = useText(changePageText)
  const order = useQuery({ queryKey: ['order', id], queryFn: () => orderCalls.get({ id }) })
  const isLive = order.data?.state === 'confirmed' || order.data?.state === 'on_hold'
  if (!isLive || (order.data?.liveChanges ?? 0) > 0) return null
  return (
    <Button icon="edit" href={`/orders/${id}/change`}>
      {t('change.new')}
    </Button>
  )
}
