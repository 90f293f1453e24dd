import { useQueryClient } from '@tanstack/react-query'
import { TermsPart as Part } from '#ui/TermsPart.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import type { WholeOrder } from '../order.schema.ts'
import { orderCalls } from './useOrderCalls.ts'

/** What was agreed about money: written while the order is a draft, frozen afterwards. */
export function TermsPart({ order, onUnsaved }: { order: WholeOrder; onUnsaved: (unsaved: boolean) => void }) {
  const queries = useQueryClient()
  const session = useSession()
  const { id } = order
  return (
    <Part
      terms={order.terms}
      total={order}
      mayEdit={order.state === 'draft' && mayDo(session, 'order.edit')}
      version={order.version}
      onUnsaved={onUnsaved}
      draftKey={`order:${id}:terms`}
      known={{ confirmed: order.confirmedAt }}
      onSave={async (terms, version) => {
        await orderCalls.edit({ id, version, terms })
        await queries.invalidateQueries({ queryKey: ['order'] })
      }}
    />
  )
}
