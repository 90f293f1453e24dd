// The organisation's working hours and its own days off and on: what clocks and reminders count by.
import type { Actor } from '#kernel/access.ts'
import { calendarOf, calendarProblems, type OwnDay, publishedDays, publishedYears } from '#kernel/calendar.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import type { CalendarEdit, CalendarYear } from '../calendar.schema.ts'
import { setOrgSetting } from './org.service.ts'

export function readCalendar(db: Db, { org }: Actor, year: number | undefined): CalendarYear {
  return yearOf(db, org, year, ownOf(org))
}

type Org = Actor['org']

function ownOf(org: Org): CalendarEdit {
  const { hours } = calendarOf(org)
  const kept = org.settings.calendar as { days?: readonly OwnDay[] } | undefined // written below, in this shape
  return { hours: hours.map(span => ({ ...span })), days: [...(kept?.days ?? [])] }
}

function yearOf(db: Db, org: Org, year: number | undefined, own: CalendarEdit): CalendarYear {
  const asked = year ?? Number(today(db.database.clock, org.zone).slice(0, 4))
  const years = publishedYears(org.country)
  return {
    ...own,
    published: publishedDays(asked, org.country),
    isPublished: years.length === 0 || years.includes(asked),
  }
}

export async function setCalendar(
  tx: Tx,
  actor: Actor,
  { year, ...input }: CalendarEdit & { year?: number | undefined },
): Promise<CalendarYear> {
  refuseAll(problemsOf(input))
  const days = input.days
    .map(day => ({ ...day, name: day.name?.trim() || null }))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1))
  const next: CalendarEdit = { hours: input.hours, days }
  await setOrgSetting(tx, 'calendar', next)
  const { before, after } = changes(said(ownOf(actor.org)), said(next))
  if (Object.keys(after).length > 0)
    tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'calendar.set', before, after })
  return yearOf(tx, actor.org, year, next)
}

function problemsOf({ hours, days }: CalendarEdit): Reason[] {
  const overrides = Object.fromEntries(days.map(({ date, kind }) => [date, kind]))
  const seen = new Set<string>()
  const twice = days.flatMap(({ date }, i): Reason[] => {
    if (seen.has(date)) return [reason('calendar.dateTwice', `days.${i}.date`, { date })]
    seen.add(date)
    return []
  })
  return [...calendarProblems({ hours, overrides }).map(({ key, path }) => reason(key, path)), ...twice]
}

/** As a reader of history wants it: one line for the hours, one for the days. */
const said = ({ hours, days }: CalendarEdit) => ({
  hours: hours.map(({ from, to }) => `${from}–${to}`).join(', '),
  days: days.map(({ date, kind, name }) => [date, kind, name].filter(Boolean).join(' ')).join(', '),
})
