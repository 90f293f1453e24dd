import { Type } from 'typebox'
import { endpoint, shape } from '#kernel/api.ts'
import {
  Flaw,
  FlawAnswer,
  FlawQuery,
  FlawReasons,
  FlawReasonsEdit,
  Judgement,
  NewSpotCheck,
  SpotChecks,
  WholeSpotCheck,
} from './spotCheck.schema.ts'

const run = { access: 'spotCheck.run' } as const
const write = { method: 'POST', mode: 'write' } as const

// biome-ignore format: a table
export const spotCheckApi = {
  list:   endpoint({ ...run, method: 'GET', mode: 'read', plan: 'free', path: '/spot-checks', reply: SpotChecks, about: 'Those that were run, what came of them by person and week, and whose records may be drawn.' }),
  get:    endpoint({ ...run, method: 'GET', mode: 'read', plan: 'free', path: '/spot-checks/:id', reply: WholeSpotCheck }),
  draw:   endpoint({ ...run, ...write, path: '/spot-checks', body: NewSpotCheck, reply: WholeSpotCheck, about: 'The sample is drawn once and kept; the same seed draws the same records again.' }),
  judge:  endpoint({ ...run, ...write, path: '/spot-checks/:id/records/:drawnId', body: Judgement, reply: WholeSpotCheck, about: 'Whoever it is of is told of what is flawed.' }),
  flaws:  endpoint({ method: 'GET', mode: 'read', plan: 'free', access: 'spotCheck.answer', path: '/spot-flaws', query: FlawQuery, reply: shape({ items: Type.Array(Flaw) }) }),
  reasons: endpoint({ method: 'GET', mode: 'read', access: 'signedIn', path: '/flaw-reasons', reply: FlawReasons, about: 'Those out of use too: what was judged by them stays readable.' }),
  setReasons: endpoint({ method: 'PUT', mode: 'write', access: 'org.edit', path: '/flaw-reasons', body: FlawReasonsEdit, reply: FlawReasons }),
  answer: endpoint({ ...write, access: 'spotCheck.answer', path: '/spot-flaws/:id', body: FlawAnswer, reply: Flaw }),
} as const
