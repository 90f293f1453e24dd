import { releaseFlow } from '#features/order/creditRelease.flow.ts'
import { CreditRelease, NewCreditRelease, ReleaseMoved } from '#features/order/creditRelease.schema.ts'
import { endpoint, moves } from '#kernel/api.ts'

const { grant } = releaseFlow

/** Asking tells how late the payer is; granting may confirm the order. */
export const releaseCreditApi = {
  create: endpoint({
    method: 'POST',
    mode: 'write',
    path: '/credit-releases',
    access: 'creditRelease.ask',
    body: NewCreditRelease,
    reply: CreditRelease,
  }),
  ...moves('/credit-releases/:id/moves', { grant }, CreditRelease, { grant: ReleaseMoved }),
}
