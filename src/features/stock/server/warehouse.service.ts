// The verbs of warehouses. The first one is the default; there is never a second default. A site is at a customer's:
// goods are neither taken from there nor put there by hand.
import { getCustomerFacts } from '#features/customer/server/customer.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { fold, nameKey } from '#kernel/keys.ts'
import { isZero } from '#kernel/money.ts'
import { missing, namedBy, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { byActor, changes, editStamp, newStamp, refuseStale, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { reachableIds } from '#meta/server/sources.ts'
import { summarise } from '#meta/server/summarySql.ts'
import type { NewWarehouse, Warehouse, WarehouseEdit } from '../warehouse.schema.ts'
import { type WarehouseRow, warehouses } from './stock.table.ts'
import {
  dropDefaultBound,
  hasStock,
  lockPromised,
  lockWarehouseRows,
  selectWarehouses,
  sellBound,
  warehouseSource,
  wasUsed,
} from './warehouse.sql.ts'

export async function listWarehouses(db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Warehouse>> {
  const page = await listRecords<Warehouse>(db, actor, warehouseSource, query)
  return { ...page, items: await unnamed(db, actor, page.items) }
}

export const summariseWarehouses = (db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> =>
  summarise(db, actor, warehouseSource, query)

export async function getWarehouse(db: Db, actor: Actor, id: string): Promise<Warehouse> {
  const found = await getRecord<Warehouse>(db, actor, warehouseSource, id)
  const [shown = found] = await unnamed(db, actor, [found])
  return shown
}

/** All warehouses are everybody's; whose site one is, is told by name to whom that customer may be seen. */
async function unnamed(db: Db, actor: Actor, items: readonly Warehouse[]): Promise<Warehouse[]> {
  const ids = [...new Set(items.flatMap(one => one.customerId ?? []))]
  const seen = await reachableIds(db, actor, 'customer', ids)
  return items.map(one => (one.customerId && !seen.has(one.customerId) ? { ...one, customerName: null } : one))
}

/** By code, else by name. Without a text, the default one. */
export async function matchWarehouse(db: Db, codeOrName: string | null): Promise<WarehouseRow | undefined> {
  const all = await selectWarehouses(db)
  if (codeOrName === null) return all.find(one => one.isDefault)
  return all.find(one => one.codeKey === fold(codeOrName)) ?? all.find(one => one.nameKey === nameKey(codeOrName))
}

/** The company's own that are in use, the default one first. */
export const activeWarehouses = async (db: Db): Promise<readonly WarehouseRow[]> => ownOf(await allWarehouses(db))
const ownOf = (all: readonly WarehouseRow[]) => all.filter(one => one.state === 'active' && one.customerId === null)

/** With sites, and those not in use. */
export const allWarehouses = (db: Db): Promise<readonly WarehouseRow[]> => selectWarehouses(db)

export type Site = WarehouseRow & { readonly customerId: string }
const isSite = (one: WarehouseRow): one is Site => one.customerId !== null
const sitesIn = async (db: Db): Promise<readonly Site[]> => (await selectWarehouses(db)).filter(isSite)

/** Also one that is not in use any more: what lies there is still settled. */
export const findSite = async (db: Db, id: string): Promise<Site | undefined> =>
  (await sitesIn(db)).find(one => one.id === id)
/** Those of a customer that are in use. */
export const sitesOf = async (db: Db, customerId: string): Promise<readonly Site[]> =>
  (await sitesIn(db)).filter(one => one.customerId === customerId && one.state === 'active')

type Chosen = { readonly warehouseId: string | null | undefined; readonly path: string }
/** Why goods are not taken from there, nor put there, by hand. */
export async function siteProblems(db: Db, chosen: readonly Chosen[]): Promise<Reason[]> {
  return chosen.every(one => !one.warehouseId) ? [] : siteProblemsAmong(await allWarehouses(db), chosen)
}
/** The same, where all of them are known. */
export function siteProblemsAmong(all: readonly WarehouseRow[], chosen: readonly Chosen[]): Reason[] {
  const sites = new Map(all.filter(isSite).map(one => [one.id, one.name]))
  return chosen.flatMap(({ warehouseId, path }) => {
    const name = sites.get(warehouseId?.toLowerCase() ?? '')
    return name === undefined ? [] : [reason('stock.isSite', path, { name })]
  })
}

/** From where goods leave for customers. */
export const sellingOf = (all: readonly WarehouseRow[]): readonly WarehouseRow[] =>
  ownOf(all).filter(one => one.sellable)

export async function createWarehouse(tx: Tx, actor: Actor, input: NewWarehouse): Promise<Warehouse> {
  const others = await lockWarehouseRows(tx)
  const customerId = input.customerId ?? null
  if (customerId) await refuseStranger(tx, actor, customerId)
  const row: WarehouseRow = {
    ...newStamp(tx, actor, byActor(actor)),
    ...namesOf(input),
    address: input.address?.trim() || null,
    customerId,
    isDefault: input.isDefault || (!customerId && !others.some(one => one.isDefault) && input.sellable !== false),
    sellable: input.sellable ?? !customerId,
    state: input.state ?? 'active',
  }
  refuseAll(problemsOf(row))
  if (row.isDefault) tx.write(dropDefaultBound(tx.orgId, row.id))
  tx.write(warehouses.insert(tx.orgId, [row]))
  const { after } = changes({}, row)
  tell(tx, { actor, entity: 'warehouse', recordId: row.id, kind: 'warehouse.created', after, version: 1 })
  return readBack<Warehouse>(tx, actor, warehouseSource, row.id)
}

export async function editWarehouse(tx: Tx, actor: Actor, id: string, input: WarehouseEdit): Promise<Warehouse> {
  const row = (await lockWarehouseRows(tx)).find(one => one.id === id)
  if (!row) throw missing('warehouse')
  await refuseStale(tx, 'warehouse', row, input)
  const customerId = input.customerId === undefined ? row.customerId : input.customerId
  if (customerId && customerId !== row.customerId) await refuseStranger(tx, actor, customerId)
  const next: WarehouseRow = {
    ...row,
    ...namesOf({ ...row, ...input }),
    customerId,
    address: input.address === undefined ? row.address : input.address?.trim() || null,
    isDefault: input.isDefault ?? row.isDefault,
    // a warehouse that becomes a site sells nothing from then on
    sellable: input.sellable ?? (row.sellable && !customerId),
    state: input.state ?? row.state,
    ...editStamp(tx, actor, row),
  }
  refuseAll([
    ...problemsOf(next),
    ...leaving(row, next),
    ...(await promised(tx, row, next)),
    ...(await settled(tx, row, next)),
  ])
  const { before, after } = changes(row, next)
  if (Object.keys(after).length > 0) {
    if (next.isDefault && !row.isDefault) tx.write(dropDefaultBound(tx.orgId, id))
    tx.write(warehouses.update(tx.orgId, next))
    if (sells(next) !== sells(row)) tx.write(sellBound(tx.orgId, id, sells(next)))
    tell(tx, {
      actor,
      entity: 'warehouse',
      recordId: id,
      kind: 'warehouse.edited',
      before,
      after,
      version: next.version,
    })
  }
  return readBack<Warehouse>(tx, actor, warehouseSource, id)
}

export async function trashWarehouse(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = (await lockWarehouseRows(tx)).find(one => one.id === id)
  if (!row) throw missing('warehouse')
  if (row.isDefault) throw new Refusal('stock.defaultStays')
  if (await hasStock(tx, id)) throw new Refusal({ key: 'stock.warehouseHasStock', values: { name: row.name } })
  // a site that orders, shipments or settlements name is asked for at COMMIT: what lies there, or lies there again once
  // it is taken back, would be nowhere
  const next = { ...row, customerId: null, deletedAt: tx.now, ...editStamp(tx, actor, row) }
  tx.write(warehouses.update(tx.orgId, next))
  tell(tx, { actor, entity: 'warehouse', recordId: id, kind: 'warehouse.deleted', version: next.version })
}

const namesOf = ({ code, name }: { readonly code: string; readonly name: string }) => ({
  code: code.trim(),
  codeKey: fold(code),
  name: name.trim(),
  nameKey: nameKey(name),
})

function problemsOf(row: WarehouseRow): Reason[] {
  const reasons: Reason[] = []
  if (row.code === '') reasons.push(reason('field.required', 'code'))
  if (row.name === '') reasons.push(reason('field.required', 'name'))
  if (row.isDefault && row.state === 'inactive') reasons.push(reason('stock.defaultStays', 'state'))
  if (row.isDefault && !row.sellable && !row.customerId) reasons.push(reason('stock.defaultSells', 'sellable'))
  if (row.customerId && row.sellable) reasons.push(reason('stock.siteSells', 'sellable'))
  if (row.customerId && row.isDefault) reasons.push(reason('stock.siteDefault', 'isDefault'))
  return reasons
}

/** Whose it is stays once anything has been there: a warehouse that was used becomes no site, a site is not another's. */
async function settled(tx: Tx, row: WarehouseRow, next: WarehouseRow): Promise<Reason[]> {
  if (next.customerId === row.customerId || !(await wasUsed(tx, row.id))) return []
  return [reason('stock.siteHolds', 'customerId', { name: row.name })]
}

async function refuseStranger(tx: Tx, actor: Actor, customerId: string): Promise<void> {
  await namedBy('customerId', getCustomerFacts(tx, actor, customerId))
}

/** What is promised from it is given back first, or moved. */
async function promised(tx: Tx, row: WarehouseRow, next: WarehouseRow): Promise<Reason[]> {
  if (sells(next) || !sells(row)) return []
  const levels = await lockPromised(tx, row.id)
  const held = levels.filter(one => !isZero(one.reserved) || !isZero(one.backorderLimit)).length
  const path = next.sellable ? 'state' : 'sellable'
  return held > 0 ? [reason('stock.stillPromised', path, { name: row.name, count: held })] : []
}

/** Of one that is not in use nothing is available either. */
const sells = ({ sellable, state }: Pick<WarehouseRow, 'sellable' | 'state'>): boolean => sellable && state === 'active'

/** The default is passed on, never just given up. */
const leaving = (row: WarehouseRow, next: WarehouseRow): Reason[] =>
  row.isDefault && !next.isDefault ? [reason('stock.defaultStays', 'isDefault')] : []
