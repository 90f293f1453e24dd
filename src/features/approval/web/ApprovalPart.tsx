import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Tag } from '#ui/Marks.tsx'
import { AskForm } from '#ui/MoveAsk.tsx'
import { Person } from '#ui/Person.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useDoing } from '#ui/useDoing.ts'
import { useReason, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Approval } from '../approval.schema.ts'
import { approvalText } from '../approval.text.ts'
import { approvalCalls } from './useApprovalCalls.ts'
import './Approval.css'

/** Who has been asked about a record, why, and what they said; one's own turn is taken here. Nothing where nobody was. */
export function ApprovalPart({ entity, id }: SlotProps) {
  const t = useText(approvalText)
  const approvals = useQuery({
    queryKey: ['approval', entity, id],
    queryFn: () => approvalCalls.list({ entity, recordId: id }),
  })
  const items = approvals.data?.items ?? []
  if (items.length === 0) return null
  return (
    <section className="card" id="approval">
      <header>
        <h2>{t('approval.asked')}</h2>
      </header>
      <div className="body stack">
        {items.slice(0, 3).map(approval => (
          <Request key={approval.id} approval={approval} />
        ))}
      </div>
    </section>
  )
}

const tones = { waiting: 'off', live: 'warm', approved: 'ok', sent_back: 'late', skipped: 'off' } as const

function Request({ approval }: { readonly approval: Approval }) {
  const t = useText(approvalText)
  const say = useReason()
  const isOver = approval.state !== 'pending'
  const all = Math.max(...approval.steps.map(step => step.node)) + 1
  return (
    <div className="approvalasked">
      <p className="row">
        <Tag tone={approval.state === 'approved' ? 'ok' : isOver ? 'off' : 'warm'}>
          {say({ key: `state.approval.${approval.state}` })}
        </Tag>
        {!isOver && <span>{t('approval.stepOf', { n: approval.node + 1, all })}</span>}
        <span className="t3">
          {approval.requestedByName} <When at={approval.createdAt} />
        </span>
      </p>
      <Because approval={approval} />
      <ol>
        {approval.steps.map(step => (
          <li key={step.id}>
            <span className="t3">{step.node + 1}</span>
            <Person name={step.userName} />
            <Tag tone={tones[step.state]}>{say({ key: `state.step.${step.state}` })}</Tag>
            {step.decidedAt && <When at={step.decidedAt} />}
            {step.note && <q>{step.note}</q>}
          </li>
        ))}
      </ol>
      {!isOver && <Decide approval={approval} />}
    </div>
  )
}

/** What made the policy ask. */
export function Because({ approval: { why } }: { readonly approval: Pick<Approval, 'why'> }) {
  const t = useText(approvalText)
  const say = useReason()
  if (why.length === 0) return null
  return (
    <ul className="approvalwhy" aria-label={t('approval.because')}>
      {why.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list stands as it was asked
        <li key={i}>{say(one)}</li>
      ))}
    </ul>
  )
}

const why: Field = {
  key: 'reason',
  label: approvalText['approval.why'],
  kind: 'longText',
  required: true,
  maxLength: 2000,
}

function Decide({ approval }: { readonly approval: Approval }) {
  const t = useText(approvalText)
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const { id, version, entity } = approval
  const stale = [entity, 'order', 'approval', 'thread', 'timeline']
  const { busy, refused, doing } = useDoing(() =>
    Promise.all(stale.map(key => queries.invalidateQueries({ queryKey: [key] }))),
  )
  const offers = useQuery({ queryKey: ['approval', id, version, 'moves'], queryFn: () => approvalCalls.offers({ id }) })
  const offered = (move: string) => offers.data?.find(offer => offer.move === move)
  const run = (call: () => Promise<unknown>) => doing('step', call)
  const hindered = offered('sendBack')?.ok ? (offered('approve')?.reasons ?? []) : []
  const reasons = [...refused, ...hindered]
  return (
    <div className="stack">
      <div className="row">
        {offered('approve')?.ok && (
          <Button
            kind="primary"
            icon="check"
            busy={busy !== undefined}
            onClick={() => run(() => approvalCalls.approve({ id, version }))}
          >
            {t('move.approval.approve')}
          </Button>
        )}
        {offered('sendBack')?.ok && (
          <Button icon="undo" onClick={() => setAsking(!asking)}>
            {t('move.approval.sendBack')}
          </Button>
        )}
        {offered('withdraw')?.ok && (
          <Button kind="text" icon="undo" onClick={() => run(() => approvalCalls.withdraw({ id, version }))}>
            {t('move.approval.withdraw')}
          </Button>
        )}
      </div>
      {reasons.length > 0 && <Reasons reasons={reasons} />}
      {asking && (
        <AskForm
          fields={[why]}
          onGo={values => run(() => approvalCalls.sendBack({ id, version, reason: String(values.reason ?? '') }))}
          onClose={() => setAsking(false)}
          go={t('move.approval.sendBack')}
          stacked
        />
      )}
    </div>
  )
}
