import type { ReactNode } from 'react'
import { Link } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { TableScroll } from '#ui/TableScroll.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import type { TeamBoard, TeamRow } from '../team.api.ts'
import { behind, isUneven, shareOf } from '../team.rules.ts'
import { teamPageText } from '../teamPage.text.ts'

type Props = { readonly board: TeamBoard }
type TableProps = {
  readonly title: string
  readonly say?: string
  readonly heads: readonly string[]
  readonly children: ReactNode
}

function Table({ title, say, heads, children }: TableProps) {
  const [first, ...rest] = heads
  return (
    <section className="card">
      <header>
        <h2>{title}</h2>
        {say && <small className="t3">{say}</small>}
      </header>
      <TableScroll label={title}>
        <table className="tbl">
          <thead>
            <tr>
              <th>{first}</th>
              {rest.map(head => (
                <th key={head} className="num">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </TableScroll>
    </section>
  )
}

function Count({ count, href, late }: { readonly count: number; readonly href?: string; readonly late?: boolean }) {
  if (count === 0) return <span className="t3">0</span>
  if (!href) return <>{count}</>
  return (
    <Link className={late ? 'link late' : 'link'} href={href}>
      {count}
    </Link>
  )
}

function useMinutes(): (minutes: number | null) => string {
  const t = useText(teamPageText)
  return minutes =>
    minutes === null
      ? '–'
      : minutes < 90
        ? t('board.minutes', { count: Math.round(minutes) })
        : t('board.hours', { count: Math.round(minutes / 6) / 10 })
}

/** Who was given and took how many leads, how soon they spoke, and what became of them. */
export function LeadFigures({ board }: Props) {
  const t = useText(teamPageText)
  const say = useMinutes()
  const keys = ['person', 'given', 'taken', 'share', 'answered', 'median', 'p90', 'converted'] as const
  return (
    <Table title={t('board.leads')} say={t('board.working')} heads={keys.map(key => t(`board.${key}`))}>
      {board.people.map(one => (
        <tr key={one.userId}>
          <td className="b nw">{one.name}</td>
          <td className="num">
            <Count count={one.given} href="/distribution" />
          </td>
          <td className="num">
            <Count count={one.taken} href="/distribution" />
          </td>
          <td className="num nw">
            <Share one={one} board={board} />
          </td>
          <td className="num">
            <Count count={one.answered} />
          </td>
          <td className="num nw">{say(one.median)}</td>
          <td className="num nw">{say(one.p90)}</td>
          <td className="num">
            <Count count={one.converted} href={behind.converted(one.userId, board.from, board.to)} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

function Share({ one, board }: Props & { readonly one: TeamRow }) {
  const t = useText(teamPageText)
  const share = shareOf(one, board.people)
  if (share === null) return <span className="t3">–</span>
  const uneven = isUneven(one, board.people)
  return (
    <span className={uneven ? 'late' : ''} title={uneven ? t('board.uneven') : undefined}>
      {share} %
    </span>
  )
}

/** What is late or stalls now, and what was won and may come in over the days. */
export function DealFigures({ board }: Props) {
  const t = useText(teamPageText)
  const { org } = useSession()
  const { from, to, at } = board
  const late = t('board.late')
  const heads = [
    t('board.person'),
    `${late} · ${t('board.lateLeads')}`,
    `${late} · ${t('board.lateDeals')}`,
    ...(['noStep', 'rotting', 'won', 'target', 'attained', 'forecast'] as const).map(key => t(`board.${key}`)),
  ]
  return (
    <Table title={t('board.deals')} heads={heads}>
      {board.people.map(one => (
        <tr key={one.userId}>
          <td className="b nw">{one.name}</td>
          <td className="num">
            <Count count={one.lateLeads} href={behind.lateLeads(one.userId, at)} late />
          </td>
          <td className="num">
            <Count count={one.lateDeals} href={behind.lateDeals(one.userId, at)} late />
          </td>
          <td className="num">
            <Count count={one.noStep} href={behind.noStep(one.userId)} />
          </td>
          <td className="num">
            <Count count={one.rotting} />
          </td>
          <td className="num">
            <Link className="link" href={behind.won(one.userId, from, to)}>
              <Money amount={one.won} currency={org.currency} short />
            </Link>
          </td>
          <td className="num">
            {one.target === null ? '–' : <Money amount={one.target} currency={org.currency} short />}
          </td>
          <td className="num">{attained(one)}</td>
          <td className="num">
            <Link className="link" href={behind.forecast(one.userId, from, to)}>
              <Money amount={one.forecast} currency={org.currency} short />
            </Link>
          </td>
        </tr>
      ))}
    </Table>
  )
}

/** For the eye alone: hundredths of a share, never money. */
const attained = ({ won, target }: TeamRow): string =>
  target === null || Number(target) === 0 ? '–' : `${Math.round((Number(won) * 100) / Number(target))} %`

/** What came into each pool, and what left it. */
export function PoolFigures({ board }: Props) {
  const t = useText(teamPageText)
  const keys = ['pool', 'returned', 'recycled', 'claimed', 'assigned', 'waiting'] as const
  return (
    <Table title={t('board.pools')} heads={keys.map(key => t(`board.${key}`))}>
      {board.pools.map(pool => (
        <tr key={pool.id}>
          <td className="b nw">{pool.name}</td>
          {[pool.returned, pool.recycled, pool.claimed, pool.given].map((count, at) => (
            <td key={keys[at + 1]} className="num">
              <Count count={count} />
            </td>
          ))}
          <td className="num">
            <Count count={pool.waiting} href={`/pools/${pool.id}`} />
          </td>
        </tr>
      ))}
    </Table>
  )
}
