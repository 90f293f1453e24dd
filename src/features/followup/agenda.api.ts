import { endpoint } from '#kernel/api.ts'
import { Agenda, AgendaFeed, AgendaQuery, NewFeed } from './agenda.schema.ts'

// biome-ignore format: a table
export const agendaApi = {
  list: endpoint({ method: 'GET', path: '/agenda', mode: 'read', plan: 'free', access: 'followup.read', query: AgendaQuery, reply: Agenda }),
  feed: endpoint({ method: 'GET', path: '/agenda/feed', mode: 'read', access: 'followup.read', reply: AgendaFeed }),
  makeFeed: endpoint({ method: 'POST', path: '/agenda/feed', mode: 'write', secret: true, access: 'followup.read', reply: NewFeed }),
  dropFeed: endpoint({ method: 'DELETE', path: '/agenda/feed', mode: 'write', access: 'followup.read', reply: AgendaFeed }),
}
