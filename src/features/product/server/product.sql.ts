// Every statement about products and tax rates; nobody else writes these tables.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import type { Source } from '#meta/server/sourceSql.ts'
import { productEntity } from '../product.entity.ts'
import type { ProductFacts, TaxRate } from '../product.schema.ts'
import { type ProductRow, products } from './product.table.ts'

nameConstraints({
  products_code: { key: 'product.codeTaken', path: 'code', conflict: true },
  stock_levels_product: { key: 'product.inStock' },
  products_price_sign: { key: 'product.negativePrice', path: 'price' },
  products_stock_kept: { key: 'product.onlyGoodsInStock', path: 'stockKept' },
  products_over_tolerance: { key: 'product.onlyShippedOver', path: 'overTolerance' },
})

const partsOf = `coalesce((select json_agg(json_build_object('productId', p.part_id, 'code', x.code, 'name', x.name, 'spec', x.spec, 'kind', x.kind, 'fulfil', x.fulfil,
    'stockKept', x.stock_kept, 'unit', x.unit, 'qty', trim_scale(p.qty)::text) order by p.no)
  from product_parts p join products x on x.org_id = p.org_id and x.id = p.part_id where p.org_id = t.org_id and p.product_id = t.id), '[]')`
const partsText = `(select string_agg(x.code || '*' || trim_scale(p.qty), '; ' order by p.no)
  from product_parts p join products x on x.org_id = p.org_id and x.id = p.part_id where p.org_id = t.org_id and p.product_id = t.id)`

export const productSource: Source = {
  entity: productEntity,
  from: 'products t left join users u on u.org_id = t.org_id and u.id = t.owner_id',
  select: `t.id, t.version, t.code, t.name, t.spec, t.category, t.kind, t.fulfil, t.stock_kept, t.unit, t.units, t.decimals, t.over_tolerance, t.tax_rate, t.tax_code, t.price, t.floor_price, t.cost,
  t.currency, t.note, t.state,
  case when t.kind = 'kit' then ${partsOf} else '[]' end as parts, case when t.kind = 'kit' then ${partsText} end as parts_text, t.owner_id, u.name as owner_name, t.dept_id, t.created_at, t.updated_at, t.custom`,
  permission: 'product.read',
  defaultSort: '-createdAt',
  columns: {
    code: { sql: 't.code', notNull: true },
    name: { sql: 't.name', notNull: true },
    spec: { sql: 't.spec' },
    category: { sql: 't.category' },
    kind: { sql: 't.kind', notNull: true },
    fulfil: { sql: 't.fulfil', notNull: true },
    stockKept: { sql: 't.stock_kept', notNull: true },
    unit: { sql: 't.unit', notNull: true },
    decimals: { sql: 't.decimals', notNull: true },
    overTolerance: { sql: 't.over_tolerance', notNull: true },
    taxRate: { sql: 't.tax_rate', notNull: true },
    taxCode: { sql: 't.tax_code' },
    price: { sql: 't.price' },
    floorPrice: { sql: 't.floor_price' },
    cost: { sql: 't.cost' },
    currency: { sql: 't.currency', notNull: true },
    state: { sql: 't.state', notNull: true },
    createdAt: { sql: 't.created_at', notNull: true },
    updatedAt: { sql: 't.updated_at', notNull: true },
  },
}

const lockRow = stmt(
  'product.lock',
  `select ${products.select('t')} from products t where t.org_id = $1 and t.id = any($2) order by t.id for no key update`,
)

export async function lockProductRows(tx: Tx, ids: readonly string[]): Promise<ProductRow[]> {
  tx.level(lockLevel.record)
  return tx.query<ProductRow>(lockRow(tx.orgId, ids))
}

const facts =
  'id, code, name, spec, kind, fulfil, stock_kept, unit, units, decimals, over_tolerance, tax_rate, tax_code, price, floor_price, cost, currency, state'
const byId = stmt(
  'product.facts',
  `select ${facts} from products where org_id = $1 and id = any($2) and deleted_at is null`,
)
const byKey = stmt(
  'product.byKey',
  `select ${facts}, code_key, name_key from products where org_id = $1 and deleted_at is null and (code_key = any($2) or name_key = any($3))
   order by created_at, id limit 2000`,
)

export const selectFacts = (db: Db, ids: readonly string[]): Promise<ProductFacts[]> =>
  db.query<ProductFacts>(byId(db.orgId, ids))

export const selectByKeys = (
  db: Db,
  codeKeys: readonly string[],
  nameKeys: readonly string[],
): Promise<(ProductFacts & { codeKey: string; nameKey: string })[]> => db.query(byKey(db.orgId, codeKeys, nameKeys))

const trashed = stmt(
  'product.trash',
  'update products set deleted_at = $3, version = version + 1, updated_at = $4, updated_by = $5 where org_id = $1 and id = $2',
)

export const trashBound = (
  orgId: string,
  id: string,
  deletedAt: string | null,
  by: { at: string; userId: string },
): Bound => trashed(orgId, id, deletedAt, by.at, by.userId)

const rates = stmt(
  'tax_rate.all',
  'select percent, label, valid_from, valid_until from tax_rates where org_id = $1 order by percent desc, valid_from',
)
const dropRates = stmt('tax_rate.drop', 'delete from tax_rates where org_id = $1')
const lockOrg = stmt('tax_rate.lock', 'select org_id from orgs where org_id = $1 for no key update')

export const selectTaxRates = (db: Db): Promise<TaxRate[]> => db.query<TaxRate>(rates(db.orgId))
export const dropRatesBound = (orgId: string): Bound => dropRates(orgId)

/** Two people who replace the set at once would otherwise keep both. */
export async function lockTaxRates(tx: Tx): Promise<TaxRate[]> {
  tx.level(lockLevel.record)
  await tx.query(lockOrg(tx.orgId))
  return selectTaxRates(tx)
}
