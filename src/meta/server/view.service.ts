// Saved views: a person's own, and everybody's by whoever may share them. What is stored was judged by the rights
// of whoever stored it; whoever reads it gets what their own rights leave of it.
import { type Actor, can } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import type { Entity } from '../entity.ts'
import { registered } from '../registry.ts'
import type { NewChoice, NewView, View, ViewChoice, ViewEdit, ViewOrder, Views } from '../view.schema.ts'
import { lockConfiguration } from './ownField.sql.ts'
import { entityFor, tell } from './record.service.ts'
import {
  deleteView,
  forgetChoices,
  placeViews,
  selectChoice,
  selectView,
  selectViews,
  setChoice,
  type ViewRow,
  views,
} from './view.sql.ts'
import { acceptState, blankState, columnsFor, viewFor } from './viewState.ts'

const mostViews = 100

export async function listViews(db: Db, actor: Actor, key: string): Promise<Views> {
  const [entity, rows, choice] = await Promise.all([
    listable(db, actor, key),
    selectViews(db, key, actor.userId),
    selectChoice(db, actor.userId, key),
  ])
  const { kept } = columnsFor(choice?.columns ?? [], entity, actor)
  return {
    items: rows.map(row => viewFor(row, entity, actor)),
    choice: { viewId: choice?.viewId ?? null, columns: kept },
  }
}

export async function createView(tx: Tx, actor: Actor, input: NewView): Promise<View> {
  await lockConfiguration(tx)
  const [entity, all] = await Promise.all([
    listable(tx, actor, input.entity),
    selectViews(tx, input.entity, actor.userId),
  ])
  const ownerId = ownerFor(actor, input.shared ?? false)
  const group = all.filter(row => row.ownerId === ownerId)
  const reasons: Reason[] = nameProblems(input.name)
  if (group.length >= mostViews) reasons.push(reason('view.tooMany', 'name', { max: mostViews }))
  refuseAll(reasons)
  const row: ViewRow = {
    id: newId(),
    ownerId,
    entity: input.entity,
    name: input.name.trim(),
    ...blankState,
    ...acceptState(input, entity, actor, tx.now),
    position: lastOf(group) + 1,
    version: 1,
    createdAt: tx.now,
    createdBy: actor.userId,
    updatedAt: tx.now,
  }
  tx.write(views.insert(tx.orgId, [row]))
  announce(tx, actor, row, 'view.created')
  return viewFor(row, entity, actor)
}

export async function editView(tx: Tx, actor: Actor, id: string, input: ViewEdit): Promise<View> {
  await lockConfiguration(tx)
  const old = await lockView(tx, actor, id)
  if (input.version !== undefined && input.version !== old.version)
    throw new Refusal({ key: 'kernel.stale', path: 'version' }, 'conflict')
  const [entity, all] = await Promise.all([listable(tx, actor, old.entity), selectViews(tx, old.entity, actor.userId)])
  const { name, shared, version: _, ...state } = input
  refuseAll(name === undefined ? [] : nameProblems(name))
  const ownerId = shared === undefined ? old.ownerId : ownerFor(actor, shared)
  const moved = ownerId !== old.ownerId
  const row: ViewRow = {
    ...old,
    // what is not said stays, the parts of it that this person may not see included
    ...acceptState(state, entity, actor, tx.now),
    ownerId,
    name: name?.trim() ?? old.name,
    position: moved ? lastOf(all.filter(one => one.ownerId === ownerId)) + 1 : old.position,
    version: old.version + 1,
    updatedAt: tx.now,
  }
  tx.write(views.update(tx.orgId, row))
  // what was everybody's is one's own now
  if (moved && ownerId) tx.write(forgetChoices(tx.orgId, id, ownerId))
  announce(tx, actor, row, 'view.edited')
  return viewFor(row, entity, actor)
}

export async function removeView(tx: Tx, actor: Actor, id: string): Promise<Record<never, never>> {
  await lockConfiguration(tx)
  const row = await lockView(tx, actor, id)
  tx.write(forgetChoices(tx.orgId, id), deleteView(tx.orgId, id))
  announce(tx, actor, row, 'view.deleted')
  return {}
}

/** Views that the caller did not name keep their order behind the named ones. */
export async function orderViews(tx: Tx, actor: Actor, { entity: key, shared, ids }: ViewOrder): Promise<Views> {
  await lockConfiguration(tx)
  const ownerId = ownerFor(actor, shared)
  const group = (await selectViews(tx, key, actor.userId)).filter(row => row.ownerId === ownerId).map(row => row.id)
  const strange = ids.findIndex(id => !group.includes(id))
  if (strange >= 0) throw noView(`ids.${strange}`)
  tx.write(placeViews(tx.orgId, [...new Set([...ids, ...group])]))
  return listViews(tx, actor, key)
}

export async function chooseView(tx: Tx, actor: Actor, input: NewChoice): Promise<ViewChoice> {
  await lockConfiguration(tx)
  const [entity, old, view] = await Promise.all([
    listable(tx, actor, input.entity),
    selectChoice(tx, actor.userId, input.entity),
    input.viewId ? selectView(tx, input.viewId) : undefined,
  ])
  if (input.viewId && (view?.entity !== input.entity || !isSeen(actor, view))) throw noView('viewId')
  const { columns = old?.columns ?? [] } = acceptState(input, entity, actor, tx.now)
  const viewId = input.viewId === undefined ? (old?.viewId ?? null) : input.viewId
  tx.write(setChoice(tx.orgId, actor.userId, input.entity, { viewId, columns }))
  return { viewId, columns: columnsFor(columns, entity, actor).kept }
}

/** A list that this person may open; another is not there. */
async function listable(db: Db, actor: Actor, key: string): Promise<Entity> {
  const row = registered(key)
  const read = `${key}.read`
  if (!row || (Object.hasOwn(row.access, read) && !can(actor, read))) throw missing(key)
  return entityFor(db, actor, row.entity)
}

const noView = (path: string): Refusal =>
  new Refusal({ key: 'kernel.missing', path, values: { entity: 'view' } }, 'missing')

const isSeen = (actor: Actor, row: ViewRow | undefined): boolean =>
  row !== undefined && (row.ownerId === null || row.ownerId === actor.userId)

function ownerFor(actor: Actor, shared: boolean): string | null {
  if (!shared) return actor.userId
  refuseSharing(actor)
  return null
}

function refuseSharing(actor: Actor): void {
  const permission = 'view.share'
  if (!can(actor, permission)) throw new Refusal({ key: 'kernel.forbidden', values: { permission } }, 'forbidden')
}

/** One's own, or everybody's for whoever may share; the caller holds the lock of the configuration. */
async function lockView(tx: Tx, actor: Actor, id: string): Promise<ViewRow> {
  const row = await selectView(tx, id)
  if (!row || !isSeen(actor, row)) throw missing('view')
  if (row.ownerId === null) refuseSharing(actor)
  return row
}

const nameProblems = (name: string): Reason[] => (name.trim() ? [] : [reason('field.required', 'name')])
const lastOf = (group: readonly ViewRow[]): number => Math.max(-1, ...group.map(row => row.position))

function announce(tx: Tx, actor: Actor, row: ViewRow, kind: string): void {
  const after = { entity: row.entity, name: row.name, shared: row.ownerId === null }
  tell(tx, { actor, entity: 'view', recordId: row.id, kind, after, version: row.version })
}
