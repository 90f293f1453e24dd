import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { useGo } from '#ui/Link.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { useText } from '#ui/useText.tsx'
import { type TwinEntity, type TwinPair, twinEntities } from '../twin.schema.ts'
import { twinText } from '../twin.text.ts'
import { MergeSheet } from './MergeSheet.tsx'
import { hrefOf, PairView } from './PairView.tsx'
import { twinCalls } from './useTwinCalls.ts'

/** On the record's page, for whoever may merge: what looks like it. Nothing, where nothing does. */
export function TwinsPart({ entity: named, id }: SlotProps) {
  const entity = twinEntities.find(one => one === named)
  return entity ? <Twins entity={entity} id={id} /> : null
}

function Twins({ entity, id }: { entity: TwinEntity; id: string }) {
  const t = useText(twinText)
  const go = useGo()
  const [merging, setMerging] = useState<TwinPair>()
  const found = useQuery({ queryKey: ['twin', 'of', entity, id], queryFn: () => twinCalls.of({ entity, id }) })
  const pairs = found.data?.items ?? []
  if (pairs.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{t('twin.possible')}</h2>
        <span className="num t3">{pairs.length}</span>
      </header>
      {pairs.map(pair => (
        <PairView key={pair.b.id} entity={entity} pair={pair}>
          <Button size="sm" onClick={() => setMerging(pair)}>
            {t('twin.mergeOpen')}
          </Button>
        </PairView>
      ))}
      {merging && (
        <MergeSheet
          entity={entity}
          pair={{ winnerId: id, loserId: merging.b.id }}
          onClose={() => setMerging(undefined)}
          onDone={winner => {
            setMerging(undefined)
            if (winner !== id) go(hrefOf(entity, winner) ?? '/')
          }}
        />
      )}
    </section>
  )
}
