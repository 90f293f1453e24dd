// What was said, needed, promised and is to be done next, and where all of it is seen.
import type { FastifyInstance } from 'fastify'
import { agendaApi } from '#features/followup/agenda.api.ts'
import { completenessApi } from '#features/followup/completeness.api.ts'
import { followupPermissions } from '#features/followup/followup.access.ts'
import { followupApi, needApi, promiseApi, reminderApi } from '#features/followup/followup.api.ts'
import { followupEntity } from '#features/followup/followup.entity.ts'
import { homeApi } from '#features/followup/home.api.ts'
import { knownApi } from '#features/followup/known.api.ts'
import { loggingApi } from '#features/followup/logging.api.ts'
import { agendaHandlers } from '#features/followup/server/agenda.routes.ts'
import { completenessHandlers } from '#features/followup/server/completeness.routes.ts'
import {
  followupHandlers,
  followupVerbs,
  needHandlers,
  promiseHandlers,
  reminderHandlers,
} from '#features/followup/server/followup.routes.ts'
import { homeHandlers } from '#features/followup/server/home.routes.ts'
import { knownHandlers } from '#features/followup/server/known.routes.ts'
import { loggingHandlers } from '#features/followup/server/logging.routes.ts'
import { taskHandlers, taskVerbs } from '#features/followup/server/task.routes.ts'
import { taskPermissions } from '#features/followup/task.access.ts'
import { taskApi } from '#features/followup/task.api.ts'
import { taskEntity } from '#features/followup/task.entity.ts'
import { taskFlow } from '#features/followup/task.flow.ts'
import { spotCheckHandlers } from '#features/spotcheck/server/spotCheck.routes.ts'
import { spotCheckApi } from '#features/spotcheck/spotCheck.api.ts'
import { register } from '#meta/registry.ts'
import { type MountContext, mount } from './mount.ts'

export function mountFollowups(app: FastifyInstance, context: MountContext): void {
  mount(app, followupApi, context, followupHandlers)
  mount(app, needApi, context, needHandlers)
  mount(app, promiseApi, context, promiseHandlers)
  mount(app, reminderApi, context, reminderHandlers)
  mount(app, homeApi, context, homeHandlers)
  mount(app, loggingApi, context, loggingHandlers)
  mount(app, agendaApi, context, agendaHandlers)
  mount(app, knownApi, context, knownHandlers)
  mount(app, taskApi, context, taskHandlers)
  mount(app, completenessApi, context, completenessHandlers)
  mount(app, spotCheckApi, context, spotCheckHandlers)
}

export function registerFollowups(): void {
  register({ entity: followupEntity, verbs: followupVerbs, access: followupPermissions })
  register({ entity: taskEntity, verbs: taskVerbs, flow: taskFlow, access: taskPermissions })
}
