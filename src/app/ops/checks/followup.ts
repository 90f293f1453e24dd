import type { Check } from '../check.ts'

const parents = (table: string, what: string): string =>
  `select t.org_id, '${what} ' || t.id as what, 'its deal does not exist' as detail from ${table} t
    where t.deal_id is not null and not exists (select from deals d where d.org_id = t.org_id and d.id = t.deal_id)`

export const followupChecks: readonly Check[] = [
  {
    name: 'followup.parents',
    text: { en: 'Follow-ups, needs and promises hang on deals that exist', zh: '跟进、需求与承诺所属的商机都存在' },
    sql: [parents('followups', 'follow-up'), parents('needs', 'need'), parents('promises', 'promise')].join(
      ' union all ',
    ),
  },
  {
    name: 'reminder.once',
    text: {
      en: 'A reminder is set once per subject, kind, time and person',
      zh: '同一事项、类型、时间、人员的提醒只有一条',
    },
    sql: `select org_id, kind || ' reminder of ' || subject_entity || ' ' || subject_id as what, 'set ' || count(*) || ' times for ' || fire_at as detail
      from reminders group by org_id, subject_entity, subject_id, kind, fire_at, user_id having count(*) > 1`,
  },
  {
    name: 'reminder.told',
    text: { en: 'A reminder is told once', zh: '每条提醒只通知一次' },
    sql: `select org_id, key as what, 'told ' || count(*) || ' times' as detail from notices where key like 'reminder:%' group by org_id, key having count(*) > 1`,
  },
  {
    name: 'reminder.fired',
    text: { en: 'No reminder has long been due and not told', zh: '没有早已到时却未通知的提醒' },
    advice: true,
    sql: `select r.org_id, r.kind || ' reminder of ' || r.subject_entity || ' ' || r.subject_id as what, 'due since ' || r.fire_at as detail
      from reminders r join users u on u.org_id = r.org_id and u.id = r.user_id and u.active
      where r.fired_at is null and r.done_at is null and r.fire_at < now() - interval '1 day'`,
  },
  {
    name: 'email.followup',
    text: {
      en: 'Every mail of a record is sent once, and goes the way of its follow-up',
      zh: '每封邮件都对应跟进记录且只发送一次',
    },
    sql: `select e.org_id, 'mail ' || e.id as what, 'goes out, and is in no out-tray' as detail from emails e
      where e.direction = 'out' and not exists (select from mails m where m.org_id = e.org_id and m.id = e.id)`,
  },
  {
    name: 'followup.nextStep',
    text: { en: 'A next step that has a time has its open reminder', zh: '有时间的下一步都有未完成的提醒' },
    sql: `select t.org_id, t.what, 'no reminder for ' || t.next_step_at as detail from (
        select org_id, 'lead ' || number as what, 'lead' as entity, id, owner_id, next_step_at from leads where deleted_at is null and state in ('assigned', 'following')
        union all select org_id, 'deal ' || number, 'deal', id, owner_id, next_step_at from deals where deleted_at is null and state = 'open') t
      where t.next_step_at is not null and t.owner_id is not null and not exists (select from reminders r
        where r.org_id = t.org_id and r.subject_entity = t.entity and r.subject_id = t.id and r.kind = 'nextStep' and r.fire_at = t.next_step_at)`,
  },
]
