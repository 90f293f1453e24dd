import '#ui/kinds/kinds.css'
import { Button } from '#ui/Button.tsx'
import { useText } from '#ui/useText.tsx'
import type { CalendarEdit } from '../calendar.schema.ts'
import { calendarText } from '../calendar.text.ts'

type Hours = CalendarEdit['hours']
type Props = { readonly hours: Hours; readonly onHours: (hours: Hours) => void }

/** From when to when people work; a lunch break lies between two of them. */
export function HoursPart({ hours, onHours }: Props) {
  const t = useText(calendarText)
  const put = (at: number, key: 'from' | 'to', value: string) =>
    onHours(hours.map((span, i) => (i === at ? { ...span, [key]: value } : span)))
  const last = hours.at(-1)?.to ?? '09:00'
  return (
    <section className="card">
      <header>
        <h2>{t('calendar.hours')}</h2>
      </header>
      <div className="body stack">
        {hours.map((span, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span of hours has no other name than its place
          <div className="row" key={i}>
            {(['from', 'to'] as const).map(key => (
              <input
                key={key}
                type="time"
                className="native caltime"
                value={span[key]}
                aria-label={t(`calendar.${key}`)}
                onChange={event => put(i, key, event.target.value)}
              />
            ))}
            {hours.length > 1 && (
              <Button
                kind="text"
                icon="trash"
                aria-label={t('calendar.removeSpan', span)}
                onClick={() => onHours(hours.filter((_, at) => at !== i))}
              />
            )}
          </div>
        ))}
        <div className="row">
          <Button size="sm" icon="plus" onClick={() => onHours([...hours, { from: last, to: '23:00' }])}>
            {t('calendar.addSpan')}
          </Button>
        </div>
      </div>
    </section>
  )
}
