import type { Check } from '../check.ts'

const records = `(select org_id, 'lead' as entity, id, number, pool_id, deleted_at from leads union all select org_id, 'customer', id, number, pool_id, deleted_at from customers)`

export const poolChecks: readonly Check[] = [
  {
    name: 'pool.people',
    text: { en: 'A person is read with exactly the pools they belong to', zh: '人员记录的公海与成员关系一致' },
    sql: `select u.org_id, u.name as what, 'says ' || cardinality(u.pool_ids) || ' pools, belongs to ' || cardinality(m.ids) as detail
      from users u cross join lateral (select coalesce(array_agg(m.pool_id order by m.pool_id), '{}') as ids from pool_members m
        join pools p on p.org_id = m.org_id and p.id = m.pool_id and p.archived_at is null where m.org_id = u.org_id and m.user_id = u.id) m
      where (select coalesce(array_agg(x order by x), '{}') from unnest(u.pool_ids) x) <> m.ids`,
  },
  {
    name: 'pool.records',
    text: { en: 'What lies in a pool lies in a live one of its kind', zh: '公海中的记录都在同类的有效公海中' },
    sql: `select r.org_id, r.number as what, case when p.archived_at is not null then 'lies in the archived pool ' || p.name else 'lies in ' || p.name || ', a pool of ' || p.entity || 's' end as detail
      from ${records} r join pools p on p.org_id = r.org_id and p.id = r.pool_id
      where r.deleted_at is null and (p.archived_at is not null or p.entity <> r.entity)`,
  },
]
