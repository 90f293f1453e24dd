import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { Link } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { uiText } from '#ui/ui.text.ts'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { noticeText } from '../notice.text.ts'
import { noticePageText } from '../noticePage.text.ts'
import type { NudgeSetting, NudgeSettings } from '../nudge.schema.ts'
import { noticeCalls } from './useNotices.ts'

/** What the morning of a working day tells by itself. */
export function NudgesPage() {
  const say = useText(noticePageText)
  const ui = useText(uiText)
  const set = useQuery({ queryKey: ['nudges'], queryFn: () => noticeCalls.nudges({}) })
  return (
    <>
      <PageTop title={say('nudge.title')} back={{ label: ui('ui.settings'), href: '/settings' }} />
      {set.error && <Problem error={set.error} onRetry={() => set.refetch()} />}
      {set.isPending && <Skeleton shape="record" />}
      {set.data && (
        <div className="stack">
          <MorningPart key={JSON.stringify(set.data)} kept={set.data} />
          <Elsewhere />
        </div>
      )}
    </>
  )
}

function MorningPart({ kept }: { kept: NudgeSettings }) {
  const say = useText(noticePageText)
  const t = useText(noticeText)
  const tell = useToast()
  const queries = useQueryClient()
  const [now, setNow] = useState(kept)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const put = (kind: NudgeSetting['kind'], change: Partial<NudgeSetting>) =>
    setNow({ ...now, nudges: now.nudges.map(one => (one.kind === kind ? { ...one, ...change } : one)) })
  const save = async () => {
    setRefused([])
    const nudges = now.nudges.map(({ days, ...one }) => (days === null ? one : { ...one, days }))
    try {
      queries.setQueryData(['nudges'], await noticeCalls.setNudges({ ...now, nudges }))
      tell(t('notice.saved'))
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  return (
    <section className="card">
      <header>
        <h2>{say('nudge.morning')}</h2>
      </header>
      <div className="body stack">
        <p className="t2">{say('nudge.morningSay')}</p>
        <label className="row">
          {say('nudge.at')}
          <input type="time" value={now.at} onChange={event => setNow({ ...now, at: event.target.value })} />
        </label>
        <label className="row">
          <input
            type="checkbox"
            checked={now.digest}
            onChange={event => setNow({ ...now, digest: event.currentTarget.checked })}
          />
          {say('nudge.digest')}
        </label>
        {now.nudges.map(one => (
          <NudgeRow key={one.kind} nudge={one} onPut={change => put(one.kind, change)} />
        ))}
        {refused.length > 0 && <Reasons reasons={refused} />}
        <p>
          <Button kind="primary" disabled={JSON.stringify(now) === JSON.stringify(kept)} onClick={save}>
            {say('nudge.save')}
          </Button>
        </p>
      </div>
    </section>
  )
}

function NudgeRow({ nudge, onPut }: { nudge: NudgeSetting; onPut: (change: Partial<NudgeSetting>) => void }) {
  const say = useText(noticePageText)
  const { kind, on, days } = nudge
  const name = say(`notice.kind.${kind}`)
  return (
    <div className="row wrap">
      <label className="row grow">
        <input type="checkbox" checked={on} onChange={event => onPut({ on: event.currentTarget.checked })} />
        {name}
      </label>
      {days === null ? (
        <span className="t3">{say('nudge.ofStage')}</span>
      ) : (
        <label className="row">
          <span className="t2">{say('nudge.after')}</span>
          <input
            type="number"
            min={0}
            max={365}
            value={days}
            disabled={!on}
            aria-label={`${name}: ${say('nudge.after')}`}
            onChange={event => onPut({ days: Number(event.target.value) })}
          />
        </label>
      )}
    </div>
  )
}

const places = [
  { key: 'nudge.respond', href: '/settings/assignment' },
  { key: 'nudge.pools', href: '/settings/pools' },
  { key: 'nudge.stages', href: '/settings/stages' },
] as const

function Elsewhere() {
  const say = useText(noticePageText)
  return (
    <section className="card">
      <header>
        <h2>{say('nudge.elsewhere')}</h2>
      </header>
      <ul className="body plain">
        {places.map(({ key, href }) => (
          <li key={key}>
            <Link className="link" href={href}>
              {say(key)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
