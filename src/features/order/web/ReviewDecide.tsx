import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Approval } from '#features/approval/approval.schema.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { AskForm } from '#ui/MoveAsk.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { orderText } from '../order.text.ts'
import { approvalCalls } from './useOrderCalls.ts'

const why: Field = {
  key: 'reason',
  label: orderText['order.review.why'],
  kind: 'longText',
  required: true,
  maxLength: 2000,
}

/** What the reader may do with a running review; whose turn it is and may not hears why. */
export function ReviewDecide({ approval }: { approval: Approval }) {
  const t = useText(orderText)
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const { id, version } = approval
  const offers = useQuery({
    queryKey: ['approval', id, version, 'moves'],
    queryFn: () => approvalCalls.offers({ id }),
  })
  const offered = (move: string) => offers.data?.find(offer => offer.move === move)
  const run = async (call: () => Promise<unknown>) => {
    try {
      await call()
      const stale = ['order', 'approval', 'handoff', 'thread']
      await Promise.all(stale.map(key => queries.invalidateQueries({ queryKey: [key] })))
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  const hindered = offered('sendBack')?.ok ? (offered('approve')?.reasons ?? []) : []
  return (
    <div className="stack">
      <div className="row">
        {offered('approve')?.ok && (
          <Button kind="primary" icon="check" onClick={() => run(() => approvalCalls.approve({ id, version }))}>
            {t('order.review.approve')}
          </Button>
        )}
        {offered('sendBack')?.ok && (
          <Button icon="undo" onClick={() => setAsking(!asking)}>
            {t('order.review.sendBack')}
          </Button>
        )}
        {offered('withdraw')?.ok && (
          <Button kind="text" icon="undo" onClick={() => run(() => approvalCalls.withdraw({ id, version }))}>
            {t('order.review.withdraw')}
          </Button>
        )}
      </div>
      {[...refused, ...hindered].length > 0 && <Reasons reasons={[...refused, ...hindered]} />}
      {asking && (
        <AskForm
          fields={[why]}
          onGo={values => run(() => approvalCalls.sendBack({ id, version, reason: String(values.reason ?? '') }))}
          onClose={() => setAsking(false)}
          go={t('order.review.sendBack')}
          stacked
        />
      )}
    </div>
  )
}
