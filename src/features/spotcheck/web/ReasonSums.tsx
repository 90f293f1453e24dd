import { TableScroll } from '#ui/TableScroll.tsx'
import { Day } from '#ui/When.tsx'
import { sumsByReason } from '../flawReason.rules.ts'
import { weeksTo } from '../spotCheck.rules.ts'
import type { FlawCell } from '../spotCheck.schema.ts'
import { useFlawReasons, useSpotText } from './useSpotChecks.ts'

type Props = { readonly cells: readonly FlawCell[]; readonly week: string }

/** What is found wrong how often, week by week, the most frequent first. */
export function ReasonSums({ cells, week }: Props) {
  const t = useSpotText()
  const { items, nameOf } = useFlawReasons()
  const weeks = weeksTo(week)
  return (
    <section className="card">
      <header className="row wrap spot-head">
        <h2>{t('spot.sums')}</h2>
        <small className="t3 grow">{t('spot.sumsSay')}</small>
      </header>
      <TableScroll label={t('spot.sums')}>
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">{t('spot.reason')}</th>
              <th scope="col" className="num">
                {t('spot.total')}
              </th>
              <th scope="col" className="num">
                {t('spot.mended')}
              </th>
              {weeks.map(one => (
                <th key={one} scope="col" className="num">
                  <Day day={one} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sumsByReason(cells, items).map(({ code, weeks: counts, count, mended }) => (
              <tr key={code}>
                <td className="b spot-reason">{nameOf(code)}</td>
                <td className="num b">{count}</td>
                <td className="num">{mended}</td>
                {weeks.map(one => (
                  <td key={one} className="num">
                    {counts.get(one) ?? <span className="t3">–</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  )
}
