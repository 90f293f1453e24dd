// Between two who want the same: whoever is given it takes it from the other in the same breath.
import { lockApproval } from '#features/approval/server/approval.service.ts'
import { notify } from '#features/notice/server/notice.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { missing } from '#kernel/refusal.ts'
import { editStamp } from '#meta/server/record.service.ts'
import { isLive } from '../registration.rules.ts'
import { holdersOf, isFor, subjectOfRow, writeClaims } from './claim.service.ts'
import { about, tellRegistration } from './registration.service.ts'
import { dropClaimsBound, lockRegistrations, selectRegistration } from './registration.sql.ts'
import { type RegistrationRow, registrations } from './registration.table.ts'

/** Requests come first of all locks: those of whoever may lose theirs. */
export async function lockRivals(tx: Tx, actor: Actor, id: string) {
  const row = await selectRegistration(tx, id)
  if (!row) throw missing('registration')
  const day = today(tx.database.clock, actor.org.zone)
  const { holders } = await holdersOf(tx, await subjectOfRow(tx, row), day)
  const ids = new Set(holders.filter(one => isFor(row.lineKey, one)).map(one => one.id))
  if (row.rivalId) ids.add(row.rivalId)
  return Promise.all([...ids].toSorted().map(one => lockApproval(tx, about(one))))
}

/** Whoever has it loses it by the same decision, and is told why. */
export async function award(tx: Tx, actor: Actor, row: RegistrationRow, day: string): Promise<void> {
  const subject = await subjectOfRow(tx, row)
  const { keys, found, holders } = await holdersOf(tx, subject, day)
  const ids = new Set(holders.filter(one => isFor(row.lineKey, one)).map(one => one.id))
  if (row.rivalId) ids.add(row.rivalId)
  const rivals = (await lockRegistrations(tx, [...ids])).filter(one => isLive(one.state) && !one.contested)
  const gone = new Set(rivals.map(one => one.id))
  tx.write(dropClaimsBound(tx.orgId, [...gone]))
  for (const rival of rivals) lose(tx, actor, rival, row)
  writeClaims(
    tx,
    row,
    keys,
    found.filter(one => !gone.has(one.id)),
  )
}

function lose(tx: Tx, actor: Actor, rival: RegistrationRow, { decision, number: to }: RegistrationRow): void {
  const decided = { endedAt: tx.now, decidedAt: tx.now, decidedBy: actor.userId, decision }
  const lost: RegistrationRow = { ...rival, ...decided, state: 'released', ...editStamp(tx, actor, rival) }
  tx.write(registrations.update(tx.orgId, lost))
  tellRegistration(tx, actor, lost, {
    kind: 'lost',
    from: rival.state,
    to: lost.state,
    after: { note: decision, given: to },
  })
  const { number, companyName: company } = rival
  notify(tx, actor, {
    userIds: [rival.ownerId],
    kind: 'registrationLost',
    values: { by: actor.name, number, company, reason: decision ?? '' },
    entity: 'registration',
    recordId: rival.id,
  })
}
