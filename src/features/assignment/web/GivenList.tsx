import { useQuery } from '@tanstack/react-query'
import { RowsSkeleton } from '#ui/CardSkeleton.tsx'
import { Link } from '#ui/Link.tsx'
import { Problem } from '#ui/Problem.tsx'
import { useText } from '#ui/useText.tsx'
import { When } from '#ui/When.tsx'
import type { GivenLead, GivenQuery } from '../assignment.schema.ts'
import { assignmentPageText } from '../assignmentPage.text.ts'
import { assignmentCalls, useMinutes } from './useAssignment.ts'

/** Exactly the leads that a figure of the report counts. */
export function GivenList({ query }: { query: GivenQuery }) {
  const t = useText(assignmentPageText)
  const list = useQuery({ queryKey: ['assignment', 'given', query], queryFn: () => assignmentCalls.given(query) })
  if (list.error) return <Problem error={list.error} onRetry={() => list.refetch()} />
  if (!list.data) return <RowsSkeleton rows={5} />
  return (
    <div className="stack">
      <ul className="plain assign-given">
        {list.data.items.map(one => (
          <Row key={one.id} given={one} />
        ))}
      </ul>
      {list.data.more && <p className="t3">{t('report.more')}</p>}
    </div>
  )
}

function Row({ given }: { given: GivenLead }) {
  const t = useText(assignmentPageText)
  const say = useMinutes()
  const { leadId, title, number, userName, how, rule, minutes, at } = given
  return (
    <li className="row wrap tight">
      {title ? (
        <Link className="link cut" href={`/leads/${leadId}`}>
          {title}
        </Link>
      ) : (
        <span className="t3">
          {number} · {t('report.gone')}
        </span>
      )}
      <span className="t2">{userName}</span>
      <span className="t3">{rule ?? t(`how.${how}`)}</span>
      <span className="grow" />
      {minutes !== null && <span className="t2 nw">{say(minutes)}</span>}
      <small className="t3">
        <When at={at} />
      </small>
    </li>
  )
}
