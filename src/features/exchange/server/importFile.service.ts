// A stored import as its table, fields and plan: the same reading for inspection, check and run.
import type { Actor } from '#kernel/access.ts'
import { today } from '#kernel/clock.ts'
import type { Db } from '#kernel/db.ts'
import { missing, Refusal } from '#kernel/refusal.ts'
import { type Registered, registered } from '#meta/registry.ts'
import { entityFor } from '#meta/server/record.service.ts'
import type { ImportOptions, ImportValue, Table } from '../exchange.schema.ts'
import { decode, type Encoding } from '../read/decode.ts'
import { readTable } from '../read/delimited.ts'
import type { Target } from './reference.service.ts'

export function openTable(bytes: Uint8Array): { readonly table: Table; readonly encoding: Encoding } {
  const decoded = decode(bytes)
  if (!decoded.ok) throw new Refusal(decoded.reasons)
  const read = readTable(decoded.text)
  if (!read.ok) throw new Refusal(read.reasons)
  return { table: read.table, encoding: decoded.encoding }
}

/** Only what has one door to be created through, and of that only what the person may create. */
export function importable(actor: Actor, entity: string): Registered {
  const row = registered(entity)
  if (!row?.verbs.create || !Object.hasOwn(row.access, `${entity}.create`)) throw missing('entity')
  if (!(`${entity}.create` in actor.grants))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: `${entity}.create` } }, 'forbidden')
  return row
}

// history brings what no form asks for
const historyFields: readonly Target[] = [
  { key: 'startedOn', label: { en: 'Started on', zh: '开始日期' }, kind: 'date', synonyms: ['engage_date'] },
  { key: 'closedOn', label: { en: 'Closed on', zh: '关闭日期' }, kind: 'date', synonyms: ['close_date', 'closed'] },
  { key: 'lostReason', label: { en: 'Lost because', zh: '输单原因' }, kind: 'text' },
]

export async function targetsOf(db: Db, actor: Actor, row: Registered): Promise<readonly Target[]> {
  const { fields } = await entityFor(db, actor, row.entity)
  const own = fields.filter(
    field => !field.derived && !field.hidden && !(field.writeAs && !(field.writeAs in actor.grants)),
  )
  return row.entity.key === 'deal' ? [...own, ...historyFields] : own
}

export const optionsOf = (db: Db, actor: Actor): ImportOptions => ({
  today: today(db.database.clock, actor.org.zone),
  zone: actor.org.zone,
  region: actor.org.country,
})

/** Planned values as the verb takes them: own fields in `custom`, phones as they were typed. */
export function inputOf(
  fields: readonly Target[],
  values: Readonly<Record<string, ImportValue>>,
): Record<string, unknown> {
  const own = new Set(fields.filter(field => 'custom' in field && field.custom).map(field => field.key))
  const input: Record<string, unknown> = {}
  const custom: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(values)) {
    const plain = typeof value === 'object' && 'typed' in value ? value.typed : value
    if (own.has(key)) custom[key] = plain
    else input[key] = plain
  }
  return Object.keys(custom).length > 0 ? { ...input, custom } : input
}
