// The team board: the people below the reader over days of the organisation's zone.
import type { Actor } from '#kernel/access.ts'
import { addDays, dayRange } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import type { TeamBoard, TeamQuery, TeamRow } from '../team.api.ts'
import { monthsOf, mostDays } from '../team.rules.ts'
import {
  type Somebody,
  selectContacts,
  selectDeals,
  selectGiven,
  selectLeads,
  selectPeople,
  selectPoolFlow,
  selectTargets,
  type Within,
} from './team.sql.ts'

export async function readTeam(db: Db, actor: Actor, { from, to, deptId }: TeamQuery): Promise<TeamBoard> {
  if (to < from) throw new Refusal(reason('insight.backwards', 'to'))
  if (to >= addDays(from, mostDays)) throw new Refusal(reason('insight.tooLong', 'to', { most: mostDays }))
  const { zone } = actor.org
  const all = await selectPeople(db, actor, null)
  const people = deptId ? await selectPeople(db, actor, deptId) : all
  const [start, end] = [dayRange(from, zone).start.toISOString(), dayRange(to, zone).end.toISOString()]
  const within: Within = { from, to, start, end, zone, people: people.map(one => one.id) }
  const [rows, pools] = await Promise.all([rowsOf(db, actor, people, within), selectPoolFlow(db, actor, within)])
  return {
    ...{ from, to, at: db.now },
    people: rows.filter(row => row.sells || hasFigures(row)).map(({ sells: _, ...row }) => row),
    pools,
    departments: departmentsOf(all),
  }
}

async function rowsOf(db: Db, actor: Actor, people: readonly Somebody[], within: Within) {
  const [contacts, given, leads, deals, targets] = await Promise.all([
    selectContacts(db, actor, within),
    selectGiven(db, within),
    selectLeads(db, actor, within),
    selectDeals(db, actor, within),
    selectTargets(db, within.people, monthsOf(within.from, within.to)),
  ])
  const by = <R extends { readonly userId: string }>(rows: readonly R[]) => new Map(rows.map(row => [row.userId, row]))
  const facts = { given: by(given), leads: by(leads), deals: by(deals), targets: by(targets) }
  const days = Map.groupBy(contacts, row => row.userId)
  return people.map(({ id: userId, name, deptName, sells }) => ({
    ...none,
    ...facts.given.get(userId),
    ...facts.leads.get(userId),
    ...facts.deals.get(userId),
    ...ofDays(days.get(userId) ?? []),
    target: facts.targets.get(userId)?.amount ?? null,
    ...{ userId, name, deptName, sells },
  }))
}

const none = {
  given: 0,
  taken: 0,
  answered: 0,
  median: null,
  p90: null,
  converted: 0,
  lateLeads: 0,
  noStep: 0,
  rotting: 0,
  lateDeals: 0,
  won: '0',
  forecast: '0',
}

type Day = TeamRow['days'][number]
const ofDays = (days: readonly Day[]) => ({
  days: days.map(({ day, count }) => ({ day, count })),
  contacts: days.reduce((sum, one) => sum + one.count, 0),
})

const counted = ['contacts', 'given', 'taken', 'converted', 'noStep', 'lateLeads', 'lateDeals'] as const
/** Whoever sells stands there with nothing, too; others only with something. */
const hasFigures = (row: TeamRow): boolean => counted.some(key => row[key] > 0) || row.won !== '0'

const departmentsOf = (people: readonly Somebody[]): TeamBoard['departments'] => [
  ...new Map(people.flatMap(({ deptId: id, deptName: name }) => (id && name ? [[id, { id, name }]] : []))).values(),
]
