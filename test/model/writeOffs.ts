// What will not come, and bills that are money only on their day.
import type { WholeReceipt } from '#features/collection/collection.schema.ts'
import { matureBills } from '#features/collection/server/remind.service.ts'
import { writeOffFlow } from '#features/collection/writeOff.flow.ts'
import type { WriteOff } from '#features/collection/writeOff.schema.ts'
import type { Person } from '../world.ts'
import { amount, type Client, type Command, done, inState, type Said } from './command.ts'

function seen(client: Client, answer: Said): Said {
  if (done(answer)) client.known.writeOffs.see(answer.body as unknown as WriteOff) // the answer's schema is checked
  return answer
}

const request: Command['run'] = async client => {
  const { random, known, as } = client
  const orders = known.orders.recent().filter(one => one.state === 'confirmed' || random.chance(0.1))
  const order = random.pick(orders)
  if (!order) return undefined
  const small = random.chance(0.4)
  const body = {
    orderId: order.id,
    kind: small ? 'rounding' : 'bad_debt',
    amount: small ? `0.${10 + random.below(60)}` : amount(random),
    reason: '客户破产清算',
  }
  return seen(client, await as(random.chance(0.5) ? 'oda' : 'fay').post('/write-offs', body))
}

const move =
  (name: keyof typeof writeOffFlow, who: Person): Command['run'] =>
  async client => {
    const { random, known, as } = client
    const one = inState(client, known.writeOffs.recent(), writeOffFlow[name].from)
    if (!one) return undefined
    const version = random.chance(0.3) ? { version: one.version } : {}
    const body = { ...version, note: '再催一次' }
    return seen(client, await as(who).post(`/write-offs/${one.id}/moves/${name}`, body))
  }

/** By the inbox, as the owner would. */
const decide: Command['run'] = async client => {
  const { random, known, as } = client
  const inbox = await as('olivia').get('/approvals?mine=true')
  const items = inbox.body.items as readonly { id: string; entity: string; recordId: string }[] // the answer's schema is checked
  const mine = random.pick(items.filter(one => one.entity === 'writeOff'))
  if (!mine) return undefined
  const answer = await as('olivia').post(`/approvals/${mine.id}/moves/approve`)
  if (done(answer))
    known.writeOffs.see((await as('olivia').get(`/write-offs/${mine.recordId}`)).body as unknown as WriteOff) // as above
  return answer
}

const seenReceipt = (client: Client, answer: Said): Said => {
  if (done(answer)) client.known.receipts.see(answer.body as unknown as WholeReceipt) // the answer's schema is checked
  return answer
}

const later = ['2027-01-31', '2027-05-20', null] as const
const bill: Command['run'] = async client => {
  const { random, known, as } = client
  const billDueDate = random.pick(later)
  const body = { customerId: random.pick(known.customerIds) ?? '', amount: amount(random), method: 'bill', billDueDate }
  return seenReceipt(client, await as('fay').post('/receipts', body))
}

/** Its day was written down wrong; a bill has one. */
const rewrite: Command['run'] = async client => {
  const { random, known, as } = client
  const bills = known.receipts.all().filter(one => one.method === 'bill')
  const one = random.pick(bills.slice(-20))
  if (!one) return undefined
  const billDueDate = random.pick(['2026-11-01', '2026-11-25', ...later]) ?? null
  return seenReceipt(client, await as('fay').patch(`/receipts/${one.id}`, { billDueDate }))
}

export const writeOffCommands: readonly Command[] = [
  { name: 'writeOff.request', weight: 8, run: request },
  { name: 'writeOff.approve', weight: 3, run: move('approve', 'olivia') },
  { name: 'writeOff.decide', weight: 2, run: decide },
  { name: 'writeOff.reject', weight: 1, run: move('reject', 'olivia') },
  { name: 'writeOff.cancel', weight: 1, run: move('cancel', 'fay') },
  { name: 'writeOff.reverse', weight: 2, run: move('reverse', 'fay') },
  { name: 'bill.record', weight: 3, run: bill },
  { name: 'bill.rewrite', weight: 2, run: rewrite },
  { name: 'bill.mature', weight: 2, run: ({ job }) => job(matureBills) },
]
