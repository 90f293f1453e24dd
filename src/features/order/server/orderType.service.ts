// Which types of orders a company uses beside the standard one.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { offeredOf } from '../orderType.rules.ts'
import { type OrderTypes, offeredTypes } from '../orderType.schema.ts'

export const typesOf = ({ org }: Actor): OrderTypes => ({ types: [...offeredOf(org.settings.orderTypes)] })

export async function setTypes(tx: Tx, actor: Actor, { types }: OrderTypes): Promise<OrderTypes> {
  const next = { types: offeredTypes.filter(type => types.includes(type)) }
  const { before, after } = changes(typesOf(actor), next)
  if (Object.keys(after).length === 0) return next
  await setOrgSetting(tx, 'orderTypes', next.types)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'order.typesSet', before, after })
  return next
}
