import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { assignmentPageText } from '../assignmentPage.text.ts'
import { assignmentCalls } from './useAssignment.ts'

const minutes = (key: 'minutes' | 'ownerAt' | 'managerAt' | 'reassignAt'): Field => ({
  key,
  label: assignmentPageText[`respond.${key}`],
  kind: 'number',
  scale: 0,
  required: key === 'minutes',
})
const fields: readonly Field[] = [
  { key: 'on', label: assignmentPageText['respond.on'], kind: 'yesNo' },
  minutes('minutes'),
  minutes('ownerAt'),
  minutes('managerAt'),
  minutes('reassignAt'),
]

/** How soon a lead is to be answered, and the ladder that is climbed until somebody does. */
export function RespondingPart() {
  const t = useText(assignmentPageText)
  const tell = useToast()
  const queries = useQueryClient()
  const now = useQuery({ queryKey: ['responding'], queryFn: () => assignmentCalls.responding({}) })
  const pausing = useMutation({
    mutationFn: (paused: boolean) => assignmentCalls.pause({ paused }),
    onSuccess: next => queries.setQueryData(['responding'], next),
  })
  if (now.error) return <Problem error={now.error} onRetry={() => now.refetch()} />
  if (!now.data) return <Skeleton shape="record" />
  const { pausedAt, ...kept } = now.data
  const record = Object.fromEntries(
    Object.entries(kept).map(([key, value]) => [key, typeof value === 'number' ? String(value) : value]),
  )
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const given = Object.entries(body).map(([key, value]) => [key, key === 'on' ? value === true : numberOf(value)])
    queries.setQueryData(['responding'], await assignmentCalls.setResponding({ ...kept, ...Object.fromEntries(given) }))
    tell(t('assign.saved'))
  }
  return (
    <section className="card">
      <header>
        <h2>{t('respond.title')}</h2>
        <span className="grow" />
        {pausedAt && (
          <span className="t2">
            {t('respond.paused')} <When at={pausedAt} />
          </span>
        )}
        {kept.on && (
          <Button size="sm" busy={pausing.isPending} onClick={() => pausing.mutate(pausedAt === null)}>
            {t(pausedAt ? 'respond.resume' : 'respond.pause')}
          </Button>
        )}
      </header>
      <div className="body stack">
        <p className="t2">{t('respond.say')}</p>
        <RecordForm fields={fields} record={record} draftKey="responding" onSave={save} />
      </div>
    </section>
  )
}

const numberOf = (value: unknown): number | null => (value === null || value === '' ? null : Number(value))
