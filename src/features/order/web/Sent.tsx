import { fieldOf } from '#meta/entity.ts'
import { Tag } from '#ui/Marks.tsx'
import { useLabel } from '#ui/useText.tsx'
import { orderEntity } from '../order.entity.ts'
import type { Order } from '../order.schema.ts'
import { useFulfilmentWord } from './useFulfilmentWord.ts'

/** How far its goods have come, as its type says it. */
export function Sent({ order }: { readonly order: Pick<Order, 'type' | 'fulfilment'> }) {
  const label = useLabel()
  const word = useFulfilmentWord()
  const choice = fieldOf(orderEntity, 'fulfilment')?.choices?.find(one => one.value === order.fulfilment)
  return choice ? <Tag tone={choice.tone ?? 'off'}>{word(order) ?? label(choice.label)}</Tag> : null
}
