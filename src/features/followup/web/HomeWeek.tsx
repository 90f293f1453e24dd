import './HomeWeek.css'
import { dateFormat } from '#ui/day.ts'
import { Link } from '#ui/Link.tsx'
import { vars } from '#ui/Marks.tsx'
import { useLang, useText } from '#ui/useText.tsx'
import type { Home } from '../home.schema.ts'
import { homeText } from '../home.text.ts'

/** How full the days are. */
export function HomeWeek({ home }: { home: Home }) {
  const t = useText(homeText)
  const { locale } = useLang()
  const name = (day: string) =>
    dateFormat(locale, { timeZone: 'UTC', weekday: 'narrow' }).format(new Date(`${day}T00:00:00Z`))
  return (
    <section className="card dk">
      <header>
        <h2 className="grow">{t('home.week')}</h2>
        <Link className="link" href="/agenda">
          {t('home.agenda')}
        </Link>
      </header>
      <ol className="home-week">
        {home.week.map(({ day, count, promised }) => (
          <li key={day} className={day === home.day ? 'on' : ''} title={t('home.count', { count, promised, day })}>
            <span>{name(day)}</span>
            <b>{Number(day.slice(8))}</b>
            <i style={vars({ '--n': Math.min(count, 8) })} aria-hidden="true" />
            <i className="c" style={vars({ '--n': Math.min(promised, 6) })} aria-hidden="true" />
            <span className="vh">{t('home.count', { count, promised, day })}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
