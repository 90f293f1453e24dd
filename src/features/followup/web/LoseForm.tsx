import { useQuery } from '@tanstack/react-query'
import { dealApi } from '#features/deal/deal.api.ts'
import { partApi } from '#features/deal/part.api.ts'
import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import type { HomeLine } from '#meta/home.ts'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { send } from '#ui/send.ts'
import { homeText } from '../home.text.ts'

const dealCalls = client(dealApi, send)
const partCalls = client(partApi, send)
const note: Field = { key: 'lostNote', label: homeText['home.lostNote'], kind: 'longText', maxLength: 2000 }

type Props = { line: HomeLine; onDone: () => Promise<void>; onCancel: () => void }

/** Why a deal is lost, asked where it stands on Home; what the reason wants said is refused at its field. */
export function LoseForm({ line, onDone, onCancel }: Props) {
  const known = useQuery({ queryKey: ['dealReasons'], queryFn: () => partCalls.reasons({}) })
  if (known.error) return <Problem error={known.error} onRetry={() => known.refetch()} />
  if (!known.data) return <Skeleton shape="list" />
  const choices = known.data.items
    .filter(one => one.kind === 'lost' && !one.archived)
    .map(one => ({ value: one.code, label: one.label }))
  const why: Field = { key: 'lostReason', label: homeText['home.lostReason'], kind: 'choice', required: true, choices }
  const save = async ({ lostReason, lostNote }: Readonly<Record<string, unknown>>) => {
    const said = typeof lostNote === 'string' && lostNote.trim() ? { lostNote } : {}
    await dealCalls.lose({ id: line.recordId, lostReason: String(lostReason), ...said })
    await onDone()
  }
  return (
    <RecordForm
      fields={[why, note]}
      record={{}}
      draftKey={`home:lose:${line.recordId}`}
      onSave={save}
      onCancel={onCancel}
    />
  )
}
