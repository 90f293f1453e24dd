// What follow-up brings to the morning: steps that were missed, deals without one, deals that stand still; and what
// the day holds for each.
import type { DigestPart, Found, Nudge } from '#features/notice/server/nudge.service.ts'
import { addDays, type Day, dayRange } from '#kernel/clock.ts'
import {
  type Look,
  type StillRow,
  selectFreshOf,
  selectLate,
  selectNoStep,
  selectRotting,
  selectStepsOf,
} from './nudge.sql.ts'

const startOf = (day: Day, zone: string): string => dayRange(day, zone).start.toISOString()

const found = (kind: string, row: StillRow): Found => ({
  userIds: [row.ownerId],
  values: { name: row.name, text: row.text ?? '', days: row.days },
  entity: row.entity,
  recordId: row.id,
  // moved on it is another matter, and told again
  key: `${kind}:${row.entity}:${row.id}:${row.at}`,
})

type Asked = { readonly day: Day; readonly zone: string; readonly days: number; readonly limit: number }
/** At least so many days ago, by the organisation's days; of none, today's too. */
const look = ({ day, zone, days, limit }: Asked): Look => ({
  day,
  zone,
  limit,
  before: startOf(addDays(day, 1 - days), zone),
})

export const followupNudges: readonly Nudge[] = [
  {
    kind: 'followupLate',
    days: 1,
    find: async (tx, asked) => (await selectLate(tx, look(asked))).map(row => found('late', row)),
  },
  {
    kind: 'dealNoStep',
    days: 3,
    find: async (tx, asked) => (await selectNoStep(tx, look(asked))).map(row => found('noStep', row)),
  },
  {
    kind: 'dealRotting',
    days: null,
    find: async (tx, asked) => (await selectRotting(tx, asked)).map(row => found('rotting', row)),
  },
]

/** Far enough back for any step that still stands. */
const ever = '2000-01-01T00:00:00.000Z'

export const followupDigest: readonly DigestPart[] = [
  {
    key: 'today',
    count: (db, { day, zone }) => selectStepsOf(db, startOf(day, zone), startOf(addDays(day, 1), zone)),
  },
  { key: 'late', count: (db, { day, zone }) => selectStepsOf(db, ever, startOf(day, zone)) },
  { key: 'fresh', count: db => selectFreshOf(db) },
]
