import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Approval } from '#features/approval/approval.schema.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Tag } from '#ui/Marks.tsx'
import { AskForm } from '#ui/MoveAsk.tsx'
import { Person } from '#ui/Person.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { useReason, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { approvalCalls } from './useOrderCalls.ts'

const why: Field = {
  key: 'reason',
  label: orderText['order.review.why'],
  kind: 'longText',
  required: true,
  maxLength: 2000,
}

/** Who has been asked, in which order, and what they said; one's own turn is taken here. */
export function ReviewPart({ order }: { order: WholeOrder }) {
  const t = useText(orderText)
  const { id } = order
  const approvals = useQuery({
    queryKey: ['approval', 'order', id, order.version],
    queryFn: () => approvalCalls.list({ entity: 'order', recordId: id }),
  })
  const items = approvals.data?.items ?? []
  return (
    <section className="card" id="review">
      <header>
        <h2>{t('order.review')}</h2>
      </header>
      <div className="body stack">
        {approvals.data && items.length === 0 && <p className="t3">{t('order.review.none')}</p>}
        {items.slice(0, 3).map(approval => (
          <Request key={approval.id} approval={approval} />
        ))}
      </div>
    </section>
  )
}

const tones = { waiting: 'off', live: 'warm', approved: 'ok', sent_back: 'late', skipped: 'off' } as const

function Request({ approval }: { approval: Approval }) {
  const t = useText(orderText)
  const say = useReason()
  const word = (state: string) => say({ key: `state.step.${state}` })
  const isOver = approval.state !== 'pending'
  return (
    <div className={isOver ? 'orderreview over' : 'orderreview'}>
      <p className="row">
        <Tag tone={approval.state === 'approved' ? 'ok' : approval.state === 'pending' ? 'warm' : 'off'}>
          {say({ key: `state.approval.${approval.state}` })}
        </Tag>
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
      {approval.mine && (
        <Decide approval={approval} label={t('order.review.approve')} back={t('order.review.sendBack')} />
      )}
    </div>
  )
}

type DecideProps = { readonly approval: Approval; readonly label: string; readonly back: string }

function Decide({ approval, label, back }: DecideProps) {
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const run = async (call: () => Promise<unknown>) => {
    try {
      await call()
      await Promise.all(
        ['order', 'approval', 'handoff', 'thread'].map(key => queries.invalidateQueries({ queryKey: [key] })),
      )
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  const { id, version } = approval
  return (
    <div className="stack">
      <div className="row">
        <Button kind="primary" icon="check" onClick={() => run(() => approvalCalls.approve({ id, version }))}>
          {label}
        </Button>
        <Button icon="undo" onClick={() => setAsking(!asking)}>
          {back}
        </Button>
      </div>
      {refused.length > 0 && <Reasons reasons={refused} />}
      {asking && (
        <AskForm
          fields={[why]}
          onGo={values => run(() => approvalCalls.sendBack({ id, version, reason: String(values.reason ?? '') }))}
          onClose={() => setAsking(false)}
          go={back}
          stacked
        />
      )}
    </div>
  )
}
