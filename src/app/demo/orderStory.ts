// What becomes of an order: handed over, reviewed by finance and warehouse, confirmed, held, cancelled, closed.
import { approve } from '#features/approval/server/approval.service.ts'
import { approvalsOf } from '#features/approval/server/subject.service.ts'
import { moveHandoff } from '#features/handoff/server/handoff.service.ts'
import { createOrder } from '#features/order/server/create.service.ts'
import { moveOrder } from '#features/order/server/move.service.ts'
import { cancelOrder } from '#journeys/cancelOrder.ts'
import { closeOrder } from '#journeys/closeOrder.ts'
import { submitOrder } from '#journeys/confirmOrder.ts'
import { releaseCreditHandlers } from '#journeys/releaseCredit.ts'
import { winDeal } from '#journeys/winDeal.ts'
import { askForAdvance, askForBill, failBill, issueBill, nothingBilled, takeBackBill } from './billStory.ts'
import { askForChange, changedOrder, dearer } from './changeStory.ts'
import { openSite, settleHalf } from './consignmentStory.ts'
import type { Party } from './customerStory.ts'
import type { DealTold } from './dealStory.ts'
import { accept, pay, plan, says, ship, sign } from './goodsStory.ts'
import { bounce, dun, giveUp, nothingPaid, overpay, payBack, payByBill } from './moneyStory.ts'
import type { OrderFate, OrderPlan } from './orders.ts'
import type { Company, Person, Seller } from './people.ts'
import { askedBack, backInPart, cameBack, comingBack, sentAgain } from './serviceStory.ts'
import type { Scene } from './story.ts'
import { annoyed, asked, content, pleased } from './surveyStory.ts'
import { partTerms } from './terms.ts'
import { dayAgo } from './when.ts'

/** Filled when the scenes are played. */
export type Made = { orderId: string; handoffId: string }
export type Act = readonly [by: Person, time: string, play: Scene['play']]

const submit = (made: Made): Act => ['zheng', '16:30', (tx, actor) => submitOrder(tx, actor, made.orderId, {})]
const review = (made: Made, by: 'lu' | 'he'): Act => [
  by,
  '17:10',
  async (tx, actor) => {
    const pending = (await approvalsOf(tx, actor, 'order', made.orderId)).find(one => one.state === 'pending')
    return pending && approve(tx, actor, pending.id, {})
  },
]

/** The payer's credit stops it: for so long it may pass. */
const askRelease = (made: Made, reason: string): Act => [
  'zheng',
  '17:20',
  (tx, actor) =>
    releaseCreditHandlers.create(tx, actor, { orderId: made.orderId, until: dayAgo(tx.database.clock, -9), reason }),
]

/** What follows on the draft, one workday each. `short` and `overLimit` are reviewed like others: they stay where they are. */
export const endings: Readonly<Record<OrderFate, (made: Made) => readonly Act[]>> = {
  orderDraft: () => [],
  inReview: made => [submit(made)],
  halfReviewed: made => [submit(made), review(made, 'lu')],
  short: made => endings.confirmed(made),
  overLimit: made => [...endings.confirmed(made), askRelease(made, '信用证已开出，等待议付，船期不能误')],
  released: made => [...endings.confirmed(made), askRelease(made, '老客户技改，尾款月底到账'), review(made, 'lu')],
  confirmed: made => [submit(made), review(made, 'lu'), review(made, 'he')],
  partShipped: made => {
    const sent = { shipmentId: '' }
    const left = [...endings.confirmed(made), pay(made, '100'), ...ship(made, sent, 'first')]
    return [...left, says(sent, 'in_transit', '温州转运中心', '已发出，预计明天派送')]
  },
  changed: made => [...endings.confirmed(made), ...changedOrder(made)],
  changing: made => [...endings.picking(made), ...askForChange(made, dearer)],
  picking: made => [...endings.confirmed(made), ...plan(made, 'pick')],
  ready: made => [...endings.confirmed(made), ...plan(made, 'ready')],
  onTheWay: made => {
    const bill = nothingBilled()
    const parcel = { shipmentId: '' }
    const left = [...endings.confirmed(made), pay(made, '100'), ...ship(made, parcel, 'rest')]
    const sent = [...left, says(parcel, 'problem', '泰州网点', '收货人电话无人接听，暂存网点')]
    return [...sent, askForAdvance(made, bill, '30'), ...issueBill(bill)]
  },
  arrived: made => {
    const sent = { shipmentId: '' }
    const bill = nothingBilled()
    const here = [...endings.confirmed(made), pay(made, '100'), ...ship(made, sent, 'rest'), sign(sent)]
    return [...here, askForBill(made, bill, 'plain'), ...issueBill(bill)]
  },
  late: made => {
    const bill = nothingBilled()
    return [
      ...endings.delivered(made),
      askForBill(made, bill, 'special'),
      ...issueBill(bill),
      dun(made),
      ...annoyed(made),
    ]
  },
  partPaid: made => {
    const bill = nothingBilled()
    const billed = [...endings.delivered(made), askForBill(made, bill, 'special'), ...issueBill(bill)]
    return [...billed, pay(made, '40'), ...takeBackBill(bill, '200', 'issued'), ...content(made)]
  },
  delivered: made => {
    const sent = { shipmentId: '' }
    return [...endings.confirmed(made), ...ship(made, sent, 'rest'), sign(sent)]
  },
  // with the customer: one sample is late to be back, another is not
  lent: made => endings.delivered(made),
  // half of it is settled; the rest lies at the customer's
  consigned: made => {
    const sent = { shipmentId: '' }
    return [...endings.confirmed(made), ...ship(made, sent, 'rest'), ...settleHalf(made)]
  },
  accepted: made => [...endings.confirmed(made), accept(made)],
  bounced: made => {
    const paid = nothingPaid()
    return [...endings.delivered(made), overpay(made, paid, '0'), bounce(paid), asked(made)]
  },
  paidBack: made => {
    const paid = nothingPaid()
    const bill = nothingBilled()
    const billed = [...endings.delivered(made), askForBill(made, bill, 'plain'), ...issueBill(bill)]
    return [
      ...billed,
      overpay(made, paid, '5000'),
      ...payBack(paid),
      ...takeBackBill(bill, '150', 'awaiting'),
      ...pleased(made),
    ]
  },
  byBill: made => [...endings.delivered(made), payByBill(made), askForBill(made, nothingBilled(), 'special')],
  givenUp: made => {
    const bill = nothingBilled()
    const billed = [...endings.delivered(made), askForBill(made, bill, 'plain'), ...failBill(bill)]
    return [...billed, pay(made, '70'), giveUp(made)]
  },
  cameBack: made => [...endings.arrived(made), ...cameBack(made)],
  sentAgain: made => [...endings.arrived(made), ...sentAgain(made)],
  askedBack: made => [...endings.arrived(made), ...askedBack(made)],
  backInPart: made => [...endings.arrived(made), ...backInPart(made)],
  comingBack: made => [...endings.arrived(made), ...comingBack(made)],
  onHold: made => [
    ...endings.confirmed(made),
    [
      'lu',
      '17:30',
      (tx, actor) => moveOrder(tx, actor, made.orderId, { move: 'hold', note: '客户厂房延期，先不发货' }),
    ],
  ],
  cancelled: made => [
    ...endings.confirmed(made),
    ['zheng', '17:40', (tx, actor) => cancelOrder(tx, actor, made.orderId, { note: '客户改造计划取消' })],
  ],
  closed: made => [
    ...endings.confirmed(made),
    ['zheng', '17:40', (tx, actor) => closeOrder(tx, actor, made.orderId, { note: '项目并入二期，余下不再交' })],
  ],
}

const spread = (day: number, acts: readonly Act[]): Scene[] =>
  acts.map(([by, time, play], i) => ({ day: Math.max(1, day - i), time, by, play }))

type Carried = { readonly promisedDate: string; readonly expectedClose: string; readonly address: string }
/** Won, and taken over by operations. */
export const handOver = (dealId: () => string, made: Made, carried: Carried): Act[] => [
  ['shen', '15:50', async (tx, actor) => void Object.assign(made, await winDeal(tx, actor, dealId(), carried))],
  ['zheng', '16:10', (tx, actor) => moveHandoff(tx, actor, made.handoffId, { move: 'accept' })],
]

/** From the win on; empty while the deal is open or lost. */
export function wonScenes({ plan, owner, deal, company }: DealTold): Scene[] {
  const { fate, last } = plan
  const made: Made = { orderId: '', handoffId: '' }
  const win: Act = [
    owner,
    '15:50',
    async (tx, actor) => {
      const won = await winDeal(tx, actor, deal.id, { promisedDate: dayAgo(company.database.clock, last - 45) })
      Object.assign(made, won)
    },
  ]
  const handoff = (move: 'accept' | 'sendBack', reason?: string): Act => [
    'zheng',
    '16:10',
    (tx, actor) => moveHandoff(tx, actor, made.handoffId, { move, ...(reason && { reason }) }),
  ]
  if (fate === 'packet') return spread(last, [win])
  if (fate === 'sentBack') return spread(last + 1, [win, handoff('sendBack', '缺验收标准和卸货条件，请补齐')])
  if (!(fate in endings)) return []
  const ending = endings[fate as OrderFate] // one of its keys, as just seen
  return spread(last, [win, handoff('accept'), ...ending(made)])
}

type Sale = {
  readonly company: Company
  readonly plan: OrderPlan
  readonly party: Party
  readonly owner: Seller
  readonly products: ReadonlyMap<string, string>
}

/** Spare parts are ordered without any deal. */
export function orderScenes({ company, plan, party, owner, products }: Sale): Scene[] {
  const made: Made = { orderId: '', handoffId: '' }
  const create: Act = [
    owner,
    '10:40',
    async (tx, actor) => {
      const lines = plan.lines.flatMap(({ code, qty }) => {
        const productId = products.get(code)
        return productId ? [{ productId, unitQty: qty }] : []
      })
      const [contactId] = party.contactIds
      const promisedDate = dayAgo(company.database.clock, plan.day - 12)
      const lent = plan.type === 'sample'
      const due = lent ? { returnBy: dayAgo(company.database.clock, plan.day - 13) } : { terms: partTerms(plan.day) }
      const head = { customerId: party.customerId, promisedDate, type: plan.type, ...due }
      const wish = { ...head, lines, ...(contactId && { contactId }) }
      made.orderId = (await createOrder(tx, actor, wish)).id
    },
  ]
  const site = plan.type === 'consignment' ? [openSite(party, plan.buyer)] : []
  return spread(plan.day, [...site, create, ...endings[plan.fate](made)])
}
