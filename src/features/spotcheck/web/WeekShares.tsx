import { useState } from 'react'
import { Segmented } from '#ui/Segmented.tsx'
import { TableScroll } from '#ui/TableScroll.tsx'
import { Day } from '#ui/When.tsx'
import { rowsBy, shareOk, weeksTo } from '../spotCheck.rules.ts'
import type { WeekCell } from '../spotCheck.schema.ts'
import { useSpotText } from './useSpotChecks.ts'

type Props = { readonly cells: readonly WeekCell[]; readonly week: string }
const ways = ['person', 'dept'] as const

/** How much was found in order, week by week, whoever has most flaws first. */
export function WeekShares({ cells, week }: Props) {
  const t = useSpotText()
  const [by, setBy] = useState<(typeof ways)[number]>('person')
  const weeks = weeksTo(week)
  return (
    <section className="card">
      <header className="row wrap spot-head">
        <h2>{t('spot.results')}</h2>
        <small className="t3 grow">{t('spot.resultsSay')}</small>
        <Segmented
          label={t('spot.by')}
          all={ways}
          value={by}
          say={way => t(way === 'person' ? 'spot.byPerson' : 'spot.byDept')}
          onPick={setBy}
        />
      </header>
      <TableScroll label={t('spot.results')}>
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">{t('spot.who')}</th>
              {weeks.map(one => (
                <th key={one} scope="col" className="num">
                  <Day day={one} />
                </th>
              ))}
              <th scope="col" className="num">
                {t('spot.total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rowsBy(cells, by).map(row => (
              <tr key={row.key}>
                <td className="b nw">{row.name ?? t('spot.nobodys')}</td>
                {weeks.map(one => (
                  <Share key={one} cells={row.cells.filter(cell => cell.week === one)} />
                ))}
                <Share cells={row.cells} />
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  )
}

const poor = 60
function Share({ cells }: { readonly cells: readonly WeekCell[] }) {
  const t = useSpotText()
  const share = shareOk(cells)
  if (share === null)
    return (
      <td className="num">
        <span className="t3">–</span>
      </td>
    )
  const sum = (key: 'ok' | 'flawed' | 'mended') => cells.reduce((all, one) => all + one[key], 0)
  const said = { ok: sum('ok'), count: sum('ok') + sum('flawed'), mended: sum('mended') }
  return (
    <td className={share < poor ? 'num nw late' : 'num nw'} title={t('spot.cell', said)}>
      {share} %
    </td>
  )
}
