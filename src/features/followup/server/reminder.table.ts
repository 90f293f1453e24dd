import { table } from '#kernel/table.ts'

export const reminders = table('reminders', {
  id: 'uuid',
  userId: 'uuid',
  subjectEntity: 'text',
  subjectId: 'uuid',
  kind: 'text',
  text: 'text',
  fireAt: 'timestamptz',
  firedAt: 'timestamptz?',
  doneAt: 'timestamptz?',
  createdAt: 'timestamptz',
})
