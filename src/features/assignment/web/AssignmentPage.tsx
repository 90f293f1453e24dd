import { useQuery } from '@tanstack/react-query'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { uiText } from '#ui/ui.text.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { assignmentPageText } from '../assignmentPage.text.ts'
import { CandidatesPart } from './CandidatesPart.tsx'
import { HistoryPart } from './HistoryPart.tsx'
import { RespondingPart } from './RespondingPart.tsx'
import { RulesPart } from './RulesPart.tsx'
import { assignmentCalls } from './useAssignment.ts'
import './Assignment.css'

/** Who gets new leads, and what happens while nobody answers them. */
export function AssignmentPage() {
  const t = useText(assignmentPageText)
  const ui = useText(uiText)
  const session = useSession()
  const kept = useQuery({ queryKey: ['assignment'], queryFn: () => assignmentCalls.get({}) })
  return (
    <>
      <PageTop title={t('assign.title')} back={{ label: ui('ui.settings'), href: '/settings' }}>
        {mayDo(session, 'assignment.report') && <Button href="/distribution">{t('report.title')}</Button>}
      </PageTop>
      <div className="stack">
        {kept.error && <Problem error={kept.error} onRetry={() => kept.refetch()} />}
        {kept.isPending && <Skeleton shape="record" />}
        {kept.data && <RulesPart key={kept.data.version} kept={kept.data} />}
        <RespondingPart />
        <CandidatesPart />
        <HistoryPart />
      </div>
    </>
  )
}
