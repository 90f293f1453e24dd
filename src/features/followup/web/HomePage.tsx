import './Home.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { HomeLine } from '#meta/home.ts'
import { Button } from '#ui/Button.tsx'
import { dateFormat } from '#ui/day.ts'
import { Empty } from '#ui/Empty.tsx'
import { PageTop } from '#ui/PageTop.tsx'
import { Problem } from '#ui/Problem.tsx'
import { Segmented } from '#ui/Segmented.tsx'
import { Skeleton } from '#ui/Skeleton.tsx'
import { Slot } from '#ui/Slot.tsx'
import { useEntryState } from '#ui/useEntryState.ts'
import { mayDo, useSession } from '#ui/useSession.tsx'
import { useLang, useText } from '#ui/useText.tsx'
import type { Home, HomeGroup } from '../home.schema.ts'
import { homeText } from '../home.text.ts'
import { type Act, ActionSheet } from './ActionSheet.tsx'
import { HomeRow } from './HomeRow.tsx'
import { HomeWeek } from './HomeWeek.tsx'
import { QuickLog } from './QuickLog.tsx'
import { homeCalls } from './useFollowups.ts'

/** What now? Everything that waits for this person, whatever feature it comes from, actionable in place. */
export function HomePage() {
  const t = useText(homeText)
  const session = useSession()
  const home = useQuery({ queryKey: ['home'], queryFn: () => homeCalls.home({}), refetchInterval: 60_000 })
  const [act, setAct] = useState<Act>()
  return (
    <>
      <PageTop title={t('home.title')}>{home.data && <Today day={home.data.day} />}</PageTop>
      <Slot name="overview" entity="user" id={session.userId} />
      <div className="home">
        <div className="stack">
          {mayDo(session, 'followup.create') && (
            <QuickLog onPick={(line, kind) => setAct({ line, action: 'log', kind })} />
          )}
          {home.error ? (
            <Problem error={home.error} onRetry={() => home.refetch()} />
          ) : home.data ? (
            <Todo home={home.data} onAct={setAct} />
          ) : (
            <Skeleton shape="list" />
          )}
        </div>
        {home.data && (
          <div className="stack side">
            <Reviews home={home.data} onAct={setAct} />
            {home.data.week.some(one => one.count + one.promised > 0) && <HomeWeek home={home.data} />}
            <Slot name="home" entity="user" id={session.userId} />
          </div>
        )}
      </div>
      <ActionSheet act={act} onClose={() => setAct(undefined)} />
    </>
  )
}

/** 6月11日 周四 · Thu 11 June */
function Today({ day }: { day: string }) {
  const { lang, locale } = useLang()
  const at = new Date(`${day}T00:00:00Z`)
  const [date, weekday] = [{ month: 'long', day: 'numeric' }, { weekday: 'short' }] as const
  // Chinese writes no sign between the two, so they would run into each other
  const parts = lang === 'zh' ? [date, weekday] : [{ ...date, ...weekday }]
  const said = parts.map(part => dateFormat(locale, { timeZone: 'UTC', ...part }).format(at))
  return <span className="t3 nw">{said.join(' ')}</span>
}

/** Approvals stand at the side on a desk, the rest is one list in the order of the day; who has nothing else, finds them there. */
function parted({ groups }: Home): { list: Home['groups']; aside: Home['groups'] } {
  const list = groups.filter(group => group.key !== 'review')
  const busy = list.some(group => group.lines.length > 0)
  return busy ? { list, aside: groups.filter(group => group.key === 'review') } : { list: groups, aside: [] }
}

type Props = { home: Home; onAct: (act: Act) => void }

const orders = ['time', 'customer'] as const
type Order = (typeof orders)[number]
type Row = { readonly line: HomeLine; readonly group: HomeGroup }
type Part = { readonly key: string; readonly title: string; readonly rows: readonly Row[] }

/** In the order of the day; or all that one customer wants together, the most pressing customer first. */
function sectionsOf(groups: Home['groups'], by: Order, name: (key: HomeGroup) => string): Part[] {
  const rows = groups.flatMap(group => group.lines.map(line => ({ line, group: group.key })))
  return by === 'time'
    ? groups.map(({ key }) => ({ key, title: name(key), rows: rows.filter(row => row.group === key) }))
    : [...Map.groupBy(rows, row => row.line.who)].map(([who, own]) => ({ key: `who ${who}`, title: who, rows: own }))
}

function Todo({ home, onAct }: Props) {
  const t = useText(homeText)
  const session = useSession()
  const [by, setBy] = useEntryState<Order>('home.by', 'time')
  const groups = parted(home).list
  const count = groups.reduce((sum, group) => sum + group.lines.length, 0)
  if (count === 0) {
    const action = mayDo(session, 'lead.create') && <Button href="/leads?new">{t('home.newLead')}</Button>
    return (
      <section className="card todo">
        <Empty icon="check" title={t('home.nothing')} say={t('home.nothingSay')} action={action} />
      </section>
    )
  }
  return (
    <section className="card todo" aria-label={t('home.title')}>
      <header>
        <h1 className="h1 grow">{count === 1 ? t('home.oneToDo') : t('home.toDo', { count })}</h1>
        {count > 1 && (
          <span className="dk">
            <Segmented
              label={t('home.by')}
              all={orders}
              value={by}
              say={one => t(one === 'time' ? 'home.byTime' : 'home.byCustomer')}
              onPick={setBy}
            />
          </span>
        )}
      </header>
      {sectionsOf(groups, by, key => t(`home.${key}`)).map((part, at) => (
        <section key={part.key}>
          <h2 className={part.key === 'late' ? 'late' : ''}>
            {part.title} <b>{part.rows.length}</b>
          </h2>
          <Lines rows={part.rows} pressing={at === 0} onAct={onAct} />
        </section>
      ))}
    </section>
  )
}

type LinesProps = { rows: readonly Row[]; pressing?: boolean; onAct: Props['onAct'] }

function Lines({ rows, pressing = false, onAct }: LinesProps) {
  return (
    <ol>
      {rows.map(({ line, group }, at) => (
        <HomeRow key={line.key} line={line} group={group} first={pressing && at === 0} onAct={onAct} />
      ))}
    </ol>
  )
}

function Reviews({ home, onAct }: Props) {
  const t = useText(homeText)
  const lines = parted(home).aside.flatMap(group => group.lines)
  if (lines.length === 0) return null
  return (
    <section className="card todo narrow">
      <header>
        <h2>{t('home.review')}</h2>
        <span className="t3">{lines.length}</span>
      </header>
      <Lines rows={lines.map(line => ({ line, group: 'review' }))} onAct={onAct} />
    </section>
  )
}
