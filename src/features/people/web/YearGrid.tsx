import { addDays, endOfMonth, weekday } from '#kernel/clock.ts'
import { dateFormat } from '#ui/day.ts'
import { useLabel, useLang, useText } from '#ui/useText.tsx'
import { useToday } from '#ui/useToday.ts'
import type { CalendarEdit, CalendarYear } from '../calendar.schema.ts'
import { calendarText } from '../calendar.text.ts'

type Days = CalendarEdit['days']
type Kind = Days[number]['kind']
type Props = {
  readonly year: number
  readonly published: CalendarYear['published']
  readonly days: Days
  readonly onDays: (days: Days) => void
}

const months = Array.from({ length: 12 }, (_, i) => i + 1)
const two = (n: number): string => String(n).padStart(2, '0')

/** Twelve months; a press turns a day into the other kind, another press takes that back. */
export function YearGrid({ year, published, days, onDays }: Props) {
  const announced = new Map(published.map(day => [day.date, day]))
  const own = new Map(days.map(day => [day.date, day]))
  const usual = (date: string): Kind => announced.get(date)?.kind ?? (weekday(date) <= 5 ? 'work' : 'off')
  const turn = (date: string) => {
    const kind: Kind = usual(date) === 'work' ? 'off' : 'work'
    onDays(own.has(date) ? days.filter(day => day.date !== date) : [...days, { date, kind, name: null }])
  }
  return (
    <div className="calyear">
      {months.map(month => (
        <Month
          key={month}
          first={`${year}-${two(month)}-01`}
          look={date => ({
            kind: own.get(date)?.kind ?? usual(date),
            isOwn: own.has(date),
            isNamed: announced.has(date),
            words: own.get(date)?.name ?? announced.get(date)?.name,
          })}
          onTurn={turn}
        />
      ))}
    </div>
  )
}

type Look = {
  readonly kind: Kind
  readonly isOwn: boolean
  readonly isNamed: boolean
  readonly words: string | { en: string; zh: string } | undefined
}
type MonthProps = {
  readonly first: string
  readonly look: (date: string) => Look
  readonly onTurn: (date: string) => void
}

function Month({ first, look, onTurn }: MonthProps) {
  const t = useText(calendarText)
  const { locale } = useLang()
  const length = Number(endOfMonth(first).slice(8))
  const dates = Array.from({ length }, (_, i) => addDays(first, i))
  return (
    <section>
      <h3>{dateFormat(locale, { timeZone: 'UTC', month: 'long' }).format(new Date(`${first}T00:00:00Z`))}</h3>
      <div className="calmonth">
        {t('calendar.weekdays')
          .split(' ')
          .map((name, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two weekdays may share a letter, their place is their name
            <i key={i} aria-hidden="true">
              {name}
            </i>
          ))}
        {dates.map((date, i) => (
          <DayButton
            key={date}
            date={date}
            column={i === 0 ? weekday(date) : undefined}
            look={look(date)}
            onTurn={onTurn}
          />
        ))}
      </div>
    </section>
  )
}

type DayProps = {
  readonly date: string
  /** Where the first of the month stands. */
  readonly column: number | undefined
  readonly look: Look
  readonly onTurn: (date: string) => void
}

function DayButton({ date, column, look: { kind, isOwn, isNamed, words }, onTurn }: DayProps) {
  const t = useText(calendarText)
  const label = useLabel()
  const today = useToday()
  const name = words === undefined ? '' : typeof words === 'string' ? words : label(words)
  // begins with what stands there, for those who say what they see
  const shown = Number(date.slice(8))
  const said = [shown, date, t(`calendar.${kind}`), name, isOwn ? t('calendar.own') : ''].filter(Boolean).join(', ')
  const look = [kind, isOwn && 'own', isNamed && 'named', date === today && 'today'].filter(Boolean).join(' ')
  return (
    <button
      type="button"
      className={look}
      style={column === undefined ? undefined : { gridColumnStart: column }}
      aria-label={said}
      aria-pressed={isOwn}
      title={said}
      onClick={() => onTurn(date)}
    >
      {Number(date.slice(8))}
    </button>
  )
}
