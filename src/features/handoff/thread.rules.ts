// Where the ball is on a thread: from the records it has, the legs of the strip. Pure.
import type { ThreadStep } from './handoff.schema.ts'
import {
  type BareLeg,
  type ContractStood,
  type OrderStood,
  owner,
  type Stood,
  type ThreadRecords,
  type Who,
  wait,
} from './leg.rules.ts'

const paths = { lead: '/leads', deal: '/deals', quote: '/quotes' } as const

function front(step: keyof typeof paths, one: Stood | undefined, isHere: boolean): BareLeg[] {
  if (!one) return []
  const leg = { ...wait(step), word: `state.${step}.${one.state}`, number: one.number, since: one.at, until: one.until }
  const href = one.may ? `${paths[step]}/${one.id}` : null
  return [{ ...leg, href, state: isHere ? 'here' : 'done', holder: isHere ? owner(one, 'sales') : null }]
}

/** Steps still ahead are drawn waiting; those that the thread passed by without are left out on the follow-up side. */
export function legsOf({ lead, deal, quote, contract: last, order }: ThreadRecords): BareLeg[] {
  const contract = last?.state === 'cancelled' ? undefined : last
  const open = deal?.state === 'open'
  // the ball lies with the contract while it is written, approved or signed, and behind it once it is
  const isQuoting = open && quote !== undefined && !contract
  const isFollowed = lead !== undefined && !deal && lead.state !== 'invalid'
  const legs = [
    ...front('lead', lead, isFollowed),
    ...(deal ? front('deal', deal, open && !isQuoting && !isUnsigned(contract)) : isFollowed ? [wait('deal')] : []),
    ...(quote ? front('quote', quote, isQuoting) : isFollowed || open ? [wait('quote')] : []),
    ...contractLeg(contract, order),
  ]
  const ends =
    (lead?.state === 'invalid' && !deal) ||
    deal?.state === 'lost' ||
    (deal?.state === 'won' && deal.noOrderReason !== null && !order)
  if (ends) return legs
  return [...legs, ...(deal ? [handoffLeg(deal, order)] : deal || order ? [] : [wait('handoff')]), ...back(order)]
}

const unsigned = ['draft', 'in_approval', 'to_sign']
const isUnsigned = (one: Stood | undefined): boolean => one !== undefined && unsigned.includes(one.state)

/** Approved by whom it was put to, signed by the customer: whoever sold sees to that. */
function contractLeg(one: ContractStood | undefined, order: OrderStood | undefined): BareLeg[] {
  if (!one) return []
  const href = one.may ? `/contracts/${one.id}` : null
  const word = `state.contract.${one.state}`
  const leg = { ...wait('contract'), word, number: one.number, since: one.at, until: one.until, href }
  if (!isUnsigned(one)) return [{ ...leg, state: 'done' }]
  if (one.state === 'in_approval') {
    const holder = { userId: one.approverId, name: one.approvers, role: one.approverRole }
    return [{ ...leg, state: 'here', since: one.submittedAt ?? one.at, holder, clock: 'contract' }]
  }
  const signing = one.state === 'to_sign'
  // ordered without it: a draft that lies there is nobody's turn any more
  if (!signing && order) return [{ ...leg, state: 'part' }]
  const since = signing ? (one.approvedAt ?? one.submittedAt ?? one.at) : one.at
  return [{ ...leg, state: 'here', since, holder: owner(one, 'sales'), clock: signing ? 'signing' : 'contract' }]
}

function handoffLeg(deal: Stood, order: OrderStood | undefined): BareLeg {
  const leg = wait('handoff')
  if (deal.state === 'won' && !order)
    return {
      ...leg,
      state: 'here',
      since: deal.until,
      holder: owner(deal, 'sales'),
      href: deal.may ? `/deals/${deal.id}` : null,
      clock: 'wonNoOrder',
    }
  const packet = order?.packet
  if (!packet) return order ? { ...leg, state: 'done' } : leg
  const at = {
    ...leg,
    word: `state.handoff.${packet.state}`,
    since: packet.since,
    until: packet.until,
    href: packet.may ? `/handoffs/${packet.id}` : null,
  }
  if (packet.state === 'accepted') return { ...at, state: 'done' }
  const holder =
    packet.state === 'sent_back' && order ? owner(order, 'sales') : { userId: null, name: null, role: 'orderDesk' }
  return { ...at, state: 'here', holder, clock: 'packet' }
}

function back(order: OrderStood | undefined): BareLeg[] {
  const rest: ThreadStep[] = ['shipment', 'invoice', 'collection', 'ticket']
  if (!order || order.state === 'cancelled') return (['order', 'supply', ...rest] as const).map(wait)
  const href = order.may ? `/orders/${order.id}` : null
  const leg: BareLeg = {
    ...wait('order'),
    word: `state.order.${order.state}`,
    number: order.number,
    since: order.since,
    until: order.until,
    href,
  }
  if (order.state === 'draft') {
    const waits = order.packet !== null && order.packet.state !== 'accepted'
    const holder = order.packet
      ? { userId: order.packet.byId, name: order.packet.byName, role: 'orderDesk' }
      : owner(order, 'sales')
    const at: BareLeg = waits ? leg : { ...leg, state: 'here', holder, clock: 'submit' }
    return [at, ...(['supply', ...rest] as const).map(wait)]
  }
  if (order.state === 'in_review') {
    const desk = { userId: null, name: null, role: 'orderDesk' }
    const asked = { userId: order.approverId, name: order.approvers, role: order.approverRole }
    return [
      // reviewed, it waits for whoever may let it pass its payer's limit, else for whoever confirms it
      { ...leg, state: 'here', holder: order.reviewed && !order.approvers ? desk : asked, clock: 'review' },
      ...(['supply', ...rest] as const).map(wait),
    ]
  }
  if (order.state === 'on_hold')
    return [
      { ...leg, state: 'here', holder: { userId: null, name: null, role: 'orderDesk' } },
      ...(['supply', ...rest] as const).map(wait),
    ]
  return [{ ...leg, state: 'done' }, ...afterConfirm(order, href)]
}

const role = (name: string): Who => ({ userId: null, name: null, role: name })
const isOut = (order: OrderStood): boolean => order.fulfilment === 'full' || order.fulfilment === 'delivered'
/** What lies at a site is billed and paid as it is settled. */
const isToBill = (order: OrderStood): boolean => order.site?.toBill ?? isOut(order)
const isToPay = (order: OrderStood): boolean => order.site?.toPay ?? isOut(order)

/** Reserved in full: the warehouse ships; else what is missing is to be brought in. Billing and cash run side by side. */
function afterConfirm(order: OrderStood, href: string | null): BareLeg[] {
  return [
    supplyLeg(order, href),
    shipmentLeg(order, href),
    invoiceLeg(order, href),
    cashLeg(order, href),
    afterLeg(order),
  ]
}

function supplyLeg(order: OrderStood, href: string | null): BareLeg {
  const leg = { ...wait('supply'), share: order.supply?.direct ? null : order.supplyShare, since: order.until, href }
  const { supply } = order
  const isWhole = order.supplyShare >= 100 && !supply?.direct
  if (isWhole || order.fulfilment === 'delivered') return { ...leg, state: 'done' }
  if (order.state === 'closed') return leg
  const holder = supply?.assigneeId
    ? { userId: supply.assigneeId, name: supply.assigneeName, role: null }
    : role('warehouse')
  const at = supply && { number: supply.number, ...(supply.may && { href: `/supplies/${supply.id}` }) }
  return { ...leg, ...at, state: 'here', holder, clock: 'supply' }
}

function shipmentLeg(order: OrderStood, href: string | null): BareLeg {
  const { fulfilment, shipment } = order
  const leg: BareLeg = {
    ...wait('shipment'),
    share: order.shippedShare,
    number: shipment?.number ?? null,
    href: shipment?.may ? `/shipments/${shipment.id}` : href,
  }
  if (fulfilment === 'notNeeded' || fulfilment === 'delivered')
    return { ...leg, state: 'done', since: order.until, until: shipment?.at ?? null }
  if (order.unaccepted !== null)
    return {
      ...leg,
      state: 'here',
      word: 'handoff.note.acceptance',
      named: order.unaccepted,
      number: null,
      since: shipment?.at ?? order.until,
      holder: role('service'),
      clock: 'shipment',
    }
  if (fulfilment === 'full' && order.site?.isLying) return siteLeg(order, order.site.name, leg)
  // sent, and not yet signed for
  if (fulfilment === 'full')
    return { ...leg, state: 'here', since: shipment?.at ?? order.until, holder: role('logistics'), clock: 'shipment' }
  if (order.state === 'closed') return leg
  // its supplier brings it to the customer: whoever sees to that has the ball
  if (order.supply?.direct) return fulfilment === 'part' ? { ...leg, state: 'part' } : wait('shipment')
  if (fulfilment === 'part')
    return { ...leg, state: 'here', since: order.until, holder: role('warehouse'), clock: 'shipment' }
  if (order.supplyShare < 100) return wait('shipment')
  return { ...leg, state: 'here', since: order.until, holder: role('warehouse'), clock: 'shipment' }
}

/** There it may lie for months: nobody is late with it. */
const siteLeg = (order: OrderStood, named: string, leg: BareLeg): BareLeg => ({
  ...{ ...leg, state: 'here', word: 'handoff.note.atSite', named, number: null },
  since: order.shipment?.at ?? order.until,
  holder: role('orderDesk'),
})

function invoiceLeg(order: OrderStood, href: string | null): BareLeg {
  const { invoice } = order
  const since = order.site?.settledAt ?? order.shipment?.at ?? order.until
  const leg: BareLeg = {
    ...wait('invoice'),
    number: invoice?.number ?? null,
    href: invoice?.may ? `/invoices/${invoice.id}` : href,
  }
  // more is invoiced than is due any more: a red letter is owed
  if (order.billing === 'over')
    return {
      ...leg,
      state: 'here',
      word: 'handoff.note.creditOwed',
      since,
      holder: role('finance'),
      clock: 'invoice',
    }
  if (order.billing === 'notNeeded' || order.billing === 'full') return { ...leg, state: 'done' }
  if (!isToBill(order))
    return order.billing === 'part'
      ? { ...leg, state: 'part', share: order.billedShare }
      : invoice
        ? leg
        : wait('invoice')
  return { ...leg, state: 'here', since, holder: role('finance'), clock: 'invoice' }
}

function cashLeg(order: OrderStood, href: string | null): BareLeg {
  const leg: BareLeg = { ...wait('collection'), href, share: order.paidShare }
  // of an order that was closed short less is paid than it came to
  if (order.payment === 'full' || order.payment === 'notNeeded') return { ...leg, state: 'done', share: 100 }
  if (order.isOverdue) return { ...leg, state: 'late', holder: role('finance') }
  if (isToPay(order))
    return {
      ...leg,
      state: 'here',
      // nobody is late with what is not due
      since: order.dueAt ?? order.shipment?.at ?? order.until,
      holder: role('finance'),
      clock: 'collection',
    }
  return order.payment === 'none' ? wait('collection') : { ...leg, state: 'part' }
}

const afterPaths = { goodsReturn: '/goods-returns', ticket: '/tickets' } as const
/** Who has the ball while something is to come back, to be decided or to be answered. */
const afterHolders: Readonly<Record<'goodsReturn' | 'ticket', Readonly<Record<string, string>>>> = {
  goodsReturn: {
    requested: 'service',
    approved: 'warehouse',
    in_transit: 'warehouse',
    received: 'service',
    inspected: 'finance',
  },
  ticket: { open: 'service', in_progress: 'service' },
}

/** Drawn once there is something: an order that nobody comes back to has no after-sales. */
function afterLeg({ afterSales }: OrderStood): BareLeg {
  if (!afterSales) return wait('ticket')
  const { entity, id, number, state, at, handlerId, handlerName, may } = afterSales
  const leg: BareLeg = {
    ...wait('ticket'),
    word: `state.${entity}.${state}`,
    number,
    since: at,
    href: may ? `${afterPaths[entity]}/${id}` : null,
  }
  const holder = afterHolders[entity][state]
  if (holder)
    return { ...leg, state: 'here', holder: { userId: handlerId, name: handlerName, role: holder }, clock: 'service' }
  return { ...leg, state: state === 'waiting' ? 'part' : 'done' }
}
