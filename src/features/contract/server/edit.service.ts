// A draft is edited; a supplementary agreement keeps who it is with and in which money.
import { contactsOf } from '#features/contact/server/contact.service.ts'
import { rateOn } from '#features/deal/server/rate.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Tx } from '#kernel/db.ts'
import { isCurrency } from '#kernel/money.ts'
import { amountIn, headIn, lineIn, type Turned, turnedOf } from '#kernel/otherCurrency.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { keepClosed } from '#meta/lineRights.ts'
import { changes, editStamp, ownFields, refuseStale, takeCustom } from '#meta/server/record.service.ts'
import { contractEntity } from '../contract.entity.ts'
import { belowCalled, endsBefore } from '../contract.rules.ts'
import type { ContractEdit, LinesEdit, WholeContract } from '../contract.schema.ts'
import { type Held, indexContract, mustMay, readContract, refuseOld, tellContract } from './contract.service.ts'
import { type ContractRow, contracts } from './contract.table.ts'
import { discountIn, givenProblems, tidy } from './create.service.ts'
import { holdContract } from './hold.service.ts'
import { type Built, buildLines, isOther, recount, rewriteLines, summed } from './line.service.ts'

export async function editContract(tx: Tx, actor: Actor, id: string, input: ContractEdit): Promise<WholeContract> {
  const held = await holdContract(tx, actor, id)
  const { row } = held
  mustMay(actor, 'contract.edit', row)
  refuseFrozen(row)
  await refuseStale(tx, 'contract', row, input)
  const { version: _, custom, payerId, title, currency, changeReason, ...given } = input
  const fields = await ownFields(tx, actor, 'contract')
  const reasons = [
    ...(await givenProblems(tx, input, input.contactId ? await contactsOf(tx, row.customerId) : [])),
    ...fixedProblems(row, input),
  ]
  const wanted: ContractRow = {
    ...row,
    ...tidy(given),
    ...(title !== undefined && { title: title.trim() }),
    ...(changeReason !== undefined && row.amendsId && { changeReason: changeReason.trim() }),
    ...(payerId !== undefined && { payerId: payerId ?? row.customerId }),
    ...(currency && currency !== row.currency && (await inCurrency(tx, actor, currency, reasons))),
    ...discountIn(input),
    custom: takeCustom(fields, custom, row.custom as Custom), // accepted by the kinds when it was written
  }
  if (given.terms === null) wanted.terms = row.terms
  const next = turnedOf(row, wanted, turned => inOther(wanted, input, turned)) ?? wanted
  const lines = turnedOf(row, wanted, turned => held.lines.map(line => lineIn(line, turned))) ?? held.lines
  const before = endsBefore(next)
  if (before) reasons.push(before)
  writeDraft(tx, actor, held, next, recount(next, lines, reasons))
  indexContract(tx, fields, next, false)
  return readContract(tx, actor, id)
}

/** What is typed on the head, the sum of a framework among it, is worth what it was. */
const inOther = (row: ContractRow, input: ContractEdit, turned: Turned): ContractRow => ({
  ...row,
  ...headIn(row, input, turned),
  ...(input.ceiling === undefined && row.ceiling !== null && { ceiling: amountIn(row.ceiling, turned) }),
})

async function inCurrency(tx: Tx, actor: Actor, currency: string, reasons: Reason[]): Promise<Partial<ContractRow>> {
  if (!isCurrency(currency)) {
    reasons.push(reason('deal.badCurrency', 'currency'))
    return {}
  }
  const rate = await rateOn(tx, actor, currency, today(tx.database.clock, actor.org.zone))
  if (!rate) reasons.push(reason('quote.noRate', 'currency', { currency }))
  return { currency, rate: rate ?? '1' }
}

const fixed = ['kind', 'payerId', 'currency', 'taxMode', 'taxRound'] as const
const fixedProblems = (row: ContractRow, input: ContractEdit): Reason[] =>
  row.amendsId === null
    ? []
    : fixed.flatMap(key => (input[key] === undefined || input[key] === row[key] ? [] : [reason('contract.fixed', key)]))

/** All lines as one set: what is not in it is gone. */
export async function setLines(tx: Tx, actor: Actor, id: string, input: LinesEdit): Promise<WholeContract> {
  const held = await holdContract(tx, actor, id)
  const { row } = held
  mustMay(actor, 'contract.edit', row)
  refuseFrozen(row)
  refuseOld(row, input.version)
  const inputs = keepClosed(actor, contractEntity, input.lines, held.lines)
  writeDraft(tx, actor, held, row, await buildLines(tx, actor, row, { inputs, old: held.lines }))
  return readContract(tx, actor, id)
}

function writeDraft(tx: Tx, actor: Actor, held: Held, ...[wanted, built]: [ContractRow, Built]): void {
  const { row, lines, amends } = held
  const next = { ...summed(actor, wanted, built), ...editStamp(tx, actor, row) }
  if (amends) refuseAll(belowCalled({ ...next, lines: built.lines, amends: { ...amends.row, lines: amends.lines } }))
  const { before, after } = changes(row, next)
  const moved = isOther(lines, built.lines)
  if (Object.keys(after).length === 0 && !moved) return
  tx.write(contracts.update(tx.orgId, next))
  if (moved) rewriteLines(tx, lines, built.lines)
  const counted = moved
    ? { before: { ...before, lines: lines.length }, after: { ...after, lines: built.lines.length } }
    : { before, after }
  tellContract(tx, actor, next, { kind: 'contract.edited', ...counted })
}

/** Draft is for editing; what was approved is what both sides have in hand. */
function refuseFrozen({ state }: ContractRow): void {
  if (state !== 'draft') throw new Refusal(reason('contract.frozen', undefined, { state }))
}
