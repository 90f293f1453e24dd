// Where the goods of a consignment order go: one of its customer's sites.
import { sitesOf } from '#features/stock/server/warehouse.service.ts'
import type { Db } from '#kernel/db.ts'
import { type Reason, reason } from '#kernel/refusal.ts'
import { typeRules } from '../orderType.rules.ts'
import type { OrderRow } from './order.table.ts'

type Place = { readonly id: string; readonly name: string }
type Asked = Pick<OrderRow, 'type' | 'customerId'>

/** Of another type there are none to choose from. */
export const sitesFor = async (db: Db, { type, customerId }: Asked): Promise<readonly Place[]> =>
  typeRules[type].site ? sitesOf(db, customerId) : []

/** Where the customer has one alone it is the one. */
export const siteFor = (sites: readonly Place[], siteId: string | null | undefined): string | null =>
  siteId ?? (sites.length === 1 ? (sites[0]?.id ?? null) : null)

/** Said of what goes to none, or to none of the customer's. */
export function siteProblems(
  type: OrderRow['type'],
  sites: readonly Place[],
  siteId: string | null | undefined,
): Reason[] {
  if (!siteId) return []
  if (!typeRules[type].site) return [reason('order.noSite', 'siteId')]
  return sites.some(one => one.id === siteId) ? [] : [reason('order.siteUnfit', 'siteId')]
}
