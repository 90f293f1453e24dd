import { gaveUp } from '#kernel/jobQueue.ts'
import type { Check } from '../check.ts'

export const jobChecks: readonly Check[] = [
  {
    name: 'jobs.done',
    text: {
      en: 'What runs by itself runs: no job gave up after its last try without having worked since',
      zh: '后台任务正常：没有在最后一次重试后仍失败、且之后未成功过的任务',
    },
    sql: `select (j.data ->> 'orgId')::uuid as org_id, 'job ' || j.source_name as what,
        'gave up at ' || to_char(j.created_on at time zone 'utc', 'YYYY-MM-DD HH24:MI') || ' UTC: ' || coalesce(j.source_output ->> 'why', j.source_output #>> '{value,message}', 'no reason') as detail
      from pgboss.job j where j.name = '${gaveUp}' and not exists (
        select from pgboss.job d where d.name = j.source_name and d.state = 'completed' and d.data = j.data and d.completed_on > j.created_on)`,
  },
]
