import { Type } from 'typebox'
import { endpoint, shape } from '#kernel/api.ts'
import { Given } from '#meta/given.ts'
import {
  Assigning,
  AssigningEdit,
  Candidate,
  Distributed,
  Distribution,
  GivenList,
  GivenQuery,
  Outcomes,
  RespondingEdit,
  RespondingNow,
  Span,
  TryBody,
} from './assignment.schema.ts'
import { RulesHistory } from './ruleHistory.schema.ts'

const edit = { access: 'assignment.edit' } as const
const report = { method: 'GET', mode: 'read', plan: 'free', access: 'assignment.report' } as const

// biome-ignore format: a table
export const assignmentApi = {
  get:        endpoint({ ...edit, method: 'GET',  mode: 'read',  path: '/assignment', reply: Assigning }),
  set:        endpoint({ ...edit, method: 'PUT',  mode: 'write', path: '/assignment', body: AssigningEdit, reply: Assigning }),
  history:    endpoint({ ...edit, method: 'GET',  mode: 'read',  path: '/assignment/history', reply: RulesHistory, about: 'What was changed about the rules: the newest fifty changes, rule by rule.' }),
  people:     endpoint({ ...edit, method: 'GET',  mode: 'read',  path: '/assignment/people', reply: shape({ items: Type.Array(Candidate) }) }),
  try:        endpoint({ ...edit, method: 'POST', mode: 'read',  plan: 'free', path: '/assignment/preview', body: TryBody, reply: Outcomes, about: 'What these leads would get; nothing is given.' }),
  distribute: endpoint({ method: 'POST', mode: 'write', status: 200, path: '/assignment/distribute', access: 'lead.assign', body: shape({}), reply: Distributed, about: 'Gives the leads that wait by the rules, the oldest 200 of them.' }),
  responding: endpoint({ ...edit, method: 'GET',  mode: 'read',  path: '/responding', reply: RespondingNow }),
  setResponding: endpoint({ ...edit, method: 'PUT', mode: 'write', path: '/responding', body: RespondingEdit, reply: RespondingNow }),
  pause:      endpoint({ ...edit, method: 'PUT', mode: 'write', path: '/responding/paused', body: shape({ paused: Type.Boolean() }), reply: RespondingNow }),
  report:     endpoint({ ...report, path: '/assignment/report', query: Span, reply: Distribution }),
  given:      endpoint({ ...report, path: '/assignment/given', query: GivenQuery, reply: GivenList }),
  ofLead:     endpoint({ method: 'GET', mode: 'read', path: '/leads/:id/assignments', access: 'lead.read', reply: shape({ items: Type.Array(Given) }) }),
} as const
