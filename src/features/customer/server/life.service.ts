// After how many silent days a customer who once bought counts as dormant, and as lost; derived at every read.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { Refusal, reason } from '#kernel/refusal.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import type { LifeDays } from '../life.api.ts'
import { usualLife } from './customer.sql.ts'

export function lifeDaysOf({ org }: Actor): LifeDays {
  const kept = org.settings.customerLife as Partial<LifeDays> | undefined // written below, in this shape
  return { ...usualLife, ...kept }
}

export async function setLifeDays(tx: Tx, actor: Actor, next: LifeDays): Promise<LifeDays> {
  if (next.lostDays <= next.dormantDays) throw new Refusal(reason('life.order', 'lostDays'))
  await setOrgSetting(tx, 'customerLife', next)
  const { before, after } = changes(lifeDaysOf(actor), next)
  if (Object.keys(after).length > 0)
    tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'customer.lifeSet', before, after })
  return next
}
