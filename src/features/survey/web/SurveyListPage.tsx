import { Link } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { RecordList } from '#ui/RecordList.tsx'
import { addressOf } from '#ui/send.ts'
import { useEntity } from '#ui/useEntity.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLabel } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import { surveyEntity } from '../survey.entity.ts'
import { ScoreBar } from './ScoreBar.tsx'
import { ScoreTag } from './ScoreTag.tsx'
import { surveyCalls } from './useSurveyCalls.ts'
import { useSurveyText } from './useSurveyText.ts'

const search = (condition: object): string => `?filter=${encodeURIComponent(JSON.stringify({ all: [condition] }))}`
const state = (value: string) => search({ field: 'state', op: 'is', value })

/** What customers say, with who has to look at it by when. */
export function SurveyListPage() {
  const t = useSurveyText()
  const label = useLabel()
  const session = useSession()
  const entity = useEntity(surveyEntity)
  return (
    <>
      <PageTop title={label(entity.plural)} />
      <ScoreBar />
      <RecordList
        entity={entity}
        href={row => `/surveys/${row.id}`}
        load={surveyCalls.list}
        summary={surveyCalls.summary}
        views={[
          { label: t('survey.view.all'), search: '' },
          { label: t('survey.view.open'), search: state('answered') },
          { label: t('survey.view.late'), search: search({ field: 'isLate', op: 'is', value: true }) },
          { label: t('survey.view.low'), search: search({ field: 'score', op: 'lte', value: '2' }) },
          { label: t('survey.view.ready'), search: state('ready') },
        ]}
        cells={{
          score: row => row.score !== null && <ScoreTag score={row.score} />,
          dueOn: row => row.state === 'answered' && <Day day={row.dueOn} late={row.isLate} />,
          orderId: row =>
            row.orderId && (
              <Link className="link cut" href={`/orders/${row.orderId}`}>
                {row.orderNumber}
              </Link>
            ),
        }}
        {...(mayDo(session, 'survey.export') && {
          exportHref: query => addressOf({ path: '/surveys/export', query }),
        })}
        empty={{ title: t('survey.empty'), say: t('survey.emptySay') }}
      />
    </>
  )
}
