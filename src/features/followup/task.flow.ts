import type { Flow } from '#kernel/flow.ts'
import type { TaskState } from './task.schema.ts'

export type TaskMove = 'finish' | 'drop' | 'reopen'

export const taskFlow = {
  finish: { from: ['open'],            to: 'done',    may: 'task.edit' },
  drop:   { from: ['open'],            to: 'dropped', may: 'task.edit' },
  reopen: { from: ['done', 'dropped'], to: 'open',    may: 'task.edit' },
} as const satisfies Flow<TaskState, TaskMove, { state: TaskState }, 'task.edit'>
