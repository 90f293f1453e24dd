import { useText } from '#ui/useText.tsx'
import type { Order } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { typeRules } from '../orderType.rules.ts'

const words = ['part', 'full', 'delivered'] as const

/** How far goods for a site have come, in their own words; nothing where the usual ones hold. */
export function useFulfilmentWord(): (order: Pick<Order, 'type' | 'fulfilment'>) => string | undefined {
  const t = useText(orderText)
  return ({ type, fulfilment }) => {
    const word = words.find(one => one === fulfilment)
    return typeRules[type].site && word ? t(`order.fulfilment.${word}.site`) : undefined
  }
}
