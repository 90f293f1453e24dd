// Names in a file become ids. Whoever asks sees only what is in their reach: a name beyond it is unknown.
import { findCustomersByName } from '#features/customer/server/likeness.service.ts'
import { listPipelines } from '#features/deal/server/pipeline.service.ts'
import { findUsersByName } from '#features/people/server/people.service.ts'
import { findProductsByName } from '#features/product/server/product.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { nameKey } from '#kernel/keys.ts'
import type { Label } from '#kernel/text.ts'
import { fieldOf } from '#meta/entity.ts'
import { type AnyRecord, registered } from '#meta/registry.ts'
import { reachableIds } from '#meta/server/sources.ts'
import type { KnownName } from '../exchange.rules.ts'

/** Every id that a written name may mean. */
export type Candidates = ReadonlyMap<string, readonly string[]>

export async function findNamed(db: Db, actor: Actor, entity: string, names: readonly string[]): Promise<Candidates> {
  const found = await finderOf(entity)(db, actor, names)
  const ids = [...new Set([...found.values()].flat())]
  const within = await reachableIds(db, actor, entity, ids)
  return new Map([...found].map(([name, all]) => [name, all.filter(id => within.has(id))]))
}

type Finder = (db: Db, actor: Actor, names: readonly string[]) => Promise<Candidates>

const finders: Readonly<Record<string, Finder>> = {
  customer: (db, _actor, names) => findCustomersByName(db, names),
  user: (db, _actor, names) => findUsersByName(db, names),
  product: async (db, _actor, names) => {
    const found = await findProductsByName(db, names)
    return new Map([...found].map(([name, all]) => [name, all.map(one => one.id)]))
  },
  pipeline: async (db, _actor, names) => {
    const all = await listPipelines(db)
    return byKey(
      names,
      all.flatMap(({ id, label }) => [label.en, label.zh].map(name => ({ id, name }))),
    )
  },
}

const finderOf = (entity: string): Finder => finders[entity] ?? ((...asked) => findListed(entity, ...asked))

/** The fields by which people know a record, beside its title. */
const handles = ['number', 'code', 'email'] as const

async function findListed(entity: string, ...[db, actor, names]: Parameters<Finder>): Promise<Candidates> {
  const row = registered(entity)
  if (!row) return new Map()
  const keys = [row.entity.title, ...handles].filter(key => fieldOf(row.entity, key)?.filter)
  const value = names.map(name => name.trim())
  const any = keys.map(field => ({ field, op: 'in', value }))
  const { items } = await row.verbs.list(db, actor, { filter: JSON.stringify({ any }), limit: 1000 })
  return byKey(
    names,
    items.flatMap(item => keys.map(key => ({ id: item.id, name: String(item[key] ?? '') }))),
  )
}

type Named = { readonly id: string; readonly name: string }

function byKey(names: readonly string[], records: readonly Named[]): Candidates {
  const known = Map.groupBy(records, one => nameKey(one.name))
  return new Map(names.map(name => [name, [...new Set((known.get(nameKey(name)) ?? []).map(one => one.id))]]))
}

/** Contacts by their customer and name: many companies have a 王磊. */
export async function findContacts(
  db: Db,
  actor: Actor,
  wanted: readonly { readonly customerId: string; readonly name: string }[],
): Promise<(customerId: string, name: string) => readonly string[]> {
  const row = registered('contact')
  const all = [
    { field: 'customerId', op: 'in', value: [...new Set(wanted.map(one => one.customerId))] },
    { field: 'name', op: 'in', value: [...new Set(wanted.map(one => one.name.trim()))] },
  ]
  const page =
    wanted.length > 0 ? await row?.verbs.list(db, actor, { filter: JSON.stringify({ all }), limit: 1000 }) : undefined
  const items: readonly AnyRecord[] = page?.items ?? []
  return (customerId, name) =>
    items.filter(one => one.customerId === customerId && one.name === name.trim()).map(one => one.id)
}

/** A stage by its name within a pipeline, else within the default one; a closed one also by what it is. */
export async function stageFinder(
  db: Db,
): Promise<(pipelineId: string | undefined, name: string) => readonly string[]> {
  const all = await listPipelines(db)
  return (pipelineId, name) => {
    const stages = all
      .filter(one => (pipelineId === undefined ? one.isDefault : one.id === pipelineId))
      .flatMap(one => one.stages)
      .filter(stage => !stage.archived)
    const key = nameKey(name)
    const named = stages.filter(({ label }) => nameKey(label.en) === key || nameKey(label.zh) === key)
    const closed = stages.filter(({ kind }) => kind !== 'open' && nameKey(kind) === key)
    return (named.length > 0 ? named : closed.slice(0, 1)).map(stage => stage.id)
  }
}

/** What may stand in such a column, where it is little enough to choose from. */
export async function knownNames(db: Db, actor: Actor, entity: string): Promise<KnownName[] | undefined> {
  if (entity === 'stage' || entity === 'pipeline') return knownStages(db, actor, entity)
  const row = registered(entity)
  const page = await row?.verbs.list(db, actor, { limit: 200 })
  if (!row || page?.nextCursor !== null) return undefined
  const also = handles.filter(key => fieldOf(row.entity, key))
  return page.items.map(item => ({
    name: String(item[row.entity.title] ?? ''),
    also: also.flatMap(key => (typeof item[key] === 'string' ? [item[key]] : [])),
  }))
}

async function knownStages(db: Db, actor: Actor, entity: 'stage' | 'pipeline'): Promise<KnownName[]> {
  const all = await listPipelines(db)
  const named = ({ label, more = [] }: { label: Label; more?: readonly string[] }): KnownName => ({
    name: label[actor.lang],
    also: [label.en, label.zh, ...more],
  })
  if (entity === 'pipeline') return all.map(({ label }) => named({ label }))
  const stages = all.flatMap(one => one.stages.filter(stage => !stage.archived))
  const known = stages.map(({ label, kind }) => named({ label, more: kind === 'open' ? [] : [kind] }))
  return [...new Map(known.map(one => [one.name, one])).values()]
}
