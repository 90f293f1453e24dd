// The organisation's own fields: what an administrator adds to a built-in entity without a line of code.
import type { Actor } from '#kernel/access.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { newId } from '#kernel/ids.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { fieldOf } from '../entity.ts'
import type { FieldEdit, NewField, OwnField } from '../fields.schema.ts'
import { registered } from '../registry.ts'
import {
  backfill,
  bumpMeta,
  customFields,
  holdsOwnValues,
  lockConfiguration,
  selectOwnFields,
  twiceUsed,
  unindex,
} from './ownField.sql.ts'
import { tell } from './record.service.ts'

const mostIndexed = 20
const mostFields = 200

export const listOwnFields = (db: Db): Promise<OwnField[]> => selectOwnFields(db)

export async function createField(tx: Tx, actor: Actor, input: NewField): Promise<OwnField> {
  await lockConfiguration(tx)
  const all = await selectOwnFields(tx)
  const field: OwnField = {
    id: newId(),
    version: 1,
    entity: input.entity,
    key: input.key,
    label: input.label,
    kind: input.kind,
    refEntity: input.kind === 'reference' ? (input.refEntity ?? null) : null,
    choices: input.choices ?? [],
    scale: input.kind === 'number' ? (input.scale ?? null) : null,
    required: input.required ?? false,
    indexed: input.indexed ?? false,
    unique: input.unique ?? false,
    hidden: input.hidden ?? false,
  }
  const tableName = await tableFor(tx, field)
  refuseAll([...problemsOf(field), ...problemsAmong(field, all)])
  const position = all.filter(one => one.entity === field.entity).length
  tx.write(customFields.insert(tx.orgId, [rowOf(tx, field, position, tx.now)]))
  await applyIndex(tx, field, tableName)
  announce(tx, actor, field, 'field.created')
  return field
}

export async function editField(tx: Tx, actor: Actor, id: string, input: FieldEdit): Promise<OwnField> {
  await lockConfiguration(tx)
  const all = await selectOwnFields(tx)
  const at = all.findIndex(one => one.id === id)
  const old = all[at]
  if (!old) throw missing('field')
  if (input.version !== undefined && input.version !== old.version)
    throw new Refusal({ key: 'kernel.stale', path: 'version' }, 'conflict')
  const { version: _, ...wanted } = input
  const field: OwnField = { ...old, ...wanted, version: old.version + 1 }
  const tableName = await tableFor(tx, field)
  const others = all.filter(one => one.id !== id)
  const gone = old.choices.filter(choice => !field.choices.some(one => one.value === choice.value))
  const reasons = [...problemsOf(field), ...problemsAmong(field, others)]
  // a value that records may hold is relabelled, not taken away
  if (gone[0]) reasons.push(reason('fields.choiceGone', 'choices', { choice: gone[0].value }))
  refuseAll(reasons)
  if (field.unique && !old.unique) await refuseTwins(tx, field, tableName)
  tx.write(customFields.update(tx.orgId, rowOf(tx, field, at, tx.now)))
  if (field.indexed !== old.indexed || field.unique !== old.unique) await applyIndex(tx, field, tableName)
  announce(tx, actor, field, 'field.edited')
  return field
}

async function tableFor(tx: Tx, field: OwnField): Promise<string> {
  const row = registered(field.entity)
  const name = row?.entity.path.slice(1).replaceAll('-', '_') ?? ''
  if (row?.verbs.create && /^[a-z_]+$/.test(name) && (await holdsOwnValues(tx, name))) return name
  throw new Refusal(reason('fields.unknownEntity', 'entity', { entity: field.entity }))
}

function problemsOf(field: OwnField): Reason[] {
  const reasons: Reason[] = []
  const builtIn = registered(field.entity)?.entity
  if (builtIn && fieldOf(builtIn, field.key)) reasons.push(reason('fields.keyTaken', 'key', { key: field.key }))
  const values = field.choices.map(choice => choice.value)
  if (field.kind === 'choice' && values.length === 0) reasons.push(reason('fields.noChoices', 'choices'))
  if (new Set(values).size < values.length) reasons.push(reason('fields.choiceTwice', 'choices'))
  if (field.kind === 'reference' && !registered(field.refEntity ?? ''))
    reasons.push(reason('fields.noTarget', 'refEntity'))
  if (field.unique && (field.kind === 'yesNo' || field.kind === 'choice'))
    reasons.push(reason('fields.neverUnique', 'unique'))
  return reasons
}

function problemsAmong(field: OwnField, all: readonly OwnField[]): Reason[] {
  const others = all.filter(one => one.entity === field.entity)
  const reasons: Reason[] = []
  if (others.some(one => one.key === field.key)) reasons.push(reason('fields.keyTaken', 'key', { key: field.key }))
  if (others.length >= mostFields) reasons.push(reason('fields.tooMany', 'entity', { max: mostFields }))
  if (field.indexed && others.filter(one => one.indexed).length >= mostIndexed)
    reasons.push(reason('fields.tooManyIndexed', 'indexed', { max: mostIndexed }))
  return reasons
}

async function refuseTwins(tx: Tx, field: OwnField, tableName: string): Promise<void> {
  const twins = await twiceUsed(tx, field, tableName)
  if (twins.length > 0) throw new Refusal(reason('fields.twins', 'unique', { examples: twins.join(', ') }))
}

async function applyIndex(tx: Tx, field: OwnField, tableName: string): Promise<void> {
  if (field.indexed || field.unique) tx.write(backfill(tx.orgId, field, tableName))
  else tx.write(unindex(tx.orgId, field.id))
}

const rowOf = (tx: Tx, field: OwnField, position: number, createdAt: string) => {
  const { indexed, unique, ...rest } = field
  return { ...rest, isIndexed: indexed, isUnique: unique, position, createdAt, updatedAt: tx.now }
}

function announce(tx: Tx, actor: Actor, field: OwnField, kind: string): void {
  tx.write(bumpMeta(tx.orgId))
  const after = { entity: field.entity, key: field.key }
  tell(tx, { actor, entity: 'field', recordId: field.id, kind, after, version: field.version })
}
