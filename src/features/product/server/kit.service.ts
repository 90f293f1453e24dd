// What kits are made of: asked for by id from a page, by code or name from a file.
import type { Bound, Db, Tx } from '#kernel/db.ts'
import { fold, nameKey } from '#kernel/keys.ts'
import { canonical, mul } from '#kernel/money.ts'
import { type Reason, reason, refuseAll } from '#kernel/refusal.ts'
import { kitProblems, type Leaf, readParts, sayParts } from '../kit.rules.ts'
import type { KitPartInput } from '../kit.schema.ts'
import type { ProductEdit } from '../product.schema.ts'
import { lockKits, selectBelow, selectKitsOf, selectLeaves, selectParts, setPartsBounds } from './kit.sql.ts'
import { selectByKeys, selectFacts } from './product.sql.ts'
import type { ProductRow } from './product.table.ts'

type Asked = Pick<ProductEdit, 'parts' | 'partsText'>
type Kit = Pick<ProductRow, 'id' | 'kind' | 'decimals'>
export type PartsPlan = { readonly before: string; readonly after: string; readonly writes: readonly Bound[] }

export const saysParts = ({ parts, partsText }: Asked): boolean => parts !== undefined || partsText !== undefined

/** Judged, and what is to be written of it; undefined where nothing changes. */
export async function planParts(tx: Tx, kit: Kit, asked: Asked, fresh: boolean): Promise<PartsPlan | undefined> {
  if (!saysParts(asked)) {
    if (kit.kind !== 'kit' && !fresh && (await selectParts(tx, kit.id)).length > 0)
      refuseAll([reason('kit.onlyKits', 'kind')])
    return undefined
  }
  await lockKits(tx)
  const parts =
    asked.parts?.map(({ productId, qty }) => ({ productId, qty: canonical(qty) })) ?? (await named(tx, asked))
  const old = fresh ? [] : await selectParts(tx, kit.id)
  const around = await findAround(tx, kit.id, [...parts, ...old])
  refuseAll(kitProblems(kit, parts, { ...around, leaves: leavesOf(kit.id, parts, around) }))
  const said = (list: readonly KitPartInput[]) =>
    sayParts(list.map(({ productId, qty }) => ({ code: around.products.get(productId)?.code ?? productId, qty })))
  const change = { before: said(old), after: said(parts) }
  return change.before === change.after ? undefined : { ...change, writes: setPartsBounds(tx.orgId, kit.id, parts) }
}

async function findAround(tx: Tx, kitId: string, parts: readonly KitPartInput[]) {
  const ids = [...new Set(parts.map(part => part.productId))].filter(id => id !== kitId)
  const [below, leaves] = await Promise.all([selectBelow(tx, ids), selectLeaves(tx, ids)])
  const facts = await selectFacts(tx, [...new Set([...ids, ...leaves.map(one => one.partId)])])
  const sets = Map.groupBy(below, one => one.kitId)
  return {
    products: new Map(facts.map(one => [one.id, one])),
    below: new Map([...sets].map(([id, found]) => [id, new Set(found.map(one => one.partId))])),
    nested: Map.groupBy(leaves, one => one.kitId),
  }
}

type Around = Awaited<ReturnType<typeof findAround>>

/** As the kit will be: its parts, those that are kits taken apart. */
function leavesOf(kitId: string, parts: readonly KitPartInput[], { products, nested }: Around): Leaf[] {
  return parts.flatMap(({ productId, qty }): Leaf[] => {
    if (products.get(productId)?.kind !== 'kit') return [{ kitId, partId: productId, qty, level: 1 }]
    return (nested.get(productId) ?? []).map(one => ({ ...one, kitId, qty: mul(one.qty, qty), level: one.level + 1 }))
  })
}

/** By code, else by a name that only one product has. */
async function named(tx: Tx, { partsText }: Asked): Promise<KitPartInput[]> {
  const { parts, reasons } = readParts(partsText ?? '')
  refuseAll(reasons)
  const rows = await selectByKeys(
    tx,
    parts.map(one => fold(one.name)),
    parts.map(one => nameKey(one.name)),
  )
  const unknown: Reason[] = []
  const found = parts.flatMap(({ name, qty }): KitPartInput[] => {
    const coded = rows.filter(row => row.codeKey === fold(name))
    const [only, second] = coded.length > 0 ? coded : rows.filter(row => row.nameKey === nameKey(name))
    if (only && !second) return [{ productId: only.id, qty: canonical(qty) }]
    unknown.push(reason('kit.unknownPart', 'partsText', { name }))
    return []
  })
  refuseAll(unknown)
  return found
}

/** What a kit would miss cannot be deleted. */
export async function refusePart(db: Db, id: string): Promise<void> {
  const kits = await selectKitsOf(db, id)
  if (kits.length > 0) refuseAll([reason('kit.inKit', undefined, { names: kits.join('”, “') })])
}
