// The verbs of products.
import { type Actor, can } from '#kernel/access.ts'
import type { ListQuery, PageOf, Summary, SummaryQuery } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { fold, nameKey } from '#kernel/keys.ts'
import { cmp } from '#kernel/money.ts'
import { missing, type Reason, Refusal, refuseAll } from '#kernel/refusal.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import type { Custom } from '#meta/kinds/kinds.ts'
import { forgetRecords } from '#meta/server/fieldsSql.ts'
import { listRecords } from '#meta/server/listSql.ts'
import { changes, editStamp, entityFor, ownFields, refuseStale, takeCustom, tell } from '#meta/server/record.service.ts'
import { getRecord, readBack } from '#meta/server/recordSql.ts'
import { summarise } from '#meta/server/summarySql.ts'
import { productEntity } from '../product.entity.ts'
import {
  factorOf,
  notForSale,
  productProblems,
  tooFine,
  unknownRate,
  usualDecimals,
  usualFor,
} from '../product.rules.ts'
import type { MatchAnswer, Product, ProductEdit, ProductFacts } from '../product.schema.ts'
import { indexProducts, keysOf, orNone, storedOf } from './create.service.ts'
import { planParts, refusePart } from './kit.service.ts'
import { lockProductRows, productSource, selectByKeys, selectFacts, trashBound } from './product.sql.ts'
import { type ProductRow, products } from './product.table.ts'
import { ratesToday } from './taxRate.service.ts'

async function sourceFor(db: Db, actor: Actor) {
  return { ...productSource, entity: await entityFor(db, actor, productEntity) }
}

export async function listProducts(db: Db, actor: Actor, query: ListQuery): Promise<PageOf<Product>> {
  return listRecords<Product>(db, actor, await sourceFor(db, actor), query)
}

export async function summariseProducts(db: Db, actor: Actor, query: SummaryQuery): Promise<Summary> {
  return summarise(db, actor, await sourceFor(db, actor), query)
}

export const getProduct = (db: Db, actor: Actor, id: string): Promise<Product> =>
  getRecord<Product>(db, actor, productSource, id)

/** Facts for verbs that have already judged their own record; no rights are asked here, and cost is among them. */
export async function findProducts(db: Db, ids: readonly string[]): Promise<Map<string, ProductFacts>> {
  return new Map((await selectFacts(db, ids)).map(row => [row.id, row]))
}

/** Every product of that code, else of that name; width and case do not matter. */
export async function findProductsByName(db: Db, texts: readonly string[]): Promise<Map<string, ProductFacts[]>> {
  const wanted = [...new Set(texts)]
  const rows = await selectByKeys(db, wanted.map(fold), wanted.map(nameKey))
  const byCode = new Map(rows.map(row => [row.codeKey, row]))
  const byName = Map.groupBy(rows, row => row.nameKey)
  return new Map(
    wanted.map(text => {
      const coded = byCode.get(fold(text))
      return [text, coded ? [coded] : (byName.get(nameKey(text)) ?? [])]
    }),
  )
}

/** For a pasted table: in one statement, and no more of each than its reader may see. */
export async function matchProducts(db: Db, actor: Actor, texts: readonly string[]): Promise<MatchAnswer> {
  const found = await findProductsByName(db, texts)
  const hidden = hiddenFields(actor, productEntity)
  return {
    items: [...found].map(([text, products]) => ({
      text,
      products: products
        .filter(one => one.state === 'active')
        .map(({ id, code, name, spec, kind, unit, taxRate, price }) => ({
          ...{ id, code, name, kind, unit },
          spec: hidden.has('spec') ? null : spec,
          taxRate: hidden.has('taxRate') ? null : taxRate,
          price: hidden.has('price') ? null : price,
        })),
    })),
  }
}

/** A name that two products share finds none. */
export async function matchProduct(db: Db, codeOrName: string): Promise<ProductFacts | undefined> {
  const found = (await findProductsByName(db, [codeOrName])).get(codeOrName)
  return found?.length === 1 ? found[0] : undefined
}

/** Why this product cannot be counted so finely, if so; `qty` is in its base unit. */
export const qtyProblem = (product: ProductFacts, qty: string, path: string): Reason | undefined =>
  tooFine(product, qty, path)

/** Why this product cannot stand on a quote or order, if so. */
export const saleProblem = (product: Parameters<typeof notForSale>[0], path?: string): Reason | undefined =>
  notForSale(product, path)

/** Base units in one `unit` of the product. */
export const unitFactor = (product: ProductFacts, unit: string): string | undefined => factorOf(product, unit)

export async function editProduct(tx: Tx, actor: Actor, id: string, input: ProductEdit): Promise<Product> {
  const [[row], fields, rates] = await Promise.all([
    lockProductRows(tx, [id]),
    ownFields(tx, actor, 'product'),
    ratesToday(tx, actor),
  ])
  if (!row || row.deletedAt) throw missing('product')
  await mustMay(tx, actor, row, 'product.edit')
  const { version: _, custom, ...rest } = input
  await refuseStale(tx, 'product', row, input)
  const next: ProductRow = {
    ...row,
    // another kind is fulfilled in its usual way, unless one says otherwise
    ...(rest.kind !== undefined && rest.kind !== row.kind && usualFor(rest.kind)),
    ...recounted(row, rest),
    ...storedOf(rest),
    ...keysOf({ code: row.code, name: row.name, ...rest }),
    ...editStamp(tx, actor, row),
  }
  // an old rate may stay; only a new choice must be valid today
  const rateProblem = cmp(next.taxRate, row.taxRate) === 0 ? undefined : unknownRate(rates, next.taxRate)
  refuseAll([...productProblems(next), ...orNone(rateProblem)])
  next.custom = { ...takeCustom(fields, custom, row.custom as Custom) } // custom was accepted by the kinds when it was written
  const parts = await planParts(tx, next, rest, false)
  const { before, after } = changes(
    { ...row, ...(parts && { partsText: parts.before }) },
    { ...next, ...(parts && { partsText: parts.after }) },
  )
  if (Object.keys(after).length > 0) {
    tx.write(products.update(tx.orgId, next), ...(parts?.writes ?? []))
    indexProducts(tx, fields, [next], false)
    tell(tx, { actor, entity: 'product', recordId: id, kind: 'product.edited', before, after, version: next.version })
  }
  return readBack<Product>(tx, actor, productSource, id)
}

export async function trashProduct(tx: Tx, actor: Actor, id: string): Promise<void> {
  const [row] = await lockProductRows(tx, [id])
  if (!row || row.deletedAt) throw missing('product')
  await mustMay(tx, actor, row, 'product.delete')
  await refusePart(tx, id)
  tx.write(trashBound(tx.orgId, id, tx.now, { at: tx.now, userId: actor.userId }))
  forgetRecords(tx, 'product', [id])
  tell(tx, { actor, entity: 'product', recordId: id, kind: 'product.deleted', version: row.version + 1 })
}

export async function restoreProduct(tx: Tx, actor: Actor, id: string): Promise<Product> {
  const [[row], fields] = await Promise.all([lockProductRows(tx, [id]), ownFields(tx, actor, 'product')])
  if (!row?.deletedAt || !can(actor, 'product.delete', row)) throw missing('product')
  tx.write(trashBound(tx.orgId, id, null, { at: tx.now, userId: actor.userId }))
  indexProducts(tx, fields, [row], true)
  tell(tx, { actor, entity: 'product', recordId: id, kind: 'product.restored', version: row.version + 1 })
  return readBack<Product>(tx, actor, productSource, id)
}

/** Visible but not allowed says why; out of reach does not exist. */
async function mustMay(tx: Tx, actor: Actor, row: ProductRow, permission: string): Promise<void> {
  if (can(actor, permission, row)) return
  await getProduct(tx, actor, row.id)
  throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
}

/** Another unit is counted as finely as is usual for it, unless one says otherwise. */
function recounted(row: ProductRow, { kind = row.kind, unit = row.unit }: ProductEdit): Partial<ProductRow> {
  const usual = usualDecimals(kind, unit)
  return usual === usualDecimals(row.kind, row.unit) ? {} : { decimals: usual }
}
