import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Held } from '#ui/Held.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useText } from '#ui/useText.tsx'
import { pipelineText } from '../pipeline.text.ts'
import { NewPipelineCard, PipelineCard } from './PipelineCard.tsx'
import { dealCalls } from './useDealCalls.ts'
import './Deal.css'

/** Every pipeline with its stages; those no longer in use stand last. */
export function StageSettingsPage() {
  const t = useText(pipelineText)
  const [making, setMaking] = useState(false)
  const pipelines = useQuery({ queryKey: ['pipeline', 'list'], queryFn: () => dealCalls.pipelines({}) })
  const items = pipelines.data?.items.toSorted((a, b) => Number(a.archived) - Number(b.archived)) ?? []
  return (
    <>
      <PageTop title={t('pipeline.title')} back={{ label: t('pipeline.back'), href: '/settings' }} />
      <div className="row stagesay">
        <p className="t2 grow">{t('pipeline.sayLong')}</p>
        {!making && (
          <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
            {t('pipeline.new')}
          </Button>
        )}
      </div>
      {pipelines.error && <Problem error={pipelines.error} onRetry={() => pipelines.refetch()} />}
      {pipelines.isPending && <Skeleton shape="list" />}
      <div className="stack">
        {making && <NewPipelineCard onDone={() => setMaking(false)} />}
        {items.map(pipeline => (
          <Held key={pipeline.id} latest={pipeline}>
            {(shown, hold) => <PipelineCard key={shown.version} pipeline={shown} onWriting={hold} />}
          </Held>
        ))}
      </div>
    </>
  )
}
