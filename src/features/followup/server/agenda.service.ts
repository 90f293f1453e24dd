// The calendar: what lies on which of the organisation's days.
import type { Actor } from '#kernel/access.ts'
import { calendarOf, isWorkday } from '#kernel/calendar.ts'
import { addDays, type Day, dayOf, dayRange, daysBetween } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { refuseAll } from '#kernel/refusal.ts'
import { registered } from '#meta/registry.ts'
import { reachableIds } from '#meta/server/sources.ts'
import { spanProblems } from '../agenda.rules.ts'
import type { Agenda, AgendaItem, AgendaQuery } from '../agenda.schema.ts'
import { type AgendaRow, most, selectAgenda } from './agenda.sql.ts'

export async function readAgenda(db: Db, actor: Actor, { from, to, whose }: AgendaQuery): Promise<Agenda> {
  refuseAll(spanProblems(from, to))
  const mine = whose !== 'all'
  return {
    today: dayOf(new Date(db.now), actor.org.zone),
    ...(await agendaOf(db, actor, { from, to, mine })),
    off: offDays(actor, from, to),
  }
}

type Wanted = { readonly from: Day; readonly to: Day; readonly mine: boolean }

export async function agendaOf(
  db: Db,
  actor: Actor,
  { from, to, mine }: Wanted,
): Promise<Pick<Agenda, 'items' | 'isCut'>> {
  const { zone } = actor.org
  const span = { start: dayRange(from, zone).start.toISOString(), end: dayRange(to, zone).end.toISOString(), from, to }
  const rows = await selectAgenda(db, actor, span, mine)
  const counts = Map.groupBy(rows, row => `${row.kind} ${row.entity}`)
  const named = await withSubjects(db, actor, rows)
  return {
    items: named.map(row => itemOf(row, zone)).toSorted(byTime),
    isCut: [...counts.values()].some(list => list.length > most),
  }
}

const itemOf = ({ id, day, ...row }: AgendaRow, zone: string): AgendaItem => ({
  ...row,
  key: `${row.kind}:${id}`,
  day: day ?? dayOf(new Date(row.at ?? ''), zone),
})

/** What takes the whole day stands first on it. */
const byTime = (a: AgendaItem, b: AgendaItem): number =>
  a.day.localeCompare(b.day) || (a.at ?? '').localeCompare(b.at ?? '') || a.key.localeCompare(b.key)

function offDays(actor: Actor, from: Day, to: Day): Day[] {
  const calendar = calendarOf(actor.org)
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i)).filter(
    day => !isWorkday(day, calendar),
  )
}

/** A reminder may be about anything: named by its record, and left out where that is out of reach by now. */
async function withSubjects(db: Db, actor: Actor, rows: readonly AgendaRow[]): Promise<AgendaRow[]> {
  const reminders = rows.filter(row => row.kind === 'reminder')
  const kinds = Map.groupBy(reminders, row => row.entity)
  const names = new Map<string, string>()
  for (const [entity, list] of kinds) {
    const known = registered(entity)
    if (!known) continue
    const ids = await reachableIds(db, actor, entity, [...new Set(list.map(row => row.recordId))])
    const records = await Promise.all([...ids].map(id => known.verbs.get(db, actor, id)))
    for (const record of records) names.set(`${entity} ${record.id}`, String(record[known.entity.title] ?? ''))
  }
  return rows.flatMap(row => {
    if (row.kind !== 'reminder') return [row]
    const who = names.get(`${row.entity} ${row.recordId}`)
    return who === undefined ? [] : [{ ...row, who }]
  })
}
