// Home: what now? Every feature's lines, cut by the organisation's days.
import type { Actor } from '#kernel/access.ts'
import { can } from '#kernel/access.ts'
import { addDays, dayOf, dayRange, instantOf, weekday } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { formatMoney } from '#kernel/money.ts'
import { Refusal } from '#kernel/refusal.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { type HomeLine, type HomeSource, homeDays, homeSources } from '#meta/home.ts'
import { registered } from '#meta/registry.ts'
import { type Home, type HomeGroup, homeGroups } from '../home.schema.ts'
import type { Reminder } from '../reminder.schema.ts'
import {
  type DueRow,
  type StalledRow,
  selectFresh,
  selectStalled,
  selectSteps,
  selectUnassigned,
  selectWeek,
} from './home.sql.ts'
import { dueReminders } from './reminder.service.ts'
import { subjectOf } from './subject.service.ts'
import { taskLines } from './taskHome.service.ts'

const lineOf = (
  { entity, id, who, text, at, phone, callee, note }: DueRow,
  actions: HomeLine['actions'],
): HomeLine => ({
  ...{ who, text, at, phone, callee, note },
  key: `${entity}:${id}`,
  entity,
  recordId: id,
  say: null,
  step: entity,
  move: null,
  actions,
})

/** What sales finds on Home; other features register theirs. */
export const followupHome: readonly HomeSource[] = [
  {
    section: 'due',
    access: 'followup.create',
    lines: async (db, actor, until) =>
      (await selectSteps(db, actor.userId, until)).map(row => lineOf(row, ['log', 'checkIn', 'reschedule'])),
  },
  {
    section: 'due',
    access: 'lead.follow',
    lines: async (db, actor) =>
      (await selectFresh(db, actor.userId)).map(({ timed, ...row }) => ({
        ...lineOf(row, ['log', 'giveBack']),
        say: { key: timed ? 'home.respondBy' : 'home.firstContact' },
      })),
  },
  { section: 'due', access: 'followup.read', lines: reminderLines },
  { section: 'due', access: 'task.read', lines: taskLines },
  {
    section: 'waiting',
    access: 'lead.assign',
    lines: async (db, actor) =>
      (await selectUnassigned(db, actor)).map(row => ({
        ...lineOf(row, ['assign']),
        say: { key: 'home.unassigned' },
      })),
  },
  {
    section: 'stalled',
    access: 'deal.edit',
    lines: async (db, actor) =>
      (await selectStalled(db, actor.userId)).map(row => ({
        ...lineOf({ ...row, note: stallOf(actor, row) }, [
          'plan',
          'log',
          ...(can(actor, 'deal.move') ? (['lose'] as const) : []),
        ]),
        say: { key: 'home.noNextStep' },
      })),
  },
]

/** Where it stands and what it is about; what its reader has no right to is left out. */
function stallOf(actor: Actor, { note, stage, amount, currency }: StalledRow): string {
  const deal = registered('deal')
  const isHidden = deal && hiddenFields(actor, deal.entity).has('amount')
  const locale = actor.lang === 'zh' ? 'zh-CN' : 'en-US'
  const money = amount !== null && !isHidden ? formatMoney(amount, currency, locale) : null
  return [stage[actor.lang], money, note].filter(Boolean).join(' · ')
}

/** The next steps of leads and deals stand on the records themselves; the rest rings by its reminder. */
async function reminderLines(db: Db, actor: Actor, until: string): Promise<HomeLine[]> {
  const onRecord = ({ kind, subjectEntity }: Reminder) =>
    kind === 'nextStep' && (subjectEntity === 'lead' || subjectEntity === 'deal')
  const rows = (await dueReminders(db, actor, until)).filter(row => row.kind !== 'task' && !onRecord(row)).slice(0, 50)
  return (await Promise.all(rows.map(row => reminderLine(db, actor, row)))).flat()
}

/** None for what is gone or out of reach by now. */
async function reminderLine(db: Db, actor: Actor, row: Reminder): Promise<HomeLine[]> {
  const subject = await subjectOf(db, actor, row.subjectEntity, row.subjectId).catch((error: unknown) => {
    if (error instanceof Refusal && error.kind === 'missing') return undefined
    throw error
  })
  if (!subject) return []
  const { subjectEntity: entity, subjectId: recordId, text, fireAt: at } = row
  const nothing = { note: null, phone: null }
  const say = row.kind === 'promise' ? { key: 'home.promised' } : null
  const actions: HomeLine['actions'] = ['done', 'reschedule']
  return [
    {
      key: `reminder:${row.id}`,
      entity,
      recordId,
      who: subject.title,
      text,
      say,
      ...nothing,
      at,
      step: entity,
      move: null,
      actions,
    },
  ]
}

export async function readHome(db: Db, actor: Actor): Promise<Home> {
  const { zone } = actor.org
  const day = dayOf(new Date(db.now), zone)
  const until = dayRange(addDays(day, 1), zone).end.toISOString()
  const monday = addDays(day, 1 - weekday(day))
  const at = (date: string) => instantOf(date, '00:00', zone).toISOString()
  const asked = homeSources().filter(source => can(actor, source.access))
  const span = { from: monday, to: addDays(monday, 6) }
  const promising = homeDays().filter(source => can(actor, source.access))
  const [days, promised, ...lists] = await Promise.all([
    selectWeek(db, actor.userId, { from: at(monday), to: at(addDays(monday, 7)), zone }),
    Promise.all(promising.map(source => source.count(db, actor, span))),
    ...asked.map(source => openLines(db, actor, source, until)),
  ])
  const groupOf = cutter(db.now, dayRange(day, zone).end.toISOString(), zone)
  const placed = lists.flatMap((lines, at) => lines.map(line => ({ line, group: groupOf(asked[at]?.section, line) })))
  const counts = new Map(days.map(row => [row.day, row.count]))
  return {
    day,
    groups: homeGroups.flatMap(key => {
      const lines = placed.filter(one => one.group === key).map(one => shown(actor, one.line))
      return lines.length > 0 ? [{ key, lines: lines.toSorted(byTime) }] : []
    }),
    week: Array.from({ length: 7 }, (_, i) => addDays(monday, i)).map(date => ({
      day: date,
      count: counts.get(date) ?? 0,
      promised: promised.flat().reduce((sum, row) => (row.day === date ? sum + row.count : sum), 0),
    })),
  }
}

/** A field that a list is asked by and the organisation hides from this role: then its lines as well, and nothing else. */
async function openLines(db: Db, actor: Actor, source: HomeSource, until: string): Promise<HomeLine[]> {
  try {
    return await source.lines(db, actor, until)
  } catch (error) {
    if (error instanceof Refusal && error.reasons.every(({ key }) => key === 'list.badField')) return []
    throw error
  }
}

const byTime = (a: HomeLine, b: HomeLine): number => (a.at ?? '').localeCompare(b.at ?? '')

/** C148: late by the organisation's clock, the same everywhere. A new lead is late a day after it was given. */
function cutter(now: string, endOfToday: string, zone: string) {
  return (section: HomeSource['section'] | undefined, line: HomeLine): HomeGroup => {
    if (section !== 'due' && section !== undefined) return section
    if (line.say?.key === 'home.firstContact')
      return line.at && dayOf(new Date(line.at), zone) < dayOf(new Date(now), zone) ? 'late' : 'today'
    if (!line.at || line.at < now) return 'late'
    return line.at < endOfToday ? 'today' : 'tomorrow'
  }
}

/** Only what the actor's roles can do stays offered. */
function shown(actor: Actor, line: HomeLine): HomeLine {
  const needs: Readonly<Record<string, string>> = {
    log: 'followup.create',
    plan: `${line.entity}.edit`,
    assign: 'lead.assign',
    giveBack: 'lead.return',
  }
  const allowed = line.actions.filter(action => {
    const permission = needs[action]
    return permission === undefined || can(actor, permission)
  })
  return { ...line, phone: phoneTo(actor, line), actions: registered(line.entity) ? allowed : [] }
}

/** Whose number it is: a deal and a payer are called at their contact, else at the customer. */
const called: Readonly<Record<string, readonly string[]>> = {
  lead: ['lead'],
  deal: ['contact', 'customer'],
  customer: ['contact', 'customer'],
  order: ['contact', 'customer'],
  quote: ['contact', 'customer'],
  receivable: ['contact', 'customer'],
}
function phoneTo(actor: Actor, { entity, phone }: HomeLine): string | null {
  const closed = (called[entity] ?? [entity]).some(key => {
    const known = registered(key)?.entity
    return known !== undefined && hiddenFields(actor, known).has('phone')
  })
  return closed ? null : phone
}
