// Every statement about an organisation's own fields, their index, search terms and numbers.
import { type Db, stmt, type Tx } from '#kernel/db.ts'
import { nameConstraints } from '#kernel/dbErrors.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Label } from '#kernel/text.ts'
import type { Choice, Field, FieldKind } from '../entity.ts'
import { type Custom, kinds } from '../kinds/kinds.ts'

type FieldRow = {
  id: string
  entity: string
  key: string
  label: Label
  kind: FieldKind
  refEntity: string | null
  choices: Choice[]
  required: boolean
  isIndexed: boolean
  isUnique: boolean
  hidden: boolean
  scale: number | null
}

const selectFields = stmt(
  'custom_fields.all',
  'select id, entity, key, label, kind, ref_entity, choices, required, is_indexed, is_unique, hidden, scale from custom_fields where org_id = $1 order by entity, position, created_at, id',
)

export async function selectCustomFields(db: Db): Promise<Map<string, Field[]>> {
  const byEntity = new Map<string, Field[]>()
  for (const row of await db.query<FieldRow>(selectFields(db.orgId)))
    byEntity.set(row.entity, [...(byEntity.get(row.entity) ?? []), fieldOfRow(row)])
  return byEntity
}

function fieldOfRow(row: FieldRow): Field {
  return {
    key: row.key,
    label: row.label,
    kind: row.kind,
    required: row.required,
    filter: true,
    sort: row.isIndexed,
    choices: row.choices,
    hidden: row.hidden,
    ...(row.refEntity && { refEntity: row.refEntity }),
    ...(row.scale !== null && { scale: row.scale }),
    custom: { id: row.id, indexed: row.isIndexed, unique: row.isUnique },
  }
}

const upsertIndex = stmt(
  'field_index.upsert',
  `insert into field_index (org_id, entity, field_id, record_id, text_value, num_value, time_value, is_unique)
   select $1::uuid, $2::text, * from unnest($3::uuid[], $4::uuid[], $5::text[], $6::float8[], $7::timestamptz[], $8::boolean[])
   on conflict (org_id, field_id, record_id) do update set text_value = excluded.text_value, num_value = excluded.num_value, time_value = excluded.time_value, is_unique = excluded.is_unique, deleted_at = null`,
)

/** The index rows of records whose own values were just written. Unique values are compared as text. */
export function writeFieldIndex(
  tx: Tx,
  entity: string,
  fields: readonly Field[],
  records: readonly { id: string; custom: Custom }[],
): void {
  const indexed = fields.flatMap(field =>
    field.custom && (field.custom.indexed || field.custom.unique) ? [{ field, custom: field.custom }] : [],
  )
  if (indexed.length === 0 || records.length === 0) return
  const rows = records.flatMap(record =>
    indexed.map(({ field, custom }) => {
      const value = record.custom[field.key] ?? null
      const index = kinds[field.kind].index(value)
      return {
        record: record.id,
        field: custom.id,
        ...index,
        text: custom.unique && value !== null ? String(value) : index.text,
        unique: custom.unique,
      }
    }),
  )
  const write = upsertIndex(
    tx.orgId,
    entity,
    rows.map(r => r.field),
    rows.map(r => r.record),
    rows.map(r => r.text),
    rows.map(r => r.num),
    rows.map(r => r.time),
    rows.map(r => r.unique),
  )
  const unique = rows.filter(row => row.unique && row.text !== null)
  if (unique.length === 0) tx.write(write)
  else tx.beforeCommit(() => refuseTaken(tx, unique).then(() => [write]))
}

const selectTaken = stmt(
  'field_index.taken',
  `select c.key from field_index f join unnest($2::uuid[], $3::uuid[], $4::text[]) as x(field_id, record_id, value)
     on f.field_id = x.field_id and f.text_value = x.value and f.record_id <> x.record_id
   join custom_fields c on c.org_id = f.org_id and c.id = f.field_id
   where f.org_id = $1 and f.is_unique and f.deleted_at is null limit 1`,
)

/** The index itself refuses a twin written at this moment; one that was there is refused at its field. */
async function refuseTaken(
  tx: Tx,
  rows: readonly { field: string; record: string; text: string | null }[],
): Promise<void> {
  const taken = await tx.one<{ key: string }>(
    selectTaken(
      tx.orgId,
      rows.map(row => row.field),
      rows.map(row => row.record),
      rows.map(row => row.text),
    ),
  )
  if (taken) throw new Refusal({ key: 'field.notUnique', path: `custom.${taken.key}` }, 'conflict')
}
nameConstraints({ field_index_unique: { key: 'field.notUnique', path: 'custom', conflict: true } })

const dropTerms = stmt(
  'search_term.drop',
  'delete from search_term where org_id = $1 and entity = $2 and record_id = any($3)',
)
const insertTerms = stmt(
  'search_term.insert',
  'insert into search_term (org_id, term, entity, record_id, field) select $1::uuid, x.term, $2::text, x.record_id, x.field from unnest($3::text[], $4::uuid[], $5::text[]) as x(term, record_id, field) on conflict do nothing',
)

// a record without terms yet, each of its own once
const freshTerms = stmt(
  'search_term.fresh',
  'insert into search_term (org_id, term, entity, record_id, field) select $1::uuid, x.term, $2::text, x.record_id, x.field from unnest($3::text[], $4::uuid[], $5::text[]) as x(term, record_id, field)',
)

/** With the field it comes from, where that may be hidden from a role. */
export type Term = string | { readonly term: string; readonly field: string }

export const termsIn = (field: string, terms: readonly string[]): Term[] => terms.map(term => ({ term, field }))

/** Replaces what a record is found by; `fresh` records have nothing to drop. */
export function writeSearchTerms(
  tx: Tx,
  entity: string,
  records: readonly { id: string; terms: readonly Term[] }[],
  fresh = false,
): void {
  // nothing asks for a term before its record is there to be found
  if (records.length === 0 || tx.rehearsal) return
  const insert = fresh ? freshTerms : insertTerms
  const rows = records.flatMap(({ id, terms }) => [...fieldByTerm(terms)].map(([term, field]) => ({ id, term, field })))
  if (!fresh)
    tx.write(
      dropTerms(
        tx.orgId,
        entity,
        records.map(record => record.id),
      ),
    )
  if (rows.length > 0)
    tx.write(
      insert(
        tx.orgId,
        entity,
        rows.map(row => row.term),
        rows.map(row => row.id),
        rows.map(row => row.field),
      ),
    )
}

type Kind<Row> = {
  readonly entity: string
  /** The organisation's own. */
  readonly fields: readonly Field[]
  readonly termsFor: (row: Row) => readonly Term[]
}
/** All that finds records: their search terms and what their own fields say. `fresh`: nothing of them is there yet. */
export function indexRecords<Row extends { readonly id: string; readonly custom: Readonly<Record<string, unknown>> }>(
  tx: Tx,
  { entity, fields, termsFor }: Kind<Row>,
  ...[rows, fresh]: readonly [readonly Row[], boolean]
): void {
  writeSearchTerms(
    tx,
    entity,
    rows.map(row => ({ id: row.id, terms: termsFor(row) })),
    fresh,
  )
  const own = rows.map(row => ({ id: row.id, custom: row.custom as Custom })) // accepted by the kinds when it was written
  writeFieldIndex(tx, entity, fields, own)
}

/** What names the record finds it for everybody, whatever else is written the same. */
function fieldByTerm(terms: readonly Term[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const one of terms) if (typeof one !== 'string' && !found.has(one.term)) found.set(one.term, one.field)
  for (const one of terms) if (typeof one === 'string') found.set(one, '')
  return found
}

const hideIndex = stmt(
  'field_index.hide',
  'update field_index set deleted_at = $3 where org_id = $1 and record_id = any($2)',
)

/** A record in the trash frees its unique values and is no longer found. */
export function forgetRecords(tx: Tx, entity: string, ids: readonly string[]): void {
  tx.write(hideIndex(tx.orgId, ids, tx.now), dropTerms(tx.orgId, entity, ids))
}

const changedSince = stmt(
  'event.since',
  'select after from event where org_id = $1 and entity = $2 and record_id = $3 and version > $4',
)

/** Fields that others changed since a version: what a stale edit may not write over. */
export async function fieldsChangedSince(db: Db, entity: string, id: string, version: number): Promise<Set<string>> {
  const rows = await db.query<{ after: Record<string, unknown> | null }>(changedSince(db.orgId, entity, id, version))
  return new Set(rows.flatMap(row => Object.keys(row.after ?? {})))
}
