import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import { boardParts, contractClocks } from '../handoff.schema.ts'
import { handoffText } from '../handoff.text.ts'
import { handoffCalls } from './useHandoffCalls.ts'

const days = ['deadDays', 'unfinishedDays'] as const
const fields: readonly Field[] = [
  ...boardParts.followup,
  ...contractClocks,
  ...boardParts.handoff,
  ...boardParts.orders,
  ...days,
].map(key => ({
  key,
  label: handoffText[`handoff.col.${key}`],
  kind: 'number',
  scale: 0,
  required: true,
}))

const isDays = (key: string): boolean => days.some(one => one === key)

/** Working hours per step; kept in minutes. */
export function ClocksPage() {
  const t = useText(handoffText)
  const ui = useText(uiText)
  const tell = useToast()
  const queries = useQueryClient()
  const clocks = useQuery({ queryKey: ['handoff', 'clocks'], queryFn: () => handoffCalls.clocks({}) })
  if (clocks.error) return <Problem error={clocks.error} onRetry={() => clocks.refetch()} />
  if (!clocks.data) return <Skeleton shape="record" />
  const hours = Object.fromEntries(
    Object.entries(clocks.data).map(([key, value]) => [key, String(isDays(key) ? value : Math.round(value / 60))]),
  )
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const minutes = Object.fromEntries(
      Object.entries(body).map(([key, value]) => [key, isDays(key) ? Number(value) : Math.round(Number(value) * 60)]),
    )
    await handoffCalls.setClocks(minutes)
    await queries.invalidateQueries({ queryKey: ['handoff'] })
    tell(t('handoff.saved'))
  }
  return (
    <>
      <PageTop title={t('handoff.clocks')} back={{ label: ui('ui.settings'), href: '/settings' }} />
      <section className="card">
        <header>
          <h2>{t('handoff.hoursLabel')}</h2>
        </header>
        <div className="body stack">
          <p className="t2">{t('handoff.clocksSay')}</p>
          <RecordForm fields={fields} record={hours} draftKey="clocks" onSave={save} />
        </div>
      </section>
    </>
  )
}
