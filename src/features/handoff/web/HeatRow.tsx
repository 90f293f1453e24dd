import { useQuery } from '@tanstack/react-query'
import { Link } from '#ui/Link.tsx'
import { vars } from '#ui/Marks.tsx'
import { useText } from '#ui/useText.tsx'
import { type BoardColumn, type BoardPart, boardParts, parts } from '../handoff.schema.ts'
import { handoffText } from '../handoff.text.ts'
import { overviewText } from '../overview.text.ts'
import { handoffCalls, useWorkTime } from './useHandoffCalls.ts'

const partOf = (column: BoardColumn): BoardPart =>
  parts.find(part => boardParts[part].some(one => one === column)) ?? 'handoff'

/** Every step from a won deal on: how long the ball usually lies there against its clock, the slowest in words. */
export function HeatRow() {
  const t = useText(overviewText)
  const h = useText(handoffText)
  const time = useWorkTime()
  const board = useQuery({ queryKey: ['handoff', 'board'], queryFn: () => handoffCalls.board({}) })
  if (!board.data) return null
  const { columns } = board.data
  const used = (median: number, allowed: number) => Math.min(100, Math.round((median * 100) / allowed))
  return (
    <div className="figures">
      <h2>{t('overview.where')}</h2>
      <ol className="heat">
        {columns.map(({ key, count, late, median, allowed }) => {
          const tone = count === 0 ? 'none' : median > allowed ? 'over' : undefined
          return (
            <li key={key}>
              <Link
                className={tone}
                href={`/handoff?${new URLSearchParams({ part: partOf(key), at: key })}`}
                title={t('overview.step', { count, late })}
              >
                <i style={vars({ '--used': count === 0 ? 0 : used(median, allowed) })} aria-hidden="true" />
                <span>{h(`handoff.col.${key}`)}</span>
                <b>{count}</b>
                <small>{count > 0 && t('overview.heat', { at: time(median), allowed: time(allowed) })}</small>
              </Link>
            </li>
          )
        })}
      </ol>
    </div>
  )
}
