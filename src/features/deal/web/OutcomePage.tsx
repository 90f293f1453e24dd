import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { addMonths, endOfMonth, startOfMonth } from '#kernel/clock.ts'
import { Empty } from '#ui/Empty.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TableScroll } from '#ui/TableScroll.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { type Counted, type OutcomeCut, type OutcomeRow, type Outcomes, outcomeCuts } from '../part.schema.ts'
import { partText } from '../part.text.ts'
import { DealTop } from './DealViews.tsx'
import { listOf } from './ForecastTable.tsx'
import { usePipelines } from './useDealCalls.ts'
import { useMonth } from './useForecast.ts'
import { partCalls, shownReason, useReasons } from './useParts.ts'
import './Forecast.css'

type Wish = { readonly from: string; readonly to: string; readonly by: OutcomeCut }

function useWish() {
  const { path, search, go } = usePlace()
  const params = new URLSearchParams(search)
  const now = startOfMonth(useToday())
  const monthOf = (key: 'from' | 'to', usual: string): string => {
    const month = params.get(key)
    return month && /^\d{4}-\d{2}$/.test(month) ? `${month}-01` : usual
  }
  const wish: Wish = {
    from: monthOf('from', addMonths(now, -5)),
    to: monthOf('to', now),
    by: outcomeCuts.find(one => one === params.get('by')) ?? 'reason',
  }
  const put = (change: Partial<Wish>) => {
    const { from, to, by } = { ...wish, ...change }
    go(`${path}?${new URLSearchParams({ from: from.slice(0, 7), to: to.slice(0, 7), by })}`, { replace: true })
  }
  return { wish, put }
}

/** Why deals end, against whom, where and by whom; every figure opens its deals. */
export function OutcomePage() {
  const t = useText(partText)
  const { wish, put } = useWish()
  const span = { from: wish.from, to: endOfMonth(wish.to), by: wish.by }
  const found = useQuery({
    queryKey: ['deal', 'outcomes', span],
    queryFn: () => partCalls.outcomes(span),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <DealTop view="outcome" />
      <div className="stack">
        <div className="row wrap tight">
          <Segmented
            label={t('outcome.by')}
            all={outcomeCuts}
            value={wish.by}
            say={by => t(`outcome.by.${by}`)}
            onPick={by => put({ by })}
          />
          {(['from', 'to'] as const).map(key => (
            <label key={key} className="row tight">
              <span className="t2 nw">{t(`outcome.${key}`)}</span>
              <input
                className="inp"
                type="month"
                value={wish[key].slice(0, 7)}
                onChange={event =>
                  /^\d{4}-\d{2}$/.test(event.target.value) && put({ [key]: `${event.target.value}-01` })
                }
              />
            </label>
          ))}
        </div>
        {found.error && <Problem error={found.error} onRetry={() => found.refetch()} />}
        {found.isPending && <Skeleton shape="list" />}
        {found.data && !found.error && <OutcomeTable found={found.data} span={span} />}
        {wish.by === 'competitor' && <p className="t2">{t('outcome.rivalsSay')}</p>}
      </div>
    </>
  )
}

type Span = { readonly from: string; readonly to: string; readonly by: OutcomeCut }

function OutcomeTable({ found, span }: { found: Outcomes; span: Span }) {
  const t = useText(partText)
  const unpriced = found.won.unpriced + found.lost.unpriced
  if (found.items.length === 0) return <Empty title={t('outcome.none')} say={t('outcome.noneSay')} />
  return (
    <>
      <section className="card">
        <TableScroll label={t(`outcome.by.${span.by}`)}>
          <table className="tbl wide">
            <thead>
              <tr>
                <th>{t(`outcome.by.${span.by}`)}</th>
                {(['won', 'lost'] as const).map(state => [
                  <th key={`${state}n`} className="num">
                    {t(`outcome.${state}`)}
                  </th>,
                  <th key={`${state}a`} className="num">
                    {t('outcome.amount')}
                  </th>,
                ])}
                <th className="num">{t('outcome.rate')}</th>
              </tr>
            </thead>
            <tbody>
              {found.items.map(row => (
                <Row key={row.key ?? 'none'} row={row} span={span} />
              ))}
            </tbody>
            <tfoot>
              <Row row={{ ...found, key: 'total', name: t('outcome.total') }} span={span} isTotal />
            </tfoot>
          </table>
        </TableScroll>
      </section>
      {unpriced > 0 && <p className="late">{t('outcome.unpriced', { count: unpriced })}</p>}
    </>
  )
}

function Row({ row, span, isTotal = false }: { row: OutcomeRow; span: Span; isTotal?: boolean }) {
  const name = useNameOf(span.by)
  const { won, lost } = row
  const all = won.count + lost.count
  return (
    <tr>
      <td className="b">{isTotal ? row.name : name(row)}</td>
      {(['won', 'lost'] as const).map(state => (
        <Cells key={state} counted={row[state]} href={listOf(filtersOf(state, row, span, isTotal))} />
      ))}
      <td className="num">{all === 0 ? '–' : `${Math.round((won.count * 100) / all)}%`}</td>
    </tr>
  )
}

function Cells({ counted: { count, amount }, href }: { counted: Counted; href: string }) {
  const { org } = useSession()
  if (count === 0)
    return (
      <>
        <td className="num t3">–</td>
        <td className="num t3">–</td>
      </>
    )
  return (
    <>
      <td className="num">
        <Link href={href}>{count}</Link>
      </td>
      <td className="num nw">
        <Link href={href}>
          <Money amount={amount} currency={org.currency} short />
        </Link>
      </td>
    </>
  )
}

const fieldOf = { competitor: 'competitorId', stage: 'endedStageId', owner: 'ownerId' } as const

/** The very deals that a figure counts. */
export function filtersOf(
  state: 'won' | 'lost',
  { key }: OutcomeRow,
  { from, to, by }: Span,
  isTotal: boolean,
): object[] {
  const isMonth = by === 'month' && !isTotal && key !== null
  const ended = [
    { field: 'state', op: 'in', value: [state] },
    { field: 'closedAt', op: 'between', value: isMonth ? [key, endOfMonth(key)] : [from, to] },
  ]
  if (isTotal || by === 'month') return ended
  const field = by === 'reason' ? `${state}Reason` : fieldOf[by]
  return [...ended, key === null ? { field, op: 'empty' } : { field, op: 'in', value: [key] }]
}

function useNameOf(by: OutcomeCut): (row: OutcomeRow) => string {
  const t = useText(partText)
  const label = useLabel()
  const month = useMonth()
  const stages = usePipelines().flatMap(one => one.stages)
  const reasons = useReasons()
  return ({ key, name }) => {
    if (key === null) return t('outcome.unsaid')
    if (by === 'month') return month(key)
    if (by === 'stage') return labelOr(stages.find(one => one.id === key)?.label)
    if (by === 'reason') {
      const all = [...(shownReason('lost', reasons).choices ?? []), ...(shownReason('won', reasons).choices ?? [])]
      return labelOr(all.find(one => one.value === key)?.label, key)
    }
    return name ?? t('outcome.unsaid')
  }
  function labelOr(words: { en: string; zh: string } | undefined, other = ''): string {
    return words ? label(words) : other
  }
}
