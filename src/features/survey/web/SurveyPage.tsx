import './Survey.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Field } from '#meta/entity.ts'
import { fieldOf } from '#meta/entity.ts'
import { Button } from '#ui/Button.tsx'
import { Link, usePlace } from '#ui/Link.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { RecordHead } from '#ui/RecordHead.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel } from '#ui/useText.tsx'
import { Day, When } from '#ui/When.tsx'
import { feedbackText } from '../feedback.text.ts'
import { surveyEntity } from '../survey.entity.ts'
import { isOpen } from '../survey.rules.ts'
import type { Survey } from '../survey.schema.ts'
import { AskSheet } from './AskSheet.tsx'
import { ScoreTag } from './ScoreTag.tsx'
import { surveyCalls, useRefresh } from './useSurveyCalls.ts'
import { useSurveyText } from './useSurveyText.ts'

export function SurveyPage() {
  const { params } = usePlace()
  const id = params.id ?? ''
  const survey = useQuery({ queryKey: ['survey', id], queryFn: () => surveyCalls.get({ id }) })
  if (survey.error) return <Problem error={survey.error} onRetry={() => survey.refetch()} />
  if (!survey.data) return <Skeleton shape="record" />
  return <SurveyRecord key={id} survey={survey.data} />
}

type Props = { readonly survey: Survey }

function SurveyRecord({ survey }: Props) {
  const t = useSurveyText()
  const label = useLabel()
  const { id, number, state, score } = survey
  const tone = fieldOf(surveyEntity, 'state')?.choices?.find(one => one.value === state)?.tone ?? 'off'
  return (
    <>
      <PageTop title={number} back={{ label: label(surveyEntity.plural), href: '/surveys' }} />
      <RecordHead
        title={survey.customerName}
        href={`/customers/${survey.customerId}`}
        state={{ label: t(`state.survey.${state}`), tone }}
        sub={<About survey={survey} />}
        facts={factsOf(t, survey)}
      />
      <SurveyMoves survey={survey} />
      <div className="rec-grid">
        <div className="stack">
          <section className="card">
            <header>
              <h2>{t('survey.details')}</h2>
            </header>
            <div className="body stack">
              {score === null ? (
                <p className="t3">{t('survey.noAnswer')}</p>
              ) : (
                <>
                  <p>
                    <ScoreTag score={score} />
                  </p>
                  <p className={survey.comment ? 'surveysaid' : 't3'}>{survey.comment ?? t('survey.noComment')}</p>
                </>
              )}
              {survey.reviewNote && (
                <p className="surveysaid">
                  <span className="t3">{t('survey.note')}</span> {survey.reviewNote}
                </p>
              )}
            </div>
          </section>
          <section className="card">
            <div className="body stack">
              <Slot name="links" entity="survey" id={id} />
            </div>
          </section>
        </div>
        <div className="stack">
          <Slot name="timeline" entity="survey" id={id} closed={!isOpen(state)} />
        </div>
      </div>
    </>
  )
}

function About({ survey }: Props) {
  const label = useLabel()
  const { orderId, ticketId, complaintId } = survey
  const links = [
    ...(orderId ? [{ href: `/orders/${orderId}`, text: survey.orderNumber }] : []),
    ...(ticketId ? [{ href: `/tickets/${ticketId}`, text: survey.ticketNumber }] : []),
  ]
  const complaint = fieldOf(surveyEntity, 'complaintId')
  return (
    <>
      {links.map(({ href, text }) => (
        <Link key={href} className="link" href={href}>
          {text}
        </Link>
      ))}
      {complaintId && complaint && (
        <span>
          {label(complaint.label)}{' '}
          <Link className="link" href={`/tickets/${complaintId}`}>
            {survey.complaintNumber}
          </Link>
        </span>
      )}
      {survey.ownerName && <span>{survey.ownerName}</span>}
    </>
  )
}

type Say = ReturnType<typeof useSurveyText>
function factsOf(t: Say, { sentAt, answeredAt, dueOn, isLate, state }: Survey) {
  const asked = { label: t('survey.fact.asked'), value: sentAt ? <When at={sentAt} /> : t('survey.notAsked') }
  const answered = answeredAt ? [{ label: t('survey.fact.answered'), value: <When at={answeredAt} /> }] : []
  const due = state === 'answered' ? [{ label: t('survey.fact.due'), value: <Day day={dueOn} late={isLate} /> }] : []
  return [asked, ...answered, ...due]
}

const note: Field = { key: 'note', label: feedbackText['survey.note'], kind: 'longText', maxLength: 2000 }

function SurveyMoves({ survey }: Props) {
  const t = useSurveyText()
  const session = useSession()
  const refresh = useRefresh()
  const [asking, setAsking] = useState(false)
  const { id, version, state } = survey
  const offers = useQuery({ queryKey: ['survey', id, 'moves', version], queryFn: () => surveyCalls.offers({ id }) })
  const review = async (values: Readonly<Record<string, unknown>>) => {
    const words = typeof values.note === 'string' && values.note.trim() !== '' ? { note: values.note } : {}
    await surveyCalls.review({ id, version, ...words })
    await refresh()
  }
  // not asked yet, it is what this page is for
  const isNext = state === 'ready'
  const ask = isOpen(state) && mayDo(session, 'survey.send') && (
    <Button icon="chat" {...(isNext && { kind: 'primary' as const })} onClick={() => setAsking(true)}>
      {t('survey.ask')}
    </Button>
  )
  return (
    <>
      <MoveBar
        offers={offers.data}
        first={isNext && ask}
        primary="review"
        label={() => t('move.survey.review')}
        asks={{ review: [note] }}
        onMove={(_move, values) => review(values)}
      >
        {!isNext && ask}
      </MoveBar>
      {asking && <AskSheet id={id} onClose={() => setAsking(false)} />}
    </>
  )
}
