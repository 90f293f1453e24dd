// How each person is told: by which way of which kind, and when not to be disturbed.
import type { Actor } from '#kernel/access.ts'
import { calendarOf } from '#kernel/calendar.ts'
import { isZone } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { orgMailOf, snoozeTimes } from '../notice.rules.ts'
import type { NoticeWish, NoticeWishes, SnoozeTimes } from '../notice.schema.ts'
import { selectWish, setWishBound, type WishRow } from './wish.sql.ts'

const usual: WishRow = { byMail: false, choices: {}, urgent: [], quietFrom: null, quietTo: null, zone: null }

/** `server`: there is something that mails can leave through. */
export async function readWishes(db: Db, actor: Actor, server: boolean): Promise<NoticeWishes> {
  return shown((await selectWish(db, actor.userId)) ?? usual, actor, server)
}

export async function setWishes(tx: Tx, actor: Actor, input: NoticeWish, server: boolean): Promise<NoticeWishes> {
  refuseAll(problemsOf(input))
  const old = (await selectWish(tx, actor.userId)) ?? usual
  const { quiet, byMail = old.byMail, urgent = old.urgent, zone = old.zone } = input
  const hours = quiet === undefined ? old : { quietFrom: quiet?.from ?? null, quietTo: quiet?.to ?? null }
  const choices = { ...old.choices, ...input.choices }
  const next: WishRow = { byMail, choices, urgent, zone, quietFrom: hours.quietFrom, quietTo: hours.quietTo }
  tx.write(setWishBound(tx.orgId, actor.userId, next))
  return shown(next, actor, server)
}

function problemsOf({ quiet, zone }: NoticeWish): Reason[] {
  const sameTime = quiet && quiet.from === quiet.to ? [reason('notice.quietEmpty', 'quiet.to')] : []
  return [...sameTime, ...(zone && !isZone(zone) ? [reason('people.unknownZone', 'zone')] : [])]
}

function shown({ quietFrom, quietTo, ...row }: WishRow, actor: Actor, server: boolean): NoticeWishes {
  const quiet = quietFrom && quietTo ? { from: quietFrom, to: quietTo } : null
  return { ...row, urgent: [...row.urgent], quiet, canMail: server && orgMailOf(actor.org.settings).on }
}

/** What may be put off until: by one's own clock, on the organisation's working days. */
export async function readSnoozeTimes(db: Db, actor: Actor): Promise<SnoozeTimes> {
  const zone = (await selectWish(db, actor.userId))?.zone ?? actor.org.zone
  return snoozeTimes(new Date(db.now), zone, calendarOf(actor.org))
}
