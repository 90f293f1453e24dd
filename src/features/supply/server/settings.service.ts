// What the company has set about supply.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { cmp } from '#kernel/money.ts'
import { reason, refuseAll } from '#kernel/refusal.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import { freedRules, type SupplySettings } from '../supply.schema.ts'

export function supplySettingsOf({ org }: Pick<Actor, 'org'>): SupplySettings {
  const said: Readonly<Record<string, unknown>> = Object(org.settings.supply)
  const { auto, kind, tolerance, freed } = said
  return {
    auto: auto === true,
    kind: kind === 'make' ? 'make' : 'buy',
    tolerance: typeof tolerance === 'string' ? tolerance : '0',
    freed: freedRules.find(one => one === freed) ?? 'stock',
  }
}

export async function setSupplySettings(tx: Tx, actor: Actor, next: SupplySettings): Promise<SupplySettings> {
  refuseAll(cmp(next.tolerance, '100') > 0 ? [reason('supply.toleranceOver', 'tolerance')] : [])
  const { before, after } = changes(supplySettingsOf(actor), next)
  if (Object.keys(after).length === 0) return next
  await setOrgSetting(tx, 'supply', next)
  tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'supply.settingsSet', before, after })
  return next
}
