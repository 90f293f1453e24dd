import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useToast } from '#ui/Toast.tsx'
import { useLabel, useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import { contactParts, isContactPart, isScorable } from '../completeness.rules.ts'
import { type KeyFields, type ScoredEntity, scoredEntities } from '../completeness.schema.ts'
import { completenessText } from '../completeness.text.ts'
import { completenessCalls, useAnyEntity } from './useCompleteness.ts'

/** Which fields count, and how much: ticked and weighted, kind by kind. */
export function KeyFieldsPage() {
  const t = useText(completenessText)
  const settings = useQuery({ queryKey: ['completeness', 'settings'], queryFn: () => completenessCalls.settings({}) })
  if (settings.error) return <Problem error={settings.error} onRetry={() => settings.refetch()} />
  if (!settings.data) return <Skeleton shape="record" />
  return (
    <>
      <PageTop title={t('completeness.title')} back={{ label: t('completeness.settings'), href: '/settings' }} />
      <Edit kept={settings.data} />
    </>
  )
}

function Edit({ kept }: { kept: KeyFields }) {
  const t = useText(completenessText)
  const tell = useToast()
  const queries = useQueryClient()
  const [next, setNext] = useState(kept)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const save = async () => {
    setBusy(true)
    try {
      queries.setQueryData(['completeness', 'settings'], await completenessCalls.set(next))
      setRefused([])
      tell(t('completeness.saved'))
    } catch (error) {
      setRefused(reasonsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="stack">
      {scoredEntities.map(name => (
        <Kind key={name} name={name} kept={next} onChange={setNext} />
      ))}
      {refused.length > 0 && <Reasons reasons={refused} />}
      <p>
        <Button kind="primary" busy={busy} onClick={save}>
          {t('completeness.save')}
        </Button>
      </p>
    </div>
  )
}

type KindProps = { name: ScoredEntity; kept: KeyFields; onChange: (next: KeyFields) => void }

function Kind({ name, kept, onChange }: KindProps) {
  const t = useText(completenessText)
  const label = useLabel()
  const entity = useAnyEntity()(name)
  if (!entity) return null
  const fields = entity.fields
    .filter(field => isScorable(entity, field.key))
    .map(field => ({ key: field.key, name: label(field.label) }))
  const parts = Object.keys(contactParts).filter(isContactPart)
  const people = name === 'customer' ? parts.map(key => ({ key, name: t(`completeness.${key}`) })) : []
  const weightOf = (key: string) => kept[name].find(one => one.field === key)?.weight ?? 0
  const put = (field: string, weight: number) => {
    const rest = kept[name].filter(one => one.field !== field)
    onChange({ ...kept, [name]: weight > 0 ? [...rest, { field, weight }] : rest })
  }
  return (
    <section className="card">
      <header>
        <h2>{label(entity.plural)}</h2>
      </header>
      <ul className="body plain">
        {[...fields, ...people].map(({ key, name: named }) => (
          <li key={key} className="row">
            <label className="row grow">
              <input
                type="checkbox"
                checked={weightOf(key) > 0}
                onChange={event => put(key, event.target.checked ? 1 : 0)}
              />
              {named}
            </label>
            {weightOf(key) > 0 && (
              <input
                type="number"
                className="num"
                min={1}
                max={10}
                value={weightOf(key)}
                aria-label={t('completeness.weight', { field: named })}
                onChange={event => put(key, Math.min(10, Math.max(1, Number(event.target.value) || 1)))}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
