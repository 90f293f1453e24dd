// D6: the index of an organisation's own fields says what the records say. Recomputed by the kinds themselves.

import type { FieldKind } from '#meta/entity.ts'
import { type FieldValue, kinds } from '#meta/kinds/kinds.ts'
import { type Check, type Finding, type Look, recordTables } from '../check.ts'

type FieldRow = { org_id: string; id: string; entity: string; key: string; kind: FieldKind; is_unique: boolean }
type IndexRow = {
  id: string
  value: FieldValue
  stored: boolean
  text_value: string | null
  num_value: number | null
  time_value: string | null
  is_unique: boolean | null
}

export const fieldChecks: readonly Check[] = [
  {
    name: 'fields.index',
    text: {
      en: 'The index of every own field says what the records say (doctor --rebuild writes it)',
      zh: '自定义字段索引与记录一致（doctor --rebuild 可重建）',
    },
    find: async look => {
      const fields = await look.ask<FieldRow>(
        'select org_id, id, entity, key, kind, is_unique from custom_fields where is_indexed or is_unique order by org_id, entity, position',
      )
      const found: Finding[] = []
      for (const field of fields) found.push(...(await wrongRows(look, field)))
      return found
    },
  },
  {
    name: 'fields.unique',
    text: { en: 'No two live records share the value of a unique own field', zh: '唯一的自定义字段没有重复值' },
    sql: `select i.org_id, f.entity || ' field ' || f.key as what, count(*) || ' records say ' || i.text_value as detail from field_index i
      join custom_fields f on f.org_id = i.org_id and f.id = i.field_id where i.is_unique and i.deleted_at is null and i.text_value is not null
      group by i.org_id, f.entity, f.key, i.field_id, i.text_value having count(*) > 1`,
  },
]

async function wrongRows(look: Look, field: FieldRow): Promise<Finding[]> {
  const table = recordTables[field.entity]
  if (!table)
    return [{ orgId: field.org_id, what: `field ${field.key}`, detail: `of ${field.entity}, which has no records` }]
  const rows = await look.ask<IndexRow>(
    `select t.id, t.custom -> $3 as value, i.record_id is not null as stored, i.text_value, i.num_value,
        to_char(i.time_value at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as time_value, i.is_unique
       from ${table} t left join field_index i on i.org_id = t.org_id and i.field_id = $2 and i.record_id = t.id and i.deleted_at is null
      where t.org_id = $1 and t.deleted_at is null`,
    [field.org_id, field.id, field.key],
  )
  return rows
    .filter(row => !agrees(field, row))
    .map(row => ({
      orgId: field.org_id,
      what: `${field.entity} ${row.id} field ${field.key}`,
      detail: row.stored
        ? 'the index says something else'
        : row.value === null
          ? 'missing, sorting would lose the record'
          : 'not in the index',
    }))
}

function agrees(field: FieldRow, row: IndexRow): boolean {
  if (!row.stored) return false
  const value = row.value ?? null
  const index = kinds[field.kind].index(value)
  const text = field.is_unique && value !== null ? String(value) : index.text
  const time = index.time === null ? null : new Date(index.time).toISOString()
  return (
    row.text_value === text &&
    row.num_value === index.num &&
    row.time_value === time &&
    row.is_unique === field.is_unique
  )
}
