import type { Handlers } from '#kernel/api.ts'
import type { agendaApi } from '../agenda.api.ts'
import { readAgenda } from './agenda.service.ts'
import { dropFeed, makeFeed, readFeed } from './feed.service.ts'

export const agendaHandlers: Handlers<typeof agendaApi> = {
  list: readAgenda,
  feed: readFeed,
  makeFeed,
  dropFeed,
}
