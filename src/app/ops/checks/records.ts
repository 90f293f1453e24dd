// What holds for every record, whatever feature it is of.
import { type Check, everyRecord, knownEntities, recordTables } from '../check.ts'

const lost = (what: string, table: string, entity = 'entity', id = 'record_id'): string =>
  `select x.org_id, '${what} of ' || x.${entity} || ' ' || x.${id} as what, 'the record does not exist' as detail
     from (select distinct org_id, ${entity}, ${id} from ${table} where ${entity} in (${knownEntities})) x
    where not exists (select from (${everyRecord}) r where r.entity = x.${entity} and r.org_id = x.org_id and r.id = x.${id})`

const ofTables = (tables: readonly string[], row: (entity: string, table: string) => string): string =>
  tables.map(entity => row(entity, recordTables[entity] ?? '')).join(' union all ')

const owned = Object.keys(recordTables).filter(entity => entity !== 'contact' && entity !== 'followup')
const searched = ['customer', 'contact', 'billingProfile', 'product', 'lead', 'deal', 'quote', 'order', 'supply']
const threaded = ['lead', 'deal', 'quote', 'order', 'supply']
const numbered = ['customer', 'lead', 'deal', 'stockDocument', 'order', 'supply']

export const recordChecks: readonly Check[] = [
  {
    name: 'records.department',
    text: { en: "A record's department is its owner's", zh: '记录的部门就是负责人所在的部门' },
    sql: ofTables(
      owned,
      (
        entity,
        table,
      ) => `select t.org_id, '${entity} ' || t.id as what, 'its owner ' || u.name || ' is in another department' as detail
        from ${table} t join users u on u.org_id = t.org_id and u.id = t.owner_id where t.dept_id is distinct from u.dept_id and t.deleted_at is null`,
    ),
  },
  {
    name: 'records.told',
    text: { en: 'Every record came through the one door: it has an event', zh: '每条记录都经由统一入口写入：都有事件' },
    sql: `select r.org_id, r.entity || ' ' || r.id as what, 'no event tells of it' as detail from (${everyRecord}) r
      where not exists (select from event e where e.org_id = r.org_id and e.entity = r.entity and e.record_id = r.id)`,
  },
  {
    name: 'records.found',
    text: {
      en: 'Every live record can be searched for, and none in the trash is found',
      zh: '每条有效记录都能被搜索到，回收站中的不会出现',
    },
    // as sets, not by record: right after a large import PostgreSQL would plan a nested loop, which takes minutes
    sql: `${ofTables(
      searched,
      (
        entity,
        table,
      ) => `select t.org_id, '${entity} ' || t.id as what, 'has no search terms (doctor --rebuild writes them)' as detail
        from (select org_id, id from ${table} where deleted_at is null
              except select org_id, record_id from search_term where entity = '${entity}') t`,
    )} union all select r.org_id, r.entity || ' ' || r.id, 'lies in the trash and is still found'
        from (select a.org_id, a.entity, a.id from (${everyRecord}) a where a.deleted_at is not null
              intersect select org_id, entity, record_id from search_term) r`,
  },
  {
    name: 'records.thread',
    text: { en: 'Every record on a thread is linked to it', zh: '每条带线索的记录都已挂接到线索上' },
    sql: ofTables(
      threaded,
      (
        entity,
        table,
      ) => `select t.org_id, '${entity} ' || t.id as what, 'is not linked to its thread ' || t.thread_id as detail from ${table} t
        where t.thread_id is not null and not exists (select from thread_link l where l.org_id = t.org_id and l.thread_id = t.thread_id and l.entity = '${entity}' and l.record_id = t.id)`,
    ),
  },
  {
    name: 'records.number',
    text: { en: 'A document number is given once', zh: '单据编号不重复' },
    sql: ofTables(
      numbered,
      (
        entity,
        table,
      ) => `select t.org_id, '${entity} ' || t.number as what, 'given ' || count(*) || ' times' as detail from ${table} t
        where t.deleted_at is null group by t.org_id, t.number having count(*) > 1`,
    ),
  },
  {
    name: 'records.orphans',
    text: { en: 'Nothing points at a record that does not exist', zh: '没有指向不存在记录的引用' },
    sql: [
      lost('link to a thread', 'thread_link'),
      lost('right to read', 'record_reader'),
      lost('timeline', 'event_about'),
      lost('search term', 'search_term'),
      lost('field index', 'field_index'),
      lost('follow-up', 'followups', 'subject_entity', 'subject_id'),
      lost('reminder', 'reminders', 'subject_entity', 'subject_id'),
    ].join(' union all '),
  },
]
