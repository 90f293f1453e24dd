import { type Static, Type } from 'typebox'
import { Id, Instant, Nullable, OneOf, Said, shape, Text } from '#kernel/api.ts'

const reminderKinds = ['nextStep', 'promise', 'own', 'task'] as const
export type ReminderKind = (typeof reminderKinds)[number]

export const Reminder = shape({
  id: Id,
  userId: Id,
  subjectEntity: Type.String(),
  subjectId: Id,
  kind: OneOf(reminderKinds),
  text: Type.String(),
  fireAt: Instant,
  firedAt: Nullable(Instant),
  doneAt: Nullable(Instant),
})
export type Reminder = Static<typeof Reminder>

export const NewReminder = shape({ subjectEntity: Text(60, 1), subjectId: Id, text: Said(1000), fireAt: Instant })
export type NewReminder = Static<typeof NewReminder>
