import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { peopleApi } from '#features/people/people.api.ts'
import { client } from '#kernel/api.ts'
import type { Field } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Tag } from '#ui/Marks.tsx'
import { RecordForm } from '#ui/RecordForm.tsx'
import { Sheet } from '#ui/Sheet.tsx'
import { send } from '#ui/send.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import type { Candidate } from '../assignment.schema.ts'
import { assignmentPageText } from '../assignmentPage.text.ts'
import { assignmentCalls } from './useAssignment.ts'

const peopleCalls = client(peopleApi, send)
const fields: readonly Field[] = [
  { key: 'awayFrom', label: assignmentPageText['assign.awayFrom'], kind: 'date' },
  { key: 'awayUntil', label: assignmentPageText['assign.awayUntil'], kind: 'date' },
]

/** Who sells, how much they have, and who is away: said here by whoever leads them. */
export function CandidatesPart() {
  const t = useText(assignmentPageText)
  const session = useSession()
  const queries = useQueryClient()
  const [away, setAway] = useState<Candidate>()
  const people = useQuery({ queryKey: ['assignment', 'people'], queryFn: () => assignmentCalls.people({}) })
  const sellers = people.data?.items.filter(one => one.sells)
  const keep = async (userId: string, absence: Pick<Candidate, 'awayFrom' | 'awayUntil'>) => {
    await peopleCalls.setAbsence({ id: userId, ...absence })
    await queries.invalidateQueries({ queryKey: ['assignment', 'people'] })
    setAway(undefined)
  }
  const may = mayDo(session, 'user.absence')
  return (
    <section className="card">
      <header>
        <h2>{t('assign.who')}</h2>
      </header>
      <ul className="body plain assign-people">
        {!sellers && <RowsSkeleton rows={3} />}
        {sellers?.map(one => (
          <li key={one.userId} className="row tight">
            <b className="b grow cut">{one.name}</b>
            <Away one={one} />
            <span className="t2 nw">
              {t('assign.openLeads')}{' '}
              {one.cap === null ? one.open : t('assign.openOf', { open: one.open, cap: one.cap })}
            </span>
            {may && (
              <Button
                size="sm"
                kind="text"
                onClick={() => setAway(one)}
                aria-label={t('assign.setAwayOf', { name: one.name })}
              >
                {t('assign.setAway')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Sheet
        open={away !== undefined}
        onClose={() => setAway(undefined)}
        title={t('assign.awayOf', { name: away?.name ?? '' })}
      >
        {away && (
          <RecordForm
            fields={fields}
            record={away}
            draftKey={`away:${away.userId}`}
            onSave={body => keep(away.userId, { awayFrom: away.awayFrom, awayUntil: away.awayUntil, ...body })}
            onCancel={() => setAway(undefined)}
          />
        )}
      </Sheet>
    </section>
  )
}

function Away({ one }: { one: Candidate }) {
  const t = useText(assignmentPageText)
  if (!one.awayUntil) return null
  if (one.away)
    return (
      <Tag tone="warn">
        {t('assign.awayUntil')} <Day day={one.awayUntil} />
      </Tag>
    )
  return (
    <span className="t3 nw">
      {t('assign.awayFrom')} <Day day={one.awayFrom} />
    </span>
  )
}
