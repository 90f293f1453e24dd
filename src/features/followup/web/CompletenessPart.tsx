import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { CardSkeleton } from '#ui/CardSkeleton.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { send } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { isContactPart } from '../completeness.rules.ts'
import { scoredEntities } from '../completeness.schema.ts'
import { completenessText } from '../completeness.text.ts'
import { completenessCalls, fieldIn, useAnyEntity } from './useCompleteness.ts'

/** How much of what matters is filled in; what is not is filled in here. */
export function CompletenessPart({ entity: name, id }: SlotProps) {
  const t = useText(completenessText)
  const label = useLabel()
  const session = useSession()
  const queries = useQueryClient()
  const entityOf = useAnyEntity()
  const [filling, fill] = useState(false)
  const scored = scoredEntities.find(one => one === name)
  const score = useQuery({
    queryKey: [name, id, 'completeness'],
    queryFn: () => completenessCalls.one({ entity: scored ?? 'customer', id }),
    enabled: scored !== undefined,
  })
  const entity = entityOf(name)
  // it keeps its place while its score comes, so that nothing below it moves
  if (score.isLoading) return <CardSkeleton rows={1} />
  if (!score.data || !entity) return null
  const missing = score.data.missing.flatMap(key => fieldIn(entity, key) ?? [])
  const people = score.data.missing.filter(isContactPart).map(key => t(`completeness.${key}`))
  const save = async (body: Readonly<Record<string, unknown>>) => {
    await send({ method: 'PATCH', path: `${entity.path}/${id}`, query: {}, body })
    await queries.invalidateQueries({ queryKey: [name] })
  }
  return (
    <section className="card">
      <header>
        <h2 className="grow">{t('completeness.title')}</h2>
        <b className={score.data.score < 60 ? 'num late' : 'num'}>{score.data.score}%</b>
      </header>
      <div className="body row">
        <span className="grow t2">
          {missing.length + people.length === 0
            ? t('completeness.whole')
            : t('completeness.missing', { fields: [...missing.map(one => label(one.label)), ...people].join(' · ') })}
        </span>
        {missing.length > 0 && mayDo(session, `${name}.edit`) && (
          <Button size="sm" onClick={() => fill(true)}>
            {t('completeness.fill')}
          </Button>
        )}
      </div>
      <Sheet open={filling} onClose={() => fill(false)} title={t('completeness.fill')}>
        {filling && (
          <RecordForm
            fields={missing.map(one => ({ ...one, required: false }))}
            record={{ id }}
            draftKey={`fill:${name}:${id}`}
            onSave={save}
            onDone={() => fill(false)}
            onCancel={() => fill(false)}
          />
        )}
      </Sheet>
    </section>
  )
}
