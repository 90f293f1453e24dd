// That a sample is to be back: told in the morning before and after its day, and on the Home of whoever lent it.
import type { Found, Nudge } from '#features/notice/server/nudge.service.ts'
import { addDays, dayOf, dayRange, today } from '#kernel/clock.ts'
import type { HomeSource } from '#meta/home.ts'
import { type SampleOut, selectDue, selectMine } from './sample.sql.ts'

const told = (kind: 'soon' | 'late', row: SampleOut): Found => ({
  userIds: [row.ownerId],
  values: { number: row.number, customer: row.customer, date: row.returnBy, days: Math.abs(row.left) },
  entity: 'order',
  recordId: row.id,
  // another day is another matter
  key: `sample:${kind}:${row.id}:${row.returnBy}`,
})

export const sampleNudges: readonly Nudge[] = [
  {
    kind: 'sampleSoon',
    days: 3,
    find: async (tx, { day, days, limit }) =>
      (await selectDue(tx, day, addDays(day, days), limit)).filter(row => row.left >= 0).map(row => told('soon', row)),
  },
  {
    kind: 'sampleLate',
    days: 1,
    find: async (tx, { day, days, limit }) =>
      (await selectDue(tx, day, addDays(day, -days), limit)).filter(row => row.left < 0).map(row => told('late', row)),
  },
]

export const sampleHome: HomeSource = {
  section: 'due',
  access: 'order.create',
  lines: async (db, actor, until) => {
    const { zone } = actor.org
    const last = dayOf(new Date(Date.parse(until) - 1), zone)
    const rows = await selectMine(db, today(db.database.clock, zone), last, actor.userId)
    return rows.map(row => ({
      key: `sample:${row.id}`,
      entity: 'order',
      recordId: row.id,
      who: row.customer,
      text: null,
      say: { key: 'order.sample.home' },
      note: row.number,
      phone: null,
      at: new Date(dayRange(row.returnBy, zone).end.getTime() - 1).toISOString(),
      allDay: true,
      step: 'order',
      move: null,
      actions: ['log', 'open'],
    }))
  },
}
