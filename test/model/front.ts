// Before the order: deals, quotes, the win that makes order and packet, and what happens to the customer itself.
import type { Deal } from '#features/deal/deal.schema.ts'
import { handoffFlow } from '#features/handoff/handoff.flow.ts'
import type { Handoff } from '#features/handoff/handoff.schema.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { quoteFlow } from '#features/quote/quote.flow.ts'
import type { WholeQuote } from '#features/quote/quote.schema.ts'
import type { Person } from '../world.ts'
import { amount, type Client, type Command, done, inState, quantity, type Said } from './command.ts'

function seenDeal(client: Client, answer: Said): Said {
  if (done(answer)) client.known.deals.see(answer.body as unknown as Deal) // the answer's schema is checked
  return answer
}
function seenQuote(client: Client, answer: Said): Said {
  if (done(answer)) client.known.quotes.see(answer.body as unknown as WholeQuote) // as above
  return answer
}

const linesOf = ({ random, known }: Client) =>
  Array.from({ length: 1 + random.below(2) }, () => ({
    productId: random.chance(0.8) ? random.pick(known.productIds.goods) : known.productIds.service,
    unitQty: quantity(random),
    price: amount(random),
  }))

/** A deal with an offer that is out. */
const offer: Command['run'] = async client => {
  const { random, known, as } = client
  const at = random.below(known.customerIds.length)
  const who = { customerId: known.customerIds[at] ?? '', contactId: known.contactIds[at] ?? '' }
  const deal = { name: '包装线二期', ...who, amount: '1000', expectedClose: '2027-01-31' }
  const made = seenDeal(client, await as('ann').post('/deals', deal))
  if (!done(made)) return made
  const body = { dealId: made.body.id, lines: linesOf(client), ...(random.chance(0.5) && { taxMode: 'exclusive' }) }
  const quote = seenQuote(client, await as('ann').post('/quotes', body))
  return done(quote) ? seenQuote(client, await as('ann').post(`/quotes/${quote.body.id}/moves/send`)) : quote
}

const draft: Command['run'] = async client => {
  const { known, as } = client
  const deal = inState(client, known.deals.recent(), ['open'])
  return deal && seenQuote(client, await as('ann').post('/quotes', { dealId: deal.id, lines: linesOf(client) }))
}

const moveQuote =
  (name: 'send' | 'accept' | 'decline' | 'cancel'): Command['run'] =>
  async client => {
    const { random, known, as } = client
    const quote = inState(client, known.quotes.recent(), quoteFlow[name].from)
    if (!quote) return undefined
    const version = random.chance(0.3) ? { version: quote.version } : {}
    const why = name === 'decline' ? { declineReason: '价格' } : {}
    return seenQuote(client, await as('ann').post(`/quotes/${quote.id}/moves/${name}`, { ...version, ...why }))
  }

const revise: Command['run'] = async client => {
  const quote = inState(client, client.known.quotes.recent(), ['sent', 'accepted', 'declined'])
  return quote && seenQuote(client, await client.as('ann').post(`/quotes/${quote.id}/revise`))
}

/** A second win is told of the first one's order, as long as that lives. */
const win: Command['run'] = async client => {
  const { random, known, as } = client
  const accepted = new Set(known.quotes.recent(80).flatMap(one => (one.state === 'accepted' ? [one.dealId] : [])))
  const deals = known.deals.recent()
  const ripe = deals.filter(one => accepted.has(one.id))
  const deal = random.pick(ripe.length > 0 && random.chance(0.85) ? ripe : deals)
  if (!deal) return undefined
  const reason = random.chance(0.05) ? { noOrderReason: '客户自行采购' } : {}
  const body = { promisedDate: '2027-02-15', address: '湖州市德清县', ...reason }
  const answer = await as('ann').post(`/deals/${deal.id}/moves/win`, body)
  if (!done(answer)) return answer
  seenDeal(client, await as('olivia').get(`/deals/${deal.id}`))
  const { orderId, handoffId } = answer.body
  if (!orderId) return answer
  known.orders.see((await as('olivia').get(`/orders/${orderId}`)).body as unknown as WholeOrder) // the answer's schema is checked
  if (handoffId)
    known.packets.see((await as('olivia').get(`/handoffs/${handoffId}`)).body as unknown as Handoff) // as above
  else known.contradictions.push(`won ${deal.number}: an order without a packet`)
  return answer
}

const moveDeal =
  (name: 'lose' | 'reopen'): Command['run'] =>
  async client => {
    const deal = inState(client, client.known.deals.recent(), name === 'lose' ? ['open'] : ['won', 'lost'])
    const body = name === 'lose' ? { lostReason: 'budget' } : {}
    return deal && seenDeal(client, await client.as('ann').post(`/deals/${deal.id}/moves/${name}`, body))
  }

const otherCustomer: Command['run'] = async client => {
  const { random, known, as } = client
  // one that is quoted keeps its customer: mostly one is asked that has just begun
  const [first = ''] = known.customerIds
  const fresh = random.chance(0.5) && (await as('ann').post('/deals', { name: '试用', customerId: first, amount: '1' }))
  if (fresh) seenDeal(client, fresh)
  const deal = fresh && done(fresh) ? fresh.body : inState(client, known.deals.recent(), ['open'])
  const body = { customerId: random.pick(known.customerIds) ?? '' }
  return deal && seenDeal(client, await as('ann').post(`/deals/${deal.id}/moves/changeCustomer`, body))
}

const movePacket =
  (name: keyof typeof handoffFlow, who: Person): Command['run'] =>
  async client => {
    const { random, known, as } = client
    const packet = inState(client, known.packets.recent(), handoffFlow[name].from)
    if (!packet) return undefined
    const version = random.chance(0.3) ? { version: packet.version } : {}
    const why = name === 'sendBack' ? { reason: '缺安装条件' } : {}
    const answer = await as(who).post(`/handoffs/${packet.id}/moves/${name}`, { ...version, ...why })
    if (done(answer)) known.packets.see(answer.body as unknown as Handoff) // the answer's schema is checked
    return answer
  }

const moveCustomer =
  (name: 'block' | 'unblock'): Command['run'] =>
  async ({ random, known, as }) =>
    as('fay').post(`/customers/${random.pick(known.customerIds)}/moves/${name}`, { note: '逾期' })

/** Who pays: for orders from now on, or for one that is still a draft. */
const otherPayer: Command['run'] = async client => {
  const { random, known, as } = client
  const payerId = random.chance(0.3) ? null : (random.pick(known.customerIds) ?? null)
  if (random.chance(0.3)) return as('ann').patch(`/customers/${random.pick(known.customerIds)}`, { payerId })
  const order = inState(client, known.orders.recent(), ['draft', 'in_review'])
  if (!order) return undefined
  const answer = await as('ann').patch(`/orders/${order.id}`, { payerId })
  if (done(answer)) known.orders.see(answer.body as unknown as WholeOrder) // the answer's schema is checked
  return answer
}

const limit: Command['run'] = async ({ random, known, as }) => {
  const body = { creditLimit: `${4 + random.below(9)}000`, policy: random.pick(['block', 'warn', 'pass']) }
  return as('fay').patch(`/customers/${random.pick(known.customerIds)}/credit`, body)
}

export const frontCommands: readonly Command[] = [
  { name: 'deal.offer', weight: 6, steps: true, run: offer },
  { name: 'quote.create', weight: 1, run: draft },
  { name: 'quote.send', weight: 1, run: moveQuote('send') },
  { name: 'quote.accept', weight: 6, run: moveQuote('accept') },
  { name: 'quote.decline', weight: 1, run: moveQuote('decline') },
  { name: 'quote.cancel', weight: 1, run: moveQuote('cancel') },
  { name: 'quote.revise', weight: 1, run: revise },
  { name: 'deal.win', weight: 7, run: win },
  { name: 'deal.lose', weight: 1, run: moveDeal('lose') },
  { name: 'deal.reopen', weight: 1, run: moveDeal('reopen') },
  { name: 'deal.changeCustomer', weight: 1, steps: true, run: otherCustomer },
  { name: 'packet.accept', weight: 6, run: movePacket('accept', 'oda') },
  { name: 'packet.sendBack', weight: 2, run: movePacket('sendBack', 'oda') },
  { name: 'packet.resubmit', weight: 3, run: movePacket('resubmit', 'ann') },
  { name: 'customer.block', weight: 1, run: moveCustomer('block') },
  { name: 'customer.unblock', weight: 4, run: moveCustomer('unblock') },
  { name: 'customer.payer', weight: 3, run: otherPayer },
  { name: 'customer.limit', weight: 1, run: limit },
]
