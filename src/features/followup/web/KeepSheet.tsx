import { useQueryClient } from '@tanstack/react-query'
import type { Field } from '#meta/entity.ts'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import type { Followup } from '../followup.schema.ts'
import { followupText } from '../followup.text.ts'
import { knownText } from '../known.text.ts'
import { needCalls, promiseCalls } from './useFollowups.ts'

export type Keeping = { readonly what: 'need' | 'promise'; readonly followup: Followup }

const importance = (['3', '2', '1'] as const).map(value => ({
  value,
  label: followupText[`followup.importance.${value}`],
}))
const need: readonly Field[] = [
  { key: 'text', label: knownText['keep.text'], kind: 'longText', required: true, maxLength: 1000 },
  { key: 'importance', label: knownText['keep.importance'], kind: 'choice', required: true, choices: importance },
]
const promise: readonly Field[] = [
  { key: 'what', label: knownText['keep.what'], kind: 'longText', required: true, maxLength: 1000 },
  { key: 'byWhen', label: knownText['keep.byWhen'], kind: 'date' },
]

const words = ({ content }: Followup): string => [...content].slice(0, 1000).join('')

/** What was said becomes a need or a promise: the words are there already, one press keeps them. */
export function KeepSheet({ keeping, onClose }: { keeping: Keeping | undefined; onClose: () => void }) {
  const t = useText(knownText)
  return (
    <Sheet open={keeping !== undefined} onClose={onClose} title={keeping ? t(`keep.${keeping.what}`) : ''}>
      {keeping && <Keep keeping={keeping} onClose={onClose} />}
    </Sheet>
  )
}

function Keep({ keeping: { what, followup }, onClose }: { keeping: Keeping; onClose: () => void }) {
  const t = useText(knownText)
  const tell = useToast()
  const queries = useQueryClient()
  const { id: followupId, subjectEntity, subjectId, painPoints } = followup
  const record =
    what === 'need' ? { text: painPoints ?? words(followup), importance: '2' } : { what: words(followup), byWhen: null }
  const save = async (changed: Readonly<Record<string, unknown>>) => {
    const said: Readonly<Record<string, unknown>> = { ...record, ...changed }
    const heard = { subjectEntity, subjectId, followupId }
    if (what === 'need')
      await needCalls.create({ ...heard, text: String(said.text), importance: Number(said.importance) })
    else
      await promiseCalls.create({ ...heard, what: String(said.what), byWhen: said.byWhen ? String(said.byWhen) : null })
    const stale = ['need', 'promise', 'home', subjectEntity, 'customer']
    await Promise.all(stale.map(key => queries.invalidateQueries({ queryKey: [key] })))
    tell(t('keep.noted'))
  }
  return (
    <RecordForm
      fields={what === 'need' ? need : promise}
      record={record}
      draftKey={`keep:${what}:${followupId}`}
      onSave={save}
      onDone={onClose}
      onCancel={onClose}
    />
  )
}
