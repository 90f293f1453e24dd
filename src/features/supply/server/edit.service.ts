// What may still be changed of a supply: until it has ended nearly all, afterwards what is written on it.
import { type HeldLines, holdLines } from '#features/order/server/holding.service.ts'
import { ordersOfLines } from '#features/order/server/progress.service.ts'
import { deptOf, ownerWithin } from '#features/people/server/people.service.ts'
import { qtyProblem } from '#features/product/server/product.service.ts'
import { siteProblems } from '#features/stock/server/warehouse.service.ts'
import { type Actor, writerOf } from '#kernel/access.ts'
import type { Tx } from '#kernel/db.ts'
import { cmp, sum } from '#kernel/money.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { forgetRecords } from '#meta/server/fieldsSql.ts'
import { changes, editStamp, refuseStale, takeCustom } from '#meta/server/record.service.ts'
import { getRecord } from '#meta/server/recordSql.ts'
import type { Supply, SupplyEdit, Want, WholeSupply } from '../supply.schema.ts'
import { besideOf, orderOf, originOf, placeProblems, toleranceProblems, wantProblems } from './create.service.ts'
import { noticeGiven, noticeMoved } from './notice.service.ts'
import { index, linkSupply, mustMay, readBackSupply, tellSupply } from './supply.service.ts'
import { dropWantsBound, lockSupplies, selectWants, supplySource, trashBound } from './supply.sql.ts'
import { type SupplyRow, supplies, supplyWants } from './supply.table.ts'

/** Orders 8, lines 10, then the supply: what it is for may be changed with it. */
async function holdSupply(tx: Tx, actor: Actor, id: string, more: readonly Want[]) {
  const [wants, found] = await Promise.all([
    selectWants(tx, [id]),
    ordersOfLines(
      tx,
      more.map(one => one.orderLineId),
    ),
    getRecord<Supply>(tx, actor, supplySource, id),
  ])
  const held = await holdLines(tx, [...wants.map(one => one.orderId), ...found.values()])
  const [row] = await lockSupplies(tx, [id])
  if (!row) throw missing('supply')
  // asked again under the lock
  return { row, held, wants: await selectWants(tx, [id]) }
}

type Editing = Awaited<ReturnType<typeof holdSupply>>
type Beside = Awaited<ReturnType<typeof besideOf>>

export async function editSupply(tx: Tx, actor: Actor, id: string, input: SupplyEdit): Promise<WholeSupply> {
  const editing = await holdSupply(tx, actor, id, input.wants ?? [])
  const { row: old, held } = editing
  mustMay(actor, 'supply.edit', old)
  const { version, custom, wants: wanted, ownerId, ...given } = input
  await refuseStale(tx, 'supply', old, { ...given, ...(version !== undefined && { version }) })
  const beside = await besideOf(tx, actor, old.productId, held)
  if (input.assigneeId && input.assigneeId !== old.assigneeId) await deptOf(tx, input.assigneeId, 'assigneeId')
  const next: SupplyRow = { ...old, ...tidy(given) }
  refuseAll(await siteProblems(tx, [{ warehouseId: given.warehouseId, path: 'warehouseId' }]))
  refuseAll(problemsOf(actor, editing, next, { input, beside }))
  const isFor = (one: HeldLines) => one.lines.some(line => wanted?.some(want => want.orderLineId === line.id))
  const ours = wanted ? held.filter(isFor) : held
  const owner =
    ownerId !== undefined && ownerId !== old.ownerId ? await ownerWithin(tx, actor, 'supply.edit', ownerId) : {}
  const row: SupplyRow = {
    ...next,
    ...(wanted && originFor(actor, old, ours)),
    ...owner,
    custom: takeCustom(beside.fields, custom, old.custom as Custom), // accepted by the kinds when it was written
    ...editStamp(tx, actor, old),
  }
  write(tx, actor, editing, { row, wanted, ours, beside })
  return readBackSupply(tx, actor, id)
}

type Asked = { readonly input: SupplyEdit; readonly beside: Beside }
function problemsOf(
  actor: Actor,
  { row: old, held, wants }: Editing,
  ...[next, { input, beside }]: [SupplyRow, Asked]
): Reason[] {
  const { product, places } = beside
  const claims = beside.claims.filter(one => one.supplyId !== old.id)
  const fine = product && input.qty !== undefined ? qtyProblem(product, next.qty, 'qty') : undefined
  return [
    ...frozenProblems(old, next, input.wants),
    ...(next.warehouseId === old.warehouseId ? [] : placeProblems(next.warehouseId, places)),
    ...toleranceProblems(input.tolerance),
    ...(fine ? [fine] : []),
    ...(input.wants ? wantProblems(actor, next, { wanted: input.wants, held, claims }) : keptProblems(next, wants)),
  ]
}

/** For another order now: it goes by that one's seller. */
function originFor(actor: Actor, old: SupplyRow, ours: readonly HeldLines[]): Partial<SupplyRow> {
  const { orderId, threadId, ownerId, deptId } = originOf(actor, ours)
  return { orderId, threadId, ...(orderId !== null && orderId !== old.orderId && { ownerId, deptId }) }
}

type Written = {
  readonly row: SupplyRow
  readonly wanted: readonly Want[] | undefined
  readonly ours: readonly HeldLines[]
  readonly beside: Beside
}
function write(tx: Tx, actor: Actor, { row: old, held, wants }: Editing, { row, wanted, ours, beside }: Written): void {
  const { before, after } = changes(
    { ...old, ...(wanted && { wants: said(wants) }) },
    { ...row, ...(wanted && { wants: said(wanted) }) },
  )
  if (Object.keys(after).length === 0) return
  tx.write(supplies.update(tx.orgId, row))
  const orders = ours.map(one => one.row)
  if (wanted) {
    tx.write(dropWantsBound(tx.orgId, row.id))
    const rows = wanted.map(want => ({ ...want, supplyId: row.id, orderId: orderOf(held, want.orderLineId) }))
    if (rows.length > 0) tx.write(supplyWants.insert(tx.orgId, rows))
    linkSupply(tx, row.id, orders)
  }
  index(tx, beside.fields, [row], false)
  tellSupply(tx, actor, row, { kind: 'supply.edited', before, after, orders })
  const productName = beside.product?.name ?? ''
  if (row.assigneeId !== old.assigneeId) noticeGiven(tx, actor, row, productName)
  if (row.expectedOn !== old.expectedOn) noticeMoved(tx, actor, orders, { ...row, productName })
}

const tidy = (given: Omit<SupplyEdit, 'version' | 'custom' | 'wants' | 'ownerId'>): Partial<SupplyRow> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => {
      if (value === undefined) return []
      return [[key, typeof value === 'string' && texts.has(key) ? value.trim() || null : value]]
    }),
  )
const texts: ReadonlySet<string> = new Set(['supplier', 'note'])

const ended: ReadonlySet<string> = new Set(['received', 'cancelled'])
const always: ReadonlySet<string> = new Set(['note', 'assigneeId'])
/** What has ended keeps what it was; what has come keeps how much and where. */
function frozenProblems(old: SupplyRow, next: SupplyRow, wanted: readonly Want[] | undefined): Reason[] {
  const moved = Object.keys(changes(old, next).after)
  if (ended.has(old.state) && (wanted || moved.some(key => !always.has(key)))) return [reason('supply.frozen')]
  const found: Reason[] = []
  const fixed = (['kind', 'qty', 'tolerance', 'warehouseId'] as const).find(key => moved.includes(key))
  if (old.direct && (wanted || fixed)) return [reason('supply.directFixed', fixed ?? 'wants')]
  if (cmp(next.qty, '0') <= 0) found.push(reason('supply.noQty', 'qty'))
  if (cmp(next.qty, old.received) < 0)
    found.push(reason('supply.belowReceived', 'qty', { received: old.received, unit: old.unit }))
  return found
}

function keptProblems(next: SupplyRow, wants: readonly { readonly qty: string }[]): Reason[] {
  const wanted = sum(wants.map(one => one.qty))
  return cmp(next.qty, wanted) < 0 ? [reason('supply.belowWanted', 'qty', { wanted, unit: next.unit })] : []
}

const said = (wants: readonly Want[]): string[] => wants.map(one => `${one.orderLineId} ${one.qty}`).toSorted()

/** Only what was never begun. */
export async function trashSupply(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { row, held } = await holdSupply(tx, actor, id, [])
  mustMay(actor, 'supply.cancel', row)
  if (row.state !== 'planned') throw new Refusal('supply.onlyPlanned')
  tx.write(trashBound(tx, id, writerOf(actor.userId)), dropWantsBound(tx.orgId, id))
  forgetRecords(tx, 'supply', [id])
  const orders = held.map(one => one.row)
  tellSupply(tx, actor, { ...row, version: row.version + 1 }, { kind: 'supply.deleted', orders })
}
