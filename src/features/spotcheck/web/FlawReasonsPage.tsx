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
import type { FlawReasons, FlawReasonsEdit } from '../spotCheck.schema.ts'
import { reasonsKey, spotCheckCalls, useSpotText } from './useSpotChecks.ts'

type Draft = FlawReasonsEdit['items'][number] & { readonly key: string }

/** Why something is flawed: the organisation's own words, in both languages. */
export function FlawReasonsPage() {
  const t = useSpotText()
  const ui = useText(uiText)
  const reasons = useQuery({ queryKey: reasonsKey, queryFn: () => spotCheckCalls.reasons({}) })
  return (
    <div className="stack">
      <PageTop title={t('spot.reasons')} back={{ label: ui('ui.settings'), href: '/settings' }} />
      {reasons.error && <Problem error={reasons.error} onRetry={() => reasons.refetch()} />}
      {reasons.isPending && <Skeleton shape="list" />}
      {reasons.data && <Editor key={reasons.dataUpdatedAt} reasons={reasons.data} />}
    </div>
  )
}

function Editor({ reasons }: { readonly reasons: FlawReasons }) {
  const t = useSpotText()
  const tell = useToast()
  const queries = useQueryClient()
  const [drafts, setDrafts] = useState<readonly Draft[]>(reasons.items.map(one => ({ ...one, key: one.code })))
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const [busy, setBusy] = useState(false)
  const put = (key: string, change: Partial<Draft>) =>
    setDrafts(drafts.map(one => (one.key === key ? { ...one, ...change } : one)))
  const add = () => setDrafts([...drafts, { key: `new${drafts.length}`, label: { en: '', zh: '' } }])
  const save = async () => {
    setBusy(true)
    try {
      await spotCheckCalls.setReasons({ items: drafts.map(({ key: _, ...one }) => one) })
      tell(t('spot.reasonsSaved'))
      await queries.invalidateQueries({ queryKey: reasonsKey })
    } catch (error) {
      setRefused(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <section className="card">
        <header>
          <h2>{t('spot.reasonsAsked')}</h2>
        </header>
        <div className="body stack">
          <p className="t2">{t('spot.reasonsHint')}</p>
          {drafts.map(draft => (
            <ReasonRow key={draft.key} draft={draft} onPut={change => put(draft.key, change)} />
          ))}
          <div className="row">
            <Button icon="plus" onClick={add}>
              {t('spot.reasonAdd')}
            </Button>
          </div>
        </div>
      </section>
      {refused.length > 0 && <Reasons reasons={refused} />}
      <div className="row">
        <Button kind="primary" busy={busy} onClick={save}>
          {t('spot.reasonsSave')}
        </Button>
      </div>
    </>
  )
}
