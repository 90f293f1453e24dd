import { type Handlers, MoveBody } from '#kernel/api.ts'
import { moveNameIn } from '#kernel/flow.ts'
import { accept } from '#kernel/validate.ts'
import type { EntityVerbs } from '#meta/registry.ts'
import type { taskApi } from '../task.api.ts'
import { taskFlow } from '../task.flow.ts'
import { NewTask, TaskEdit } from '../task.schema.ts'
import { createTask, editTask, getTask, listAboutTasks, listTasks, summariseTasks } from './task.service.ts'
import { giveTasks, moveTask, taskOffers } from './taskMove.service.ts'

export const taskHandlers: Handlers<typeof taskApi> = {
  list: listTasks,
  summary: summariseTasks,
  about: async (db, actor, { entity, id }) => ({ items: await listAboutTasks(db, actor, entity, id) }),
  create: createTask,
  get: (db, actor, { id }) => getTask(db, actor, id),
  edit: (tx, actor, { id, ...input }) => editTask(tx, actor, id, input),
  offers: (db, actor, { id }) => taskOffers(db, actor, id),
  give: async (tx, actor, { fromId, toId }) => ({ count: await giveTasks(tx, actor, fromId, toId) }),
  finish: (tx, actor, { id, ...wish }) => moveTask(tx, actor, id, { ...wish, move: 'finish' }),
  drop: (tx, actor, { id, ...wish }) => moveTask(tx, actor, id, { ...wish, move: 'drop' }),
  reopen: (tx, actor, { id, ...wish }) => moveTask(tx, actor, id, { ...wish, move: 'reopen' }),
}

export const taskVerbs: EntityVerbs = {
  list: listTasks,
  summary: summariseTasks,
  get: getTask,
  create: (tx, actor, input) => createTask(tx, actor, accept(NewTask, input)),
  edit: (tx, actor, id, input) => editTask(tx, actor, id, accept(TaskEdit, input)),
  move: (tx, actor, id, ...[name, input]) =>
    moveTask(tx, actor, id, { ...accept(MoveBody, input), move: moveNameIn(taskFlow, name) }),
}
