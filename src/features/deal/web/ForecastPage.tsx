import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { startOfMonth } from '#kernel/clock.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Link } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { totalRow } from '../forecast.rules.ts'
import type { Bucket, ForecastReply } from '../forecast.schema.ts'
import { forecastText } from '../forecast.text.ts'
import { ForecastTable, listOf } from './ForecastTable.tsx'
import { cuts, forecastCalls, useWish, type Wish } from './useForecast.ts'
import './Forecast.css'

/** What was won, what is to come and what was to be won: by people, departments, months. */
export function ForecastPage() {
  const t = useText(forecastText)
  const session = useSession()
  const { wish, put } = useWish()
  const { by, ...span } = wish
  const found = useQuery({
    queryKey: ['deal', 'forecast', span],
    queryFn: () => forecastCalls.forecast(span),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageTop title={t('forecast.title')}>
        <Button href="/forecast/accuracy">{t('forecast.accuracy')}</Button>
        {mayDo(session, 'deal.targets') && <Button href="/settings/targets">{t('forecast.targets')}</Button>}
      </PageTop>
      <div className="stack">
        <Choice wish={wish} onWish={put} />
        {found.error && <Problem error={found.error} onRetry={() => found.refetch()} />}
        {found.isPending && <Skeleton shape="list" />}
        {found.data && !found.error && <Forecasted found={found.data} by={by} />}
      </div>
    </>
  )
}

function Choice({ wish, onWish }: { wish: Wish; onWish: (change: Partial<Wish>) => void }) {
  const t = useText(forecastText)
  return (
    <div className="row wrap tight">
      <Segmented
        label={t('forecast.by')}
        all={cuts}
        value={wish.by}
        say={by => t(`forecast.by.${by}`)}
        onPick={by => onWish({ by })}
      />
      {(['from', 'to'] as const).map(key => (
        <label key={key} className="row tight">
          <span className="t2 nw">{t(`forecast.${key}`)}</span>
          <input
            className="inp"
            type="month"
            value={wish[key].slice(0, 7)}
            onChange={event =>
              /^\d{4}-\d{2}$/.test(event.target.value) && onWish({ [key]: `${event.target.value}-01` })
            }
          />
        </label>
      ))}
    </div>
  )
}

function Forecasted({ found, by }: { found: ForecastReply; by: Wish['by'] }) {
  const t = useText(forecastText)
  const { unpriced } = totalRow(found)
  const today = useToday()
  const before = { field: 'expectedClose', op: 'lt', value: startOfMonth(today) }
  const isEmpty = found.cells.length === 0 && found.targets.length === 0
  return (
    <>
      {isEmpty ? (
        <Empty title={t('forecast.none')} say={t('forecast.noneSay')} />
      ) : (
        <ForecastTable found={found} by={by} />
      )}
      <p className="t2">{t('forecast.say')}</p>
      <Aside kind="late" bucket={found.late} filter={before} />
      <Aside kind="undated" bucket={found.undated} filter={{ field: 'expectedClose', op: 'empty' }} />
      {unpriced > 0 && <p className="late">{t('forecast.unpriced', { count: unpriced })}</p>}
    </>
  )
}

type AsideProps = { readonly kind: 'late' | 'undated'; readonly bucket: Bucket; readonly filter: object }

/** Open deals that stand in no month: nobody should have to guess where they are. */
function Aside({ kind, bucket: { count, amount }, filter }: AsideProps) {
  const t = useText(forecastText)
  const { org } = useSession()
  if (count === 0) return null
  return (
    <p>
      <Link className="link" href={listOf([{ field: 'state', op: 'in', value: ['open'] }, filter])}>
        {t(`forecast.${kind}`, { count })}
      </Link>{' '}
      <Money amount={amount} currency={org.currency} short />
    </p>
  )
}
