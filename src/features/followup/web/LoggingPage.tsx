import './Logging.css'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Logging, Phrase } from '../logging.schema.ts'
import { loggingText } from '../logging.text.ts'
import { Kinds } from './Kinds.tsx'
import { Phrases } from './Phrases.tsx'
import { loggingCalls, loggingKey, useLogging } from './useLogging.ts'

/** What each kind of follow-up asks for, and the company's phrases. */
export function LoggingPage() {
  const t = useText(loggingText)
  const logging = useLogging()
  return (
    <>
      <PageTop title={t('logging.title')} back={{ label: t('logging.back'), href: '/settings' }} />
      {logging.error && <Problem error={logging.error} onRetry={() => logging.refetch()} />}
      {logging.isPending && <Skeleton shape="record" />}
      {logging.data && (
        <div className="stack">
          <KindsCard logging={logging.data} />
          <PhrasesCard
            title={t('phrase.company')}
            say={t('phrase.companySay')}
            phrases={logging.data.phrases}
            save={phrases => loggingCalls.set({ phrases })}
          />
        </div>
      )}
    </>
  )
}

function KindsCard({ logging }: { logging: Logging }) {
  const t = useText(loggingText)
  const [changed, setChanged] = useState<Logging['kinds']>()
  const { keep, busy, reasons } = useKeep(() => setChanged(undefined))
  const kinds = changed ?? logging.kinds
  return (
    <section className="card">
      <header>
        <h2>{t('logging.kinds')}</h2>
      </header>
      <div className="body stack">
        <p className="t2">{t('logging.kindsSay')}</p>
        <Kinds kinds={kinds} onChange={setChanged} />
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        {changed && <Save busy={busy} onSave={() => keep(() => loggingCalls.set({ kinds }))} />}
      </div>
    </section>
  )
}

type PhrasesProps = {
  readonly title: string
  readonly say: string
  readonly phrases: readonly Phrase[]
  readonly save: (phrases: Phrase[]) => Promise<Logging>
}

export function PhrasesCard({ title, say, phrases, save }: PhrasesProps) {
  const [changed, setChanged] = useState<Phrase[]>()
  const { keep, busy, reasons } = useKeep(() => setChanged(undefined))
  const now = changed ?? phrases
  return (
    <section className="card">
      <header>
        <h2>{title}</h2>
      </header>
      <div className="body stack">
        <p className="t2">{say}</p>
        <Phrases phrases={now} reasons={reasons} onChange={setChanged} />
        {changed && <Save busy={busy} onSave={() => keep(() => save(changed.map(stored)))} />}
      </div>
    </section>
  )
}

/** Its next day is counted by the server each time. */
const stored = ({ id, name, kind, content, nextStep, nextDays, oneTap }: Phrase): Phrase => ({
  id,
  name,
  kind,
  content,
  nextStep,
  nextDays,
  oneTap,
})

function Save({ busy, onSave }: { busy: boolean; onSave: () => void }) {
  const t = useText(loggingText)
  return (
    <div>
      <Button kind="primary" busy={busy} onClick={onSave}>
        {t('logging.save')}
      </Button>
    </div>
  )
}

function useKeep(onDone: () => void) {
  const t = useText(loggingText)
  const tell = useToast()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const keep = async (save: () => Promise<Logging>) => {
    setBusy(true)
    try {
      queries.setQueryData(loggingKey, await save())
      setReasons([])
      tell(t('logging.saved'))
      onDone()
    } catch (error) {
      setReasons(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { keep, busy, reasons }
}
