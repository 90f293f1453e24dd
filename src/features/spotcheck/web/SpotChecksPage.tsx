import './SpotCheck.css'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Link, useGo, usePlace } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { When } from '#ui/When.tsx'
import type { SpotCheck } from '../spotCheck.schema.ts'
import { DrawForm } from './DrawForm.tsx'
import { ReasonSums } from './ReasonSums.tsx'
import { useSpotChecks, useSpotText } from './useSpotChecks.ts'
import { WeekShares } from './WeekShares.tsx'

/** Samples that were drawn, and what came of them by person, department and week. `?run` opens the form. */
export function SpotChecksPage() {
  const t = useSpotText()
  const go = useGo()
  const { search } = usePlace()
  const [running, setRunning] = useState(new URLSearchParams(search).has('run'))
  const found = useSpotChecks()
  if (found.error) return <Problem error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeleton shape="list" />
  const { items, cells, flaws, week } = found.data
  return (
    <>
      <PageTop title={t('spot.title')}>
        <Button kind="primary" size="sm" icon="plus" onClick={() => setRunning(true)}>
          {t('spot.run')}
        </Button>
      </PageTop>
      <div className="stack">
        {items.length === 0 && cells.length === 0 && <Empty title={t('spot.none')} say={t('spot.noneSay')} />}
        {cells.length > 0 && <WeekShares cells={cells} week={week} />}
        {flaws.length > 0 && <ReasonSums cells={flaws} week={week} />}
        {items.length > 0 && (
          <section className="card">
            <header>
              <h2>{t('spot.checks')}</h2>
            </header>
            <ul className="plain spot-list">
              {items.map(one => (
                <CheckLine key={one.id} check={one} />
              ))}
            </ul>
          </section>
        )}
      </div>
      <Sheet open={running} onClose={() => setRunning(false)} title={t('spot.run')}>
        <DrawForm
          people={found.data.people}
          departments={found.data.departments}
          onDrawn={id => go(`/spot-checks/${id}`)}
          onClose={() => setRunning(false)}
        />
      </Sheet>
    </>
  )
}

function CheckLine({ check }: { readonly check: SpotCheck }) {
  const t = useSpotText()
  const { id, entity, userName, deptName, drawn, found, ok, flawed, mended, byName, createdAt } = check
  const judged = ok + flawed
  return (
    <li>
      <Link href={`/spot-checks/${id}`}>
        <span className="b nw">{t(`spot.${entity}`)}</span>
        <span className="t2 nw">{t('spot.of', { drawn, found })}</span>
        <span className="grow cut t2">{userName ?? deptName ?? t('spot.everybody')}</span>
        <Tag tone={judged === drawn ? 'ok' : 'warm'}>{t('spot.progress', { judged, drawn })}</Tag>
        {flawed > 0 && <Tag tone="late">{t('spot.flawedCount', { count: flawed })}</Tag>}
        {mended > 0 && <Tag tone="ok">{t('spot.mendedCount', { count: mended })}</Tag>}
        <span className="t3 nw">
          {byName} · <When at={createdAt} />
        </span>
      </Link>
    </li>
  )
}
