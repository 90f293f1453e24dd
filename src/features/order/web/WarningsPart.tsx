import { useQuery } from '@tanstack/react-query'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { orderCalls } from './useOrderCalls.ts'

const nextMove = { draft: 'submit', in_review: 'confirm' } as const

/** What stands in nobody's way, but is worth knowing before the order goes on: a PO number used twice, credit, stock. */
export function WarningsPart({ order }: { order: WholeOrder }) {
  const t = useText(orderText)
  const { id, version, state } = order
  const move = state === 'draft' || state === 'in_review' ? nextMove[state] : undefined
  const preview = useQuery({
    queryKey: ['order', id, 'warnings', version],
    queryFn: () => orderCalls.previewMove({ id, move: move ?? 'submit' }),
    enabled: move !== undefined,
  })
  const warnings = preview.data?.warnings ?? []
  if (move === undefined || warnings.length === 0) return null
  return (
    <aside className="card orderwarn" role="status">
      <div className="body">
        <b className="b">{t('order.warnings')}</b>
        <Reasons
          reasons={warnings}
          wayOut={({ key, values }) =>
            key === 'order.samePo' && values?.id
              ? { label: t('order.samePoOpen'), href: `/orders/${values.id}` }
              : undefined
          }
        />
      </div>
    </aside>
  )
}
