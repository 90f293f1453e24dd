// Two records become one: field by field as chosen, with everything that points at the one that goes. For thirty days it
// can be undone: then the other has its fields and exactly its children again; what was made since stays.
import { limitProblems } from '#features/customer/server/limit.service.ts'
import { registrationsMerging } from '#features/registration/server/merge.service.ts'
import {
  bothSides,
  closedTo,
  editMerge,
  freshMerges,
  keepMerge,
  lockMerge,
  type MergedRow,
  mergePermission,
  namesOf,
  readMerge,
  sideOf,
  wasMergedSince,
} from '#features/twin/server/twin.service.ts'
import { scoreOf, usualPick, whyAlike } from '#features/twin/twin.rules.ts'
import {
  type Merge,
  type MergeBody,
  type MergePreview,
  type TwinEntity,
  twinEntities,
} from '#features/twin/twin.schema.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { takeBackHistory, takeOverHistory } from '#kernel/thread.ts'
import { type MergeRow, type Merging, mergingOf } from '#meta/merging.ts'
import { childrenOf, idsOf } from '#meta/server/children.ts'
import { changes, editStamp, tell } from '#meta/server/record.service.ts'
import { holdChildren, takeChildren, withSince } from './mergeChildren.ts'
import type { mergeRecordsApi } from './mergeRecords.api.ts'

export const mergeRecordsHandlers: Handlers<typeof mergeRecordsApi> = {
  preview: (db, actor, input) => previewMerge(db, actor, input),
  merge: (tx, actor, input) => mergeRecords(tx, actor, input),
  undo: (tx, actor, { id }) => undoMerge(tx, actor, id),
}

type Sides = Pick<MergeBody, 'entity' | 'winnerId' | 'loserId'>
type Known = Sides & { readonly entity: TwinEntity }

/** A deal has its own amount, stage and thread: of two, one is lost as a duplicate. */
function mergeable(sides: Sides): { sides: Known; merging: Merging } {
  const entity = twinEntities.find(one => one === sides.entity)
  const merging = entity && mergingOf(entity)
  if (!entity || !merging) throw new Refusal(reason('twin.notDeals', 'entity'))
  if (sides.winnerId === sides.loserId) throw new Refusal(reason('twin.itself', 'loserId'))
  return { sides: { ...sides, entity }, merging }
}

async function previewMerge(db: Db, actor: Actor, input: Sides): Promise<MergePreview> {
  const { sides, merging } = mergeable(input)
  const { entity, winnerId, loserId } = sides
  const [[a, b], rows] = await Promise.all([
    bothSides(db, actor, entity, { winnerId, loserId }),
    merging.read(db, [winnerId, loserId]),
  ])
  const pair = pairOf(rows, sides)
  if (!pair || !a || !b) throw missing(entity)
  const { winner, loser } = pair
  const hidden = closedTo(actor, merging.entity, [a, b])
  const fields = fieldsOf(merging, pair).filter(one => !hidden.has(one.key.replace(/^custom\./, '')))
  const counts = await Promise.all(
    childrenOf(entity).map(async child => ({ table: child.table, count: (await idsOf(db, child, loserId)).length })),
  )
  const byTable = Map.groupBy(counts, one => one.table)
  const why = whyAlike(a, b)
  return {
    winner: sideOf(actor, entity, a),
    loser: sideOf(actor, entity, b),
    versions: { winner: winner.version, loser: loser.version },
    fields,
    names: await namesOf(
      db,
      fields.flatMap(one => [one.winner, one.loser]),
    ),
    children: [...byTable].flatMap(([table, some]) => {
      const count = Math.max(...some.map(one => one.count))
      return count > 0 ? [{ table, count }] : []
    }),
    why,
    score: scoreOf(why),
    reasons: [...merging.problems(winner, loser), ...(await standsApart(db, sides))],
  }
}

/** What of two customers cannot be one: registrations of theirs, a limit that is shared through one of them. */
const standsApart = async (db: Db, { entity, winnerId, loserId }: Known): Promise<Reason[]> =>
  entity === 'customer'
    ? [...(await registrationsMerging(db, winnerId, loserId)), ...(await limitProblems(db, [winnerId, loserId]))]
    : []

type Pair = { readonly winner: MergeRow; readonly loser: MergeRow }

/** Both alive, else nothing. */
function pairOf(rows: readonly MergeRow[], { winnerId, loserId }: Sides): Pair | undefined {
  const [winner, loser] = [winnerId, loserId].map(id => rows.find(row => row.id === id && !row.deletedAt))
  return winner && loser && { winner, loser }
}

type Choice = MergePreview['fields'][number]

/** Where both say the same there is nothing to choose. */
function fieldsOf({ fields }: Merging, { winner, loser }: Pair): Choice[] {
  const own = new Set([...Object.keys(winner.custom), ...Object.keys(loser.custom)])
  const all = [
    ...Object.keys(fields).map(key => ({ key, winner: winner[key] ?? null, loser: loser[key] ?? null })),
    ...[...own].map(key => ({
      key: `custom.${key}`,
      winner: winner.custom[key] ?? null,
      loser: loser.custom[key] ?? null,
    })),
  ]
  return all
    .filter(one => JSON.stringify(one.winner) !== JSON.stringify(one.loser))
    .map(one => {
      const side = (row: MergeRow, value: unknown) => ({ updatedAt: row.updatedAt, value })
      return { ...one, pick: usualPick(one.key, side(winner, one.winner), side(loser, one.loser)) }
    })
}

/** Records first (customers with their group), then what points at them, in the order of the locks. */
async function mergeRecords(tx: Tx, actor: Actor, input: MergeBody): Promise<Merge> {
  const { sides, merging } = mergeable(input)
  const { entity, winnerId, loserId } = sides
  const pair = pairOf(await merging.lock(tx, [winnerId, loserId]), sides)
  await bothSides(tx, actor, entity, { winnerId, loserId })
  if (!pair) throw new Refusal(reason('twin.goneMeanwhile'), 'conflict')
  const { winner, loser } = pair
  refuseMoved(pair, input)
  refuseAll(merging.problems(winner, loser))
  const way = { entity, from: loserId, to: winnerId }
  await holdChildren(tx, way)
  refuseAll(await standsApart(tx, sides))
  const wished = chosen(merging, pair, input.fields ?? {})
  const filled = { ...((await merging.tidy?.(tx, wished, loserId)) ?? wished), ...editStamp(tx, actor, winner) }
  const { before, after } = plainChanges(winner, filled)
  merging.retire(tx, loserId, winnerId)
  const moved = await takeChildren(tx, way)
  await merging.write(tx, actor, filled)
  takeOverHistory(tx, { entity, recordId: loserId }, winnerId)
  const names = { winnerName: merging.name(filled), loserName: merging.name(loser) }
  const row: MergedRow = { id: newId(), ...way3(sides), ...names, before, after, moved, ...stampOf(tx, actor) }
  keepMerge(tx, row)
  tellMerge(tx, actor, row, { kind: 'merged', version: filled.version, ...changes(winner, filled) })
  return { ...shown(row), byName: actor.name }
}

const way3 = ({ entity, winnerId, loserId }: Known) => ({ entity, winnerId, loserId })
const days = 30
const stampOf = (tx: Tx, actor: Actor) => ({
  at: tx.now,
  byId: actor.userId,
  undoUntil: new Date(Date.parse(tx.now) + days * 86_400_000).toISOString(),
  undoneAt: null,
  undoneBy: null,
})
const shown = ({ before: _, after: __, moved: ___, byId: ____, undoneBy: _____, ...merge }: MergedRow) => merge

function refuseMoved({ winner, loser }: Pair, { versions }: MergeBody): void {
  if (!versions || (versions.winner === winner.version && versions.loser === loser.version)) return
  throw new Refusal({ key: 'kernel.stale', path: 'versions' }, 'conflict')
}

/** The winner with the values that were chosen, and what goes along with each of them. */
function chosen(merging: Merging, pair: Pair, wish: NonNullable<MergeBody['fields']>): MergeRow {
  const { winner, loser } = pair
  const choices = fieldsOf(merging, pair)
  const unknown = Object.keys(wish).filter(key => !(key in merging.fields) && !key.startsWith('custom.'))
  refuseAll(unknown.map(key => reason('twin.unknownField', `fields.${key}`)))
  const next: Record<string, unknown> = { ...winner }
  const custom = { ...winner.custom }
  for (const { key, pick } of choices) {
    if ((wish[key] ?? pick) !== 'loser') continue
    if (key.startsWith('custom.')) custom[key.slice(7)] = loser.custom[key.slice(7)]
    else for (const column of [key, ...(merging.fields[key] ?? [])]) next[column] = loser[column]
  }
  // nobody stands above or pays for oneself
  for (const key of ['parentId', 'payerId'])
    if (next[key] === loser.id || next[key] === winner.id)
      next[key] = loser[key] === winner.id ? null : (loser[key] ?? null)
  return { ...winner, ...next, custom }
}

/** Every column that became another, with its old value: what undoing looks at. */
function plainChanges(old: MergeRow, next: MergeRow) {
  const keys = Object.keys(next).filter(
    key => !stamps.has(key) && JSON.stringify(old[key] ?? null) !== JSON.stringify(next[key] ?? null),
  )
  const of = (row: MergeRow) => Object.fromEntries(keys.map(key => [key, row[key] ?? null]))
  return { before: of(old), after: of(next) }
}
const stamps = new Set(['version', 'updatedAt', 'updatedBy'])

async function undoMerge(tx: Tx, actor: Actor, id: string): Promise<Merge> {
  const seen = await readMerge(tx, id)
  const merging = mergingOf(seen.entity)
  if (!merging) throw missing('merge')
  const { entity, winnerId, loserId } = seen
  const rows = await merging.lock(tx, [winnerId, loserId])
  const row = await lockMerge(tx, id)
  const [winner, loser] = [winnerId, loserId].map(one => rows.find(found => found.id === one))
  if (!winner || !loser) throw missing('merge')
  const permission = mergePermission(entity)
  const owned = await merging.owned(tx, winner)
  if (!can(actor, `${entity}.read`, owned)) throw missing('merge')
  if (!can(actor, permission, owned))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
  refuseAll(await whyNotUndo(tx, row, winner))
  // children go back from the one that stayed: the locks are the same
  const way = { entity, from: winnerId, to: loserId }
  await holdChildren(tx, way)
  const back = { ...takenBack(merging, winner, row), ...editStamp(tx, actor, winner) }
  await merging.write(tx, actor, back)
  await merging.revive(tx, actor, { ...loser, deletedAt: null })
  await takeChildren(tx, way, await withSince(tx, way, row.moved))
  takeBackHistory(tx, { entity, recordId: loserId }, winnerId)
  const undone = { ...row, undoneAt: tx.now, undoneBy: actor.userId }
  editMerge(tx, undone)
  tellMerge(tx, actor, row, { kind: 'unmerged', version: back.version, ...changes(winner, back) })
  return { ...shown(undone), byName: seen.byName }
}

async function whyNotUndo(tx: Tx, row: MergedRow, winner: MergeRow): Promise<Reason[]> {
  if (row.undoneAt) return [reason('twin.undone')]
  if (row.undoUntil < tx.now) return [reason('twin.tooLate')]
  if (await wasMergedSince(tx, row)) return [reason('twin.mergedSince', undefined, { name: row.winnerName })]
  return winner.deletedAt ? [reason('twin.winnerGone', undefined, { name: row.winnerName })] : []
}

/** A field that somebody has changed since keeps what they wrote. */
function takenBack({ fields }: Merging, winner: MergeRow, { before, after }: MergedRow): MergeRow {
  const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
  // what goes along with a field is written with it, or not at all
  const groups = Object.entries(fields).map(([key, along]) => [key, ...along].filter(one => one in before))
  const old = groups
    .filter(group => group.every(key => same(winner[key], after[key])))
    .flatMap(group => group.map(key => [key, before[key]]))
  const custom: Record<string, unknown> = { ...winner.custom }
  const [was, became] = [Object(before.custom ?? {}), Object(after.custom ?? {})]
  if (before.custom)
    for (const key of Object.keys(became)) {
      if (!same(custom[key], became[key]) || same(was[key], became[key])) continue
      if (was[key] === undefined) delete custom[key]
      else custom[key] = was[key]
    }
  return { ...winner, ...Object.fromEntries(old), custom }
}

type Told = {
  readonly kind: string
  readonly version: number
  readonly before: Record<string, unknown>
  readonly after: Record<string, unknown>
}

function tellMerge(tx: Tx, actor: Actor, { entity, winnerId, loserId, loserName }: MergedRow, told: Told): void {
  const quiet = ['nameKey', 'companyKey', 'phoneKey', 'emailKey']
  const said = (values: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(values).filter(([key]) => !quiet.includes(key)))
  tell(tx, {
    actor,
    entity,
    recordId: winnerId,
    kind: `${entity}.${told.kind}`,
    before: said(told.before),
    after: { ...said(told.after), merged: loserName },
    about: [{ entity, recordId: loserId }],
    version: told.version,
  })
}

/** What somebody wrote to the one that went while it was merged is taken along a moment later. */
export async function sweepMerges(tx: Tx, limit: number): Promise<number> {
  const rows = await freshMerges(tx, limit)
  for (const row of rows) {
    const late = await takeChildren(tx, { entity: row.entity, from: row.loserId, to: row.winnerId })
    if (Object.keys(late).length === 0) continue
    const moved = { ...row.moved }
    for (const [key, ids] of Object.entries(late)) moved[key] = [...(moved[key] ?? []), ...ids]
    editMerge(tx, { ...row, moved })
  }
  // each is looked at again for some minutes: that is no work left over
  return Math.min(rows.length, limit - 1)
}
