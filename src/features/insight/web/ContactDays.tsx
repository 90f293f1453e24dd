import { weekday } from '#kernel/clock.ts'
import { Link } from '#ui/Link.tsx'
import { vars } from '#ui/Marks.tsx'
import { TableScroll } from '#ui/TableScroll.tsx'
import { useText } from '#ui/useText.tsx'
import type { TeamBoard, TeamRow } from '../team.api.ts'
import { behind, daysOf } from '../team.rules.ts'
import { teamPageText } from '../teamPage.text.ts'

/** People by days: how often each spoke with customers; each number opens those follow-ups. */
export function ContactDays({ board }: { readonly board: TeamBoard }) {
  const t = useText(teamPageText)
  const days = daysOf(board.from, board.to)
  const most = Math.max(1, ...board.people.flatMap(one => one.days.map(({ count }) => count)))
  return (
    <section className="card">
      <header>
        <h2>{t('board.contacts')}</h2>
      </header>
      <TableScroll label={t('board.contacts')}>
        <table className="tbl team-days">
          <thead>
            <tr>
              <th>{t('board.person')}</th>
              <th className="num">{t('board.sum')}</th>
              {days.map(day => (
                <th key={day} className={weekday(day) > 5 ? 'num t3' : 'num'} title={day}>
                  {day.endsWith('-01') ? `${Number(day.slice(5, 7))}/1` : Number(day.slice(8))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.people.map(one => (
              <Row key={one.userId} row={one} board={board} days={days} most={most} />
            ))}
          </tbody>
        </table>
      </TableScroll>
    </section>
  )
}

type RowProps = {
  readonly row: TeamRow
  readonly board: TeamBoard
  readonly days: readonly string[]
  readonly most: number
}

function Row({ row, board, days, most }: RowProps) {
  const { userId, name, contacts } = row
  const counts = new Map(row.days.map(({ day, count }) => [day, count]))
  return (
    <tr>
      <td className="b nw">{name}</td>
      <td className="num b">
        {contacts === 0 ? (
          <span className="late">0</span>
        ) : (
          <Link className="link" href={behind.contacts(userId, board.from, board.to)}>
            {contacts}
          </Link>
        )}
      </td>
      {days.map(day => {
        const count = counts.get(day)
        return (
          <td key={day} className={count ? 'num heat' : 'num'} style={vars({ '--share': (count ?? 0) / most })}>
            {count ? (
              <Link className="link" href={behind.contacts(userId, day, day)}>
                {count}
              </Link>
            ) : (
              <span className="t3">·</span>
            )}
          </td>
        )
      })}
    </tr>
  )
}
