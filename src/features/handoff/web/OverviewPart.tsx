import { useQuery } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { Link } from '#ui/Link.tsx'
import { Money } from '#ui/Money.tsx'
import { send } from '#ui/send.ts'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { type Overview, overviewApi } from '../overview.api.ts'
import { type Figure, figuresOf, hrefOfFigure, type OverviewGroup, overviewGroups } from '../overview.rules.ts'
import { overviewText } from '../overview.text.ts'
import { HeatRow } from './HeatRow.tsx'
import './Overview.css'

const calls = client(overviewApi, send)

/** The morning's two minutes: how much, how many, and where the ball waits longest; every figure opens its list. */
export function OverviewPart() {
  const t = useText(overviewText)
  const { roles } = useSession()
  const groups = overviewGroups.filter(group => figuresOf(roles, group).length > 0)
  if (groups.length === 0) return null
  return (
    <section className="card overview" aria-label={t('overview.title')}>
      {groups.map(group => (
        <Group key={group} group={group} />
      ))}
      {roles.some(role => role === 'owner' || role === 'viewer') && <HeatRow />}
    </section>
  )
}

/** Each asks for itself: a slow one holds up no other. */
function Group({ group }: { group: OverviewGroup }) {
  const t = useText(overviewText)
  const { roles } = useSession()
  const figures = useQuery({
    queryKey: ['overview', group],
    queryFn: () => calls.overview({ group }),
    refetchInterval: 120_000,
  })
  if (figures.error || figures.data?.figures.length === 0) return null
  const rows = new Map(figuresOf(roles, group).map(row => [row.key, row]))
  return (
    <div className="figures">
      <h2>{t(`overview.${group}`)}</h2>
      <ul>
        {figures.isPending && [...rows.keys()].map(key => <li key={key} className="sk" aria-busy="true" />)}
        {figures.data?.figures.map(figure => {
          const row = rows.get(figure.key)
          return row && <Tile key={figure.key} row={row} figure={figure} />
        })}
      </ul>
    </div>
  )
}

function Tile({ row, figure: { key, count, sum } }: { row: Figure; figure: Overview['figures'][number] }) {
  const t = useText(overviewText)
  const { org } = useSession()
  const look = count === 0 ? 'none' : row.bad ? 'bad' : undefined
  return (
    <li>
      <Link className={look} href={hrefOfFigure(row)}>
        <span>{t(`overview.${key}`)}</span>
        <b>{sum === null ? count : <Money amount={sum} currency={org.currency} short />}</b>
        {sum !== null && count > 0 && <small>{t('overview.count', { count })}</small>}
      </Link>
    </li>
  )
}
