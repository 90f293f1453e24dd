import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Link } from '#ui/Link.tsx'
import { AskForm } from '#ui/MoveAsk.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useDoing } from '#ui/useDoing.ts'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Approval } from '../approval.schema.ts'
import { approvalText } from '../approval.text.ts'
import { Because } from './ApprovalPart.tsx'
import { approvalCalls } from './useApprovalCalls.ts'
import './Approval.css'

const why: Field = {
  key: 'reason',
  label: approvalText['approval.why'],
  kind: 'longText',
  required: true,
  maxLength: 2000,
}

/** What others put to me, oldest first, decided in place. */
export function InboxPage() {
  const t = useText(approvalText)
  const inbox = useQuery({ queryKey: ['approval', 'mine'], queryFn: () => approvalCalls.list({ mine: true }) })
  if (inbox.error) return <Problem error={inbox.error} onRetry={() => inbox.refetch()} />
  if (!inbox.data) return <Skeleton shape="list" />
  const { items } = inbox.data
  return (
    <>
      <PageTop title={t('approval.inbox')} />
      {items.length === 0 ? (
        <Empty title={t('approval.empty')} say={t('approval.emptySay')} />
      ) : (
        <div className="stack">
          {items.map(item => (
            <Waiting key={item.id} approval={item} />
          ))}
        </div>
      )}
    </>
  )
}

/** What a decision may move. */
const stale = [
  'approval',
  'order',
  'quote',
  'contract',
  'handoff',
  'change',
  'creditRelease',
  'credit',
  'thread',
  'home',
]

function Waiting({ approval }: { approval: Approval }) {
  const t = useText(approvalText)
  const tell = useToast()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const { id, version } = approval
  const { busy, refused, doing } = useDoing(() =>
    Promise.all(stale.map(key => queries.invalidateQueries({ queryKey: [key] }))),
  )
  const run = (call: () => Promise<unknown>, said: string) =>
    doing('step', async () => {
      await call()
      tell(said)
    })
  return (
    <section className="card approvalwaits">
      <header>
        <h2>
          <Link className="link" href={approval.href}>
            {approval.title}
          </Link>
        </h2>
        <span className="grow" />
        <span className="t3">
          {t('approval.askedBy', { name: approval.requestedByName })} <When at={approval.createdAt} />
        </span>
      </header>
      <div className="body stack">
        <Because approval={approval} />
        <div className="row">
          <Button
            kind="primary"
            icon="check"
            busy={busy !== undefined}
            onClick={() => run(() => approvalCalls.approve({ id, version }), t('approval.done'))}
          >
            {t('move.approval.approve')}
          </Button>
          <Button icon="undo" onClick={() => setAsking(!asking)}>
            {t('move.approval.sendBack')}
          </Button>
        </div>
        {refused.length > 0 && <Reasons reasons={refused} />}
        {asking && (
          <AskForm
            fields={[why]}
            go={t('move.approval.sendBack')}
            stacked
            onClose={() => setAsking(false)}
            onGo={({ reason }) =>
              run(() => approvalCalls.sendBack({ id, version, reason: String(reason ?? '') }), t('approval.returned'))
            }
          />
        )}
      </div>
    </section>
  )
}
