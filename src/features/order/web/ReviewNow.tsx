import type { Approval } from '#features/approval/approval.schema.ts'
import { Button } from '#ui/Button.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { creditReleaseText } from '../creditRelease.text.ts'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { useReviewSteps, useReviews } from './useReview.ts'

/** One's own turn, in the bar where one looks for what comes next: in the review, then on what lets it pass the limit. */
export function ReviewNow({ order }: { readonly order: WholeOrder }) {
  const t = useText({ ...orderText, ...creditReleaseText })
  const review = usePending(order, 'review')
  const release = usePending(order, 'creditRelease')
  if (order.state !== 'in_review') return null
  if (review) return <Approve approval={review} label={t('order.review.approve')} />
  return release ? <Approve approval={release} label={t('creditRelease.grantNow')} /> : null
}

const usePending = (order: WholeOrder, purpose: 'review' | 'creditRelease') =>
  useReviews(order, purpose).data?.items.find(one => one.state === 'pending')

function Approve({ approval, label }: { readonly approval: Approval; readonly label: string }) {
  const { offered, approve, refused, busy } = useReviewSteps(approval)
  if (!offered('approve')?.ok) return null
  return (
    <>
      <Button kind="primary" icon="check" busy={busy} onClick={approve}>
        {label}
      </Button>
      {refused.length > 0 && <Reasons reasons={refused} />}
    </>
  )
}
