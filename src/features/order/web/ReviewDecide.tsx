import { useState } from 'react'
import type { Approval } from '#features/approval/approval.schema.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { AskForm } from '#ui/MoveAsk.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { orderText } from '../order.text.ts'
import { approvalCalls } from './useOrderCalls.ts'
import { useReviewSteps } from './useReview.ts'

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
  const [asking, setAsking] = useState(false)
  const { id, version } = approval
  const { offered, approve, run, refused, busy } = useReviewSteps(approval)
  const hindered = offered('sendBack')?.ok ? (offered('approve')?.reasons ?? []) : []
  return (
    <div className="stack">
      <div className="row">
        {offered('approve')?.ok && (
          <Button icon="check" busy={busy} onClick={approve}>
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
