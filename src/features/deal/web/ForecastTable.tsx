import { endOfMonth, startOfMonth } from '#kernel/clock.ts'
import { isZero } from '#kernel/money.ts'
import { Link } from '#ui/Link.tsx'
import { Meter } from '#ui/Marks.tsx'
import { Money } from '#ui/Money.tsx'
import { TableScroll } from '#ui/TableScroll.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { forecasts } from '../deal.schema.ts'
import {
  attained,
  type ForecastRow,
  gapOf,
  rowsByDepartment,
  rowsByMonth,
  rowsByPerson,
  totalRow,
} from '../forecast.rules.ts'
import type { ForecastReply } from '../forecast.schema.ts'
import { forecastText } from '../forecast.text.ts'
import { type Cut, useMonth } from './useForecast.ts'
import './Forecast.css'

/** The list of deals that a figure counts. */
export const listOf = (all: readonly object[]): string =>
  `/deals/list?${new URLSearchParams({ filter: JSON.stringify({ all }) })}`

const rowsBy = { person: rowsByPerson, dept: rowsByDepartment, month: rowsByMonth } as const
const heads = ['target', 'won', 'attained', ...forecasts, 'weighted', 'gap'] as const

type Props = { readonly found: ForecastReply; readonly by: Cut }

export function ForecastTable({ found, by }: Props) {
  const t = useText(forecastText)
  const total = totalRow(found)
  return (
    <section className="card">
      <TableScroll label={t('forecast.title')}>
        <table className="tbl wide">
          <thead>
            <tr>
              <th>{t(by === 'month' ? 'forecast.month' : 'forecast.who')}</th>
              {heads.map(head => (
                <th key={head} className="num">
                  {t(`forecast.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rowsBy[by](found).map(row => (
              <Row key={row.key} row={row} by={by} span={found} />
            ))}
          </tbody>
          <tfoot>
            <Row row={total} by={by} span={found} />
          </tfoot>
        </table>
      </TableScroll>
    </section>
  )
}

type RowProps = { readonly row: ForecastRow; readonly by: Cut; readonly span: Pick<ForecastReply, 'from' | 'to'> }

function Row({ row, by, span }: RowProps) {
  const t = useText(forecastText)
  const monthName = useMonth()
  const { key, name, depth, target } = row
  const words =
    key === 'total'
      ? t('forecast.total')
      : name === null
        ? t(by === 'dept' ? 'forecast.elsewhere' : 'forecast.nobody')
        : by === 'month'
          ? monthName(name)
          : name
  const share = attained(row)
  const gap = gapOf(row)
  const linksOf = useLinks({ row, by, span })
  return (
    <tr>
      <td className="nw">
        <span className="b" style={{ paddingInlineStart: depth * 16 }}>
          {words}
        </span>
      </td>
      <Sum amount={target} />
      <Sum amount={row.won} href={linksOf('won')} />
      <td className="num nw">
        {share === null ? (
          <span className="t3">–</span>
        ) : (
          <span className="forecast-share">
            <Meter share={share} tone={share >= 100 ? 'ok' : 'warm'} /> {share}%
          </span>
        )}
      </td>
      {forecasts.map(kind => (
        <Sum key={kind} amount={row[kind]} href={linksOf(kind)} />
      ))}
      <Sum amount={row.weighted} />
      <Sum amount={gap} late={gap !== null && !isZero(gap)} />
    </tr>
  )
}

type Counted = 'won' | (typeof forecasts)[number]

/** Where a figure's deals are listed; what nobody owns is found by no name. */
function useLinks({ row, by, span }: RowProps): (what: Counted) => string | undefined {
  const now = startOfMonth(useToday())
  const isMonth = by === 'month' && row.key !== 'total'
  const from = isMonth ? row.key : span.from
  const [, open = from] = [from, now].sort()
  const to = isMonth ? endOfMonth(row.key) : span.to
  const field = by === 'person' ? 'sellerId' : 'deptId'
  const whose = row.ids.length > 0 ? [{ field, op: 'in', value: row.ids }] : []
  return what => {
    if (row.key === 'rest') return undefined
    if (what === 'won') return listOf([{ field: 'wonAt', op: 'between', value: [from, to] }, ...whose])
    return listOf([
      { field: 'state', op: 'in', value: ['open'] },
      { field: 'forecastAs', op: 'in', value: [what] },
      { field: 'expectedClose', op: 'between', value: [open, to] },
      ...whose,
    ])
  }
}

type SumProps = { readonly amount: string | null; readonly href?: string | undefined; readonly late?: boolean }

function Sum({ amount, href, late = false }: SumProps) {
  const { org } = useSession()
  const shown = <Money amount={amount} currency={org.currency} short />
  if (amount === null || isZero(amount)) return <td className="num t3">–</td>
  return <td className={late ? 'num late' : 'num'}>{href ? <Link href={href}>{shown}</Link> : shown}</td>
}
