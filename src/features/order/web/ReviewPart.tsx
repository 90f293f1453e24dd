import { useQuery } from '@tanstack/react-query'
import type { Approval } from '#features/approval/approval.schema.ts'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Tag } from '#ui/Marks.tsx'
import { Person } from '#ui/Person.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { ReviewDecide } from './ReviewDecide.tsx'
import { approvalCalls } from './useOrderCalls.ts'
import { useReviews } from './useReview.ts'

/** Who has been asked, in which order, and what they said; one's own turn is taken here. */
export function ReviewPart({ order }: { order: WholeOrder }) {
  const t = useText(orderText)
  const approvals = useReviews(order)
  const items = approvals.data?.items ?? []
  return (
    <section className="card" id="review">
      <header>
        <h2>{t('order.review')}</h2>
      </header>
      <div className="body stack">
        {order.state === 'draft' ? <Planned order={order} /> : approvals.isPending && <RowsSkeleton rows={3} />}
        {order.state !== 'draft' && approvals.data && items.length === 0 && (
          <p className="t3">{t('order.review.none')}</p>
        )}
        {items.slice(0, 3).map(approval => (
          <Request key={approval.id} approval={approval} />
        ))}
      </div>
    </section>
  )
}

/** Whom a submission would ask, for whoever may submit: it depends on who does. */
function Planned({ order: { id, version } }: { order: WholeOrder }) {
  const t = useText(orderText)
  const maySubmit = mayDo(useSession(), 'order.submit')
  const plan = useQuery({
    enabled: maySubmit,
    queryKey: ['approval', 'order', id, version, 'preview'],
    queryFn: () => approvalCalls.preview({ entity: 'order', purpose: 'review', recordId: id }),
  })
  if (maySubmit && plan.isPending) return <RowsSkeleton rows={3} />
  if (!plan.data) return <p className="t3">{t('order.review.notYet')}</p>
  const { steps, reasons } = plan.data
  const asksNobody = steps.length === 0 && reasons.length === 0
  return (
    <div className="orderreview">
      <p className="t3">{t(asksNobody ? 'order.review.nobody' : 'order.review.planned')}</p>
      <ol>
        {steps.map(step => (
          <li key={`${step.node}${step.userId}`}>
            <span className="t3">{step.node + 1}</span>
            <Person name={step.userName} />
          </li>
        ))}
      </ol>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
    </div>
  )
}

const tones = { waiting: 'off', live: 'warm', approved: 'ok', sent_back: 'late', skipped: 'off' } as const

function Request({ approval }: { approval: Approval }) {
  const t = useText(orderText)
  const say = useReason()
  const word = (state: string) => say({ key: `state.step.${state}` })
  const isOver = approval.state !== 'pending'
  const all = Math.max(...approval.steps.map(step => step.node)) + 1
  return (
    <div className="orderreview">
      <p className="row">
        <Tag tone={approval.state === 'approved' ? 'ok' : approval.state === 'pending' ? 'warm' : 'off'}>
          {say({ key: `state.approval.${approval.state}` })}
        </Tag>
        {!isOver && <span>{t('order.review.step', { n: approval.node + 1, all })}</span>}
        <span className="t3">
          {approval.requestedByName} <When at={approval.createdAt} />
        </span>
      </p>
      <ol>
        {approval.steps.map(step => (
          <li key={step.id}>
            <span className="t3">{step.node + 1}</span>
            <Person name={step.userName} />
            <Tag tone={tones[step.state]}>{word(step.state)}</Tag>
            {step.decidedAt && <When at={step.decidedAt} />}
            {step.note && <q>{step.note}</q>}
          </li>
        ))}
      </ol>
      {!isOver && <ReviewDecide approval={approval} />}
    </div>
  )
}
