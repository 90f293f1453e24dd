import type { Check } from '../check.ts'

export const captureChecks: readonly Check[] = [
  {
    name: 'form.asked',
    text: { en: 'A form asks what its newest version says', zh: '表单收集的内容以最新版本为准' },
    sql: `select f.org_id, 'form ' || f.name as what, 'asks version ' || f.asked || ' of ' || coalesce(max(v.version), 0) as detail
      from lead_forms f left join lead_form_versions v on v.org_id = f.org_id and v.form_id = f.id
      group by f.org_id, f.id, f.name, f.asked having f.asked is distinct from max(v.version)`,
  },
  {
    name: 'form.opens',
    text: { en: 'Every form has one door', zh: '每个表单只有一个入口' },
    sql: `select f.org_id, 'form ' || f.name as what, 'opens nothing' as detail from lead_forms f
      where not exists (select 1 from auth.link h where h.org_id = f.org_id and h.link_id = f.id)`,
  },
]
