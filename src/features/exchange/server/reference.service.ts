// The references of a batch, each name looked up once. A name that means nothing, or more than one, is a reason that
// names its column; a name of the file's own rows is settled when its row is written.
import type { Actor } from '#kernel/access.ts'
import type { Db } from '#kernel/db.ts'
import type { Reason } from '#kernel/refusal.ts'
import { kinds } from '#meta/kinds/kinds.ts'
import type { Twin } from '#meta/registry.ts'
import type { ImportValue } from '../exchange.schema.ts'
import type { PlannedLine } from '../read/warnings.ts'
import { type Candidates, findContacts, findNamed, stageFinder } from './naming.service.ts'
import { type Importable, inputOf, refEntityOf, type Target } from './target.service.ts'

export type Frame = {
  readonly row: Importable
  readonly fields: readonly Target[]
  /** The header above a field, for reasons. */
  readonly headerOf: (field: string) => string
}
/** A reference to a record of the row's own kind: which ones are known already. */
export type Above = { readonly path: string; readonly name: string; readonly ids: readonly string[] }
export type ReadyRow = PlannedLine & { readonly above: readonly Above[]; readonly twins: readonly Twin[] }

type Draft = { row: PlannedLine; values: Record<string, ImportValue>; reasons: Reason[]; above: Above[] }

export async function readyRows(db: Db, actor: Actor, frame: Frame, rows: readonly PlannedLine[]): Promise<ReadyRow[]> {
  const drafts = rows.map((row): Draft => ({ row, values: { ...row.values }, reasons: [...row.reasons], above: [] }))
  await Promise.all(
    frame.fields
      .filter(field => (field.kind === 'reference' || field.kind === 'user') && !dependent(frame, field))
      .map(field => resolveField(db, actor, { frame, field }, drafts)),
  )
  await resolveStages(db, frame, drafts)
  await resolveContacts(db, actor, frame, drafts)
  // looked up side by side, told in the order of the fields
  const place = new Map(frame.fields.map((field, at) => [field.key, at]))
  for (const { reasons } of drafts)
    reasons.sort((a, b) => (place.get(a.path ?? '') ?? -1) - (place.get(b.path ?? '') ?? -1))
  const twins = await twinsOf(db, actor, frame, drafts)
  return drafts.map(({ row, values, reasons, above }, at) => ({
    ...row,
    values,
    reasons,
    above,
    twins: twins[at] ?? [],
  }))
}

/** Means something only together with another column of its row. */
const dependent = (frame: Frame, field: Target): boolean =>
  field.refEntity === 'stage' || (field.refEntity === 'contact' && hasCustomer(frame))
const hasCustomer = ({ fields }: Frame): boolean => fields.some(field => field.key === 'customerId')

const textOf = (value: ImportValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

type Asked = { readonly frame: Frame; readonly field: Target }

async function resolveField(db: Db, actor: Actor, { frame, field }: Asked, drafts: readonly Draft[]): Promise<void> {
  const entity = refEntityOf(field)
  const names = [...new Set(drafts.flatMap(({ values }) => textOf(values[field.key]) ?? []))]
  if (entity === undefined || names.length === 0) return
  const found: Candidates = await findNamed(db, actor, entity, names)
  for (const draft of drafts) {
    const name = textOf(draft.values[field.key])
    if (name === undefined) continue
    const ids = found.get(name) ?? []
    if (entity === frame.row.entity.key) draft.above.push({ path: field.key, name, ids })
    else settle(draft, { path: field.key, name, header: frame.headerOf(field.key) }, ids)
  }
}

async function resolveStages(db: Db, frame: Frame, drafts: readonly Draft[]): Promise<void> {
  const fields = frame.fields.filter(field => field.refEntity === 'stage')
  if (!fields.some(field => drafts.some(({ values }) => values[field.key] !== undefined))) return
  const find = await stageFinder(db)
  for (const { key } of fields)
    for (const draft of drafts) {
      const name = textOf(draft.values[key])
      const pipeline = textOf(draft.values.pipelineId)
      const lost = draft.reasons.some(reason => reason.path === 'pipelineId')
      if (name !== undefined && !lost)
        settle(draft, { path: key, name, header: frame.headerOf(key) }, find(pipeline, name))
    }
}

async function resolveContacts(db: Db, actor: Actor, frame: Frame, drafts: readonly Draft[]): Promise<void> {
  if (!hasCustomer(frame)) return
  for (const { key } of frame.fields.filter(field => field.refEntity === 'contact')) {
    const wanted = drafts.flatMap(draft => {
      const [name, customerId] = [textOf(draft.values[key]), textOf(draft.values.customerId)]
      const known = !draft.reasons.some(reason => reason.path === 'customerId')
      return name !== undefined && customerId !== undefined && known ? [{ draft, name, customerId }] : []
    })
    const find = await findContacts(db, actor, wanted)
    for (const { draft, name, customerId } of wanted)
      settle(draft, { path: key, name, header: frame.headerOf(key) }, find(customerId, name))
  }
}

type Place = { readonly path: string; readonly name: string; readonly header: string }

function settle(draft: Draft, place: Place, ids: readonly string[]): void {
  const [only] = ids
  if (only !== undefined && ids.length === 1) draft.values[place.path] = only
  else draft.reasons.push(nameReason(place, ids.length))
}

export const nameReason = ({ path, name, header }: Place, count: number): Reason => ({
  key: count === 0 ? 'exchange.notFound' : 'exchange.ambiguous',
  path,
  values: { value: name, column: header, ...(count > 0 && { count }) },
})

/** What the entity itself keeps single, and the organisation's own unique fields. */
async function twinsOf(db: Db, actor: Actor, { row, fields }: Frame, drafts: readonly Draft[]): Promise<Twin[][]> {
  const inputs = drafts.map(({ values }) => inputOf(fields, values))
  const known = (await row.verbs.twins?.(db, actor, inputs)) ?? []
  const unique = fields.filter(field => field.custom?.unique)
  return drafts.map(({ values }, at) => [
    ...(known[at] ?? []),
    ...unique.flatMap(field => {
      const { text, num, time } = kinds[field.kind].index(plainOf(values[field.key]))
      const value = text ?? num ?? time
      return value === null ? [] : [{ path: field.key, key: `custom.${field.key}:${value}` }]
    }),
  ])
}

const plainOf = (value: ImportValue | undefined) =>
  value === undefined ? null : typeof value === 'object' && 'typed' in value ? value.typed : value
