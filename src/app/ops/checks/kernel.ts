import type { Check } from '../check.ts'

const orgTables = `pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`

const leakproof = `('numeric_eq', 'numeric_lt', 'numeric_le', 'numeric_gt', 'numeric_ge', 'jsonb_object_field_text', 'textlike', 'texticlike', 'arraycontains')`

export const kernelChecks: readonly Check[] = [
  {
    name: 'org.protected',
    text: {
      en: 'Every table of an organisation is under forced, strict row-level security',
      zh: '每个组织数据表都启用了强制且严格的行级安全',
    },
    sql: `select null::uuid as org_id, c.oid::regclass::text as what,
        case when not (c.relrowsecurity and c.relforcerowsecurity) then 'not forced' else 'its policies are not the strict one' end as detail
      from ${orgTables} and not (c.relrowsecurity and c.relforcerowsecurity
        and (select count(*) = 1 and bool_and(coalesce(pg_get_expr(p.polqual, p.polrelid) like '%current_setting(''app.org_id''::text)%', false)
             and coalesce(pg_get_expr(p.polwithcheck, p.polrelid) like '%current_setting(''app.org_id''::text)%', false) and p.polcmd = '*')
             from pg_policy p where p.polrelid = c.oid and p.polpermissive))`,
  },
  {
    name: 'org.applicationBelow',
    text: {
      en: "The application's role is neither superuser nor above row-level security, and owns no table",
      zh: '应用角色不是超级用户，不能绕过行级安全，也不拥有任何表',
    },
    sql: `select null::uuid as org_id, 'baton_app' as what, concat_ws(', ', case when rolsuper then 'superuser' end, case when rolbypassrls then 'bypassrls' end) as detail
        from pg_roles where rolname = 'baton_app' and (rolsuper or rolbypassrls)
      union all select null, 'baton_app', 'is missing' where not exists (select from pg_roles where rolname = 'baton_app')
      union all select null, c.oid::regclass::text, 'belongs to baton_app' from ${orgTables} and pg_get_userbyid(c.relowner) = 'baton_app'`,
  },
  {
    name: 'filters.fast',
    advice: true,
    text: {
      en: 'Filters on amounts, own fields and text parts may use their indexes (the named functions are leakproof)',
      zh: '金额、自定义字段和文本片段的筛选可以使用索引（所列函数为 leakproof）',
    },
    sql: `select null::uuid as org_id, string_agg(p.oid::regprocedure::text, ', ' order by p.oid::regprocedure::text) as what,
        'slow filters: not leakproof; a superuser may run db/superuser.sql' as detail
      from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace and not p.proleakproof and p.proname in ${leakproof}
      having count(*) > 0`,
  },
  {
    name: 'idempotency.age',
    advice: true,
    text: { en: 'Answers to repeated requests are kept 48 hours, not longer', zh: '重复请求的应答只保留 48 小时' },
    sql: `select org_id, principal || ' ' || key as what, 'kept since ' || created_at as detail from idempotency where created_at < now() - interval '72 hours'`,
  },
  {
    name: 'event.once',
    text: {
      en: 'An event is stored once, and no thread or timeline names a lost one',
      zh: '每个事件只存一次，线索与时间线不指向丢失的事件',
    },
    sql: `select org_id, kind || ' ' || id as what, 'stored ' || count(*) || ' times' as detail from event group by org_id, id, kind having count(*) > 1
      union all select t.org_id, 'thread ' || t.thread_id, 'names the lost event ' || t.event_id from event_thread t
        where not exists (select from event e where e.org_id = t.org_id and e.id = t.event_id)
      union all select a.org_id, a.entity || ' ' || a.record_id, 'names the lost event ' || a.event_id from event_about a
        where not exists (select from event e where e.org_id = a.org_id and e.id = a.event_id)`,
  },
  {
    name: 'event.about',
    text: {
      en: 'An event names the same records as their timelines show it on',
      zh: '事件所列的关联记录与其时间线一致',
    },
    sql: `with said as (select e.org_id, e.id as event_id, x.value ->> 'entity' as entity, (x.value ->> 'recordId')::uuid as record_id from event e, jsonb_array_elements(e.about) x)
      select org_id, 'event ' || event_id as what, case when s.here is null then 'stands on the timeline of ' else 'is missing on the timeline of ' end || entity || ' ' || record_id as detail
      from (select true as here, * from said) s full join (select true as here, carried, org_id, event_id, entity, record_id from event_about) a using (org_id, event_id, entity, record_id)
      where (s.here is null and not a.carried) or a.here is null`,
  },
  {
    name: 'event.ahead',
    text: {
      en: 'No event and no reader of events stands in the future of this database',
      zh: '没有事件或事件读取位置超前于当前数据库',
    },
    sql: `select org_id, kind || ' ' || id as what, 'transaction ' || xid || ' has not begun here: readers would not see it' as detail
        from event where xid >= pg_snapshot_xmax(pg_current_snapshot())
      union all select null, 'reader ' || name, 'stands at transaction ' || xid || ', which has not begun here' from event_reader
        where xid >= pg_snapshot_xmax(pg_current_snapshot())`,
  },
]
