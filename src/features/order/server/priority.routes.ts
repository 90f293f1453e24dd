import type { Handlers } from '#kernel/api.ts'
import type { priorityApi } from '../priority.api.ts'
import { prioritise } from './priority.service.ts'

export const priorityHandlers: Handlers<typeof priorityApi> = {
  prioritise: (tx, actor, { id, ...wish }) => prioritise(tx, actor, id, wish),
}
