import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { AskForm } from '#ui/MoveAsk.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { dealEntity } from '../deal.entity.ts'
import type { Deal } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
import { dealCalls } from './useDealCalls.ts'

type Props = { readonly deal: Deal; readonly onDone: () => void; readonly onClose: () => void }

const noOrder: Field = { key: 'noOrderReason', label: dealText['deal.noOrderReason'], kind: 'text', maxLength: 500 }

/** What winning still needs, asked here; then deal, order and packet are made in one step. */
export function WinSheet({ deal, onDone, onClose }: Props) {
  const t = useText(dealText)
  const queries = useQueryClient()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const offers = useQuery({
    queryKey: ['deal', deal.id, 'moves', deal.version],
    queryFn: () => dealCalls.offers({ id: deal.id }),
  })
  const missing = offers.data?.find(offer => offer.move === 'win')?.reasons ?? []
  const lacks = (path: string) => missing.some(one => one.path === path)
  const fields = [
    ...dealEntity.fields.filter(field => ['amount', 'expectedClose'].includes(field.key) && lacks(field.key)),
    ...(lacks('noOrderReason') ? [noOrder] : []),
  ].map(field => ({ ...field, required: true }))

  const win = async ({ noOrderReason, ...edit }: Record<string, unknown>) => {
    try {
      if (Object.keys(edit).length > 0) await dealCalls.edit({ id: deal.id, ...edit })
      const path = `/deals/${deal.id}/moves/win`
      await send({ method: 'POST', path, query: {}, body: { ...(noOrderReason !== undefined && { noOrderReason }) } })
      await queries.invalidateQueries({ queryKey: ['deal'] })
      onDone()
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  return (
    <Sheet open onClose={onClose} title={t('deal.won.title')}>
      {offers.isPending && <Skeleton shape="list" />}
      {offers.data && (
        <div className="stack">
          <p>{deal.name}</p>
          {missing.length > 0 ? (
            <>
              <h3>{t('deal.won.missing')}</h3>
              <Reasons reasons={missing} />
            </>
          ) : (
            <p>{t('deal.won.ready')}</p>
          )}
          {refused.length > 0 && <Reasons reasons={refused} />}
          <AskForm fields={fields} onGo={win} onClose={onClose} go={t('deal.won.go')} stacked />
        </div>
      )}
    </Sheet>
  )
}
