import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { ReasonRow } from '#ui/ReasonRow.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { type DealReasons, type DealReasonsEdit, type ReasonKind, reasonKinds } from '../part.schema.ts'
import { partText } from '../part.text.ts'
import { partCalls } from './useParts.ts'

type Draft = DealReasonsEdit['items'][number] & { readonly key: string }

/** The organisation's own reasons, in both languages. */
export function ReasonsPage() {
  const t = useText(partText)
  const ui = useText(uiText)
  const reasons = useQuery({ queryKey: ['org', 'dealReasons'], queryFn: () => partCalls.reasons({}) })
  return (
    <div className="stack">
      <PageTop title={t('reasons.title')} back={{ label: ui('ui.settings'), href: '/settings' }} />
      {reasons.error && <Problem error={reasons.error} onRetry={() => reasons.refetch()} />}
      {reasons.isPending && <Skeleton shape="list" />}
      {reasons.data && <Editor key={reasons.dataUpdatedAt} reasons={reasons.data} />}
    </div>
  )
}

function Editor({ reasons }: { reasons: DealReasons }) {
  const t = useText(partText)
  const tell = useToast()
  const queries = useQueryClient()
  const [drafts, setDrafts] = useState<readonly Draft[]>(reasons.items.map(one => ({ ...one, key: one.code })))
  const [winRequired, setWinRequired] = useState(reasons.winRequired)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const put = (key: string, change: Partial<Draft>) =>
    setDrafts(drafts.map(one => (one.key === key ? { ...one, ...change } : one)))
  const save = async () => {
    try {
      const items = drafts.map(({ key: _, ...one }) => one)
      await partCalls.setReasons({ items, winRequired })
      tell(t('reasons.saved'))
      await queries.invalidateQueries({ queryKey: ['org', 'dealReasons'] })
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  const add = (kind: ReasonKind) =>
    setDrafts([...drafts, { key: `new${drafts.length}`, kind, label: { en: '', zh: '' }, noteRequired: false }])
  return (
    <>
      {reasonKinds.map(kind => (
        <section key={kind} className="card">
          <header>
            <h2>{t(`reasons.${kind}`)}</h2>
          </header>
          <div className="body stack">
            {drafts
              .filter(one => one.kind === kind)
              .map(draft => (
                <ReasonRow key={draft.key} draft={draft} onPut={change => put(draft.key, change)} />
              ))}
            <div className="row">
              <Button icon="plus" onClick={() => add(kind)}>
                {t('reasons.add')}
              </Button>
            </div>
            {kind === 'won' && (
              <label className="row">
                <input type="checkbox" checked={winRequired} onChange={event => setWinRequired(event.target.checked)} />
                {t('reasons.winRequired')}
              </label>
            )}
          </div>
        </section>
      ))}
      {refused.length > 0 && <Reasons reasons={refused} />}
      <div className="row">
        <Button kind="primary" onClick={save}>
          {t('reasons.save')}
        </Button>
      </div>
    </>
  )
}
