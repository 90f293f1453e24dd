import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Fix } from '#features/quote/promise.schema.ts'
import { PromiseList } from '#ui/PromiseList.tsx'
import { useDoing } from '#ui/useDoing.ts'
import { useLineRights } from '#ui/useLineRights.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { orderEntity } from '../order.entity.ts'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { givenLine } from './LinesEditor.tsx'
import { orderCalls, promisedOrder } from './useOrderCalls.ts'

/** What an order that is not confirmed yet promises, judged as a quote's is; a fix is saved at once. */
export function PromisePart({ order }: { readonly order: WholeOrder }) {
  const t = useText(orderText)
  const queries = useQueryClient()
  const rights = useLineRights(orderEntity)
  const { id, version, state, lines } = order
  const isOpen = state === 'draft' || state === 'in_review'
  const session = useSession()
  const mayEdit = isOpen && mayDo(session, 'order.edit')
  const { refused, doing } = useDoing(() => queries.invalidateQueries({ queryKey: ['order'] }))
  const check = useQuery({
    queryKey: ['order', id, 'promise', version],
    queryFn: () => promisedOrder({ id }),
    enabled: isOpen,
  })
  const fix = ({ lineId, price, unitQty, terms }: Fix) =>
    doing('fix', async () => {
      if (terms) return orderCalls.edit({ id, version, terms })
      const next = { ...(price && { price }), ...(unitQty && { unitQty }) }
      const given = lines.map(line => rights.given(givenLine(line.id === lineId ? { ...line, ...next } : line)))
      return orderCalls.setLines({ id, version, lines: given })
    })
  if (!isOpen) return null
  const words = {
    title: t('order.promise.title'),
    bad: (count: number) => t('order.promise.bad', { count }),
    good: t('order.promise.good'),
  }
  return (
    <PromiseList words={words} items={check.data?.items ?? []} onFix={mayEdit ? fix : undefined} refused={refused} />
  )
}
