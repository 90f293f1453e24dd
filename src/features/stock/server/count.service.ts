// Counts and opening stock as rows of a file: all rows of one transaction and warehouse become one posted document.
import { findProductsByName, matchProduct, qtyProblem } from '#features/product/server/product.service.ts'
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { canonical } from '#kernel/money.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { termsOf } from '#kernel/searchTerm.ts'
import type { Twin } from '#meta/registry.ts'
import { writeSearchTerms } from '#meta/server/fieldsSql.ts'
import { byActor, newStamp, tell } from '#meta/server/record.service.ts'
import { atSite, booksClosed, type DocumentFacts, inactiveWarehouse, notKept, wrongQty } from '../document.rules.ts'
import type { CountRow } from '../stock.schema.ts'
import { stockText } from '../stock.text.ts'
import { nextDocumentNumber } from './document.service.ts'
import { moveStock } from './post.service.ts'
import { hasOtherMoves, type MovedKey } from './stock.sql.ts'
import { type DocumentRow, documentLines, stockDocuments, type WarehouseRow } from './stock.table.ts'
import { matchWarehouse } from './warehouse.service.ts'

type Open = { readonly row: DocumentRow; readonly counted: Set<string> }
type Kept = { readonly id: string; readonly product: string; readonly warehouse: string; readonly quantity: string }

export const countStock = (tx: Tx, actor: Actor, input: CountRow): Promise<Kept> => takeRow(tx, actor, input, 'count')

/** What lay there before Baton: received at no cost, and only where nothing has moved yet, so that a second file adds nothing. */
export async function openStock(tx: Tx, actor: Actor, input: CountRow): Promise<Kept> {
  const kept = await takeRow(tx, actor, input, 'receipt')
  // its level is locked by now: nobody moves it meanwhile
  if (await hasOtherMoves(tx, kept.id, kept.key))
    throw new Refusal(reason('stock.openedAlready', 'product', { name: kept.product }), 'conflict')
  return kept
}

type RowKind = 'count' | 'receipt'

async function takeRow(tx: Tx, actor: Actor, input: CountRow, as: RowKind): Promise<Kept & { readonly key: MovedKey }> {
  const [product, warehouse] = await Promise.all([
    matchProduct(tx, input.product.trim()),
    matchWarehouse(tx, input.warehouse?.trim() || null),
  ])
  const reasons: Reason[] = []
  if (!product) reasons.push(reason('product.unknown', 'product', { name: input.product }))
  if (!warehouse) reasons.push(warehouseReason(input.warehouse))
  if (!product || !warehouse) throw refuseOf(reasons)
  const open = await openDocument(tx, actor, warehouse, as)
  const no = open.counted.size + 1
  const qty = canonical(input.quantity)
  const line = { no, productId: product.id, batch: '', qty, productName: product.name, stockKept: product.stockKept }
  const { date, kind, warehouseId } = open.row
  const facts: DocumentFacts = {
    state: 'draft',
    kind,
    date,
    warehouseId,
    toWarehouseId: null,
    lines: [line],
    inactive: warehouse.state === 'active' ? [] : [warehouse.name],
    sites: warehouse.customerId === null ? [] : [warehouse.name],
    today: date,
    booksClosedUntil: actor.org.booksClosedUntil,
  }
  const fine = qtyProblem(product, qty, 'quantity')
  refuseAll([...(fine ? [fine] : []), ...problemsOf(facts, open.counted.has(product.id))])
  open.counted.add(product.id)
  const stored = { documentId: open.row.id, no, productId: product.id, unit: product.unit, unitQty: qty, factor: '1' }
  tx.write(documentLines.insert(tx.orgId, [{ ...stored, qty, batch: '', moved: null, note: null }]))
  await moveStock(tx, { actor, row: open.row, facts, release: [] })
  const key = { productId: product.id, warehouseId: warehouse.id }
  return { id: open.row.id, product: product.code, warehouse: warehouse.name, quantity: qty, key }
}

/** A file counts a product once in a warehouse, however it names either. */
export async function countTwins(
  db: Db,
  inputs: readonly Readonly<Record<string, unknown>>[],
): Promise<readonly Twin[][]> {
  const textOf = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
  const products = await findProductsByName(
    db,
    inputs.map(input => textOf(input.product)),
  )
  const warehouses = new Map(
    await Promise.all(
      [...new Set(inputs.map(input => textOf(input.warehouse)))].map(
        async name => [name, (await matchWarehouse(db, name || null))?.id] as const,
      ),
    ),
  )
  return inputs.map(input => {
    const [product] = products.get(textOf(input.product)) ?? []
    const warehouse = warehouses.get(textOf(input.warehouse))
    return product && warehouse ? [{ path: 'product', key: `${product.id} ${warehouse}` }] : []
  })
}

const warehouseReason = (given: string | null | undefined): Reason =>
  given ? reason('stock.unknownWarehouse', 'warehouse') : reason('stock.noWarehouse', 'warehouse')

function refuseOf(reasons: readonly Reason[]): never {
  refuseAll(reasons)
  throw new Error('a refusal without a reason')
}

/** The guards of posting a count, told by the columns of the file. */
function problemsOf(facts: DocumentFacts, twice: boolean): Reason[] {
  const path: Readonly<Record<string, string>> = { 'stock.wrongQty': 'quantity', 'stock.notKept': 'product' }
  const found = [wrongQty, notKept, inactiveWarehouse, atSite, booksClosed].flatMap(guard => guard(facts) ?? [])
  const reasons = found.flatMap(one =>
    typeof one === 'string' ? [] : [reason(one.key, path[one.key] ?? 'warehouse', one.values)],
  )
  const [line] = facts.lines
  return twice && line
    ? [...reasons, reason('stock.countedTwice', 'product', { no: line.no, name: line.productName })]
    : reasons
}

async function openDocument(tx: Tx, actor: Actor, warehouse: WarehouseRow, kind: RowKind): Promise<Open> {
  const key = `stock.${kind} ${warehouse.id}`
  const known = tx.bag.get(key) as Open | undefined // the bag is untyped; only this file uses the key
  if (known) return known
  const date = today(tx.database.clock, actor.org.zone)
  const row: DocumentRow = {
    ...newStamp(tx, actor, byActor(actor)),
    number: await nextDocumentNumber(tx, actor, kind, date),
    kind,
    state: 'posted',
    date,
    warehouseId: warehouse.id,
    toWarehouseId: null,
    reason: kind === 'receipt' ? stockText['stock.opening'][actor.lang] : null,
    note: null,
    postedAt: tx.now,
  }
  const open = { row, counted: new Set<string>() }
  tx.bag.set(key, open)
  tx.write(stockDocuments.insert(tx.orgId, [row]))
  writeSearchTerms(tx, 'stockDocument', [{ id: row.id, terms: termsOf(row.number, 'number') }], true)
  tell(tx, { actor, entity: 'stockDocument', recordId: row.id, kind: 'stockDocument.posted', to: 'posted', version: 1 })
  return open
}
