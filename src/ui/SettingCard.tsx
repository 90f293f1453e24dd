import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { Problem } from './Problem.tsx'
import { RecordForm } from './RecordForm.tsx'
import { Skeleton } from './Skeleton.tsx'
import { useToast } from './Toast.tsx'
import { uiText } from './ui.text.ts'
import { useText } from './useText.tsx'

type Props<S extends Readonly<Record<string, unknown>>> = {
  readonly title: string
  readonly say: string
  /** The name of its query, and where unsaved changes are kept. */
  readonly name: string
  readonly fields: readonly Field[]
  readonly load: () => Promise<S>
  readonly save: (next: S) => Promise<S>
  /** What the setting changes elsewhere: queries that are asked again. */
  readonly touches?: readonly string[]
}

/** One setting of the company: what it does, and a form that saves it as a whole. */
export function SettingCard<S extends Readonly<Record<string, unknown>>>({
  title,
  say,
  name,
  fields,
  load,
  save,
  touches = [],
}: Props<S>) {
  const t = useText(uiText)
  const tell = useToast()
  const queries = useQueryClient()
  const now = useQuery({ queryKey: [name], queryFn: load })
  if (now.error) return <Problem error={now.error} onRetry={() => now.refetch()} />
  const { data } = now
  if (!data) return <Skeleton shape="record" />
  const keep = async (body: Readonly<Record<string, unknown>>) => {
    queries.setQueryData([name], await save({ ...data, ...body }))
    await Promise.all(touches.map(key => queries.invalidateQueries({ queryKey: [key] })))
    tell(t('ui.saved'))
  }
  return (
    <section className="card">
      <header>
        <h2>{title}</h2>
      </header>
      <div className="body stack">
        <p className="t2">{say}</p>
        <RecordForm fields={fields} record={data} draftKey={name} onSave={keep} />
      </div>
    </section>
  )
}
