import { children } from '../../server/children.ts'
import type { Check } from '../check.ts'

const tables: Readonly<Record<string, string>> = { customer: 'customers', contact: 'contacts', lead: 'leads' }

export const twinChecks: readonly Check[] = [
  {
    name: 'merge.children',
    text: { en: 'Nothing points at a record that was merged into another', zh: '没有记录仍指向已被合并的记录' },
    sql: children
      .filter(one => !one.unless)
      .map(
        ({
          of,
          table,
          column,
          kind,
          by = 'id',
        }) => `select t.org_id, '${table} ' || t.${by} as what, 'points at the merged ${of} ' || m.id || ' by ${column}' as detail
          from ${table} t join ${tables[of]} m on m.org_id = t.org_id and m.id = t.${column} where m.merged_into is not null${kind ? ` and t.${kind} = '${of}'` : ''}`,
      )
      .join(' union all '),
  },
  {
    name: 'merge.kept',
    text: {
      en: 'A record leads on to another exactly while its merge stands',
      zh: '被合并的记录与未撤销的合并一一对应',
    },
    sql: Object.entries(tables)
      .map(
        ([
          entity,
          table,
        ]) => `select coalesce(t.org_id, m.org_id) as org_id, '${entity} ' || coalesce(t.id, m.loser_id) as what,
            case when m.id is null then 'leads on, but no merge stands' else 'its merge stands, and it does not lead on' end as detail
          from (select * from ${table} where merged_into is not null) t
          full join (select * from merges where entity = '${entity}' and undone_at is null) m on m.org_id = t.org_id and m.loser_id = t.id and m.winner_id = t.merged_into
          where t.id is null or m.id is null`,
      )
      .join(' union all '),
  },
]
