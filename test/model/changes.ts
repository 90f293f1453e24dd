// What is different about confirmed orders after all: drafted, approved, applied, given up; while goods and money move.
import { changeFlow } from '#features/change/change.flow.ts'
import type { ChangeAction, WholeChange } from '#features/change/change.schema.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { amount, type Client, type Command, done, inState, quantity, type Said } from './command.ts'

/** The order moves with it. */
async function seen(client: Client, answer: Said): Promise<Said> {
  if (!done(answer)) return answer
  const change = answer.body as unknown as WholeChange // the answer's schema is checked
  client.known.changes.see(change)
  const order = await client.as('olivia').get(`/orders/${change.orderId}`)
  if (done(order)) client.known.orders.see(order.body as unknown as WholeOrder) // as above
  return answer
}

function actionOf({ random, known }: Client, order: WholeOrder): ChangeAction {
  const lineId = random.pick(order.lines.filter(line => line.kitLineId === null))?.id ?? ''
  const price = amount(random)
  const unitQty = quantity(random)
  const productId = random.pick(known.productIds.goods) ?? ''
  const wishes: readonly ChangeAction[] = [
    { kind: 'quantity', lineId, unitQty },
    { kind: 'quantity', lineId, unitQty: random.chance(0.2) ? '0' : unitQty },
    { kind: 'cancel', lineId, unitQty: '1' },
    { kind: 'price', lineId, price },
    { kind: 'discount', lineId, discountKind: 'percent', discountValue: '7' },
    { kind: 'add', productId, unitQty, price },
    { kind: 'swap', lineId, productId, price },
    { kind: 'date', promisedDate: random.pick(['2027-01-31', '2027-05-20']) ?? null },
  ]
  return random.pick(wishes) ?? { kind: 'quantity', lineId, unitQty }
}

const draft: Command['run'] = async client => {
  const { random, known, as } = client
  const order = inState(client, known.orders.recent(), ['confirmed', 'on_hold'])
  if (!order) return undefined
  const actions = Array.from({ length: 1 + random.below(3) }, () => actionOf(client, order))
  return seen(client, await as('oda').post('/changes', { orderId: order.id, reason: '客户改了主意', actions }))
}

const move =
  (name: 'submit' | 'apply' | 'cancel'): Command['run'] =>
  async client => {
    const { random, known, as } = client
    const one = inState(client, known.changes.recent(), changeFlow[name].from)
    if (!one) return undefined
    const version = random.chance(0.3) ? { version: one.version } : {}
    return seen(client, await as('oda').post(`/changes/${one.id}/moves/${name}`, version))
  }

/** By the inbox, as finance would. */
const decide: Command['run'] = async client => {
  const { random, as } = client
  const inbox = await as('fay').get('/approvals?mine=true')
  const items = inbox.body.items as readonly { id: string; entity: string; recordId: string }[] // the answer's schema is checked
  const mine = random.pick(items.filter(one => one.entity === 'change'))
  if (!mine) return undefined
  const back = random.chance(0.1)
  const answer = back
    ? await as('fay').post(`/approvals/${mine.id}/moves/sendBack`, { reason: '再议' })
    : await as('fay').post(`/approvals/${mine.id}/moves/approve`)
  if (done(answer)) await seen(client, await as('olivia').get(`/changes/${mine.recordId}`))
  return answer
}

export const changeCommands: readonly Command[] = [
  { name: 'change.draft', weight: 8, run: draft },
  { name: 'change.submit', weight: 8, run: move('submit') },
  { name: 'change.decide', weight: 8, run: decide },
  { name: 'change.apply', weight: 3, run: move('apply') },
  { name: 'change.cancel', weight: 3, run: move('cancel') },
]
