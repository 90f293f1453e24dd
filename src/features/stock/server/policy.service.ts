// What an order holds when stock is short: the company's own rule, asked at every confirmation.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import type { ReservePolicy } from '../policy.api.ts'
import { stockPolicyOf } from './stock.service.ts'

export const policyOf = ({ org }: Actor): ReservePolicy => ({
  reservePolicy: stockPolicyOf(org.settings.reservePolicy),
})

/** Orders that are confirmed already keep what they hold. */
export async function setPolicy(tx: Tx, actor: Actor, next: ReservePolicy): Promise<ReservePolicy> {
  await setOrgSetting(tx, 'reservePolicy', next.reservePolicy)
  const { before, after } = changes(policyOf(actor), next)
  if (Object.keys(after).length > 0)
    tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'stock.policySet', before, after })
  return next
}
