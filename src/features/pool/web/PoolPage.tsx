import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { customerApi } from '#features/customer/customer.api.ts'
import { leadApi } from '#features/lead/lead.api.ts'
import { client, type ListQuery, type PageOf, type SummaryQuery } from '#kernel/api.ts'
import type { Entity } from '#meta/entity.ts'
import { metaApi } from '#meta/meta.api.ts'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { type ListRow, RecordList } from '#ui/RecordList.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { send } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useReason, useText } from '#ui/useText.tsx'
import { customerPoolApi, leadPoolApi } from '../pool.api.ts'
import type { Pool } from '../pool.schema.ts'
import { poolPageText } from '../poolPage.text.ts'
import { customerPoolCalls, leadPoolCalls, usePools } from './usePools.ts'
import './Pool.css'

const calls = { lead: client(leadApi, send), customer: client(customerApi, send) }
const meta = client(metaApi, send)

/** What waits in each pool that one belongs to; one tap takes it. */
export function PoolPage() {
  const t = useText(poolPageText)
  const { params } = usePlace()
  const session = useSession()
  const pools = usePools()
  if (pools.error) return <Problem error={pools.error} onRetry={() => pools.refetch()} />
  if (!pools.data) return <Skeleton shape="list" />
  const runs = mayDo(session, 'pool.edit')
  const mine = pools.data.items.filter(pool => pool.isMember || runs)
  const pool = mine.find(one => one.id === params.id) ?? mine[0]
  const setUp = (runs || pool?.isAdmin) && (
    <Button icon="edit" href={pool ? `/settings/pools/${pool.id}` : '/settings/pools'}>
      {t('pool.settings')}
    </Button>
  )
  if (!pool)
    return (
      <>
        <PageTop title={t('pool.title')} />
        <Empty title={t('pool.none')} say={t('pool.noneSay')} action={setUp} />
      </>
    )
  return (
    <>
      <PageTop title={t('pool.title')} />
      <PoolTabs pools={mine} at={pool.id} />
      <PoolList key={pool.id} pool={pool} setUp={setUp} />
    </>
  )
}

function PoolTabs({ pools, at }: { pools: readonly Pool[]; at: string }) {
  return (
    <nav className="pool-tabs">
      {pools.map(pool => (
        <Link
          key={pool.id}
          href={`/pools/${pool.id}`}
          className={pool.id === at ? 'tab on' : 'tab'}
          {...(pool.id === at && { 'aria-current': 'page' as const })}
        >
          {pool.name} <small>{pool.waiting}</small>
        </Link>
      ))}
    </nav>
  )
}

const columns = {
  lead: ['name', 'company', 'source', 'region', 'pooledAt', 'poolId'],
  customer: ['name', 'level', 'industry', 'region', 'pooledAt', 'poolId'],
}
const bulk = {
  lead: {
    apis: [leadPoolApi],
    flow: { claim: { from: ['unassigned'] }, recycle: { from: [] }, lock: { from: [] }, unlock: { from: [] } },
  },
  customer: {
    apis: [customerPoolApi],
    flow: {
      claim: { from: ['active', 'blocked'] },
      assign: { from: ['active', 'blocked'] },
      return: { from: [] },
      recycle: { from: [] },
      lock: { from: [] },
      unlock: { from: [] },
    },
  },
}

function PoolList({ pool, setUp }: { pool: Pool; setUp: ReactNode }) {
  const t = useText(poolPageText)
  const session = useSession()
  const { data } = useQuery({ queryKey: ['entities'], queryFn: () => meta.entities({}), staleTime: 60_000 })
  const found = data?.items.find(one => one.key === pool.entity)
  if (!found) return <Skeleton shape="list" />
  // here the column is where it is taken from
  const entity: Entity = {
    ...found,
    fields: found.fields.map(field =>
      field.key === 'poolId' ? { ...field, label: poolPageText['pool.claim'] } : field,
    ),
  }
  return (
    <>
      {!mayDo(session, 'pool.contact') && <p className="note">{t('pool.masked')}</p>}
      <RecordList<ListRow>
        entity={entity}
        columns={columns[pool.entity]}
        href={row => `${entity.path}/${row.id}`}
        load={loadOf(pool)}
        summary={(query: SummaryQuery) => calls[pool.entity].summary(query)}
        scope={{ field: 'poolId', op: 'is', value: pool.id }}
        cells={{ poolId: row => <Claim pool={pool} row={row} title={String(row[entity.title] ?? '')} /> }}
        bulk={bulk[pool.entity]}
        before={setUp}
        empty={{ title: t('pool.empty'), say: t('pool.emptySay') }}
      />
    </>
  )
}

const loadOf =
  ({ entity }: Pool) =>
  (query: ListQuery): Promise<PageOf<ListRow>> =>
    calls[entity].list(query)

function Claim({ pool, row, title }: { pool: Pool; row: ListRow; title: string }) {
  const t = useText(poolPageText)
  const say = useReason()
  const tell = useToast()
  const queries = useQueryClient()
  const session = useSession()
  const [busy, setBusy] = useState(false)
  if (!pool.isMember || !mayDo(session, 'pool.claim')) return null
  const claim = async () => {
    setBusy(true)
    try {
      await (pool.entity === 'lead' ? leadPoolCalls : customerPoolCalls).claim({ id: row.id })
      tell(t('pool.claimed', { name: title }))
    } catch (error) {
      tell(reasonsOf(error).map(say).join(' '))
    }
    setBusy(false)
    await Promise.all([[pool.entity], ['pool']].map(queryKey => queries.invalidateQueries({ queryKey })))
  }
  return (
    <Button size="sm" kind="primary" busy={busy} onClick={claim} aria-label={`${t('pool.claim')} ${title}`}>
      {t('pool.claim')}
    </Button>
  )
}
