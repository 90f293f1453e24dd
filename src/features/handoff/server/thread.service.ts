// The thread strip of any record that stands on a thread: legs, since when, who has the ball, against which clock.
import type { Actor } from '#kernel/access.ts'
import { calendarOf } from '#kernel/calendar.ts'
import type { Db } from '#kernel/db.ts'
import { isUuid } from '#kernel/ids.ts'
import { missing, namedBy } from '#kernel/refusal.ts'
import { registered } from '#meta/registry.ts'
import { clocksOf, minutesSince } from '../handoff.rules.ts'
import type { Thread, ThreadLeg } from '../handoff.schema.ts'
import type { BareLeg } from '../leg.rules.ts'
import { legsOf } from '../thread.rules.ts'
import { holderOf } from './board.service.ts'
import { selectLinked, selectThread } from './thread.sql.ts'

export async function readThread(
  db: Db,
  actor: Actor,
  { entity, id }: { entity: string; id: string },
): Promise<Thread> {
  const row = registered(entity)
  if (!row) throw missing(entity)
  const record = await namedBy('id', row.verbs.get(db, actor, id))
  // a document that may serve several threads carries none: the first it was linked with
  const threadId = record.threadId ?? (await selectLinked(db, entity, id))
  if (typeof threadId !== 'string' || !isUuid(threadId)) return { threadId: null, legs: [] }
  const [lead, deal, quote, contract, order] = await selectThread(db, actor, threadId)
  const legs = legsOf({ lead, deal, quote, contract, order }).map(leg => timed(db, actor, leg))
  return { threadId, legs }
}

function timed(db: Db, actor: Actor, { clock, holder, ...leg }: BareLeg): ThreadLeg {
  const calendar = calendarOf(actor.org)
  const running = leg.state === 'here' && leg.since !== null
  const minutes = running && leg.since ? minutesSince(leg.since, db.now, calendar) : null
  const allowed = clock && clocksOf(actor.org.settings)[clock]
  return { ...leg, minutes, allowed, holder: holder && holderOf(actor, holder) }
}
