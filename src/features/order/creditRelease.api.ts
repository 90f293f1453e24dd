import { endpoint, ListQuery, moves, Offers, Page, Summary, SummaryQuery } from '#kernel/api.ts'
import { releaseFlow } from './creditRelease.flow.ts'
import { CreditRelease, OrderRelease, ReleaseMoved, ReleaseRefused } from './creditRelease.schema.ts'

const read = { method: 'GET', mode: 'read', access: 'creditRelease.read' } as const
const { refuse, withdraw, revoke } = releaseFlow

/** Asking and granting are a journey's: they know the money behind an order, and may confirm it. */
export const creditReleaseApi = {
  list: endpoint({ ...read, path: '/credit-releases', query: ListQuery, reply: Page(CreditRelease) }),
  summary: endpoint({ ...read, path: '/credit-releases/summary', plan: 'free', query: SummaryQuery, reply: Summary }),
  get: endpoint({ ...read, path: '/credit-releases/:id', reply: CreditRelease }),
  offers: endpoint({ ...read, path: '/credit-releases/:id/moves', reply: Offers }),
  ofOrder: endpoint({ ...read, path: '/orders/:id/credit-release', access: 'order.read', reply: OrderRelease }),
  ...moves('/credit-releases/:id/moves', { refuse, withdraw, revoke }, CreditRelease, {
    refuse: ReleaseRefused,
    withdraw: ReleaseMoved,
    revoke: ReleaseMoved,
  }),
}
