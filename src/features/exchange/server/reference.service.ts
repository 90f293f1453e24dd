// Names in a file become ids, each looked up once a batch. A name that finds nobody is a reason, never an empty field.
import { findCustomersByName } from '#features/customer/server/likeness.service.ts'
import { listPipelines } from '#features/deal/server/pipeline.service.ts'
import { findUserByName } from '#features/people/server/people.service.ts'
import { matchProduct } from '#features/product/server/product.service.ts'
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import { nameKey } from '#kernel/keys.ts'
import { registered } from '#meta/registry.ts'
import type { ImportField, PlannedRow } from '../exchange.schema.ts'

export type Target = ImportField & { readonly refEntity?: string }
type Found = ReadonlyMap<string, string>

export async function resolveBatch(
  db: Db,
  fields: readonly Target[],
  rows: readonly PlannedRow[],
): Promise<PlannedRow[]> {
  const references = fields.filter(field => field.kind === 'reference' || field.kind === 'user')
  const found = new Map<string, Found>()
  for (const field of references) {
    const names = new Set(rows.flatMap(({ values }) => textOf(values[field.key]) ?? []))
    if (names.size > 0) found.set(field.key, await findNames(db, field, [...names]))
  }
  return rows.map(row => resolveRow(row, found))
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function resolveRow(row: PlannedRow, found: ReadonlyMap<string, Found>): PlannedRow {
  const values = { ...row.values }
  const reasons = [...row.reasons]
  for (const [path, ids] of found) {
    const name = textOf(values[path])
    if (name === undefined) continue
    const id = ids.get(name)
    if (id === undefined) reasons.push({ key: 'exchange.notFound', path, values: { value: name } })
    else values[path] = id
  }
  return { ...row, values, reasons }
}

async function findNames(db: Db, { kind, refEntity }: Target, names: readonly string[]): Promise<Found> {
  const entity = kind === 'user' ? 'user' : refEntity
  if (entity === 'customer') return findCustomersByName(db, names)
  if (entity === 'stage') return findStages(db, names)
  if (entity === 'user') return findEach(names, name => findUserByName(db, name))
  if (entity === 'product') return findEach(names, name => matchProduct(db, name))
  return new Map()
}

async function findEach(
  names: readonly string[],
  find: (name: string) => Promise<{ readonly id: string } | undefined>,
): Promise<Found> {
  const found = await Promise.all(names.map(find))
  return new Map(names.flatMap((name, i) => (found[i] ? [[name, found[i].id] as const] : [])))
}

async function findStages(db: Db, names: readonly string[]): Promise<Found> {
  const stages = (await listPipelines(db)).filter(one => one.isDefault).flatMap(one => one.stages)
  const byName = new Map(
    stages
      .filter(stage => !stage.archived)
      .flatMap(({ id, label, kind }) => [
        ...(kind === 'open' ? [] : [[nameKey(kind), id] as const]),
        [nameKey(label.en), id] as const,
        [nameKey(label.zh), id] as const,
      ]),
  )
  return new Map(
    names.flatMap(name => (byName.has(nameKey(name)) ? [[name, byName.get(nameKey(name)) ?? ''] as const] : [])),
  )
}

/** Names that a column may hold, where they are few enough to list; undefined when anything may stand there. */
export async function knownNames(
  db: Db,
  actor: Actor,
  { key, kind, refEntity }: Target,
  { entity, header }: { readonly entity: string; readonly header: string },
): Promise<string[] | undefined> {
  if (refEntity === 'stage')
    return (await listPipelines(db)).flatMap(one => one.stages.flatMap(({ label }) => [label.en, label.zh]))
  // a deal named after the product sold
  const isProduct = entity === 'deal' && key === 'name' && /product|产品/i.test(header)
  if (!isProduct && kind !== 'user') return undefined
  const page = await registered(isProduct ? 'product' : 'user')?.verbs.list(db, actor, { limit: 200 })
  return page?.nextCursor === null ? page.items.map(item => String(item.name)) : undefined
}
