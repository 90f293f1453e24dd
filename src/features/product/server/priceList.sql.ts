// Every statement about price lists and their lines.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import type { PriceCandidate } from '../priceList.rules.ts'
import type { PriceList, PriceListLine } from '../priceList.schema.ts'
import { type PriceLineRow, type PriceListRow, priceListLines, priceLists } from './priceList.table.ts'

nameConstraints({
  price_lists_name: { key: 'price.nameTaken', path: 'name', conflict: true },
  price_lists_period: { key: 'price.badPeriod', path: 'validUntil' },
  price_list_lines_step: { key: 'price.stepTwice', conflict: true },
  price_list_lines_floor: { key: 'price.floorAbove' },
})

const shown = `t.id, t.version, t.name, t.currency, t.tax_mode, t.levels, t.region, t.valid_from, t.valid_until, t.priority, t.state, t.note, t.created_at, t.updated_at,
  (select count(*)::int from price_list_lines l where l.org_id = t.org_id and l.list_id = t.id) as line_count`

const all = stmt(
  'price_list.all',
  `select ${shown} from price_lists t where t.org_id = $1 and t.deleted_at is null order by t.state, t.priority desc, t.name_key`,
)
export const selectLists = (db: Db): Promise<PriceList[]> => db.query<PriceList>(all(db.orgId))

const one = stmt(
  'price_list.one',
  `select ${shown} from price_lists t where t.org_id = $1 and t.id = $2 and t.deleted_at is null`,
)
export const selectList = (db: Db, id: string): Promise<PriceList | undefined> => db.one<PriceList>(one(db.orgId, id))

const lock = stmt(
  'price_list.lock',
  `select ${priceLists.select('t')} from price_lists t where t.org_id = $1 and t.id = any($2) and t.deleted_at is null order by t.id for no key update`,
)
export function lockLists(tx: Tx, ids: readonly string[]): Promise<PriceListRow[]> {
  tx.level(lockLevel.record)
  return tx.query<PriceListRow>(lock(tx.orgId, ids))
}

const byName = stmt(
  'price_list.byName',
  'select id, name_key from price_lists where org_id = $1 and name_key = any($2) and deleted_at is null',
)
export const selectByName = (db: Db, nameKeys: readonly string[]): Promise<{ id: string; nameKey: string }[]> =>
  db.query(byName(db.orgId, nameKeys))

const linesOf = stmt(
  'price_list_line.of',
  `select l.id, l.product_id, p.code, p.name, l.unit, l.min_qty, l.price, l.floor_price
   from price_list_lines l join products p on p.org_id = l.org_id and p.id = l.product_id
   where l.org_id = $1 and l.list_id = $2 order by p.code_key, l.unit, l.min_qty`,
)
export const selectListLines = (db: Db, listId: string): Promise<PriceListLine[]> =>
  db.query<PriceListLine>(linesOf(db.orgId, listId))

const rowsOf = stmt(
  'price_list_line.rows',
  `select ${priceListLines.select('l')} from price_list_lines l where l.org_id = $1 and l.list_id = $2`,
)
export const selectLineRows = (db: Db, listId: string): Promise<PriceLineRow[]> =>
  db.query<PriceLineRow>(rowsOf(db.orgId, listId))

const dropLines = stmt('price_list_line.drop', 'delete from price_list_lines where org_id = $1 and id = any($2)')
export const dropListLinesBound = (orgId: string, ids: readonly string[]): Bound => dropLines(orgId, ids)

// a row of a file: the price of one step, whether it is there or not
const setStep = stmt(
  'price_list_line.setStep',
  `insert into price_list_lines (org_id, id, list_id, product_id, unit, min_qty, price, floor_price) values ($1, $2, $3, $4, $5, $6, $7, $8)
   on conflict (org_id, list_id, product_id, unit, min_qty) do update set price = excluded.price, floor_price = excluded.floor_price`,
)
export const setStepBound = (orgId: string, line: PriceLineRow): Bound =>
  setStep(orgId, line.id, line.listId, line.productId, line.unit, line.minQty, line.price, line.floorPrice)

const candidates = `select l.list_id, t.name as list_name, t.currency, t.tax_mode, t.levels, t.region, t.valid_from, t.valid_until, t.priority,
    l.product_id, l.unit, l.min_qty, l.price, l.floor_price
  from price_list_lines l join price_lists t on t.org_id = l.org_id and t.id = l.list_id
  where l.org_id = $1 and l.product_id = any($2) and t.state = 'active' and t.deleted_at is null`
const candidatesFor = stmt('price.candidates', candidates)
/** Whether one holds is the rules' affair: here are all there are. */
export const selectCandidates = (db: Db, productIds: readonly string[]): Promise<PriceCandidate[]> =>
  db.query<PriceCandidate>(candidatesFor(db.orgId, productIds))
