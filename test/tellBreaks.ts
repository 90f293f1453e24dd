// How each invariant of reminders and mails is broken, and what the doctor must say then.
import type { Break } from './breaks.ts'
import { id, insert, lead, now, owner, stamps } from './rows.ts'

export const tellBreaks: readonly Break[] = [
  [
    'reminder.told',
    'reminder:x · told 2 times',
    `drop index notices_once; ${[5, 6].map(n => insert('notices', { id: id(n), user_id: owner, kind: 'reminder', key: 'reminder:x', created_at: now })).join('')}`,
  ],
  [
    'reminder.fired',
    'due since',
    insert('reminders', {
      id: id(5),
      user_id: owner,
      subject_entity: 'lead',
      subject_id: id(20),
      kind: 'own',
      text: 'x',
      fire_at: '2020-01-01T00:00:00Z',
      created_at: now,
    }),
  ],
  [
    'email.followup',
    'goes out, and is in no out-tray',
    lead(20) +
      insert('followups', {
        id: id(8),
        subject_entity: 'lead',
        subject_id: id(20),
        lead_id: id(20),
        kind: 'email',
        at: now,
        content: 'x',
        ...stamps,
      }) +
      insert('emails', {
        id: id(9),
        direction: 'out',
        entity: 'lead',
        record_id: id(20),
        followup_id: id(8),
        message_id: 'm',
        from_name: 'x',
        from_address: 'x',
        recipients: '[]',
        subject: 'x',
        body: 'x',
        at: now,
        created_at: now,
      }),
  ],
]
