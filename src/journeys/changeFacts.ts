// What conditions of the approval may ask of an order change, and what its approvers read of it.
import type { Because, SubjectFact } from '#features/approval/approval.schema.ts'
import type { Told } from '#features/approval/server/subject.service.ts'
import { linesBetween, saidOf } from '#features/change/change.rules.ts'
import { findChange } from '#features/change/server/change.service.ts'
import { amendmentOf, lookAnyway } from '#features/order/server/amend.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { formatAmount, signOf } from '#kernel/money.ts'
import { missing, reason } from '#kernel/refusal.ts'

const byMoney = { field: 'grossAfter' } as const
export const changeFacts: readonly SubjectFact[] = [
  { key: 'raises', kind: 'yesNo', ...byMoney },
  { key: 'difference', kind: 'money', ...byMoney },
]

/** Not locked: `of` names the content that was looked at. A hundred lines say enough. */
export async function tellOfChange(db: Db, actor: Actor, id: string): Promise<Told> {
  const row = await findChange(db, id)
  if (!row) throw missing('change')
  const order = await lookAnyway(db, row.orderId)
  const to = amendmentOf(actor, order, row.actions)
  const lines = linesBetween(order.lines, to.lines, row.currency)
  const said = lines.flatMap(line => saidOf(line) ?? []).slice(0, 100)
  const details: Because[] = said.map(one =>
    one.key === 'change.said.price' ? { ...one, ...byMoney, plain: 'change.said.priceClosed' } : one,
  )
  const { promisedDate: from, address, gross } = order.row
  const head = to.row
  if (from !== head.promisedDate)
    details.push(reason('change.said.date', undefined, { from: from ?? '–', to: head.promisedDate ?? '–' }))
  if (address !== head.address) details.push(reason('change.said.address'))
  const inFigures = (amount: string) => formatAmount(amount, row.currency, 'en')
  const values = { from: inFigures(gross), to: inFigures(head.gross), currency: row.currency }
  if (gross !== head.gross) details.push({ ...reason('change.said.total', undefined, values), ...byMoney })
  return {
    values: { raises: signOf(row.baseDifference) > 0, difference: row.baseDifference },
    details,
    of: row.contentHash,
  }
}
