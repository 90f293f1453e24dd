// What an order holds when stock is short: the company's own rule, asked at every confirmation.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import type { PolicyEdit, ReservePolicy } from '../policy.api.ts'
import { freedPolicyOf, stockPolicyOf } from './stock.service.ts'

export const policyOf = ({ org }: Pick<Actor, 'org'>): ReservePolicy => ({
  reservePolicy: stockPolicyOf(org.settings.reservePolicy),
  reserveFreed: freedPolicyOf(org.settings.reserveFreed),
})

/** Orders that are confirmed already keep what they hold. */
export async function setPolicy(tx: Tx, actor: Actor, edit: PolicyEdit): Promise<ReservePolicy> {
  const old = policyOf(actor)
  const next = { ...old, ...edit }
  for (const key of ['reservePolicy', 'reserveFreed'] as const)
    if (edit[key] !== undefined) await setOrgSetting(tx, key, next[key])
  const { before, after } = changes(old, next)
  if (Object.keys(after).length > 0)
    tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'stock.policySet', before, after })
  return next
}
