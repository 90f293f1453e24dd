// Lines of a price list: changed from the editor, or brought by a file.
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { nameKey } from '#kernel/keys.ts'
import { canonical, cmp } from '#kernel/money.ts'
import { type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { AnyRecord, Twin } from '#meta/registry.ts'
import { tell } from '#meta/server/record.service.ts'
import type { PriceLineInput, PriceLinesEdit, PriceListLines, PriceRow } from '../priceList.schema.ts'
import { factorOf } from '../product.rules.ts'
import type { ProductFacts } from '../product.schema.ts'
import { getPriceList, holdPriceList, touched } from './priceList.service.ts'
import { dropListLinesBound, selectByName, selectLineRows, selectListLines, setStepBound } from './priceList.sql.ts'
import { type PriceLineRow, priceListLines, priceLists } from './priceList.table.ts'
import { findProducts, matchProduct } from './product.service.ts'

export async function linesOfList(db: Db, id: string): Promise<PriceListLines> {
  const [list, items] = await Promise.all([getPriceList(db, id), selectListLines(db, id)])
  return { version: list.version, items }
}

type Change = { readonly put: readonly PriceLineRow[]; readonly gone: readonly string[] }

/** Every problem of every line at once; what is unchanged is not written. */
export async function editPriceLines(
  tx: Tx,
  actor: Actor,
  id: string,
  { version, put, drop }: PriceLinesEdit,
): Promise<PriceListLines> {
  const row = await holdPriceList(tx, id, version)
  const [old, products] = await Promise.all([
    selectLineRows(tx, id),
    findProducts(tx, [...new Set(put.map(line => line.productId))]),
  ])
  const before = new Map(old.map(line => [line.id, line]))
  const rows = put.map(line => rowOf(id, line, products.get(line.productId)))
  refuseAll([
    ...put.flatMap((line, i) => lineProblems(line, { i, product: products.get(line.productId), before })),
    ...drop.flatMap((one, i) => (before.has(one) ? [] : [reason('quote.unknownLine', `drop.${i}`)])),
  ])
  const gone = new Set(drop)
  const written = new Set(rows.map(line => line.id))
  const kept = old.filter(line => !gone.has(line.id) && !written.has(line.id))
  refuseAll(twice([...kept, ...rows], kept.length))
  write(tx, { put: rows, gone: [...gone, ...rows.map(line => line.id).filter(one => before.has(one))] })
  if (rows.length + gone.size > 0) {
    const next = { ...row, ...touched(tx, actor, row) }
    tx.write(priceLists.update(tx.orgId, next))
    const said = { put: rows.length, dropped: gone.size, lines: kept.length + rows.length }
    tell(tx, {
      actor,
      entity: 'priceList',
      recordId: id,
      kind: 'priceList.linesSet',
      after: said,
      version: next.version,
    })
  }
  return linesOfList(tx, id)
}

function write(tx: Tx, { put, gone }: Change): void {
  if (gone.length > 0) tx.write(dropListLinesBound(tx.orgId, gone))
  if (put.length > 0) tx.write(priceListLines.insert(tx.orgId, put))
}

const rowOf = (listId: string, line: PriceLineInput, product: ProductFacts | undefined): PriceLineRow => ({
  id: line.id ?? newId(),
  listId,
  productId: line.productId,
  unit: line.unit?.trim() || product?.unit || '',
  minQty: canonical(line.minQty ?? '0'),
  price: canonical(line.price),
  floorPrice: line.floorPrice ? canonical(line.floorPrice) : null,
})

type At = {
  readonly i: number
  readonly product: ProductFacts | undefined
  readonly before: ReadonlyMap<string, PriceLineRow>
}

function lineProblems(line: PriceLineInput, { i, product, before }: At): Reason[] {
  const at = `lines.${i}`
  if (line.id && !before.has(line.id)) return [reason('quote.unknownLine', `put.${i}.id`)]
  if (!product) return [reason('quote.unknownProduct', `put.${i}.productId`)]
  const unit = line.unit?.trim() || product.unit
  return [
    ...(factorOf(product, unit) ? [] : [reason('quote.unknownUnit', `${at}.unit`, { unit })]),
    ...(line.floorPrice && cmp(line.floorPrice, line.price) > 0
      ? [reason('price.floorAbove', `${at}.floorPrice`)]
      : []),
  ]
}

/** One price for a product, unit and step. */
function twice(lines: readonly PriceLineRow[], first: number): Reason[] {
  const seen = new Set<string>()
  return lines.flatMap((line, i) => {
    const key = `${line.productId} ${line.unit} ${line.minQty}`
    const again = seen.has(key)
    seen.add(key)
    return again ? [reason('price.stepTwice', i >= first ? `lines.${i - first}.minQty` : 'lines')] : []
  })
}

/** A row of a file sets the price of its step in the list it names; a step that is there already gets the new price. */
export async function bringPrice(tx: Tx, actor: Actor, row: PriceRow): Promise<AnyRecord> {
  const [[list], product] = await Promise.all([selectByName(tx, [nameKey(row.list)]), matchProduct(tx, row.product)])
  refuseAll([
    ...(list ? [] : [reason('price.unknownList', 'list', { name: row.list })]),
    ...(product ? [] : [reason('product.unknown', 'product', { name: row.product })]),
  ])
  if (!list || !product) throw new Refusal('price.unknownList')
  const line = { ...row, productId: product.id, unit: row.unit?.trim() || product.unit, minQty: row.minQty ?? '0' }
  refuseAll(
    lineProblems(line, { i: 0, product, before: new Map() }).map(one => ({
      ...one,
      path: one.path?.replace('lines.0.', '') ?? '',
    })),
  )
  await holdPriceList(tx, list.id)
  tx.write(setStepBound(tx.orgId, rowOf(list.id, line, product)))
  return { id: list.id, ownerId: actor.userId, deptId: null }
}

/** Two rows of one file for the same step contradict each other. */
export const priceTwins = (input: Readonly<Record<string, unknown>>): Twin[] => {
  const said = [input.list, input.product, input.unit ?? '', input.minQty ?? '0'].map(one => String(one).trim())
  return [{ path: 'price', key: `price:${said.join('|')}` }]
}
