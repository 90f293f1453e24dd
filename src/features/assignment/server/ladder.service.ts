// While nobody answers a lead: its owner is told, then who leads them, then somebody else is given it. Each rung once,
// however many processes run: the lead's lock is held and the row is read again under it.

import { climbGiven, dueGiven, hadSince, type OpenGiven, openGiven } from '#features/lead/server/given.service.ts'
import type { LeadRow } from '#features/lead/server/lead.table.ts'
import { notifyAll } from '#features/notice/server/notice.service.ts'
import type { Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'
import { nextRung, type Rung, respondingOf } from '#meta/responding.ts'
import { giveHeld, type Held, holdForRules, keepTurns } from './assign.service.ts'
import { selectAbove, selectOrg } from './assignment.sql.ts'

const nobody: Doer = { userId: null, via: 'job' }

/** As many as the limit means that more may be due. */
export async function climbLadders(tx: Tx, limit: number): Promise<number> {
  const org = await selectOrg(tx)
  const { on, pausedAt } = respondingOf(org.settings)
  if (!on || pausedAt !== null) return 0
  const due = await dueGiven(tx, limit)
  if (due.length === 0) return 0
  const ids = [...new Set(due.map(one => one.leadId))]
  // a rung may give leads away: the rules are locked before leads are
  const held = await holdForRules(tx, ids)
  for (const given of await openGiven(tx, ids)) {
    const row = held.rows.get(given.leadId)
    if (row && given.nextAt !== null && given.nextAt <= tx.now) await climb(tx, held, row, given)
  }
  keepTurns(tx, held)
  return due.length
}

/** The rung that is reached, if it is; the settings may say another time by now. */
async function climb(tx: Tx, held: Held, row: LeadRow, given: OpenGiven): Promise<void> {
  const { org } = held
  const next = nextRung(org, given)
  if (!next || next.at > tx.now) return climbGiven(tx, given.id, { step: given.step, nextAt: next?.at ?? null })
  const after = nextRung(org, { ...given, step: next.rung })
  climbGiven(tx, given.id, { step: next.rung, nextAt: after?.at ?? null })
  await rungs[next.rung](tx, held, row, given)
}

type Step = (tx: Tx, held: Held, row: LeadRow, given: OpenGiven) => Promise<void>
const rungs: Readonly<Record<Rung, Step>> = {
  1: async (tx, _held, row, given) => tellThem(tx, row, given, { userId: given.userId, kind: 'leadUnanswered' }),
  2: async (tx, _held, row, given) =>
    tellThem(tx, row, given, { userId: await selectAbove(tx, given.userId), kind: 'leadUnansweredBy' }),
  3: giveOn,
}

/** By the same rules, to none of those who have had it since it came. */
async function giveOn(tx: Tx, held: Held, row: LeadRow, given: OpenGiven): Promise<void> {
  const except = new Set([given.userId, ...(await hadSince(tx, row.id, row.createdAt))])
  const done = await giveHeld(tx, nobody, held, { leadId: row.id, how: 'ladder', except })
  if (done?.ended === 'given') return
  tellThem(tx, row, given, { userId: await selectAbove(tx, given.userId), kind: 'leadStuck' })
}

type Told = {
  readonly userId: string | null
  readonly kind: 'leadUnanswered' | 'leadUnansweredBy' | 'leadStuck'
}
function tellThem(tx: Tx, { id, name, company }: LeadRow, given: OpenGiven, { userId, kind }: Told): void {
  notifyAll(tx, {
    userIds: [userId],
    kind,
    values: { name: company ? `${name} · ${company}` : name },
    entity: 'lead',
    recordId: id,
    key: `lead:ladder:${given.id}:${kind}`,
  })
}
