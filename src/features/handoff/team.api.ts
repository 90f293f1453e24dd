import { type Static, Type } from 'typebox'
import { endpoint, Id, Instant, shape } from '#kernel/api.ts'

const Standing = shape({
  userId: Id,
  name: Type.String(),
  /** Next steps that are over, of leads and of deals. */
  lateLeads: Type.Integer(),
  lateDeals: Type.Integer(),
  /** Open deals that nobody knows how to go on with. */
  stalledDeals: Type.Integer(),
  /** Orders not confirmed yet. */
  waitingOrders: Type.Integer(),
})
export type Standing = Static<typeof Standing>

export const teamApi = {
  team: endpoint({
    method: 'GET',
    path: '/team',
    mode: 'read',
    plan: 'free',
    access: 'deal.assign',
    reply: shape({ at: Instant, items: Type.Array(Standing) }),
    about:
      'Of everyone whose records are within reach: what is late, stalled or waiting. Who has none of it is left out.',
  }),
}
