// How this company sends goods: whether packing is checked, where parcels are seen, who tells where they are.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor, OrgFacts } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { shapeProblem } from '#kernel/validate.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { Shipping } from '../shipping.api.ts'

const usual: Shipping = { check: 'say', links: null, tracking: 'manual' }

export function shippingOf({ settings }: Pick<OrgFacts, 'settings'>): Shipping {
  const kept = settings.shipping
  return shapeProblem(Shipping, kept) === undefined ? (kept as Shipping) : usual // it has just been held to its shape
}

export async function setShipping(tx: Tx, actor: Actor, input: Partial<Shipping>): Promise<Shipping> {
  const old = shippingOf(actor.org)
  const next: Shipping = { ...old, ...input }
  const { before, after } = changes(old, next)
  if (Object.keys(after).length === 0) return next
  await setOrgSetting(tx, 'shipping', next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'shipment.set', before, after })
  return next
}
