import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { AskForm } from '#ui/MoveAsk.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Rivals } from '../part.schema.ts'
import { partText } from '../part.text.ts'
import { competitorChoices, partCalls, useCompetitors } from './useParts.ts'

const strengths: Field = { key: 'strengths', label: partText['rivals.strengths'], kind: 'longText', maxLength: 2000 }
const fresh: Field = { key: 'fresh', label: partText['rivals.new'], kind: 'text', maxLength: 100 }

/** Against whom, and where they are strong here. */
export function RivalsPart({ id }: { id: string }) {
  const t = useText(partText)
  const session = useSession()
  const queries = useQueryClient()
  const competitors = useCompetitors()
  const [adding, setAdding] = useState(false)
  const [reasons, setReasons] = useState<readonly Reason[]>([])
  const rivals = useQuery({ queryKey: ['deal', id, 'competitors'], queryFn: () => partCalls.rivals({ id }) })
  if (!rivals.data) return null
  const { version, items } = rivals.data
  const may = mayDo(session, 'deal.edit')
  const keep = async (next: Rivals['items']) => {
    try {
      const rows = next.map(({ competitorId, strengths: strong, note }) => ({ competitorId, strengths: strong, note }))
      await partCalls.setRivals({ id, version, items: rows })
      await Promise.all(['deal', 'competitor'].map(key => queries.invalidateQueries({ queryKey: [key] })))
      setReasons([])
      setAdding(false)
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  const add = async (values: Record<string, unknown>) => {
    try {
      const name = typeof values.fresh === 'string' ? values.fresh.trim() : ''
      const chosen = name ? (await partCalls.createCompetitor({ name })).id : String(values.competitorId ?? '')
      if (!chosen) return setReasons([{ key: 'deal.unknownCompetitor' }])
      const strong = typeof values.strengths === 'string' ? values.strengths : null
      await keep([...items, { competitorId: chosen, name, strengths: strong, note: null }])
    } catch (error) {
      setReasons(reasonsOf(error))
    }
  }
  const left = competitors.filter(one => !one.archived && !items.some(item => item.competitorId === one.id))
  const known: Field = {
    key: 'competitorId',
    label: partText['rivals.name'],
    kind: 'choice',
    choices: competitorChoices(left),
  }
  return (
    <section className="card">
      <header>
        <h2>{t('rivals.title')}</h2>
        <span className="grow" />
        {may && !adding && (
          <Button size="sm" icon="plus" onClick={() => setAdding(true)}>
            {t('rivals.add')}
          </Button>
        )}
      </header>
      <div className="body stack">
        {items.length === 0 && !adding && <p className="t3">{t('rivals.none')}</p>}
        {items.length > 0 && (
          <ol className="plain-list">
            {items.map(item => (
              <li key={item.competitorId}>
                <b>{item.name}</b>
                <span className="grow t2">{item.strengths}</span>
                {may && (
                  <Button
                    kind="text"
                    icon="trash"
                    aria-label={t('part.remove')}
                    onClick={() => keep(items.filter(one => one !== item))}
                  />
                )}
              </li>
            ))}
          </ol>
        )}
        {reasons.length > 0 && <Reasons reasons={reasons} />}
        {adding && (
          <AskForm
            fields={[...(left.length > 0 ? [known] : []), fresh, strengths]}
            onGo={add}
            onClose={() => setAdding(false)}
            go={t('rivals.add')}
            stacked
          />
        )}
      </div>
    </section>
  )
}
