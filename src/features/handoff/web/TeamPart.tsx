import { useQuery } from '@tanstack/react-query'
import { client } from '#kernel/api.ts'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { send } from '#ui/send.ts'
import { useText } from '#ui/useText.tsx'
import { type Standing, teamApi } from '../team.api.ts'
import { teamText } from '../team.text.ts'
import './Handoff.css'

const api = client(teamApi, send)

/** On a manager's Home: who of the team is late, stuck or waiting, and the list behind each number. */
export function TeamPart() {
  const t = useText(teamText)
  const team = useQuery({ queryKey: ['team'], queryFn: () => api.team({}), refetchInterval: 60_000 })
  if (team.error) return null
  return (
    <section className="card team">
      <header>
        <h2>{t('team.title')}</h2>
      </header>
      <div className="body">
        {team.isPending && <RowsSkeleton rows={4} />}
        {team.data?.items.length === 0 && <p className="t3">{t('team.none')}</p>}
        <ul>
          {team.data?.items.map(one => (
            <Row key={one.userId} standing={one} at={team.data.at} />
          ))}
        </ul>
      </div>
    </section>
  )
}

/** `at`: when it was counted, so that the list shows the same. */
function Row({ standing, at }: { standing: Standing; at: string }) {
  const t = useText(teamText)
  const { userId, name, lateLeads, lateDeals, stalledDeals, waitingOrders } = standing
  const late = { field: 'nextStepAt', op: 'lt', value: at }
  const open = { field: 'state', op: 'in', value: ['open'] }
  const to = (path: string, ...parts: object[]) =>
    `${path}?${new URLSearchParams({ filter: JSON.stringify({ all: [{ field: 'ownerId', op: 'in', value: [userId] }, ...parts] }) })}`
  const links = [
    [lateLeads, 'team.leads', to('/leads', { field: 'state', op: 'in', value: ['assigned', 'following'] }, late)],
    [lateDeals, 'team.deals', to('/deals/list', open, late)],
    [stalledDeals, 'team.stalled', to('/deals/list', open, { field: 'nextStepAt', op: 'empty' })],
    [waitingOrders, 'team.orders', to('/orders', { field: 'state', op: 'in', value: ['draft', 'in_review'] })],
  ] as const
  return (
    <li>
      <b className="b">{name}</b>
      <span>
        {links.map(([count, key, href]) =>
          count > 0 ? (
            <Link key={key} className={key === 'team.leads' || key === 'team.deals' ? 'link late' : 'link'} href={href}>
              {t(key, { count })}
            </Link>
          ) : null,
        )}
      </span>
    </li>
  )
}
