// The clock of contracts: their owners are told before one ends, and it ends in the night after its last day.
import { addReminder } from '#features/followup/server/reminder.service.ts'
import { visitorOf } from '#features/people/server/visitor.service.ts'
import { addDays, today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { render } from '#kernel/text.ts'
import { contractFlow } from '../contract.flow.ts'
import { contractText } from '../contract.text.ts'
import { lockContractRows, selectEnding, selectOver, toldBound } from './contract.sql.ts'
import { step } from './contractMove.service.ts'
import { contractingOf } from './settings.service.ts'

/** Told once of each last day: another one is told of again. */
export async function remindContracts(tx: Tx, limit = 200): Promise<number> {
  const { org, lang } = await visitorOf(tx, {})
  const day = today(tx.database.clock, org.zone)
  const due = await selectEnding(tx, { from: day, until: addDays(day, contractingOf(org).remindDays) }, limit)
  if (due.length === 0) return 0
  const ids = due.map(one => one.id)
  const live = new Set(
    (await lockContractRows(tx, ids)).filter(row => row.toldUntil !== row.effectiveUntil).map(row => row.id),
  )
  const fresh = due.filter(one => live.has(one.id))
  const said = fresh.map(({ id, ownerId, number, customerName: customer, effectiveUntil: date }) => ({
    userId: ownerId,
    entity: 'contract',
    id,
    kind: 'own' as const,
    text: render(contractText['contract.soonOver'], lang, { number, customer, date }),
    at: tx.now,
  }))
  addReminder(tx, ...said)
  tx.write(toldBound(tx.orgId, [...live]))
  return due.length
}

/** At most so many whose last day is over in the organisation's zone. */
export async function expireContracts(tx: Tx, limit = 200): Promise<number> {
  const { org } = await visitorOf(tx, {})
  const day = today(tx.database.clock, org.zone)
  const ids = await selectOver(tx, day, limit)
  if (ids.length === 0) return 0
  for (const row of await lockContractRows(tx, ids)) {
    if (row.state !== 'effective' || !row.effectiveUntil || row.effectiveUntil >= day) continue
    step(tx, undefined, row, { state: contractFlow.expire.to, endedAt: tx.now, told: 'expired' })
  }
  return ids.length
}
