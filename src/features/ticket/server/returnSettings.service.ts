// Where damaged goods of a return are kept apart: the company's own rule, asked at every receipt.
import { setOrgSetting } from '#features/people/server/org.service.ts'
import { activeWarehouses, siteProblems } from '#features/stock/server/warehouse.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { reason, refuseAll } from '#kernel/refusal.ts'
import { changes, tell } from '#meta/server/record.service.ts'
import type { ReturnSettings } from '../return.schema.ts'

export function returnSettingsOf({ org }: Actor): ReturnSettings {
  const { damagedWarehouseId } = org.settings
  return { damagedWarehouseId: typeof damagedWarehouseId === 'string' ? damagedWarehouseId : null }
}

export async function setReturnSettings(tx: Tx, actor: Actor, next: ReturnSettings): Promise<ReturnSettings> {
  const { damagedWarehouseId: id } = next
  if (id !== null) {
    refuseAll(await siteProblems(tx, [{ warehouseId: id, path: 'damagedWarehouseId' }]))
    const place = (await activeWarehouses(tx)).find(one => one.id === id)
    refuseAll([
      ...(place ? [] : [reason('stock.unknownWarehouse', 'damagedWarehouseId')]),
      ...(place?.sellable ? [reason('goodsReturn.damagedSells', 'damagedWarehouseId', { name: place.name })] : []),
    ])
  }
  await setOrgSetting(tx, 'damagedWarehouseId', id)
  const { before, after } = changes(returnSettingsOf(actor), next)
  if (Object.keys(after).length > 0)
    tell(tx, { actor, entity: 'org', recordId: actor.orgId, kind: 'goodsReturn.settingsSet', before, after })
  return next
}
