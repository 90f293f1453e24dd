// Counts, sums and groups under the same filter and rights as the list.
import type { Actor } from '#kernel/access.ts'
import type { Summary, SummaryQuery } from '#kernel/api.ts'
import { Params } from '#kernel/conditionSql.ts'
import type { Db, Row } from '#kernel/db.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type FieldKind, fieldOf } from '../entity.ts'
import { compareAs } from '../kinds/kinds.ts'
import { kindSql } from './kindSql.ts'
import { tableAlone } from './pageSql.ts'
import { sees } from './reader.ts'
import { askedOf, customColumn, ownership, rowsAsked, type Source, seenBy } from './sourceSql.ts'

export async function summarise(db: Db, actor: Actor, plain: Source, query: SummaryQuery): Promise<Summary> {
  const source = seenBy(plain, actor)
  const params = new Params([actor.orgId])
  const { where } = rowsAsked(source, { actor, now: db.now }, query, params)
  const sums = (query.sum ?? '')
    .split(',')
    .filter(Boolean)
    .map(key => summable(source, actor, key, 'sum'))
  const sumSql = sums.map(({ key, sql }) => `, trim_scale(sum(${sql})::numeric)::text as "sum:${key}"`).join('')
  const group = query.group ? summable(source, actor, query.group, 'group') : undefined
  // names are not counted: a sum over the table alone is spared every join
  const alone = tableAlone(source, `${sumSql} ${group?.sql ?? ''} ${where}`)
  const from = `${alone?.table ?? source.from} where ${where}`
  const ask = (sql: string) => db.query({ text: sql, values: params.values, plan: 'own' })
  const all = ask(`select count(*) as count${sumSql} from ${from}`)
  const groups = group
    ? ask(
        `select (${group.sql})::text as value, count(*) as count${sumSql} from ${from} group by 1 order by 2 desc limit 200`,
      )
    : Promise.resolve([])
  const [total] = await all
  const pick = (row: Row | undefined) =>
    Object.fromEntries(sums.map(({ key }) => [key, textOrNull(row?.[`sum:${key}`])]))
  return {
    count: Number(total?.count ?? 0),
    sums: pick(total),
    groups: (await groups).map(row => ({
      value: textOrNull(row.value),
      count: Number(row.count),
      sums: pick(row),
    })),
  }
}

const adds: readonly FieldKind[] = ['number', 'money']

const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))

function summable(source: Source, actor: Actor, key: string, path: 'sum' | 'group'): { key: string; sql: string } {
  const field = fieldOf(source.entity, key)
  const column =
    ownership(source)[key] ??
    (field?.masked ? askedOf(source, actor)(key) : source.columns[key]) ??
    (field?.custom
      ? customColumn(
          { ...field, custom: { ...field.custom, indexed: false } },
          kindSql[field.kind].type,
          compareAs(field.kind),
        )
      : undefined)
  if (!field || !column || !sees(actor, source.entity.key)(field))
    throw new Refusal({ key: 'list.badField', path, values: { field: key } }, 'malformed')
  if (path === 'sum' && !adds.includes(field.kind))
    throw new Refusal({ key: 'list.noSum', path, values: { field: key } }, 'malformed')
  return { key, sql: column.sql }
}
