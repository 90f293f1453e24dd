import type { Check } from '../check.ts'

export const peopleChecks: readonly Check[] = [
  {
    name: 'people.owner',
    text: { en: 'Every organisation has an active owner', zh: '每个组织至少有一位在职的所有者' },
    sql: `select o.org_id, o.name as what, 'nobody active has the role owner' as detail from orgs o
      where not exists (select from users u join user_roles r on r.org_id = u.org_id and r.user_id = u.id and r.role = 'owner' where u.org_id = o.org_id and u.active)`,
  },
  {
    name: 'people.closure',
    text: {
      en: 'Every department stands below itself and all above it, and below nothing else',
      zh: '部门的上下级关系表与部门树一致',
    },
    sql: `with recursive up as (
        select org_id, id as dept_id, id as ancestor_id, parent_id, 0 as depth from departments
        union all select up.org_id, up.dept_id, d.id, d.parent_id, up.depth + 1 from up join departments d on d.org_id = up.org_id and d.id = up.parent_id where up.depth < 50)
      select coalesce(u.org_id, c.org_id) as org_id, 'department ' || coalesce(u.dept_id, c.dept_id) as what,
        case when c.dept_id is null then 'is not counted below ' else 'is wrongly counted below ' end || coalesce(u.ancestor_id, c.ancestor_id) as detail
      from (select distinct org_id, dept_id, ancestor_id from up) u full join dept_closure c using (org_id, dept_id, ancestor_id)
      where u.dept_id is null or c.dept_id is null`,
  },
  {
    name: 'people.membership',
    text: { en: 'Every login that a member has leads to that member', zh: '成员的登录账号与成员一一对应' },
    sql: `select u.org_id, u.name as what, 'the login does not lead here' as detail from users u
        where u.auth_id is not null and u.active and not exists (select from auth.membership m where m.org_id = u.org_id and m.user_id = u.id and m.auth_id = u.auth_id)
      union all select m.org_id, 'login ' || m.auth_id, 'leads to nobody' from auth.membership m
        where not exists (select from users u where u.org_id = m.org_id and u.id = m.user_id)
      union all select m.org_id, 'login ' || m.auth_id, 'its copies of the name or of who is active are old' from auth.membership m
        join orgs o on o.org_id = m.org_id join users u on u.org_id = m.org_id and u.id = m.user_id where m.org_name <> o.name or m.active <> u.active`,
  },
  {
    name: 'people.keys',
    text: { en: 'Who was deactivated has no key that still opens', zh: '已停用成员没有仍然有效的 API 密钥' },
    sql: `select k.org_id, 'key ' || k.name as what, 'of the deactivated ' || u.name as detail from api_keys k join users u on u.org_id = k.org_id and u.id = k.user_id
        where not u.active and k.revoked_at is null
      union all select h.org_id, 'key ' || h.key_id, 'opens, but is not listed' from auth.api_key h
        where not exists (select from api_keys k where k.org_id = h.org_id and k.id = h.key_id)
      union all select k.org_id, 'key ' || k.name, 'was revoked and still opens' from api_keys k join auth.api_key h on h.org_id = k.org_id and h.key_id = k.id
        where k.revoked_at is not null`,
  },
]
