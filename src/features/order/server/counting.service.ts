// What of an order uses credit is the company's choice. Another choice counts every order and payer anew, so that
// no stored sum is of the old one.
import { lockEveryCredit, moveExposures } from '#features/customer/server/credit.service.ts'
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { add, isZero, sub } from '#kernel/money.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import type { Counting } from '../counting.api.ts'
import { creditCountsOf, exposureOf } from '../order.totals.ts'
import { exposuresBound, selectCounted } from './counting.sql.ts'
import { selectLinesOfOrders } from './line.sql.ts'
import type { LineRow } from './order.table.ts'

export const countingOf = ({ org }: Actor): Counting => ({ creditCounts: creditCountsOf(org.settings.creditCounts) })

export async function setCounting(tx: Tx, actor: Actor, next: Counting): Promise<Counting> {
  const { before, after } = changes(countingOf(actor), next)
  if (Object.keys(after).length === 0) return next
  await setOrgSetting(tx, 'creditCounts', next.creditCounts)
  await recount(tx, actor, next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'order.countingSet', before, after })
  return next
}

const atOnce = 500
const first = '00000000-0000-0000-0000-000000000000'

/** Whatever moves an exposure takes its payer's credit row first: holding all of them is holding every exposure. */
async function recount(tx: Tx, actor: Actor, { creditCounts: counts }: Counting): Promise<void> {
  await lockEveryCredit(tx)
  const moved = new Map<string, string>()
  for (let after: string | undefined = first; after !== undefined; ) {
    const orders = await selectCounted(tx, after, atOnce)
    const lines = await selectLinesOfOrders(
      tx,
      orders.map(order => order.id),
    )
    const byOrder = Map.groupBy(lines, (line: LineRow) => line.orderId)
    const changed = orders.flatMap(order => {
      const money = { currency: order.currency, rate: order.rate, baseCurrency: actor.org.currency, counts }
      const exposure = exposureOf(order.state, byOrder.get(order.id) ?? [], money)
      const delta = sub(exposure, order.exposure)
      if (isZero(delta)) return []
      moved.set(order.payerId, add(moved.get(order.payerId) ?? '0', delta))
      return [{ id: order.id, exposure }]
    })
    if (changed.length > 0) tx.write(exposuresBound(tx.orgId, changed))
    after = orders.length < atOnce ? undefined : orders.at(-1)?.id
  }
  moveExposures(tx, moved)
}
