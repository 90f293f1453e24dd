import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { useSession } from '#ui/useSession.tsx'
import { useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { forecastText } from '../forecast.text.ts'
import { TargetTable } from './TargetTable.tsx'
import { forecastCalls } from './useForecast.ts'
import './Forecast.css'

/** What each person and department is to win, month by month of a year. */
export function TargetsPage() {
  const t = useText(forecastText)
  const { org } = useSession()
  const today = useToday()
  const [year, setYear] = useState(Number(today.slice(0, 4)))
  const [isWriting, setWriting] = useState(false)
  const targets = useQuery({
    queryKey: ['target', year],
    queryFn: () => forecastCalls.targets({ year }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageTop title={t('target.title')} back={{ label: t('target.settings'), href: '/settings' }} />
      <p className="t2 stagesay">{t('target.sayLong', { currency: org.currency })}</p>
      <div className="stack">
        <div className="row tight">
          <Button
            kind="text"
            icon="left"
            disabled={isWriting}
            aria-label={t('target.before')}
            onClick={() => setYear(year - 1)}
          />
          <b className="num">{year}</b>
          <Button
            kind="text"
            icon="right"
            disabled={isWriting}
            aria-label={t('target.after')}
            onClick={() => setYear(year + 1)}
          />
        </div>
        {targets.error && <Problem error={targets.error} onRetry={() => targets.refetch()} />}
        {targets.isPending && <Skeleton shape="list" />}
        {targets.data && <TargetTable key={targets.data.year} targets={targets.data} onWriting={setWriting} />}
      </div>
    </>
  )
}
