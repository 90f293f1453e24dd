import { useQuery } from '@tanstack/react-query'
import { Empty } from '#ui/Empty.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useLookup } from '#ui/useLookup.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { type RecordScore, type ScoredEntity, scoredEntities } from '../completeness.schema.ts'
import { completenessText } from '../completeness.text.ts'
import { completenessCalls, useAnyEntity } from './useCompleteness.ts'

/** By owner and department, the least complete first; the address holds what is looked at. */
export function CompletenessPage() {
  const t = useText(completenessText)
  const { search } = usePlace()
  const asked = new URLSearchParams(search)
  const entity = scoredEntities.find(one => one === asked.get('of')) ?? 'customer'
  const ownerId = asked.get('owner') ?? undefined
  const people = useQuery({
    queryKey: ['completeness', 'people', entity],
    queryFn: () => completenessCalls.people({ entity }),
  })
  const worst = useQuery({
    queryKey: ['completeness', 'records', entity, ownerId],
    queryFn: () => completenessCalls.records({ entity, ...(ownerId && { ownerId }) }),
  })
  const error = people.error ?? worst.error
  if (error) return <Problem error={error} onRetry={() => people.refetch().then(() => worst.refetch())} />
  return (
    <>
      <PageTop title={t('completeness.title')} />
      <Kinds entity={entity} />
      {!people.data || !worst.data ? (
        <Skeleton shape="list" />
      ) : people.data.items.length === 0 ? (
        <Empty title={t('completeness.none')} />
      ) : (
        <div className="rec-grid">
          <section className="card">
            <table className="tbl wide">
              <thead>
                <tr>
                  {(['owner', 'dept', 'count', 'lacking', 'score'] as const).map((key, at) => (
                    <th key={key} scope="col" className={at > 1 ? 'r' : ''}>
                      {t(`completeness.${key}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {people.data.items.map(one => (
                  <tr key={one.ownerId ?? ''}>
                    <td>
                      {one.ownerId ? (
                        <Link className="link" href={hrefOf(entity, one.ownerId)}>
                          {one.ownerName}
                        </Link>
                      ) : (
                        t('completeness.nobody')
                      )}
                    </td>
                    <td>{one.deptName}</td>
                    <td className="r num">{one.count}</td>
                    <td className="r num">{one.lacking}</td>
                    <td className={one.score < 60 ? 'r num late' : 'r num'}>{one.score}%</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <Worst entity={entity} records={worst.data.items} />
        </div>
      )}
    </>
  )
}

const hrefOf = (of: ScoredEntity, owner?: string): string =>
  `/completeness?${new URLSearchParams({ of, ...(owner && { owner }) })}`

function Kinds({ entity }: { entity: ScoredEntity }) {
  const t = useText(completenessText)
  const label = useLabel()
  const { go } = usePlace()
  const entityOf = useAnyEntity()
  return (
    <fieldset className="seg" aria-label={t('completeness.kind')}>
      {scoredEntities.map(one => {
        const known = entityOf(one)
        return known ? (
          <button
            key={one}
            type="button"
            className={one === entity ? 'on' : ''}
            aria-pressed={one === entity}
            onClick={() => go(hrefOf(one))}
          >
            {label(known.plural)}
          </button>
        ) : null
      })}
    </fieldset>
  )
}

function Worst({ entity, records }: { entity: ScoredEntity; records: readonly RecordScore[] }) {
  const t = useText(completenessText)
  const lookup = useLookup()
  return (
    <section className="card">
      <header>
        <h2>{t('completeness.worst')}</h2>
      </header>
      <ul className="body plain">
        {records.map(({ id, name, customerId, score }) => {
          const href = lookup.hrefOf(entity, id) ?? (customerId ? lookup.hrefOf('customer', customerId) : undefined)
          return (
            <li key={id} className="row">
              <span className="grow cut">
                {href ? (
                  <Link className="link cut" href={href}>
                    {name}
                  </Link>
                ) : (
                  name
                )}
              </span>
              <b className={score < 60 ? 'num late' : 'num'}>{score}%</b>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
