import { dateFormat } from '#ui/day.ts'
import { Link } from '#ui/Link.tsx'
import { useLookup } from '#ui/useLookup.tsx'
import { useLang, useText } from '#ui/useText.tsx'
import type { Agenda, AgendaItem } from '../agenda.schema.ts'
import { agendaText } from '../agenda.text.ts'

type Props = {
  readonly agenda: Agenda
  readonly days: readonly string[]
  /** With the name of whose it is. */
  readonly everyone: boolean
}

function useDayName() {
  const { locale } = useLang()
  return (day: string, options: Intl.DateTimeFormatOptions) =>
    dateFormat(locale, { timeZone: 'UTC', ...options }).format(new Date(`${day}T00:00:00Z`))
}

/** Day by day, those with something on them. */
export function AgendaList({ agenda, days, everyone }: Props) {
  const nameOf = useDayName()
  const full = days.filter(day => agenda.items.some(item => item.day === day))
  return full.map(day => (
    <section key={day} className={dayClass(agenda, day)}>
      <h3>
        {nameOf(day, { month: 'long', day: 'numeric', weekday: 'long' })} <Off agenda={agenda} day={day} />
      </h3>
      <ul className="plain">
        {agenda.items
          .filter(item => item.day === day)
          .map(item => (
            <li key={item.key}>
              <Item item={item} everyone={everyone} wide />
            </li>
          ))}
      </ul>
    </section>
  ))
}

type GridProps = Props & {
  /** Days of other months are set back; none in a week. */
  readonly month: string | undefined
  readonly hrefOf: (day: string) => string
}

/** Weeks as rows. A month shows the first few of a day, a week all. */
export function AgendaGrid({ agenda, days, everyone, month, hrefOf }: GridProps) {
  const nameOf = useDayName()
  const weeks = Array.from({ length: days.length / 7 }, (_, at) => days.slice(at * 7, at * 7 + 7))
  return (
    <table className={month ? 'grid month' : 'grid'}>
      <thead>
        <tr>
          {days.slice(0, 7).map(day => (
            <th key={day} scope="col">
              {nameOf(day, { weekday: 'short' })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map(week => (
          <tr key={week[0]}>
            {week.map(day => (
              <td key={day} className={`${dayClass(agenda, day)}${month && !day.startsWith(month) ? ' other' : ''}`}>
                <Link href={hrefOf(day)} className="date" aria-label={nameOf(day, { month: 'long', day: 'numeric' })}>
                  {Number(day.slice(8))}
                </Link>
                <Off agenda={agenda} day={day} />
                <Few
                  items={agenda.items.filter(item => item.day === day)}
                  most={month ? 3 : 100}
                  everyone={everyone}
                  href={hrefOf(day)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type FewProps = { items: readonly AgendaItem[]; most: number; everyone: boolean; href: string }

function Few({ items, most, everyone, href }: FewProps) {
  const t = useText(agendaText)
  const shown = items.length > most ? items.slice(0, most - 1) : items
  return (
    <>
      {shown.map(item => (
        <Item key={item.key} item={item} everyone={everyone} />
      ))}
      {items.length > shown.length && (
        <Link href={href} className="rest">
          {t('agenda.more', { count: items.length - shown.length })}
        </Link>
      )}
    </>
  )
}

function Off({ agenda, day }: { agenda: Agenda; day: string }) {
  const t = useText(agendaText)
  return agenda.off.includes(day) ? <small className="t3">{t('agenda.off')}</small> : null
}

const dayClass = ({ today, off }: Agenda, day: string): string =>
  ['day', day === today && 'on', off.includes(day) && 'off'].filter(Boolean).join(' ')

type ItemProps = { item: AgendaItem; everyone: boolean; wide?: boolean }

/** When, who, what: a line, or a block in a cell. */
function Item({ item, everyone, wide = false }: ItemProps) {
  const t = useText(agendaText)
  const { locale, zone } = useLang()
  const { hrefOf } = useLookup()
  const { kind, entity, recordId, who, text, at, ownerName } = item
  const hour = at && dateFormat(locale, { ...(zone && { timeZone: zone }), ...clock }).format(new Date(at))
  const said = [who, text].filter(Boolean).join(' · ')
  const full = [t(`agenda.${kind}`), hour, said, ownerName].filter(Boolean).join(' · ')
  const inside = (
    <>
      {(hour || wide) && <time className="num">{hour ?? t('agenda.allDay')}</time>}
      <span className="cut">{said}</span>
      {wide && <small className="t2">{t(`agenda.${kind}`)}</small>}
      {everyone && ownerName && <small className="t3 nw">{ownerName}</small>}
    </>
  )
  const href = hrefOf(entity, recordId)
  const look = `item ${kind}`
  return href ? (
    <Link className={look} href={href} title={full}>
      {inside}
    </Link>
  ) : (
    <span className={look} title={full}>
      {inside}
    </span>
  )
}

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
