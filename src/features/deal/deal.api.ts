import { Type } from 'typebox'
import { endpoint, Id, ListQuery, moves, Offers, Page, Summary, SummaryQuery, shape, Text } from '#kernel/api.ts'
import { dealFlow } from './deal.flow.ts'
import {
  AdvanceBody,
  Board,
  Deal,
  DealEdit,
  DealLikeness,
  DoorVerdict,
  LoseBody,
  NewDeal,
  NewPipeline,
  Pipeline,
  PipelineEdit,
  PlaceBody,
  Rate,
  ReopenBody,
  StageStay,
} from './deal.schema.ts'

const BoardQuery = shape({
  pipeline: Type.Optional(Id),
  filter: Type.Optional(Text(8000)),
  q: Type.Optional(Text(200)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
})
const Pipelines = shape({ items: Type.Array(Pipeline) })
const Rates = shape({ items: Type.Array(Rate) })
// a win joins deal, order and packet: its endpoint is the journey's
const { win: _, ...own } = dealFlow

// biome-ignore format: one endpoint a line
export const dealApi = {
  list:      endpoint({ method: 'GET', path: '/deals', mode: 'read', access: 'deal.read', query: ListQuery, reply: Page(Deal) }),
  summary:   endpoint({ method: 'GET', path: '/deals/summary', mode: 'read', plan: 'free', access: 'deal.read', query: SummaryQuery, reply: Summary }),
  board:     endpoint({ method: 'GET', path: '/deals/board', mode: 'read', plan: 'free', access: 'deal.read', query: BoardQuery, reply: Board }),
  preview:   endpoint({ method: 'POST', path: '/deals/preview', mode: 'read', access: 'deal.create', body: DealLikeness, reply: DoorVerdict, about: 'What others have registered that a new deal would run into; nothing is made.' }),
  create:    endpoint({ method: 'POST', path: '/deals', mode: 'write', access: 'deal.create', body: NewDeal, reply: shape({ ...Deal.properties, held: DoorVerdict.properties.held }) }),
  get:       endpoint({ method: 'GET', path: '/deals/:id', mode: 'read', access: 'deal.read', reply: Deal }),
  edit:      endpoint({ method: 'PATCH', path: '/deals/:id', mode: 'write', access: 'deal.edit', body: DealEdit, reply: Deal }),
  remove:    endpoint({ method: 'DELETE', path: '/deals/:id', mode: 'write', access: 'deal.delete', reply: shape({}) }),
  offers:    endpoint({ method: 'GET', path: '/deals/:id/moves', mode: 'read', access: 'deal.read', reply: Offers }),
  stays:     endpoint({ method: 'GET', path: '/deals/:id/stages', mode: 'read', access: 'deal.read', reply: shape({ items: Type.Array(StageStay) }) }),
  place:     endpoint({ method: 'POST', path: '/deals/:id/place', mode: 'write', access: 'deal.move', body: PlaceBody, reply: Deal }),
  pipelines: endpoint({ method: 'GET', path: '/pipelines', mode: 'read', access: 'deal.read', reply: Pipelines }),
  createPipeline: endpoint({ method: 'POST', path: '/pipelines', mode: 'write', access: 'deal.stages', body: NewPipeline, reply: Pipeline }),
  editPipeline:   endpoint({ method: 'PUT', path: '/pipelines/:id', mode: 'write', access: 'deal.stages', body: PipelineEdit, reply: Pipeline }),
  archivePipeline: endpoint({ method: 'POST', path: '/pipelines/:id/moves/archive', mode: 'write', access: 'deal.stages', body: shape({}), reply: Pipeline }),
  restorePipeline: endpoint({ method: 'POST', path: '/pipelines/:id/moves/restore', mode: 'write', access: 'deal.stages', body: shape({}), reply: Pipeline }),
  makeDefaultPipeline: endpoint({ method: 'POST', path: '/pipelines/:id/moves/makeDefault', mode: 'write', access: 'deal.stages', body: shape({}), reply: Pipeline }),
  rates:     endpoint({ method: 'GET', path: '/currency-rates', mode: 'read', access: 'deal.read', reply: Rates }),
  removeRate: endpoint({ method: 'DELETE', path: '/currency-rates/:currency/:onDate', mode: 'write', access: 'deal.rates', reply: Rates }),
  setRate:   endpoint({ method: 'PUT', path: '/currency-rates', mode: 'write', access: 'deal.rates', body: Rate, reply: Rates }),
  ...moves('/deals/:id/moves', own, Deal, { advance: AdvanceBody, lose: LoseBody, reopen: ReopenBody }),
}
