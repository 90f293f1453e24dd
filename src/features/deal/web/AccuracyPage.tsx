import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { addMonths, startOfMonth } from '#kernel/clock.ts'
import { Empty } from '#ui/Empty.tsx'
import { usePlace } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { TableScroll } from '#ui/TableScroll.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { type AccuracyRow, accuracyRows, type Cut, cuts, said, totalOf } from '../accuracy.rules.ts'
import type { AccuracyReply } from '../accuracy.schema.ts'
import { accuracyText } from '../accuracy.text.ts'
import { forecastText } from '../forecast.text.ts'
import { forecastCalls, useMonth } from './useForecast.ts'
import './Forecast.css'

const words = { ...forecastText, ...accuracyText }

/** What the forecast of a month said at its beginning or before, beside what was won in it. */
export function AccuracyPage() {
  const t = useText(words)
  const { wish, put } = useAccuracyWish()
  const { from, to, ahead } = wish
  const found = useQuery({
    queryKey: ['deal', 'accuracy', from, to, ahead],
    queryFn: () => forecastCalls.accuracy({ from, to, ahead }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageTop title={t('accuracy.title')} back={{ label: t('forecast.title'), href: '/forecast' }} />
      <div className="stack">
        <Choice wish={wish} onWish={put} />
        {found.error && <Problem error={found.error} onRetry={() => found.refetch()} />}
        {found.isPending && <Skeleton shape="list" />}
        {found.data && !found.error && (
          <>
            {found.data.cells.some(one => one.onDay !== null) ? (
              <Compare found={found.data} by={wish.by} />
            ) : (
              <Empty title={t('accuracy.none')} say={t('accuracy.noneSay')} />
            )}
            <p className="t2">{t('accuracy.say')}</p>
          </>
        )}
      </div>
    </>
  )
}

const aheads = [0, 1, 2] as const
type AccuracyWish = { readonly from: string; readonly to: string; readonly ahead: number; readonly by: Cut }
/** What one looks at stands in the address; without a word of it, half a year by months, at their beginning. */
function useAccuracyWish(): { wish: AccuracyWish; put: (change: Partial<AccuracyWish>) => void } {
  const { path, search, go } = usePlace()
  const month = startOfMonth(useToday())
  const params = new URLSearchParams(search)
  const monthOf = (key: string, usual: string): string => {
    const text = params.get(key)
    return text && /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : usual
  }
  const wish: AccuracyWish = {
    from: monthOf('from', addMonths(month, -5)),
    to: monthOf('to', month),
    ahead: aheads.find(one => String(one) === params.get('ahead')) ?? 0,
    by: cuts.find(one => one === params.get('by')) ?? 'month',
  }
  const put = (change: Partial<AccuracyWish>) => {
    const { from, to, ahead, by } = { ...wish, ...change }
    const next = new URLSearchParams({ from: from.slice(0, 7), to: to.slice(0, 7), ahead: String(ahead), by })
    go(`${path}?${next}`, { replace: true })
  }
  return { wish, put }
}

type ChoiceProps = { readonly wish: AccuracyWish; readonly onWish: (change: Partial<AccuracyWish>) => void }
function Choice({ wish, onWish }: ChoiceProps) {
  const t = useText(words)
  return (
    <div className="row wrap tight">
      <Segmented
        label={t('forecast.by')}
        all={cuts}
        value={wish.by}
        say={by => t(`forecast.by.${by}`)}
        onPick={by => onWish({ by })}
      />
      <label className="row tight">
        <span className="t2 nw">{t('accuracy.ahead')}</span>
        <select className="inp" value={wish.ahead} onChange={event => onWish({ ahead: Number(event.target.value) })}>
          {aheads.map(one => (
            <option key={one} value={one}>
              {t(`accuracy.ahead.${one}`)}
            </option>
          ))}
        </select>
      </label>
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

function Compare({ found, by }: { readonly found: AccuracyReply; readonly by: Cut }) {
  const t = useText(words)
  const month = useMonth()
  const nameOf = (row: AccuracyRow) =>
    by === 'month' ? month(row.key) : (row.name ?? t(by === 'person' ? 'forecast.nobody' : 'forecast.elsewhere'))
  return (
    <section className="card">
      <TableScroll label={t('accuracy.title')}>
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">{t(by === 'month' ? 'forecast.month' : 'forecast.who')}</th>
              <th scope="col" className="num">
                {t('forecast.won')}
              </th>
              {said.map(key => (
                <th key={key} scope="col" className="num" colSpan={2}>
                  {t(`accuracy.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {accuracyRows(found, by).map(row => (
              <Row key={row.key} row={row} name={nameOf(row)} />
            ))}
          </tbody>
          <tfoot>
            <Row row={totalOf(found)} name={t('forecast.total')} />
          </tfoot>
        </table>
      </TableScroll>
    </section>
  )
}

const poor = 70
function Row({ row, name }: { readonly row: AccuracyRow; readonly name: string }) {
  const { org } = useSession()
  const percent = (value: number | null) => (value === null ? '–' : `${value} %`)
  return (
    <tr>
      <td className="b nw">{name}</td>
      <td className="num">
        <Money amount={row.actual} currency={org.currency} short />
      </td>
      {said.map(key => (
        <Said key={key} amount={row.isKnown ? row[key] : null} currency={org.currency}>
          <span className={(row.accuracy[key] ?? 100) < poor ? 'late' : ''}>{percent(row.accuracy[key])}</span>
        </Said>
      ))}
    </tr>
  )
}

type SaidProps = { readonly amount: string | null; readonly currency: string; readonly children: React.ReactNode }
function Said({ amount, currency, children }: SaidProps) {
  return (
    <>
      <td className="num">{amount === null ? '–' : <Money amount={amount} currency={currency} short />}</td>
      <td className="num nw">{children}</td>
    </>
  )
}
