import { useQuery } from '@tanstack/react-query'
import { Empty } from '#ui/Empty.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useLookup } from '#ui/useLookup.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { type OwnerScore, type RecordScore, type ScoredEntity, scoredEntities } from '../completeness.schema.ts'
import { completenessText } from '../completeness.text.ts'
import { completenessCalls, useAnyEntity } from './useCompleteness.ts'

/** By owner or department, the least complete first; the address holds what is looked at. */
export function CompletenessPage() {
  const t = useText(completenessText)
  const asked = useAsked()
  const { entity, by, ownerId, deptId } = asked
  const sums = useQuery({ queryKey: ['completeness', by, entity], queryFn: () => sumsBy(by, entity) })
  const worst = useQuery({
    queryKey: ['completeness', 'records', entity, ownerId, deptId],
    queryFn: () => completenessCalls.records({ entity, ...(ownerId && { ownerId }), ...(deptId && { deptId }) }),
  })
  const error = sums.error ?? worst.error
  if (error) return <Problem error={error} onRetry={() => sums.refetch().then(() => worst.refetch())} />
  return (
    <>
      <PageTop title={t('completeness.title')} />
      <div className="row wrap">
        <Kinds asked={asked} />
        <Ways asked={asked} />
      </div>
      {!sums.data || !worst.data ? (
        <Skeleton shape="list" />
      ) : sums.data.length === 0 ? (
        <Empty title={t('completeness.none')} />
      ) : (
        <div className="rec-grid">
          <Sums asked={asked} rows={sums.data} />
          <Worst entity={entity} records={worst.data.items} />
        </div>
      )}
    </>
  )
}

const ways = ['owner', 'dept'] as const
type Way = (typeof ways)[number]
type Asked = {
  readonly entity: ScoredEntity
  readonly by: Way
  readonly ownerId?: string | undefined
  readonly deptId?: string | undefined
}
function useAsked(): Asked {
  const { search } = usePlace()
  const asked = new URLSearchParams(search)
  return {
    entity: scoredEntities.find(one => one === asked.get('of')) ?? 'customer',
    by: ways.find(one => one === asked.get('by')) ?? 'owner',
    ownerId: asked.get('owner') ?? undefined,
    deptId: asked.get('dept') ?? undefined,
  }
}

type Sum = Pick<OwnerScore, 'count' | 'lacking' | 'score'> & {
  readonly id: string | null
  readonly name: string | null
  readonly deptName: string | null
}
async function sumsBy(by: Way, entity: ScoredEntity): Promise<Sum[]> {
  if (by === 'owner')
    return (await completenessCalls.people({ entity })).items.map(one => ({
      ...one,
      id: one.ownerId,
      name: one.ownerName,
    }))
  return (await completenessCalls.departments({ entity })).items.map(one => ({
    ...one,
    id: one.deptId,
    name: one.deptName,
  }))
}

function Sums({ asked, rows }: { asked: Asked; rows: readonly Sum[] }) {
  const t = useText(completenessText)
  const { entity, by } = asked
  const heads = by === 'owner' ? (['owner', 'dept'] as const) : (['dept'] as const)
  return (
    <section className="card">
      <table className="tbl wide">
        <thead>
          <tr>
            {heads.map(key => (
              <th key={key} scope="col">
                {t(`completeness.${key}`)}
              </th>
            ))}
            {(['count', 'lacking', 'score'] as const).map(key => (
              <th key={key} scope="col" className="num">
                {t(`completeness.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(one => (
            <tr key={one.id ?? ''}>
              <td>
                {one.id ? (
                  <Link className="link" href={hrefOf({ entity, by, [`${by}Id`]: one.id })}>
                    {one.name}
                  </Link>
                ) : (
                  t(by === 'owner' ? 'completeness.nobody' : 'completeness.noDept')
                )}
              </td>
              {by === 'owner' && <td>{one.deptName}</td>}
              <td className="r num">{one.count}</td>
              <td className="r num">{one.lacking}</td>
              <td className={one.score < 60 ? 'r num late' : 'r num'}>{one.score}%</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Ways({ asked: { entity, by } }: { asked: Asked }) {
  const t = useText(completenessText)
  const { go } = usePlace()
  return (
    <Segmented
      label={t('completeness.by')}
      all={ways}
      value={by}
      say={one => t(`completeness.${one}`)}
      onPick={one => go(hrefOf({ entity, by: one }))}
    />
  )
}

const hrefOf = ({ entity: of, by, ownerId: owner, deptId: dept }: Asked): string =>
  `/completeness?${new URLSearchParams({ of, ...(by === 'dept' && { by }), ...(owner && { owner }), ...(dept && { dept }) })}`

function Kinds({ asked: { entity, by } }: { asked: Asked }) {
  const t = useText(completenessText)
  const label = useLabel()
  const { go } = usePlace()
  const entityOf = useAnyEntity()
  return (
    <Segmented
      label={t('completeness.kind')}
      all={scoredEntities.filter(one => entityOf(one))}
      value={entity}
      say={one => label(entityOf(one)?.plural ?? { en: one, zh: one })}
      onPick={one => go(hrefOf({ entity: one, by }))}
    />
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
