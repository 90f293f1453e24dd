import { useReason } from '#ui/useText.tsx'
import { ReviewDecide } from './ReviewDecide.tsx'
import { useReviews } from './useReview.ts'

/** What whoever decides should know of the payer, and their turn; without an approval it is decided on its own page. */
export function ReleaseAsked({ orderId, version }: { orderId: string; version: number }) {
  const say = useReason()
  const { data } = useReviews({ id: orderId, version }, 'creditRelease')
  const running = data?.items.find(one => one.state === 'pending')
  if (!running) return null
  return (
    <div className="stack releaseasked">
      <ul className="t2">
        {running.why.map(one => (
          <li key={one.key}>{say(one)}</li>
        ))}
      </ul>
      <ReviewDecide approval={running} />
    </div>
  )
}
