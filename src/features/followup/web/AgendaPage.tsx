import { Segmented } from '#ui/Segmented.tsx'
import './Agenda.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { client } from '#kernel/api.ts'
import { isDate, systemClock, today } from '#kernel/clock.ts'
import { Button } from '#ui/Button.tsx'
import { dateFormat, shortDay } from '#ui/day.ts'
import { Empty } from '#ui/Empty.tsx'
import { usePlace } from '#ui/Link.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { send } from '#ui/send.ts'
import { usePhone } from '#ui/usePhone.ts'
import { useSession } from '#ui/useSession.tsx'
import { useLang, useText } from '#ui/useText.tsx'
import { agendaApi } from '../agenda.api.ts'
import { type AgendaView, agendaViews, daysOf, turned } from '../agenda.rules.ts'
import type { Agenda } from '../agenda.schema.ts'
import { agendaText } from '../agenda.text.ts'
import { AgendaGrid, AgendaList } from './AgendaDays.tsx'
import { FeedSheet } from './FeedSheet.tsx'

const calls = client(agendaApi, send)

type Seen = { readonly view: AgendaView; readonly day: string; readonly whose: 'mine' | 'all' }

/** The address holds what is looked at: going back shows the same days. */
function useSeen(): Seen & { hrefOf: (change: Partial<Seen>) => string; zone: string } {
  const { search } = usePlace()
  const phone = usePhone()
  const { org } = useSession()
  const asked = new URLSearchParams(search)
  const now = today(systemClock, org.zone)
  const usual = phone ? 'list' : 'month'
  const view = agendaViews.find(one => one === asked.get('view')) ?? usual
  const named = asked.get('day') ?? ''
  const seen: Seen = { view, day: isDate(named) ? named : now, whose: asked.get('whose') === 'all' ? 'all' : 'mine' }
  const hrefOf = (change: Partial<Seen>) => {
    const next = { ...seen, ...change }
    const { whose, ...rest } = next
    return `/agenda?${new URLSearchParams({ ...rest, ...(whose === 'all' && { whose }) })}`
  }
  return { ...seen, hrefOf, zone: org.zone }
}

export function AgendaPage() {
  const t = useText(agendaText)
  const seen = useSeen()
  const [subscribing, subscribe] = useState(false)
  const days = daysOf(seen.view, seen.day)
  const span = { from: days[0] ?? seen.day, to: days.at(-1) ?? seen.day, whose: seen.whose }
  const agenda = useQuery({
    queryKey: ['home', 'agenda', span],
    queryFn: () => calls.list(span),
    placeholderData: old => old,
  })
  return (
    <>
      <PageTop title={t('agenda.title')} />
      <div className="row agendatools">
        <Views seen={seen} />
        <Whose seen={seen} />
        <span className="grow" />
        <Button icon="cal" onClick={() => subscribe(true)}>
          {t('agenda.feed')}
        </Button>
      </div>
      <FeedSheet open={subscribing} onClose={() => subscribe(false)} />
      <section className="card agenda">
        <Turn seen={seen} days={days} />
        {agenda.error && <Problem error={agenda.error} onRetry={() => agenda.refetch()} />}
        {agenda.isPending && <Skeleton shape="list" />}
        {agenda.data && <Days agenda={agenda.data} days={days} seen={seen} />}
      </section>
    </>
  )
}

type Seeing = { readonly seen: ReturnType<typeof useSeen> }

function Days({ agenda, days, seen }: Seeing & { agenda: Agenda; days: readonly string[] }) {
  const t = useText(agendaText)
  const phone = usePhone()
  const whose = { everyone: seen.whose === 'all' }
  return (
    <>
      {agenda.isCut && <p className="t2 cutsay">{t('agenda.cut')}</p>}
      {seen.view === 'list' || (seen.view === 'week' && phone) ? (
        agenda.items.length > 0 ? (
          <AgendaList agenda={agenda} days={days} {...whose} />
        ) : (
          <Empty icon="cal" title={t('agenda.none')} say={t('agenda.noneSay')} />
        )
      ) : (
        <AgendaGrid
          agenda={agenda}
          days={days}
          month={seen.view === 'month' ? seen.day.slice(0, 7) : undefined}
          hrefOf={day => seen.hrefOf({ view: 'list', day })}
          {...whose}
        />
      )}
    </>
  )
}

function Views({ seen }: Seeing) {
  const t = useText(agendaText)
  const { go } = usePlace()
  return (
    <Segmented
      label={t('agenda.view')}
      all={agendaViews}
      value={seen.view}
      say={view => t(`agenda.${view}`)}
      onPick={view => go(seen.hrefOf({ view }))}
    />
  )
}

/** Who sees no more than their own is not asked. */
function Whose({ seen }: Seeing) {
  const t = useText(agendaText)
  const { go } = usePlace()
  const { grants } = useSession()
  const isWide = ['deal.read', 'lead.read'].some(name => (grants[name] ?? 'own') !== 'own')
  if (!isWide) return null
  return (
    <Segmented
      label={t('agenda.whose')}
      all={['mine', 'all'] as const}
      value={seen.whose}
      say={whose => t(`agenda.${whose}`)}
      onPick={whose => go(seen.hrefOf({ whose }))}
    />
  )
}

function Turn({ seen, days }: Seeing & { days: readonly string[] }) {
  const t = useText(agendaText)
  const { locale } = useLang()
  const now = today(systemClock, seen.zone)
  const format = (day: string, options: Intl.DateTimeFormatOptions) =>
    dateFormat(locale, { timeZone: 'UTC', ...options }).format(new Date(`${day}T00:00:00Z`))
  const title =
    seen.view === 'month'
      ? format(seen.day, { year: 'numeric', month: 'long' })
      : `${shortDay(days[0] ?? seen.day, now, locale)} – ${shortDay(days.at(-1) ?? seen.day, now, locale)}`
  return (
    <header>
      <h2 className="grow">{title}</h2>
      <Button
        size="sm"
        kind="text"
        icon="left"
        aria-label={t('agenda.back')}
        href={seen.hrefOf({ day: turned(seen.view, seen.day, -1) })}
      />
      <Button size="sm" href={seen.hrefOf({ day: now })}>
        {t('agenda.today')}
      </Button>
      <Button
        size="sm"
        kind="text"
        icon="right"
        aria-label={t('agenda.on')}
        href={seen.hrefOf({ day: turned(seen.view, seen.day, 1) })}
      />
    </header>
  )
}
