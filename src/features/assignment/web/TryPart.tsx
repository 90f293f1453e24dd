import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { Link } from '#ui/Link.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Segmented } from '#ui/Segmented.tsx'
import { useToast } from '#ui/Toast.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { Reasons } from '#ui/WhyNot.tsx'
import type { Outcome, RuleInput, TryBody } from '../assignment.schema.ts'
import { assignmentPageText } from '../assignmentPage.text.ts'
import { assignmentCalls, useWhy } from './useAssignment.ts'

type Props = { rules: readonly RuleInput[]; isKept: boolean }
const newest = 20

/** Before anything is kept: which lead would go to whom, by the very function that gives them. */
export function TryPart({ rules, isKept }: Props) {
  const t = useText(assignmentPageText)
  const tell = useToast()
  const session = useSession()
  const queries = useQueryClient()
  const [which, setWhich] = useState<TryBody['which']>('waiting')
  const trying = useMutation({
    mutationFn: () => assignmentCalls.try({ which, rules: [...rules], ...(which === 'newest' && { count: newest }) }),
  })
  const giving = useMutation({
    mutationFn: () => assignmentCalls.distribute({}),
    onSuccess: async ({ given, pooled, left }) => {
      trying.reset()
      await Promise.all([['lead'], ['assignment', 'people']].map(queryKey => queries.invalidateQueries({ queryKey })))
      tell(t('assign.gave', { given, pooled, left }))
    },
  })
  const error = trying.error ?? giving.error
  return (
    <div className="stack assign-try">
      <div className="row wrap tight">
        <Segmented
          label={t('assign.try')}
          all={['waiting', 'newest'] as const}
          value={which}
          say={one => t(one === 'waiting' ? 'assign.tryWaiting' : 'assign.tryNewest')}
          onPick={setWhich}
        />
        <Button size="sm" busy={trying.isPending} onClick={() => trying.mutate()}>
          {t('assign.try')}
        </Button>
        {isKept && mayDo(session, 'lead.assign') && (
          <Button size="sm" busy={giving.isPending} onClick={() => giving.mutate()}>
            {t('assign.give')}
          </Button>
        )}
        <span className="t3">{t('assign.trySay')}</span>
      </div>
      {error && <Reasons reasons={reasonsOf(error)} />}
      {trying.data && <Would items={trying.data.items} />}
    </div>
  )
}

function Would({ items }: { items: readonly Outcome[] }) {
  const t = useText(assignmentPageText)
  const why = useWhy()
  if (items.length === 0) return <p role="status">{t('assign.tryNone')}</p>
  return (
    <div className="assign-scroll" role="status">
      <table className="assign-table">
        <thead>
          <tr>
            <th>{t('assign.lead')}</th>
            <th>{t('assign.gets')}</th>
            <th>{t('assign.why')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(one => (
            <tr key={one.leadId}>
              <td>
                <Link className="link" href={`/leads/${one.leadId}`}>
                  {one.title}
                </Link>
                <small className="t3"> {[one.region, one.productLine, one.source].filter(Boolean).join(' · ')}</small>
              </td>
              <td className="nw">{one.userName ?? <span className="t3">{t('assign.unassigned')}</span>}</td>
              <td className="t2">{why(one.facts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
