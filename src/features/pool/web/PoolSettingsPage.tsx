import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { Link, useGo } from '#ui/Link.tsx'
import { Tag } from '#ui/Marks.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { poolEntity } from '../pool.entity.ts'
import type { NewPool } from '../pool.schema.ts'
import { poolPageText } from '../poolPage.text.ts'
import { poolCalls, usePools } from './usePools.ts'

/** Every pool, with what waits in it and how many belong to it. */
export function PoolSettingsPage() {
  const t = useText(poolPageText)
  const session = useSession()
  const go = useGo()
  const queries = useQueryClient()
  const [making, setMaking] = useState(false)
  const pools = usePools()
  if (pools.error) return <Problem error={pools.error} onRetry={() => pools.refetch()} />
  if (!pools.data) return <Skeleton shape="list" />
  const create = mayDo(session, 'pool.edit') && (
    <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
      {t('pool.new')}
    </Button>
  )
  const save = async (body: Readonly<Record<string, unknown>>) => {
    const made = await poolCalls.create(body as NewPool) // the form offers exactly these fields; the server checks every one
    await queries.invalidateQueries({ queryKey: ['pool'] })
    go(`/settings/pools/${made.id}`)
  }
  return (
    <>
      <PageTop title={t('pool.title')} back={{ label: t('pool.back'), href: '/settings' }} />
      <section className="card">
        <header>
          <p className="t2 grow">{t('pool.say')}</p>
          {create}
        </header>
        {pools.data.items.length === 0 && <Empty title={t('pool.none')} say={t('pool.noneSay')} />}
        <table className="tbl wide">
          <tbody>
            {pools.data.items.map(pool => (
              <tr key={pool.id}>
                <td>
                  <Link className="link" href={`/settings/pools/${pool.id}`}>
                    {pool.name}
                  </Link>
                </td>
                <td>
                  <Tag>{t(`pool.${pool.entity}`)}</Tag>
                </td>
                <td className="num">{t('pool.waiting', { count: pool.waiting })}</td>
                <td className="num">
                  {t('pool.members')} {pool.members}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Sheet open={making} onClose={() => setMaking(false)} title={t('pool.new')}>
        <RecordForm
          fields={poolEntity.fields.map(field => ({ ...field, required: true }))}
          record={{ entity: 'customer' }}
          draftKey="pool:new"
          onSave={changed => save({ entity: 'customer', ...changed })}
          onCancel={() => setMaking(false)}
        />
      </Sheet>
    </>
  )
}
