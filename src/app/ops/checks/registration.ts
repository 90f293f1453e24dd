import type { Check } from '../check.ts'

export const registrationChecks: readonly Check[] = [
  {
    name: 'registration.claims',
    text: {
      en: 'A live registration holds what it goes by, and nothing else does',
      zh: '有效的报备占有其客户与名称，失效的不占有',
    },
    sql: `select r.org_id, r.number as what, case when k.count > 0 then r.state || ', and still holds ' || k.count else 'holds nothing' end as detail
      from registrations r cross join lateral (select count(*) as count from registration_claims k where k.org_id = r.org_id and k.registration_id = r.id) k
      where (k.count > 0) <> (r.state in ('requested', 'protected') and not r.contested and r.deleted_at is null or (r.state = 'protected' and r.deleted_at is null))
      union all select r.org_id, r.number, 'holds ' || k.key || ' until ' || k.until_on || ', not until ' || r.until_on
      from registration_claims k join registrations r on r.org_id = k.org_id and r.id = k.registration_id
      where (k.from_on, k.until_on) <> (r.from_on, r.until_on) or k.line_key is distinct from r.line_key`,
  },
  {
    name: 'registration.once',
    text: { en: 'A customer and a product line are protected for one', zh: '同一客户同一产品线只有一个有效报备' },
    sql: `select a.org_id, b.number as what, 'protects what ' || a.number || ' protects' as detail
      from registrations a join registrations b on b.org_id = a.org_id and b.customer_id = a.customer_id and b.id > a.id
        and (a.line_key is null or b.line_key is null or a.line_key = b.line_key)
        and daterange(a.from_on, a.until_on, '[]') && daterange(b.from_on, b.until_on, '[]')
      where a.state = 'protected' and b.state = 'protected' and a.deleted_at is null and b.deleted_at is null`,
  },
]
