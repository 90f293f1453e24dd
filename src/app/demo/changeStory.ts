// What is different about a confirmed order after all: asked for by the order desk, approved by finance.
import { approve } from '#features/approval/server/approval.service.ts'
import { approvalsOf } from '#features/approval/server/subject.service.ts'
import { createChange } from '#features/change/server/change.service.ts'
import type { AmendAsked } from '#features/order/amend.schema.ts'
import type { WholeOrder } from '#features/order/order.schema.ts'
import { getOrder } from '#features/order/server/order.service.ts'
import { submitChange } from '#journeys/applyChange.ts'
import { sub } from '#kernel/money.ts'
import type { Act, Made } from './orderStory.ts'
import { dayAgo } from './when.ts'

type Asked = { readonly reason: string; actions(order: WholeOrder, today: string): AmendAsked[] }

const sold = ({ lines }: WholeOrder) => lines.filter(line => line.kitLineId === null)

/** Fewer of the first, and a week later. */
const fewer: Asked = {
  reason: '客户二期推迟，先减少备件数量',
  actions: (order, day) => {
    const [first] = sold(order)
    if (!first) return []
    return [
      { kind: 'quantity', lineId: first.id, unitQty: sub(first.unitQty, '4') },
      { kind: 'date', promisedDate: day },
    ]
  },
}
/** Freight by express, which the customer pays. */
export const dearer: Asked = {
  reason: '客户要求加急空运，运费由客户承担',
  actions: () => [{ kind: 'add', lineKind: 'fee', name: '加急空运费', unitQty: '1', price: '1800', taxRate: '9' }],
}

const changes = new WeakMap<Made, string>()

const draftChange = (made: Made, { reason, actions }: Asked): Act => [
  'zheng',
  '10:20',
  async (tx, actor) => {
    const order = await getOrder(tx, actor, made.orderId)
    const asked = actions(order, dayAgo(tx.database.clock, -12))
    const { id } = await createChange(tx, actor, { orderId: order.id, reason, actions: asked })
    changes.set(made, id)
  },
]
const submitIt = (made: Made): Act => [
  'zheng',
  '10:40',
  (tx, actor) => submitChange(tx, actor, changes.get(made) ?? '', {}),
]

export const askForChange = (made: Made, asked: Asked): readonly Act[] => [draftChange(made, asked), submitIt(made)]

const approveChange = (made: Made): Act => [
  'lu',
  '11:40',
  async (tx, actor) => {
    const pending = (await approvalsOf(tx, actor, 'change', changes.get(made) ?? '')).find(
      one => one.state === 'pending',
    )
    return pending && approve(tx, actor, pending.id, { note: '同意' })
  },
]

export const changedOrder = (made: Made): readonly Act[] => [...askForChange(made, fewer), approveChange(made)]
