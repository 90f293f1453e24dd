import './Survey.css'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { Problem } from '#ui/Problem.tsx'
import { type Period, periods } from '../survey.schema.ts'
import { surveyCalls } from './useSurveyCalls.ts'
import { useSurveyText } from './useSurveyText.ts'

/** Satisfaction and, beside it, how many answer at all. */
export function ScoreBar() {
  const t = useSurveyText()
  const [period, setPeriod] = useState<Period>('thisQuarter')
  const score = useQuery({ queryKey: ['survey', 'score', period], queryFn: () => surveyCalls.score({ period }) })
  if (score.error) return <Problem error={score.error} onRetry={() => score.refetch()} />
  const { csat, response, asked = 0, back = 0, scores = [] } = score.data ?? {}
  const count = scores.reduce((all, one) => all + one.count, 0)
  const percent = (value: number | null | undefined) =>
    value === undefined ? '…' : value === null ? t('survey.nothing') : `${value} %`
  return (
    <section className="card surveyscore" aria-label={t('survey.csat')} aria-busy={score.isPending}>
      <Select<Period>
        aria-label={t('survey.period')}
        value={period}
        onChange={setPeriod}
        options={periods.map(value => ({ value, label: t(`survey.period.${value}`) }))}
        popupMatchSelectWidth={false}
      />
      <dl>
        <div>
          <dt>{t('survey.csat')}</dt>
          <dd>
            {percent(csat)}
            {score.data && <small>{t('survey.scoresOf', { count })}</small>}
          </dd>
        </div>
        <div>
          <dt>{t('survey.response')}</dt>
          <dd>
            {percent(response)}
            {score.data && <small>{t('survey.responseOf', { back, asked })}</small>}
          </dd>
        </div>
      </dl>
    </section>
  )
}
