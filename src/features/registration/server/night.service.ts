// What the clock does: the last day, the days before it, and names that have become customers.
import { notifyAll } from '#features/notice/server/notice.service.ts'
import type { Tx } from '#kernel/db.ts'
import type { Doer } from '#kernel/event.ts'
import { registrationFlow } from '../registration.flow.ts'
import { isLive } from '../registration.rules.ts'
import { claimAnew } from './claim.service.ts'
import { tellRegistration } from './registration.service.ts'
import {
  dropClaimsBound,
  lockEnding,
  lockRegistrations,
  selectAdopting,
  selectDue,
  selectNamed,
} from './registration.sql.ts'
import { type RegistrationRow, registrations } from './registration.table.ts'

const nobody: Doer = { userId: null, via: 'job' }

/** Whose last day is over, in the organisation's own night. */
export async function expireRegistrations(tx: Tx, limit: number): Promise<number> {
  const rows = await lockRegistrations(tx, await selectDue(tx, limit))
  for (const row of rows) {
    if (row.state !== 'protected') continue
    const stamp = { version: row.version + 1, updatedAt: tx.now, updatedBy: null }
    const next: RegistrationRow = { ...row, state: registrationFlow.expire.to, endedAt: tx.now, ...stamp }
    tx.write(registrations.update(tx.orgId, next), dropClaimsBound(tx.orgId, [row.id]))
    tellRegistration(tx, nobody, next, { kind: 'expired', from: row.state, to: next.state })
    tellOwner(tx, row, 'registrationExpired')
  }
  return rows.length
}

/** Each owner once before each last day. */
export async function warnRegistrations(tx: Tx, limit: number): Promise<number> {
  const rows = await lockEnding(tx, limit)
  for (const row of rows) {
    tx.write(registrations.update(tx.orgId, { ...row, warnedFor: row.untilOn }))
    tellOwner(tx, row, 'registrationEnding')
  }
  return rows.length
}

const tellOwner = (tx: Tx, row: RegistrationRow, kind: 'registrationExpired' | 'registrationEnding'): void =>
  notifyAll(tx, {
    userIds: [row.ownerId],
    kind,
    values: { number: row.number, company: row.companyName, date: row.untilOn },
    entity: 'registration',
    recordId: row.id,
    key: `${kind}:${row.id}:${row.untilOn}`,
  })

/** A name that has become a customer is that customer from now on, and one that was renamed goes by both. */
export async function adoptRegistrations(tx: Tx, limit: number): Promise<number> {
  const rows = await lockRegistrations(tx, await selectAdopting(tx, limit))
  for (const row of rows) {
    const same = row.customerId ? [] : await selectNamed(tx, [row.nameKey], [])
    const customerId = row.customerId ?? (same.length > 0 ? (same[0]?.id ?? null) : null)
    if (customerId === null) continue
    const next: RegistrationRow = { ...row, customerId, version: row.version + 1, updatedAt: tx.now, updatedBy: null }
    if (!row.customerId) {
      tx.write(registrations.update(tx.orgId, next))
      tellRegistration(tx, nobody, next, { kind: 'adopted', after: { customerId } })
    }
    if (isLive(next.state) && !next.contested) await claimAnew(tx, next)
  }
  return rows.length
}

/** After a merge and after it was taken back: they hold what their customer is called now. */
export async function claimAllAnew(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const row of await lockRegistrations(tx, ids)) if (isLive(row.state) && !row.contested) await claimAnew(tx, row)
}
