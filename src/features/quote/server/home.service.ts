// What sales finds on Home of their quotes: whom to answer, whom to ask, what ends.
import type { Actor } from '#kernel/access.ts'
import { addDays, dayOf, dayRange } from '#kernel/clock.ts'
import type { HomeLine, HomeSource } from '#meta/home.ts'
import { type PendingRow, selectPending } from './home.sql.ts'

/** A link that nobody opened for two days is worth a word; so is a price that holds three days more. */
const [unopenedHours, endingDays] = [48, 3]
const hour = 3_600_000

export const quoteHome: HomeSource = {
  section: 'papers',
  access: 'quote.send',
  lines: async (db, actor) => {
    const now = Date.parse(db.now)
    const unopened = new Date(now - unopenedHours * hour).toISOString()
    const ending = addDays(dayOf(new Date(now), actor.org.zone), endingDays)
    return (await selectPending(db, actor.userId, { unopened, ending })).map(row => lineOf(actor, row, unopened))
  },
}

function lineOf(actor: Actor, row: PendingRow, unopened: string): HomeLine {
  const { id, number, versionNo, dealId, who, phone, callee } = row
  return {
    key: `quote:${id}`,
    entity: 'quote',
    recordId: id,
    who,
    ...saidOf(actor, row, unopened),
    note: `${number} V${versionNo}`,
    phone,
    callee,
    about: { entity: 'deal', id: dealId },
    step: 'quote',
    move: null,
    actions: ['log', 'open'],
  }
}

function saidOf(actor: Actor, row: PendingRow, unopened: string): Pick<HomeLine, 'say' | 'text' | 'at'> {
  const { question, askedAt, unopenedSince, validUntil } = row
  if (askedAt) return { say: { key: 'quote.home.asked' }, text: question, at: askedAt }
  if (unopenedSince && unopenedSince < unopened)
    return { say: { key: 'quote.home.unopened' }, text: null, at: unopenedSince }
  const end = new Date(dayRange(validUntil, actor.org.zone).end.getTime() - 1).toISOString()
  return { say: { key: 'quote.home.ending' }, text: null, at: end }
}
