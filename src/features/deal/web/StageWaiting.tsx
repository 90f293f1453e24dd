import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { approvalApi } from '#features/approval/approval.api.ts'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Tag } from '#ui/Marks.tsx'
import { AskForm } from '#ui/MoveAsk.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { send } from '#ui/send.ts'
import { uiText } from '#ui/ui.text.ts'
import { useLabel, useReason, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Deal } from '../deal.schema.ts'
import { dealText } from '../deal.text.ts'
import { usePipelines } from './useDealCalls.ts'

const approvalCalls = client(approvalApi, send)
const words = {
  approve: 'move.approval.approve',
  sendBack: 'move.approval.sendBack',
  withdraw: 'deal.withdraw',
} as const
const why: Field = {
  key: 'reason',
  label: dealText['deal.sendBackWhy'],
  kind: 'longText',
  required: true,
  maxLength: 2000,
}

/** The name of the stage that a deal waits for. */
export function useWaitingStage({ waitingStageId }: Pick<Deal, 'waitingStageId'>): string | undefined {
  const label = useLabel()
  const stages = usePipelines().flatMap(one => one.stages)
  const stage = waitingStageId ? stages.find(one => one.id === waitingStageId) : undefined
  return stage && label(stage.label)
}

/** It wants to enter a stage: who is asked, and what the reader may do about it. */
export function StageWaiting({ deal }: { deal: Deal }) {
  const t = useText(dealText)
  const ui = useText(uiText)
  const say = useReason()
  const stage = useWaitingStage(deal)
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const about = { entity: 'deal', recordId: deal.id }
  const approvals = useQuery({
    queryKey: ['approval', 'deal', deal.id, deal.version],
    queryFn: () => approvalCalls.list(about),
  })
  const running = approvals.data?.items.find(one => one.state === 'pending' && one.purpose === 'stage')
  const offers = useQuery({
    queryKey: ['approval', running?.id, running?.version, 'moves'],
    queryFn: () => approvalCalls.offers({ id: running?.id ?? '' }),
    enabled: running !== undefined,
  })
  const may = (move: string) => offers.data?.some(offer => offer.move === move && offer.ok) ?? false
  const run = async (call: () => Promise<unknown>) => {
    try {
      await call()
      setRefused([])
      await Promise.all(['deal', 'approval', 'thread'].map(key => queries.invalidateQueries({ queryKey: [key] })))
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  const names = running?.steps.filter(step => step.state === 'live').map(step => step.userName) ?? []
  const told = { id: running?.id ?? '', version: running?.version ?? 0 }
  return (
    <section className="card" aria-label={t('deal.waitsFor', { stage: stage ?? '' })}>
      <div className="body stack">
        <div className="row">
          <Tag tone="warm">{t('deal.waitsFor', { stage: stage ?? '' })}</Tag>
          {names.length > 0 && (
            <span className="t2">{t('deal.waitsWith', { names: names.join(ui('strip.comma')) })}</span>
          )}
          <span className="grow" />
          {may('approve') && (
            <Button kind="primary" icon="check" onClick={() => run(() => approvalCalls.approve(told))}>
              {say({ key: words.approve })}
            </Button>
          )}
          {may('sendBack') && (
            <Button icon="undo" onClick={() => setAsking(!asking)}>
              {say({ key: words.sendBack })}
            </Button>
          )}
          {may('withdraw') && (
            <Button kind="text" icon="undo" onClick={() => run(() => approvalCalls.withdraw(told))}>
              {t('deal.withdraw')}
            </Button>
          )}
        </div>
        {refused.length > 0 && <Reasons reasons={refused} />}
        {asking && (
          <AskForm
            fields={[why]}
            onGo={values => run(() => approvalCalls.sendBack({ ...told, reason: String(values.reason ?? '') }))}
            onClose={() => setAsking(false)}
            go={say({ key: words.sendBack })}
            stacked
          />
        )}
      </div>
    </section>
  )
}
