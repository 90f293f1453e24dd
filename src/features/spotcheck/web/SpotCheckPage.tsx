import './SpotCheck.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { usePlace } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Day } from '#ui/When.tsx'
import type { Drawn, WholeSpotCheck } from '../spotCheck.schema.ts'
import { DrawnFacts } from './DrawnFacts.tsx'
import { JudgeBar } from './JudgeBar.tsx'
import { spotCheckCalls, useSpotText } from './useSpotChecks.ts'

/** A sample, gone through record by record. */
export function SpotCheckPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const check = useQuery({ queryKey: ['spotCheck', id], queryFn: () => spotCheckCalls.get({ id }) })
  if (check.error) return <Problem error={check.error} onRetry={() => check.refetch()} />
  if (!check.data) return <Skeleton shape="record" />
  return <Whole check={check.data} />
}

function Whole({ check }: { readonly check: WholeSpotCheck }) {
  const t = useSpotText()
  const { items, entity } = check
  // where nobody has looked yet; once all is judged, the first
  const open = items.findIndex(one => one.verdict === null)
  const [chosen, setChosen] = useState<number>()
  const at = chosen ?? Math.max(0, open)
  const item = items[at]
  const onward = () => {
    const next = items.findIndex((one, i) => i !== at && one.verdict === null)
    setChosen(next === -1 ? at : next)
  }
  return (
    <>
      <PageTop title={t(`spot.${entity}`)} back={{ label: t('spot.title'), href: '/spot-checks' }}>
        <Tag tone={open === -1 ? 'ok' : 'warm'}>
          {t('spot.progress', { judged: check.ok + check.flawed, drawn: check.drawn })}
        </Tag>
      </PageTop>
      <div className="stack">
        <Said check={check} />
        {open === -1 && (
          <p className="note ok">
            <b>{t('spot.done')}</b> {t('spot.doneSay')}
          </p>
        )}
        {item && (
          <section className="card">
            <header className="row wrap">
              <h2 className="grow">{t('spot.position', { at: at + 1, count: items.length })}</h2>
              <Button size="sm" disabled={at === 0} onClick={() => setChosen(at - 1)}>
                {t('spot.before')}
              </Button>
              <Button size="sm" disabled={at === items.length - 1} onClick={() => setChosen(at + 1)}>
                {t('spot.after')}
              </Button>
            </header>
            <div className="body stack">
              <DrawnFacts entity={entity} item={item} />
              {item.name !== null && <JudgeBar key={item.id} checkId={check.id} item={item} onJudged={onward} />}
            </div>
          </section>
        )}
        <section className="card">
          <header>
            <h2>{t('spot.list')}</h2>
          </header>
          <ul className="plain spot-list">
            {items.map((one, i) => (
              <li key={one.id}>
                <button type="button" aria-current={i === at ? 'true' : undefined} onClick={() => setChosen(i)}>
                  <span className="grow cut">{one.name ?? t('spot.gone')}</span>
                  <span className="t3 nw">{one.ownerName}</span>
                  <VerdictTag item={one} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  )
}

/** What was drawn of what, by whom. */
function Said({ check }: { readonly check: WholeSpotCheck }) {
  const t = useSpotText()
  const { userName, deptName, from, to, drawn, found, byName, seed } = check
  return (
    <p className="t2 row wrap tight">
      <span>{userName ?? deptName ?? t('spot.everybody')}</span>
      <span>· {t('spot.of', { drawn, found })}</span>
      {(from || to) && (
        <span>
          · <Day day={from} /> – <Day day={to} />
        </span>
      )}
      <span>· {t('spot.drawnBy', { name: byName ?? '' })}</span>
      <span className="t3 cut">· {t('spot.seedIs', { seed })}</span>
    </p>
  )
}

function VerdictTag({ item: { verdict, mendedAt, answer } }: { readonly item: Drawn }) {
  const t = useSpotText()
  if (verdict === null) return <Tag>{t('spot.toJudge')}</Tag>
  if (verdict === 'ok') return <Tag tone="ok">{t('spot.ok')}</Tag>
  return (
    <>
      <Tag tone="late">{t('spot.flawed')}</Tag>
      {mendedAt ? <Tag tone="ok">{t('spot.mended')}</Tag> : answer && <Tag tone="warm">{t('spot.answered')}</Tag>}
    </>
  )
}
