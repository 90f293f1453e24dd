// What looks alike, for whoever may merge it; and the memory of merges.
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { isUuid } from '#kernel/ids.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import type { Entity } from '#meta/entity.ts'
import { hiddenFields } from '#meta/fieldRights.ts'
import { isMasked, maskedFields } from '#meta/pooled.ts'
import { registered } from '#meta/registry.ts'
import { scoreOf, whyAlike } from '../twin.rules.ts'
import { type Merge, type TwinEntity, type TwinPair, type TwinSide, twinEntities } from '../twin.schema.ts'
import {
  dismissBound,
  lockMergeRow,
  type Side,
  selectFresh,
  selectLater,
  selectLeadsTo,
  selectMerges,
  selectNames,
  selectPairs,
  selectShown,
  selectSides,
} from './twin.sql.ts'
import { type MergedRow, type Moved, merges } from './twin.table.ts'

export type { MergedRow, Moved }

export const mergePermission = (entity: string): string => `${entity}.merge`
const shownAtOnce = 100

/** Those whose both sides one may merge; how many there are in all is not told. */
export async function twinPairs(
  db: Db,
  actor: Actor,
  entity: TwinEntity,
): Promise<{ items: TwinPair[]; more: boolean }> {
  mustMerge(actor, entity)
  const items = await pairsOf(db, actor, entity, { about: null, limit: 5 * shownAtOnce })
  return { items: items.slice(0, shownAtOnce), more: items.length > shownAtOnce }
}

/** Possible twins of one record, for its page. */
export async function twinsOf(db: Db, actor: Actor, entity: TwinEntity, id: string): Promise<TwinPair[]> {
  if (!can(actor, mergePermission(entity))) return []
  const pairs = await pairsOf(db, actor, entity, { about: id, limit: 20 })
  return pairs.map(pair => (pair.a.id === id ? pair : { ...pair, a: pair.b, b: pair.a }))
}

type Wish = { readonly about: string | null; readonly limit: number }

async function pairsOf(db: Db, actor: Actor, entity: TwinEntity, wish: Wish): Promise<TwinPair[]> {
  const pairs = await selectPairs(db, entity, wish)
  const ids = [...new Set(pairs.flatMap(one => [one.aId, one.bId]))]
  const sides = new Map((await selectSides(db, entity, ids)).map(side => [side.id, side]))
  const found = pairs.flatMap(({ aId, bId }) => {
    const [a, b] = [sides.get(aId), sides.get(bId)]
    if (!a || !b || !may(actor, entity, a) || !may(actor, entity, b)) return []
    const why = whyAlike(a, b)
    // one key for two cities: looked up together, and told apart here
    return why.length > 0
      ? [{ a: sideOf(actor, entity, a), b: sideOf(actor, entity, b), why, score: scoreOf(why) }]
      : []
  })
  return found.toSorted((x, y) => y.score - x.score)
}

const may = (actor: Actor, entity: TwinEntity, side: Side): boolean =>
  can(actor, mergePermission(entity), side) && can(actor, `${entity}.read`, side)

/** What a role may not see of the record stands not here either. */
export function sideOf(actor: Actor, entity: TwinEntity, side: Side): TwinSide {
  const known = registered(entity)?.entity
  const hidden = known ? closedTo(actor, known, [side]) : new Set<string>()
  const { id, name, of, phone, email, ownerName, createdAt } = side
  const open = (key: string, value: string | null) => (hidden.has(key) ? null : value)
  return {
    id,
    name,
    of: open(entity === 'lead' ? 'company' : 'customerId', of),
    phone: open('phone', phone),
    email: open('email', email),
    ownerName: open('ownerId', ownerName),
    createdAt,
  }
}

/** Closed by the role, or because one of them lies in a pool. */
export const closedTo = (actor: Actor, entity: Entity, sides: readonly Side[]): ReadonlySet<string> =>
  new Set([...hiddenFields(actor, entity), ...(sides.some(side => isMasked(actor, side)) ? maskedFields(entity) : [])])

function mustMerge(actor: Actor, entity: TwinEntity): void {
  const permission = mergePermission(entity)
  if (!can(actor, permission)) throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
}

/** They are two: neither page nor list asks again. */
export async function dismissTwins(
  tx: Tx,
  actor: Actor,
  { entity, aId, bId }: { readonly entity: TwinEntity; readonly aId: string; readonly bId: string },
): Promise<void> {
  const sides = await bothSides(tx, actor, entity, { aId, bId })
  if (sides.length === 2 && aId !== bId) tx.write(dismissBound(tx, { entity, aId, bId, byId: actor.userId }))
}

type Both = Readonly<Record<string, string>>

/** Both in reach of the right to merge, in the order asked; `ids` by the field of the request that names them. */
export async function bothSides(db: Db, actor: Actor, entity: TwinEntity, ids: Both): Promise<Side[]> {
  const found = await selectSides(db, entity, Object.values(ids))
  return Object.entries(ids).map(([path, id]) => {
    const side = found.find(one => one.id === id)
    if (!side || !can(actor, `${entity}.read`, side))
      throw new Refusal({ key: 'kernel.missing', path, values: { entity } }, 'missing')
    const permission = mergePermission(entity)
    if (!can(actor, permission, side))
      throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
    return side
  })
}

/** Of those whose winner one may merge. */
export async function listMerges(db: Db, actor: Actor, entity: TwinEntity | undefined): Promise<Merge[]> {
  const rows = (await selectMerges(db, entity ?? null)).filter(one => can(actor, mergePermission(one.entity)))
  const byEntity = Map.groupBy(rows, one => one.entity)
  const reach = new Set<string>()
  for (const [kind, some] of byEntity)
    for (const side of await selectSides(db, kind, [...new Set(some.map(one => one.winnerId))]))
      if (may(actor, kind, side)) reach.add(side.id)
  return rows.filter(one => reach.has(one.winnerId))
}

/** Where the address of a merged record leads, for whoever may read what is there. */
export async function leadsTo(db: Db, actor: Actor, named: string, id: string): Promise<string | null> {
  const entity = twinEntities.find(one => one === named)
  if (!entity) return null
  const into = await selectLeadsTo(db, entity, id)
  const [side] = into ? await selectSides(db, entity, [into]) : []
  return side && can(actor, `${entity}.read`, side) ? side.id : null
}

/** For a page that shows two fields side by side: whom their ids name. */
export const namesOf = (db: Db, values: readonly unknown[]): Promise<Record<string, string>> =>
  selectNames(
    db,
    values.filter((one): one is string => typeof one === 'string' && isUuid(one)),
  )

export const keepMerge = (tx: Tx, row: MergedRow): void => tx.write(merges.insert(tx.orgId, [row]))
export const editMerge = (tx: Tx, row: MergedRow): void => tx.write(merges.update(tx.orgId, row))

export async function lockMerge(tx: Tx, id: string): Promise<MergedRow> {
  const row = await lockMergeRow(tx, id)
  if (!row) throw missing('merge')
  return row
}
export const wasMergedSince = (db: Db, row: MergedRow): Promise<boolean> => selectLater(db, row)
export const freshMerges = (tx: Tx, limit: number): Promise<MergedRow[]> => selectFresh(tx, limit)
export async function readMerge(db: Db, id: string): Promise<Merge> {
  const row = await selectShown(db, id)
  if (!row) throw missing('merge')
  return row
}
