import { type RecordRow, recordColumns, table } from '#kernel/table.ts'
import type { Task, TaskSubject } from '../task.schema.ts'

export const tasks = table('tasks', {
  ...recordColumns,
  title: 'text',
  note: 'text?',
  state: 'text',
  priority: 'text',
  givenBy: 'uuid?',
  subjectEntity: 'text?',
  subjectId: 'uuid?',
  subjectTitle: 'text?',
  customerId: 'uuid?',
  due: 'date?',
  dueAt: 'timestamptz?',
  dueBy: 'timestamptz?',
  remind: 'text?',
  repeat: 'text?',
  repeatDay: 'int?',
  nextId: 'uuid?',
  doneAt: 'timestamptz?',
  doneBy: 'uuid?',
})

type Kept = Pick<
  Task,
  'title' | 'note' | 'state' | 'priority' | 'due' | 'dueAt' | 'dueBy' | 'remind' | 'repeat' | 'nextId' | 'doneAt'
>
export type TaskRow = RecordRow &
  Kept & {
    ownerId: string
    givenBy: string | null
    subjectEntity: TaskSubject | null
    subjectId: string | null
    subjectTitle: string | null
    customerId: string | null
    repeatDay: number | null
    doneBy: string | null
  }
