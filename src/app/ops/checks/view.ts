// Saved views: what a list begins with is there for that person, and every stored filter can be read.
import { trimFilter } from '#meta/filterTrim.ts'
import type { Check } from '../check.ts'

type Stored = { org_id: string; name: string; entity: string; filter: unknown }

export const viewChecks: readonly Check[] = [
  {
    name: 'views.choice',
    text: {
      en: 'The view that a list begins with is of that list, and may be seen by that person',
      zh: '列表的默认视图属于该列表，且本人可见',
    },
    sql: `select c.org_id, u.name || ', list ' || c.entity as what, 'begins with the view ' || coalesce(v.name, c.view_id::text) || ' of ' || coalesce(v.entity, 'nowhere') as detail
      from view_choices c join users u on u.org_id = c.org_id and u.id = c.user_id left join views v on v.org_id = c.org_id and v.id = c.view_id
      where c.view_id is not null and (v.id is null or v.entity <> c.entity or v.owner_id <> c.user_id)`,
  },
  {
    name: 'views.filter',
    text: { en: 'The filter of every view is a condition', zh: '每个视图的筛选条件都能识别' },
    find: async look => {
      const rows = await look.ask<Stored>('select org_id, name, entity, filter from views where filter is not null')
      return rows
        .filter(row => trimFilter(row.filter, () => true).dropped > 0)
        .map(row => ({ orgId: row.org_id, what: `view ${row.name} of ${row.entity}`, detail: 'holds no condition' }))
    },
  },
]
