import { Button } from '#ui/Button.tsx'
import { useSpotChecks, useSpotText } from './useSpotChecks.ts'

/** On a manager's Home and above the team board: this week's spot check, until it is gone through. */
export function SpotOffer() {
  const t = useSpotText()
  const { data } = useSpotChecks()
  // nobody below to check
  if (!data || data.people.length === 0) return null
  const { mine } = data
  const judged = mine ? mine.ok + mine.flawed : 0
  if (mine && judged === mine.drawn) return null
  return (
    <section className="card">
      <header>
        <h2 className="grow">{t('spot.title')}</h2>
      </header>
      <div className="body row wrap">
        <span className="grow t2">{mine ? t('spot.progress', { judged, drawn: mine.drawn }) : t('spot.offer')}</span>
        <Button size="sm" href={mine ? `/spot-checks/${mine.id}` : '/spot-checks?run'}>
          {t(mine ? 'spot.offerGo' : 'spot.offerRun')}
        </Button>
      </div>
    </section>
  )
}
