// A contract goes on: changed by a supplementary agreement that is approved and signed again, or renewed by another.

import { rateOn } from '#features/deal/server/rate.service.ts'
import type { Actor } from '#kernel/access.ts'
import { addDays, daysBetween, today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { byActor, newStamp, ownFields } from '#meta/server/record.service.ts'
import type { Difference, WholeContract } from '../contract.schema.ts'
import { differencesOf } from '../difference.rules.ts'
import { type Fresh, getContract, mustMay, readContract, writeNewContract } from './contract.service.ts'
import { countAmendments, selectAmending, selectDifferences } from './contract.sql.ts'
import type { ContractRow } from './contract.table.ts'
import { blank, nextNumber } from './create.service.ts'
import { holdContract } from './hold.service.ts'
import { copiedLines, recount, summed } from './line.service.ts'
import { templateFor } from './template.service.ts'

/** Of what a contract says and nothing of what became of it. */
const anew = ({ row }: Fresh, to: Partial<ContractRow>): ContractRow => ({
  ...row,
  ...blank,
  contactId: row.contactId,
  dealId: row.dealId,
  quoteId: row.quoteId,
  clauses: row.clauses,
  discountKind: row.discountKind,
  discountValue: row.discountValue,
  ceiling: row.ceiling,
  address: row.address,
  theirSigner: row.theirSigner,
  ...to,
})

/** One unfinished at a time; what it changes must be effective until it is signed. */
export async function amendContract(tx: Tx, actor: Actor, id: string, changeReason: string): Promise<WholeContract> {
  const held = await holdContract(tx, actor, id)
  const { row, lines } = held
  const own = { ownerId: row.ownerId, deptId: row.deptId }
  mustMay(actor, 'contract.create', own)
  if (row.amendsId) throw new Refusal(reason('contract.isSupplement'))
  if (row.state !== 'effective') throw new Refusal(reason('contract.notEffective', undefined, { number: row.number }))
  const open = await selectAmending(tx, id)
  if (open) throw new Refusal(reason('contract.amending', undefined, { number: open.number }), 'conflict')
  const [made, template, fields] = await Promise.all([
    countAmendments(tx, id),
    templateFor(tx, { kind: 'supplement', lang: row.lang }),
    ownFields(tx, actor, 'contract'),
  ])
  const next = anew(held, {
    ...newStamp(tx, actor, own, row.custom as Record<string, string>), // accepted when it was written
    number: `${row.number}-B${made + 1}`,
    amendsId: id,
    amendsVersion: row.versionNo,
    changeReason: changeReason.trim(),
    templateId: template?.id ?? null,
    effectiveFrom: row.effectiveFrom,
    effectiveUntil: row.effectiveUntil,
    net: row.net,
    tax: row.tax,
    gross: row.gross,
    amount: row.amount,
    baseAmount: row.baseAmount,
  })
  writeNewContract(tx, actor, { row: next, lines: copiedLines(next.id, lines, true) }, fields)
  return readContract(tx, actor, next.id)
}

/** A draft that points back, with the same terms for as long again. */
export async function renewContract(tx: Tx, actor: Actor, id: string): Promise<WholeContract> {
  const number = nextNumber(tx, actor)
  const held = await holdContract(tx, actor, id)
  const { row, lines } = held
  const own = row.ownerId ? { ownerId: row.ownerId, deptId: row.deptId } : byActor(actor)
  mustMay(actor, 'contract.create', own)
  if (row.amendsId || !['effective', 'completed', 'expired'].includes(row.state))
    throw new Refusal(reason('flow.notFromHere', undefined, { state: row.state }))
  const day = today(tx.database.clock, actor.org.zone)
  const [rate, fields, template] = await Promise.all([
    rateOn(tx, actor, row.currency, day),
    ownFields(tx, actor, 'contract'),
    row.templateId ? templateFor(tx, { id: row.templateId }) : undefined,
  ])
  if (!rate) throw new Refusal(reason('quote.noRate', 'currency', { currency: row.currency }))
  const next = anew(held, {
    ...newStamp(tx, actor, own, row.custom as Record<string, string>), // accepted when it was written
    number: await number,
    renewsId: id,
    dealId: null,
    quoteId: null,
    rate,
    templateId: template?.id ?? null,
    ...spanAfter(row, day),
    threadId: newId(),
  })
  const built = recount(next, copiedLines(next.id, lines, false))
  writeNewContract(tx, actor, { row: summed(actor, next, built), lines: built.lines }, fields)
  return readContract(tx, actor, next.id)
}

function spanAfter({ effectiveFrom, effectiveUntil }: ContractRow, day: string): Partial<ContractRow> {
  if (!effectiveUntil) return {}
  const from = effectiveUntil >= day ? addDays(effectiveUntil, 1) : day
  const until = effectiveFrom ? addDays(from, daysBetween(effectiveFrom, effectiveUntil)) : null
  return { effectiveFrom: from, effectiveUntil: until }
}

/** What a supplementary agreement says otherwise than its contract: against what stood before, once it is in force. */
export async function changesOf(db: Db, actor: Actor, id: string): Promise<Difference[]> {
  const own = await getContract(db, actor, id)
  if (!own.amendsId) return []
  return (await selectDifferences(db, id)) ?? differencesOf(await readContract(db, actor, own.amendsId), own, own.lang)
}
