import { Type } from 'typebox'
import { endpoint, shape } from '#kernel/api.ts'
import {
  Competitor,
  CompetitorEdit,
  DealReasons,
  DealReasonsEdit,
  Lines,
  LinesEdit,
  NewCompetitor,
  OutcomeQuery,
  Outcomes,
  Rivals,
  RivalsEdit,
  Team,
  TeamEdit,
} from './part.schema.ts'

const Competitors = shape({ items: Type.Array(Competitor) })

// biome-ignore format: one endpoint a line
export const partApi = {
  reasons:      endpoint({ method: 'GET', path: '/deal-reasons', mode: 'read', access: 'signedIn', reply: DealReasons }),
  setReasons:   endpoint({ method: 'PUT', path: '/deal-reasons', mode: 'write', access: 'deal.stages', body: DealReasonsEdit, reply: DealReasons }),
  outcomes:     endpoint({ method: 'GET', path: '/deal-outcomes', mode: 'read', plan: 'free', access: 'deal.forecast', query: OutcomeQuery, reply: Outcomes }),
  team:         endpoint({ method: 'GET', path: '/deals/:id/team', mode: 'read', access: 'deal.read', reply: Team }),
  setTeam:      endpoint({ method: 'PUT', path: '/deals/:id/team', mode: 'write', access: 'deal.edit', body: TeamEdit, reply: Team }),
  lines:        endpoint({ method: 'GET', path: '/deals/:id/lines', mode: 'read', access: 'deal.read', reply: Lines }),
  setLines:     endpoint({ method: 'PUT', path: '/deals/:id/lines', mode: 'write', access: 'deal.edit', body: LinesEdit, reply: Lines }),
  rivals:       endpoint({ method: 'GET', path: '/deals/:id/competitors', mode: 'read', access: 'deal.read', reply: Rivals }),
  setRivals:    endpoint({ method: 'PUT', path: '/deals/:id/competitors', mode: 'write', access: 'deal.edit', body: RivalsEdit, reply: Rivals }),
  competitors:  endpoint({ method: 'GET', path: '/competitors', mode: 'read', access: 'deal.read', reply: Competitors }),
  createCompetitor: endpoint({ method: 'POST', path: '/competitors', mode: 'write', access: 'deal.edit', body: NewCompetitor, reply: Competitor }),
  editCompetitor:   endpoint({ method: 'PATCH', path: '/competitors/:id', mode: 'write', access: 'deal.stages', body: CompetitorEdit, reply: Competitor }),
}
