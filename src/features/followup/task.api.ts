import { Type } from 'typebox'
import { endpoint, ListQuery, moves, Offers, Page, Summary, SummaryQuery, shape } from '#kernel/api.ts'
import { SubjectQuery } from './followup.schema.ts'
import { taskFlow } from './task.flow.ts'
import { GiveTasks, NewTask, Task, TaskEdit } from './task.schema.ts'

// biome-ignore format: a table
export const taskApi = {
  list:    endpoint({ method: 'GET', path: '/tasks', mode: 'read', access: 'task.read', query: ListQuery, reply: Page(Task) }),
  summary: endpoint({ method: 'GET', path: '/tasks/summary', mode: 'read', plan: 'free', access: 'task.read', query: SummaryQuery, reply: Summary }),
  about:   endpoint({ method: 'GET', path: '/tasks/about', mode: 'read', plan: 'free', access: 'task.read', query: SubjectQuery, reply: shape({ items: Type.Array(Task) }), about: 'Of one record: open ones first, then those done last.' }),
  create:  endpoint({ method: 'POST', path: '/tasks', mode: 'write', access: 'task.create', body: NewTask, reply: Task }),
  get:     endpoint({ method: 'GET', path: '/tasks/:id', mode: 'read', access: 'task.read', reply: Task }),
  edit:    endpoint({ method: 'PATCH', path: '/tasks/:id', mode: 'write', access: 'task.edit', body: TaskEdit, reply: Task }),
  offers:  endpoint({ method: 'GET', path: '/tasks/:id/moves', mode: 'read', access: 'task.read', reply: Offers }),
  give:    endpoint({ method: 'POST', path: '/tasks/give', mode: 'write', status: 200, access: 'user.edit', body: GiveTasks, reply: shape({ count: Type.Integer() }), about: 'What somebody who leaves had still to do becomes another’s, with its reminders.' }),
  ...moves('/tasks/:id/moves', taskFlow, Task),
}
