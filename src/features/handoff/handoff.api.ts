import { Type } from 'typebox'
import { endpoint, Id, ListQuery, moves, Offers, OneOf, Page, Summary, SummaryQuery, shape, Text } from '#kernel/api.ts'
import { Checklist, ChecklistEdit, FillBody } from './checklist.schema.ts'
import { handoffFlow } from './handoff.flow.ts'
import { Board, Clocks, finds, Handoff, parts, SendBackBody, Thread } from './handoff.schema.ts'

export const handoffApi = {
  list: endpoint({
    method: 'GET',
    path: '/handoffs',
    mode: 'read',
    access: 'handoff.read',
    query: ListQuery,
    reply: Page(Handoff),
  }),
  summary: endpoint({
    method: 'GET',
    path: '/handoffs/summary',
    mode: 'read',
    plan: 'free',
    access: 'handoff.read',
    query: SummaryQuery,
    reply: Summary,
  }),
  get: endpoint({ method: 'GET', path: '/handoffs/:id', mode: 'read', access: 'handoff.read', reply: Handoff }),
  offers: endpoint({ method: 'GET', path: '/handoffs/:id/moves', mode: 'read', access: 'handoff.read', reply: Offers }),
  board: endpoint({
    method: 'GET',
    path: '/handoff/board',
    mode: 'read',
    plan: 'free',
    access: 'handoff.read',
    query: shape({ part: Type.Optional(OneOf(parts)), find: Type.Optional(OneOf(finds)) }),
    reply: Board,
  }),
  thread: endpoint({
    method: 'GET',
    path: '/thread',
    mode: 'read',
    access: 'signedIn',
    query: shape({ entity: Text(40, 1), id: Id }),
    reply: Thread,
  }),
  clocks: endpoint({ method: 'GET', path: '/handoff/clocks', mode: 'read', access: 'signedIn', reply: Clocks }),
  setClocks: endpoint({
    method: 'PATCH',
    path: '/handoff/clocks',
    mode: 'write',
    access: 'handoff.clocks',
    body: Type.Partial(Clocks, { additionalProperties: false }),
    reply: Clocks,
  }),
  checklist: endpoint({
    method: 'GET',
    path: '/handoff/checklist',
    mode: 'read',
    access: 'handoff.read',
    reply: Checklist,
    about: 'The version that applies now.',
  }),
  checklists: endpoint({
    method: 'GET',
    path: '/handoff/checklist/versions',
    mode: 'read',
    access: 'handoff.checklist',
    reply: shape({ items: Type.Array(Checklist) }),
    about: 'Newest first.',
  }),
  setChecklist: endpoint({
    method: 'PUT',
    path: '/handoff/checklist',
    mode: 'write',
    access: 'handoff.checklist',
    body: ChecklistEdit,
    reply: Checklist,
  }),
  fill: endpoint({
    method: 'PATCH',
    path: '/handoffs/:id/items',
    mode: 'write',
    access: 'handoff.resubmit',
    body: FillBody,
    reply: Handoff,
  }),
  ...moves('/handoffs/:id/moves', handoffFlow, Handoff, { sendBack: SendBackBody }),
}
