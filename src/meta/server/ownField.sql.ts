// Statements that define an organisation's own fields and bring the index of existing records up to date.
import { type Bound, type Db, stmt, type Tx } from '#kernel/db.ts'
import { table } from '#kernel/table.ts'
import type { OwnField } from '../fields.schema.ts'
import { kindSql } from './kindSql.ts'

export const customFields = table('custom_fields', {
  id: 'uuid',
  entity: 'text',
  key: 'text',
  label: 'jsonb',
  kind: 'text',
  refEntity: 'text?',
  choices: 'jsonb',
  required: 'bool',
  isIndexed: 'bool',
  isUnique: 'bool',
  hidden: 'bool',
  scale: 'int?',
  position: 'int',
  version: 'int',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
})

const columns =
  'id, version, entity, key, label, kind, ref_entity, choices, scale, required, is_indexed as indexed, is_unique as "unique", hidden'
const all = stmt(
  'own_field.all',
  `select ${columns} from custom_fields where org_id = $1 order by entity, position, created_at, id`,
)
export const selectOwnFields = (db: Db): Promise<OwnField[]> => db.query<OwnField>(all(db.orgId))

// the organisation's row is the lock of its whole configuration: the limit of indexed fields holds for two at once
const bump = stmt(
  'org_meta.bump',
  'insert into org_meta as m (org_id, version) values ($1, 2) on conflict (org_id) do update set version = m.version + 1',
)
export const bumpMeta = (orgId: string): Bound => bump(orgId)
const lockMeta = stmt('own_field.lock', 'select org_id from orgs where org_id = $1 for no key update')
export const lockConfiguration = (tx: Tx): Promise<unknown> => tx.query(lockMeta(tx.orgId))

const holder = stmt(
  'own_field.holder',
  `select 1 as held from pg_attribute where attrelid = to_regclass($2) and attname = 'custom' and not attisdropped and $1::uuid is not null`,
)
/** Whether the entity's records can carry own values. */
export const holdsOwnValues = async (db: Db, tableName: string): Promise<boolean> =>
  (await db.query(holder(db.orgId, tableName))).length > 0

const dropIndexRows = stmt('own_field.unindex', 'delete from field_index where org_id = $1 and field_id = $2')
export const unindex = (orgId: string, id: string): Bound => dropIndexRows(orgId, id)

/** One statement for all existing records; names were checked by their pattern before they were stored. */
export function backfill(orgId: string, field: OwnField, tableName: string): Bound {
  const value = `(t.custom ->> '${field.key}')`
  const { index } = kindSql[field.kind]
  const text = index === 'text_value' || field.unique ? value : 'null'
  const num = index === 'num_value' ? `${value}::float8` : 'null'
  const time = index === 'time_value' ? `${value}::timestamptz` : 'null'
  return {
    text: `insert into field_index (org_id, entity, field_id, record_id, text_value, num_value, time_value, is_unique, deleted_at)
      select t.org_id, $2, $3, t.id, ${text}, ${num}, ${time}, $4, t.deleted_at from ${tableName} t where t.org_id = $1
      on conflict (org_id, field_id, record_id) do update set text_value = excluded.text_value, num_value = excluded.num_value,
        time_value = excluded.time_value, is_unique = excluded.is_unique, deleted_at = excluded.deleted_at`,
    values: [orgId, field.entity, field.id, field.unique],
  }
}

/** Values that several living records share: what stands against making the field unique. */
export async function twiceUsed(db: Db, field: OwnField, tableName: string): Promise<string[]> {
  const text = `select t.custom ->> '${field.key}' as value from ${tableName} t
    where t.org_id = $1 and t.deleted_at is null and t.custom ->> '${field.key}' is not null group by 1 having count(*) > 1 order by count(*) desc, 1 limit 5`
  return (await db.query<{ value: string }>({ text, values: [db.orgId] })).map(row => row.value)
}
