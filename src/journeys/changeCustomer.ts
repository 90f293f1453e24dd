// A deal that was begun for the wrong customer goes to the right one: as long as nothing was offered or ordered.
// Its thread stays; its drafts of quotes, what was heard of it and the lead it came from go along.

import { dealEntity } from '#features/deal/deal.entity.ts'
import type { Deal } from '#features/deal/deal.schema.ts'
import { getDeal } from '#features/deal/server/deal.service.ts'
import { giveDealTo } from '#features/deal/server/dealCustomer.service.ts'
import { lockDeal } from '#features/deal/server/move.service.ts'
import { giveFollowupsTo } from '#features/followup/server/dealCustomer.service.ts'
import { giveLeadTo, lockLeadOfDeal } from '#features/lead/server/leadMove.service.ts'
import { giveQuotesTo, lockQuotesOfDeal, quotesOfDeal } from '#features/quote/server/dealQuotes.service.ts'
import { type Actor, can } from '#kernel/access.ts'
import type { Handlers } from '#kernel/api.ts'
import type { Db, Tx } from '#kernel/db.ts'
import { missing, type Reason, Refusal, reason, refuseAll } from '#kernel/refusal.ts'
import { refuseClosed } from '#meta/fieldRights.ts'
import type { ChangeCustomerBody, changeCustomerApi } from './changeCustomer.api.ts'

export const changeCustomerHandlers: Handlers<typeof changeCustomerApi> = {
  previewCustomer: async (db, actor, { id }) => ({ reasons: await previewChange(db, actor, id) }),
  changeCustomer: (tx, actor, { id, ...input }) => changeCustomer(tx, actor, id, input),
}

type Standing = Pick<Deal, 'state' | 'liveOrders'>
type Offered = Awaited<ReturnType<typeof quotesOfDeal>>[number]

/** What the customer has in hand already cannot become another's. */
function problemsOf(deal: Standing, quotes: readonly Offered[]): Reason[] {
  const reasons: Reason[] = []
  if (deal.state !== 'open') reasons.push(reason('deal.customerClosed'))
  if (deal.liveOrders > 0) reasons.push(reason('deal.liveOrders', undefined, { count: deal.liveOrders }))
  const sent = quotes.filter(one => one.sentAt !== null || !['draft', 'cancelled'].includes(one.state))
  const numbers = [...new Set(sent.map(one => one.number))].join(', ')
  if (sent.length > 0) reasons.push(reason('deal.quoteSent', undefined, { numbers }))
  return reasons
}

async function previewChange(db: Db, actor: Actor, id: string): Promise<Reason[]> {
  const [deal, quotes] = await Promise.all([getDeal(db, actor, id), quotesOfDeal(db, id)])
  const forbidden = can(actor, 'deal.edit', deal)
    ? []
    : [{ key: 'kernel.forbidden', values: { permission: 'deal.edit' } }]
  return [...forbidden, ...problemsOf(deal, quotes)]
}

/** Lead 3, deal 5, quotes 6. */
async function changeCustomer(tx: Tx, actor: Actor, id: string, input: ChangeCustomerBody): Promise<Deal> {
  const [lead, deal, quotes] = await Promise.all([
    lockLeadOfDeal(tx, id),
    lockDeal(tx, id),
    lockQuotesOfDeal(tx, id),
    getDeal(tx, actor, id),
  ])
  if (!deal) throw missing('deal')
  if (!can(actor, 'deal.edit', deal))
    throw new Refusal({ key: 'kernel.forbidden', values: { permission: 'deal.edit' } }, 'forbidden')
  if (input.version !== undefined && input.version !== deal.version)
    throw new Refusal(reason('kernel.stale', 'version'), 'conflict')
  refuseClosed(actor, dealEntity, { customerId: input.customerId, contactId: input.contactId })
  refuseAll(problemsOf(deal, quotes))
  const to = { customerId: input.customerId, contactId: input.contactId ?? null }
  const next = await giveDealTo(tx, actor, deal, { ...to, note: input.note })
  giveQuotesTo(tx, actor, quotes, to)
  await giveFollowupsTo(tx, deal.id, { from: deal.customerId, ...to })
  if (lead) giveLeadTo(tx, actor, lead, to)
  return getDeal(tx, actor, next.id)
}
