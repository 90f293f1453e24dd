// Every statement about what kits are made of.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { lockLevel } from '#meta/locks.ts'
import { type Leaf, mostLevels } from '../kit.rules.ts'
import type { KitPartInput } from '../kit.schema.ts'

nameConstraints({ product_parts_itself: { key: 'kit.itself', path: 'parts' } })

const drop = stmt('product_part.drop', 'delete from product_parts where org_id = $1 and product_id = $2')
const insert = stmt(
  'product_part.insert',
  `insert into product_parts (org_id, product_id, part_id, no, qty)
   select $1::uuid, $2::uuid, x.part_id, x.no, x.qty from unnest($3::uuid[], $4::numeric[]) with ordinality as x(part_id, qty, no)`,
)
export const setPartsBounds = (orgId: string, kitId: string, parts: readonly KitPartInput[]): Bound[] => {
  const ids = parts.map(part => part.productId)
  const qtys = parts.map(part => part.qty)
  return [drop(orgId, kitId), ...(parts.length > 0 ? [insert(orgId, kitId, ids, qtys)] : [])]
}

const direct = stmt(
  'product_part.of',
  'select part_id as product_id, trim_scale(qty)::text as qty from product_parts where org_id = $1 and product_id = $2 order by no',
)
export const selectParts = (db: Db, kitId: string): Promise<KitPartInput[]> =>
  db.query<KitPartInput>(direct(db.orgId, kitId))

// one level more than is allowed, so that too deep a kit shows
const tree = `with recursive tree as (
    select p.product_id as kit_id, p.part_id, p.qty, 1 as level, array[p.no] as path from product_parts p where p.org_id = $1 and p.product_id = any($2)
    union all select t.kit_id, p.part_id, (t.qty * p.qty)::numeric(18, 6), t.level + 1, t.path || p.no
    from tree t join product_parts p on p.org_id = $1 and p.product_id = t.part_id where t.level <= ${mostLevels})`
const leaves = stmt(
  'product_part.leaves',
  `${tree} select t.kit_id, t.part_id, trim_scale(sum(t.qty))::text as qty, max(t.level)::integer as level
   from tree t join products x on x.org_id = $1 and x.id = t.part_id where x.kind <> 'kit' group by t.kit_id, t.part_id order by t.kit_id, min(t.path)`,
)
/** Kits within kits taken apart; of what is no kit, nothing. */
export const selectLeaves = (db: Db, kitIds: readonly string[]): Promise<Leaf[]> =>
  db.query<Leaf>(leaves(db.orgId, kitIds))

const below = stmt('product_part.below', `${tree} select distinct t.kit_id, t.part_id from tree t`)
export const selectBelow = (db: Db, ids: readonly string[]): Promise<{ kitId: string; partId: string }[]> =>
  db.query(below(db.orgId, ids))

const above = stmt(
  'product_part.above',
  `select x.name from product_parts p join products x on x.org_id = p.org_id and x.id = p.product_id
   where p.org_id = $1 and p.part_id = $2 and x.deleted_at is null order by x.name limit 5`,
)
export const selectKitsOf = async (db: Db, partId: string): Promise<string[]> =>
  (await db.query<{ name: string }>(above(db.orgId, partId))).map(row => row.name)

const lockOrg = stmt('product_part.lock', 'select org_id from orgs where org_id = $1 for no key update')
/** Two kits that take each other in at once would otherwise both be let through. */
export async function lockKits(tx: Tx): Promise<void> {
  tx.level(lockLevel.record)
  await tx.query(lockOrg(tx.orgId))
}
