import { Input } from 'antd'
import { Button } from '#ui/Button.tsx'
import { Tag } from '#ui/Marks.tsx'
import { useText } from '#ui/useText.tsx'
import { Day } from '#ui/When.tsx'
import type { CalendarEdit } from '../calendar.schema.ts'
import { calendarText } from '../calendar.text.ts'

type Days = CalendarEdit['days']
type Props = { readonly year: number; readonly days: Days; readonly onDays: (days: Days) => void }

/** The company's own exceptions of the year, with their names. */
export function OwnDaysPart({ year, days, onDays }: Props) {
  const t = useText(calendarText)
  const shown = days.filter(day => day.date.startsWith(`${year}-`)).toSorted((a, b) => (a.date < b.date ? -1 : 1))
  const rename = (date: string, name: string) =>
    onDays(days.map(day => (day.date === date ? { ...day, name: name || null } : day)))
  return (
    <section className="card">
      <header>
        <h2>{t('calendar.ownDays')}</h2>
        <span className="t3">{shown.length}</span>
      </header>
      <div className="body stack">
        {shown.length === 0 && <p className="t3">{t('calendar.noOwn')}</p>}
        {shown.map(({ date, kind, name }) => (
          <div className="row" key={date}>
            <span className="nw">
              <Day day={date} />
            </span>
            <Tag tone={kind === 'off' ? 'warm' : 'cool'}>{t(`calendar.${kind}`)}</Tag>
            <Input
              value={name ?? ''}
              maxLength={60}
              placeholder={t('calendar.nameSay')}
              aria-label={t('calendar.name', { date })}
              onChange={event => rename(date, event.target.value)}
            />
            <Button
              kind="text"
              icon="undo"
              aria-label={t('calendar.remove', { date })}
              onClick={() => onDays(days.filter(day => day.date !== date))}
            />
          </div>
        ))}
      </div>
    </section>
  )
}
