import './Team.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '#ui/Link.tsx'
import { Meter } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { useText } from '#ui/useText.tsx'
import type { Mine } from '../team.api.ts'
import { mineFilters, type Period } from '../team.rules.ts'
import { teamPageText } from '../teamPage.text.ts'
import { teamCalls } from './useTeam.ts'

const to = (path: string, all: readonly object[]): string =>
  `${path}?${new URLSearchParams({ filter: JSON.stringify({ all }) })}`

/** On Home: what I won and have open, how often I spoke, whom I found; this month and this quarter. */
export function MinePart() {
  const t = useText(teamPageText)
  const found = useQuery({ queryKey: ['insight', 'mine'], queryFn: () => teamCalls.mine({}), refetchInterval: 300_000 })
  if (!found.data) return null
  const { month, quarter, currency } = found.data
  const both: readonly [Period, Mine][] = [
    ['thisMonth', month],
    ['thisQuarter', quarter],
  ]
  const money = (key: 'won' | 'pipeline') =>
    both.map(([period, one]) => (
      <b key={period}>
        <Link className="link" href={to('/deals/list', mineFilters[key](period))}>
          <Money amount={one[key]} currency={currency} short />
        </Link>
      </b>
    ))
  const counts = (key: 'followups' | 'newCustomers', path: string) =>
    both.map(([period, one]) => (
      <b key={period}>
        <Link className="link" href={to(path, mineFilters[key](period))}>
          {one[key]}
        </Link>
      </b>
    ))
  return (
    <section className="card">
      <header>
        <h2>{t('mine.title')}</h2>
      </header>
      <div className="body mine">
        <span />
        <b className="t3">{t('mine.month')}</b>
        <b className="t3">{t('mine.quarter')}</b>
        <span className="t2">{t('mine.won')}</span>
        {money('won')}
        <span />
        {both.map(([period, one]) => (
          <Target key={period} mine={one} currency={currency} />
        ))}
        <span className="t2">{t('mine.pipeline')}</span>
        {money('pipeline')}
        <span className="t2">{t('mine.followups')}</span>
        {counts('followups', '/followups')}
        <span className="t2">{t('mine.newCustomers')}</span>
        {counts('newCustomers', '/customers')}
      </div>
    </section>
  )
}

function Target({ mine: { won, target }, currency }: { readonly mine: Mine; readonly currency: string }) {
  const t = useText(teamPageText)
  if (target === null) return <small className="t3">{t('mine.noTarget')}</small>
  const share = Number(target) === 0 ? 1 : Math.min(1, Number(won) / Number(target))
  return (
    <small className="t3">
      <Meter share={share} tone={share >= 1 ? 'ok' : 'acc'} /> {Math.round(share * 100)} % /{' '}
      <Money amount={target} currency={currency} short />
    </small>
  )
}
