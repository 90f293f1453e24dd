import type { Check } from '../check.ts'

export const importChecks: readonly Check[] = [
  {
    name: 'import.lease',
    text: {
      en: 'No import stands as being worked at when nobody has for ten minutes',
      zh: '没有长时间（十分钟）无人处理却仍显示进行中的导入',
    },
    sql: `select org_id, 'import ' || file_name as what, state || ', its lease ended ' || lease_until as detail from imports
      where lease_until < now() - interval '10 minutes'`,
  },
  {
    name: 'import.counts',
    text: {
      en: 'Every row of an import that is done is in or refused, and every refused row is kept',
      zh: '已完成的导入每一行要么已导入要么未导入，未导入的行都有记录',
    },
    sql: `select i.org_id, 'import ' || i.file_name as what, 'says ' || i.rows_ok || ' in and ' || i.rows_refused || ' refused of ' || i.rows_total || ', kept are ' || r.kept as detail
      from imports i, lateral (select count(*) as kept from import_refusals f where f.org_id = i.org_id and f.import_id = i.id) r
      where (i.state in ('done', 'checked') and i.rows_ok + i.rows_refused <> i.rows_total) or i.rows_refused <> r.kept`,
  },
  {
    name: 'import.file',
    text: {
      en: 'An import that may still run has its file, one that is over has none',
      zh: '仍可继续的导入保留其文件，已结束的不再保留',
    },
    sql: `select i.org_id, 'import ' || i.file_name as what, i.state || case when p.there then ', its file is still kept' else ', its file is gone' end as detail
      from imports i, lateral (select exists (select from import_pieces f where f.org_id = i.org_id and f.import_id = i.id) as there) p
      where p.there = (i.state in ('done', 'cancelled'))`,
  },
]
