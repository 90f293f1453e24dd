import './Numbers.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Input } from 'antd'
import { useState } from 'react'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import { labelOfNumbers } from '#meta/numberKinds.ts'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { send } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { useLabel, useReason, useText } from '#ui/useText.tsx'
import { calendarText } from '../calendar.text.ts'
import { numbersApi } from '../numbers.api.ts'
import { numbersText } from '../numbers.text.ts'

const api = client(numbersApi, send)
type Numbers = Awaited<ReturnType<typeof api.list>>['items'][number]
const braces = { open: '{', close: '}' }

/** How every kind of document is numbered; what is typed is shown as the next number before it is saved. */
export function NumbersPage() {
  const t = useText(numbersText)
  const say = useText(calendarText)
  const numbers = useQuery({ queryKey: ['numbers'], queryFn: () => api.list({}) })
  return (
    <>
      <PageTop title={t('numbers.title')} back={{ label: say('calendar.settings'), href: '/settings' }} />
      <div className="stack">
        <p className="t2">{t('numbers.how', braces)}</p>
        {numbers.error && <Problem error={numbers.error} onRetry={() => numbers.refetch()} />}
        {numbers.isPending && <Skeleton shape="record" />}
        {numbers.data && (
          <section className="card">
            {numbers.data.items.map(one => (
              <KindRow key={`${one.kind} ${one.pattern}`} numbers={one} />
            ))}
          </section>
        )}
      </div>
    </>
  )
}

function KindRow({ numbers }: { numbers: Numbers }) {
  const t = useText(numbersText)
  const label = useLabel()
  const kind = label(labelOfNumbers(numbers.kind))
  const [pattern, setPattern] = useState(numbers.pattern)
  const { next, reasons } = useNext(numbers, pattern)
  const { keep, busy } = useKeep(numbers.kind)
  const isChanged = pattern.trim() !== numbers.pattern
  return (
    <form
      className="numrow"
      onSubmit={event => {
        event.preventDefault()
        void keep(pattern)
      }}
    >
      <b className="b">{kind}</b>
      <Input
        value={pattern}
        maxLength={60}
        status={reasons.length > 0 ? 'error' : ''}
        aria-label={t('numbers.pattern', { kind })}
        aria-invalid={reasons.length > 0}
        onChange={event => setPattern(event.target.value)}
      />
      <Next next={next} reasons={reasons} />
      {isChanged && (
        <Button kind="primary" size="sm" type="submit" busy={busy} disabled={reasons.length > 0}>
          {t('numbers.save')}
        </Button>
      )}
      {!isChanged && numbers.pattern !== numbers.usual && (
        <Button size="sm" busy={busy} onClick={() => void keep(null)}>
          {t('numbers.usual')}
        </Button>
      )}
    </form>
  )
}

function Next({ next, reasons }: { next: string; reasons: readonly Reason[] }) {
  const t = useText(numbersText)
  const say = useReason()
  if (reasons.length === 0) return <span className="t2 nw">{t('numbers.next', { number: next })}</span>
  return (
    <span className="wrong" role="alert">
      {reasons.map(say).join(' ')}
    </span>
  )
}

function useNext(numbers: Numbers, pattern: string): { next: string; reasons: readonly Reason[] } {
  const { kind } = numbers
  const asked = useQuery({
    queryKey: ['numbers', 'preview', kind, pattern],
    queryFn: () => api.preview({ kind, pattern }),
    enabled: pattern !== numbers.pattern,
    retry: false,
    placeholderData: before => before,
  })
  if (pattern === numbers.pattern) return { next: numbers.next, reasons: [] }
  return { next: asked.data?.next ?? '', reasons: asked.error ? reasonsOf(asked.error) : [] }
}

function useKeep(kind: Numbers['kind']) {
  const t = useText(numbersText)
  const tell = useToast()
  const say = useReason()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const keep = async (pattern: string | null) => {
    setBusy(true)
    try {
      const { next } = await api.set({ kind, pattern })
      await queries.invalidateQueries({ queryKey: ['numbers'] })
      tell(t('numbers.saved', { number: next }))
    } catch (error) {
      tell(reasonsOf(error).map(say).join(' '), 'late')
    } finally {
      setBusy(false)
    }
  }
  return { keep, busy }
}
