import type { Approval } from '#features/approval/approval.schema.ts'
import { Button } from '#ui/Button.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { useReviewSteps, useReviews } from './useReview.ts'

/** One's own turn in the review, in the bar where one looks for what comes next; the rest stands in its card. */
export function ReviewNow({ order }: { readonly order: WholeOrder }) {
  const running = useReviews(order).data?.items.find(one => one.state === 'pending')
  return order.state === 'in_review' && running ? <Approve approval={running} /> : null
}

function Approve({ approval }: { readonly approval: Approval }) {
  const t = useText(orderText)
  const { offered, approve, refused, busy } = useReviewSteps(approval)
  if (!offered('approve')?.ok) return null
  return (
    <>
      <Button kind="primary" icon="check" busy={busy} onClick={approve}>
        {t('order.review.approve')}
      </Button>
      {refused.length > 0 && <Reasons reasons={refused} />}
    </>
  )
}
