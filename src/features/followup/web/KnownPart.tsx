import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '#kernel/api.ts'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import type { SlotProps } from '#ui/Slot.tsx'
import { send } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { useLabel, useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { followupEntity } from '../followup.entity.ts'
import { followupText } from '../followup.text.ts'
import { knownApi } from '../known.api.ts'
import type { Known } from '../known.schema.ts'
import { knownText } from '../known.text.ts'
import { followupCalls } from './useFollowups.ts'
import './Known.css'

const calls = client(knownApi, send)

/** Of everything that was said: the newest word of each kind, and where it was said. */
export function KnownPart({ entity, id }: SlotProps) {
  const t = useText(knownText)
  const [source, open] = useState<Known>()
  // under the record's own key: whatever is logged on it is known at once
  const known = useQuery({ queryKey: [entity, id, 'known'], queryFn: () => calls.list({ entity, id }) })
  return (
    <section className="card">
      <header>
        <h2>{t('known.title')}</h2>
      </header>
      <div className="body">
        {known.error && <Problem error={known.error} onRetry={() => known.refetch()} />}
        {known.isPending && <RowsSkeleton rows={1} />}
        {known.data?.items.length === 0 && <p className="t3">{t('known.none')}</p>}
        {known.data && known.data.items.length > 0 && (
          <dl className="known">
            {known.data.items.map(one => (
              <Line key={one.field} known={one} here={id} onOpen={() => open(one)} />
            ))}
          </dl>
        )}
      </div>
      <Sheet open={source !== undefined} onClose={() => open(undefined)} title={t('known.source')}>
        {source && <Source id={source.followupId} />}
      </Sheet>
    </section>
  )
}

function Line({ known, here, onOpen }: { known: Known; here: string; onOpen: () => void }) {
  const t = useText(knownText)
  const label = useLabel()
  const field = useEntity(followupEntity).fields.find(one => one.key === known.field)
  const { value, at, ownerName, subjectId, subjectName, earlier } = known
  const elsewhere = subjectId !== here && subjectName ? [t('known.about', { name: subjectName })] : []
  const more = earlier > 0 ? [t('known.earlier', { count: earlier })] : []
  return (
    <div>
      <dt>{field ? label(field.label) : known.field}</dt>
      <dd>
        <span className="said">{value}</span>
        <button type="button" className="link t3" onClick={onOpen}>
          <When at={at} /> {[ownerName, ...elsewhere, ...more].filter(Boolean).join(' · ')}
        </button>
      </dd>
    </div>
  )
}

/** The words it was said in. */
function Source({ id }: { id: string }) {
  const t = useText(followupText)
  const found = useQuery({ queryKey: ['followup', id], queryFn: () => followupCalls.get({ id }) })
  if (found.error) return <Problem error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <RowsSkeleton rows={2} />
  const { kind, contactName, ownerName, at, content, result } = found.data
  const how = t(`followup.kind.${kind}`)
  return (
    <article className="stack">
      <p className="t2">
        {ownerName} · {contactName ? t('followup.withContact', { kind: how, contact: contactName }) : how} ·{' '}
        <When at={at} />
      </p>
      <p className="said">{content}</p>
      {result && <p className="said t2">{result}</p>}
    </article>
  )
}
