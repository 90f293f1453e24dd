import { Segmented } from '#ui/Segmented.tsx'
import './Twins.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Empty } from '#ui/Empty.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { type TwinEntity, type TwinPair, twinEntities } from '../twin.schema.ts'
import { twinText } from '../twin.text.ts'
import { MergeSheet } from './MergeSheet.tsx'
import { MergesList } from './MergesList.tsx'
import { PairView } from './PairView.tsx'
import { twinCalls } from './useTwinCalls.ts'

type Tab = TwinEntity | 'merges'

/** All that looks alike, and what was merged. */
export function TwinPage() {
  const t = useText(twinText)
  const session = useSession()
  const kinds = twinEntities.filter(one => mayDo(session, `${one}.merge`))
  const [tab, setTab] = useState<Tab>(kinds[0] ?? 'merges')
  return (
    <>
      <PageTop title={t('twin.title')} />
      <p className="t2">{t('twin.say')}</p>
      <Segmented
        label={t('twin.title')}
        all={[...kinds, 'merges' as const]}
        value={tab}
        say={one => t(`twin.tab.${one}`)}
        onPick={setTab}
      />
      {tab === 'merges' ? <MergesList /> : <Pairs key={tab} entity={tab} />}
    </>
  )
}

function Pairs({ entity }: { entity: TwinEntity }) {
  const t = useText(twinText)
  const queries = useQueryClient()
  const [merging, setMerging] = useState<TwinPair>()
  const found = useQuery({ queryKey: ['twin', 'pairs', entity], queryFn: () => twinCalls.pairs({ entity }) })
  if (found.error) return <Problem error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <Skeleton shape="list" />
  const { items, more } = found.data
  const dismiss = async ({ a, b }: TwinPair) => {
    await twinCalls.dismiss({ entity, aId: a.id, bId: b.id })
    await queries.invalidateQueries({ queryKey: ['twin'] })
  }
  if (items.length === 0) return <Empty title={t('twin.none')} say={t('twin.noneSay')} />
  return (
    <section className="card">
      {items.map(pair => (
        <PairView key={`${pair.a.id} ${pair.b.id}`} entity={entity} pair={pair}>
          <Button size="sm" kind="text" onClick={() => dismiss(pair)}>
            {t('twin.two')}
          </Button>
          <Button size="sm" onClick={() => setMerging(pair)}>
            {t('twin.mergeOpen')}
          </Button>
        </PairView>
      ))}
      {more && <p className="impnote t3">{t('twin.more')}</p>}
      {merging && (
        <MergeSheet
          entity={entity}
          pair={{ winnerId: merging.a.id, loserId: merging.b.id }}
          onClose={() => setMerging(undefined)}
          onDone={() => setMerging(undefined)}
        />
      )}
    </section>
  )
}
