import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '#kernel/api.ts'
import type { Reason } from '#kernel/refusal.ts'
import { Button } from '#ui/Button.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { reasonsOf } from '#ui/problems.ts'
import { Skeleton } from '#ui/Skeleton.tsx'
import { send } from '#ui/send.ts'
import { useToast } from '#ui/Toast.tsx'
import { useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import { Reasons } from '#ui/WhyNot.tsx'
import { calendarApi } from '../calendar.api.ts'
import type { CalendarEdit, CalendarYear } from '../calendar.schema.ts'
import { calendarText } from '../calendar.text.ts'
import { HoursPart } from './HoursPart.tsx'
import { OwnDaysPart } from './OwnDaysPart.tsx'
import { YearGrid } from './YearGrid.tsx'
import './Calendar.css'

const calls = client(calendarApi, send)

/** Which days and hours people work: what clocks and reminders count by. */
export function CalendarPage() {
  const t = useText(calendarText)
  const today = useToday()
  const [year, setYear] = useState(Number(today.slice(0, 4)))
  const calendar = useQuery({
    queryKey: ['workCalendar', year],
    queryFn: () => calls.get({ year }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <PageTop title={t('calendar.title')} back={{ label: t('calendar.settings'), href: '/settings' }} />
      {calendar.error && <Problem error={calendar.error} onRetry={() => calendar.refetch()} />}
      {calendar.isPending && <Skeleton shape="record" />}
      {calendar.data && <Editing calendar={calendar.data} year={year} onYear={setYear} />}
    </>
  )
}

type EditingProps = {
  readonly calendar: CalendarYear
  readonly year: number
  readonly onYear: (year: number) => void
}

function Editing({ calendar, year, onYear }: EditingProps) {
  const t = useText(calendarText)
  const tell = useToast()
  const queries = useQueryClient()
  const [typed, setTyped] = useState<CalendarEdit>()
  const [refused, setRefused] = useState<readonly Reason[]>([])
  const own = typed ?? { hours: calendar.hours, days: calendar.days }
  const save = async () => {
    try {
      queries.setQueryData(['workCalendar', year], await calls.set({ ...own, year }))
      setTyped(undefined)
      setRefused([])
      await Promise.all(
        ['workCalendar', 'handoff', 'thread'].map(key => queries.invalidateQueries({ queryKey: [key] })),
      )
      tell(t('calendar.saved'))
    } catch (error) {
      setRefused(reasonsOf(error))
    }
  }
  return (
    <div className="stack">
      <section className="card">
        <header className="calbar">
          <Button kind="text" icon="left" aria-label={t('calendar.before')} onClick={() => onYear(year - 1)} />
          <h2>{t('calendar.year', { year })}</h2>
          <Button kind="text" icon="right" aria-label={t('calendar.after')} onClick={() => onYear(year + 1)} />
          <span className="grow" />
          {typed && <small className="t3 dk">{t('calendar.unsaved')}</small>}
          <Button kind="primary" disabled={!typed} onClick={save}>
            {t('calendar.save')}
          </Button>
        </header>
        <div className="body stack">
          <p className="t2">{t('calendar.sayLong')}</p>
          {!calendar.isPublished && <p className="calwarn">{t('calendar.unpublished', { year })}</p>}
          {refused.length > 0 && <Reasons reasons={refused} />}
          <YearGrid
            year={year}
            published={calendar.published}
            days={own.days}
            onDays={days => setTyped({ ...own, days })}
          />
        </div>
      </section>
      <div className="calpair">
        <HoursPart hours={own.hours} onHours={hours => setTyped({ ...own, hours })} />
        <OwnDaysPart year={year} days={own.days} onDays={days => setTyped({ ...own, days })} />
      </div>
    </div>
  )
}
