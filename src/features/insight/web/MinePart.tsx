import './Team.css'
import { useQuery } from '@tanstack/react-query'
import { isZero, signOf, sub } from '#kernel/money.ts'
import { Link } from '#ui/Link.tsx'
import { Meter } from '#ui/Marks.tsx'
import { Money, useMoney } from '#ui/Money.tsx'
import { useText } from '#ui/useText.tsx'
import type { Mine, MyNumbers } from '../team.api.ts'
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
  const { whose, month, quarter, currency, left } = found.data
  if (isBlank(quarter)) return null
  const both: readonly [Period, Mine][] = [
    ['thisMonth', month],
    ['thisQuarter', quarter],
  ]
  // a closed figure is no row, and no nought
  const money = (key: 'won' | 'pipeline' | 'received', path = '/deals/list') =>
    month[key] !== null && (
      <>
        <span className="t2">{t(`mine.${key}`)}</span>
        {both.map(([period, one]) => (
          <b key={period}>
            <Link className="link" href={to(path, mineFilters[key](period, whose))}>
              <Money amount={one[key]} currency={currency} short />
            </Link>
          </b>
        ))}
      </>
    )
  const counts = (key: 'followups' | 'newCustomers', path: string) =>
    both.map(([period, one]) => (
      <b key={period}>
        <Link className="link" href={to(path, mineFilters[key](period, whose))}>
          {one[key]}
        </Link>
      </b>
    ))
  return (
    <section className="card">
      <header>
        <h2 className="grow">{t(whose === 'mine' ? 'mine.title' : 'mine.team')}</h2>
        <small className="t3">{t('mine.left', { count: left })}</small>
      </header>
      <div className="body mine">
        <span />
        <b className="t3">{t('mine.month')}</b>
        <b className="t3">{t('mine.quarter')}</b>
        {money('won')}
        <span />
        {both.map(([period, one]) => (
          <Target key={period} mine={one} currency={currency} />
        ))}
        {money('received', '/receipts')}
        {money('pipeline')}
        <span className="t2">{t('mine.followups')}</span>
        {counts('followups', '/followups')}
        <span className="t2">{t('mine.newCustomers')}</span>
        {counts('newCustomers', '/customers')}
        <Pace numbers={found.data} />
      </div>
    </section>
  )
}

/** What nobody won, had, hoped for or was to win. */
const isBlank = ({ won, received, pipeline, target, followups, newCustomers }: Mine): boolean =>
  target === null &&
  [won, received, pipeline].every(one => one === null || isZero(one)) &&
  followups + newCustomers === 0

/** Against the month’s target, where there is one. */
function Pace({ numbers: { pace, month, currency } }: { readonly numbers: MyNumbers }) {
  const t = useText(teamPageText)
  const money = useMoney()
  if (pace === null) return null
  const gap = month.target === null ? '0' : sub(month.target, pace)
  const said = { amount: money(pace, currency, true) }
  return (
    <small className="t3 whole">
      {signOf(gap) > 0 ? t('mine.short', { ...said, gap: money(gap, currency, true) }) : t('mine.pace', said)}
    </small>
  )
}

function Target({ mine: { won, target }, currency }: { readonly mine: Mine; readonly currency: string }) {
  const t = useText(teamPageText)
  if (target === null) return <small className="t3">{t('mine.noTarget')}</small>
  const share = won === null ? null : Number(target) === 0 ? 100 : Math.round((Number(won) * 100) / Number(target))
  return (
    <small className="t3">
      {share !== null && (
        <>
          <Meter share={share} tone={share >= 100 ? 'ok' : 'acc'} /> {share} % /{' '}
        </>
      )}
      <Money amount={target} currency={currency} short />
    </small>
  )
}
