import { useQuery } from '@tanstack/react-query'
import type { Given } from '#meta/given.ts'
import type { SlotProps } from '#ui/Slot.tsx'
import { useNow } from '#ui/useNow.ts'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import { assignmentPageText } from '../assignmentPage.text.ts'
import { assignmentCalls, useMinutes, useWhy } from './useAssignment.ts'
import './Assignment.css'

/** On a lead's page: who was given it, how and why, and how soon they answered. */
export function GivenPart({ id }: SlotProps) {
  const t = useText(assignmentPageText)
  const all = useQuery({ queryKey: ['lead', id, 'assignments'], queryFn: () => assignmentCalls.ofLead({ id }) })
  if (!all.data || all.data.items.length === 0) return null
  return (
    <section className="card">
      <header>
        <h2>{t('given.title')}</h2>
      </header>
      <ul className="body plain assign-given">
        {all.data.items.map(one => (
          <Row key={one.id} given={one} />
        ))}
      </ul>
    </section>
  )
}

function Row({ given }: { given: Given }) {
  const t = useText(assignmentPageText)
  const why = useWhy()
  return (
    <li>
      <div className="row wrap tight">
        <b className="b">{given.userName}</b>
        <span className="t2">{t(`how.${given.how}`)}</span>
        {given.how === 'hand' && given.byName && <span className="t2">{t('given.by', { name: given.byName })}</span>}
        <span className="grow" />
        <small className="t3">
          <When at={given.at} />
        </small>
      </div>
      {given.facts && <p className="t2">{why(given.facts)}</p>}
      <Clock given={given} />
    </li>
  )
}

function Clock({ given: { minutes, respondedAt, respondBy, endedAt } }: { given: Given }) {
  const t = useText(assignmentPageText)
  const say = useMinutes()
  const now = useNow()
  if (respondedAt) return minutes === null ? null : <p className="t2">{t('given.took', { time: say(minutes) })}</p>
  if (endedAt || !respondBy) return null
  const late = new Date(respondBy) < now
  return (
    <p className={late ? 'late' : 't2'}>
      {t(late ? 'given.late' : 'given.dueAt')} <When at={respondBy} />
    </p>
  )
}
