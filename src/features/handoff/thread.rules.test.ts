import { describe, expect, test } from 'vitest'
import type { OrderStood, ThreadRecords } from './leg.rules.ts'
import { legsOf } from './thread.rules.ts'

const order: OrderStood = {
  id: 'o',
  number: 'SO1',
  state: 'confirmed',
  at: '2026-03-01T01:00:00.000Z',
  until: '2026-03-02T01:00:00.000Z',
  ownerId: null,
  ownerName: null,
  may: true,
  since: '2026-03-01T01:00:00.000Z',
  reviewed: true,
  packet: null,
  approverId: null,
  approvers: null,
  approverRole: null,
  wanted: '5',
  reserved: '5',
  supplyShare: 100,
  supply: null,
  fulfilment: 'none',
  site: null,
  billing: 'none',
  payment: 'none',
  shippedShare: 0,
  billedShare: 0,
  paidShare: 0,
  dueAt: null,
  isOverdue: false,
  shipment: null,
  invoice: null,
  afterSales: null,
  unaccepted: null,
  completedAt: null,
}
const shipment = { id: 's', number: 'FH1', at: '2026-03-03T01:00:00.000Z', may: true }
const legs = (more: Partial<OrderStood>) => {
  const found = legsOf({
    lead: undefined,
    deal: undefined,
    quote: undefined,
    contract: undefined,
    order: { ...order, ...more },
  })
  return Object.fromEntries(found.map(leg => [leg.step, leg]))
}
const states = (more: Partial<OrderStood>) =>
  Object.fromEntries(Object.entries(legs(more)).map(([step, leg]) => [step, leg.state]))

test('in review it lies with who is asked; reviewed, with who lets it pass the limit, else with who confirms', () => {
  const asked = { approverId: 'f', approvers: 'Fay', approverRole: 'finance' }
  const holder = (more: Partial<OrderStood>) => legs({ state: 'in_review', ...more }).order?.holder
  expect(holder({ reviewed: false, ...asked })).toMatchObject({ userId: 'f', name: 'Fay' })
  expect(holder({ reviewed: true, ...asked })).toMatchObject({ userId: 'f', name: 'Fay' })
  expect(holder({ reviewed: true })).toEqual({ userId: null, name: null, role: 'orderDesk' })
})

describe('after an order is confirmed', () => {
  test('reserved in full, the warehouse has the ball; short, it brings in what is missing', () => {
    expect(states({})).toMatchObject({
      order: 'done',
      supply: 'done',
      shipment: 'here',
      invoice: 'wait',
      collection: 'wait',
    })
    expect(states({ supplyShare: 60 })).toMatchObject({ supply: 'here', shipment: 'wait' })
  })
  test('while it is made or bought, the strip names the request and whoever sees to it', () => {
    const coming = { id: 'b', number: 'BH1', assigneeId: 'w', assigneeName: 'Wei', direct: false, may: true }
    expect(legs({ supplyShare: 60, supply: coming }).supply).toMatchObject({
      number: 'BH1',
      href: '/supplies/b',
      holder: { userId: 'w', name: 'Wei' },
    })
    const unseen = { ...coming, assigneeId: null, assigneeName: null, may: false }
    expect(legs({ supplyShare: 60, supply: unseen }).supply).toMatchObject({
      number: 'BH1',
      href: '/orders/o',
      holder: { userId: null, role: 'warehouse' },
    })
    // all of it is the supplier's to bring, though the own stock lacks nothing
    const direct = { supply: { ...coming, direct: true } }
    expect(legs(direct).supply).toMatchObject({ state: 'here', number: 'BH1', holder: { userId: 'w' } })
    expect(states(direct)).toMatchObject({ shipment: 'wait' })
    expect(states({ ...direct, fulfilment: 'part', shipment })).toMatchObject({ supply: 'here', shipment: 'part' })
    expect(states({ ...direct, fulfilment: 'delivered' })).toMatchObject({ supply: 'done', shipment: 'done' })
  })
  test('in part, on the way, arrived', () => {
    expect(legs({ fulfilment: 'part', shippedShare: 40, shipment }).shipment).toMatchObject({
      state: 'here',
      share: 40,
      number: 'FH1',
      href: '/shipments/s',
    })
    expect(legs({ fulfilment: 'full', shipment }).shipment).toMatchObject({
      state: 'here',
      holder: { role: 'logistics' },
    })
    expect(states({ fulfilment: 'delivered', shipment })).toMatchObject({ shipment: 'done' })
  })
  test('at a site it lies with whoever settles it, by no clock; billed and paid is what was settled', () => {
    const site = { name: 'East hall', isLying: true, toBill: false, toPay: false, settledAt: null }
    const lying = { fulfilment: 'full', shipment, site }
    expect(legs(lying).shipment).toMatchObject({
      state: 'here',
      word: 'handoff.note.atSite',
      named: 'East hall',
      holder: { role: 'orderDesk' },
      clock: null,
      href: '/shipments/s',
    })
    expect(states(lying)).toMatchObject({ invoice: 'wait', collection: 'wait' })
    expect(states({ ...lying, site: { ...site, toBill: true, toPay: true } })).toMatchObject({
      shipment: 'here',
      invoice: 'here',
      collection: 'here',
    })
    expect(states({ ...lying, billing: 'part', payment: 'part' })).toMatchObject({
      invoice: 'part',
      collection: 'part',
    })
    expect(states({ ...lying, fulfilment: 'delivered' })).toMatchObject({ shipment: 'done' })
  })
  test('once it is out, billing and cash both have a ball, side by side', () => {
    expect(states({ fulfilment: 'delivered', shipment })).toMatchObject({ invoice: 'here', collection: 'here' })
    expect(states({ fulfilment: 'delivered', billing: 'full', payment: 'part' })).toMatchObject({
      invoice: 'done',
      collection: 'here',
    })
    expect(states({ payment: 'part', paidShare: 30 })).toMatchObject({ collection: 'part' })
    expect(legs({ billing: 'part', billedShare: 58 }).invoice).toMatchObject({ state: 'part', share: 58 })
  })
  test('money is waited for from the day it is due, an invoice of settled goods from their settlement', () => {
    const out = { fulfilment: 'delivered', shipment } as const
    expect(legs(out).collection?.since).toBe(shipment.at)
    expect(legs({ ...out, dueAt: '2026-04-01T00:00:00.000Z' }).collection?.since).toBe('2026-04-01T00:00:00.000Z')
    const settledAt = '2026-03-20T02:00:00.000Z'
    const site = { name: 'East hall', isLying: true, toBill: true, toPay: true, settledAt }
    expect(legs({ ...out, fulfilment: 'full', site }).invoice?.since).toBe(settledAt)
  })
  test('the billing leg names its newest invoice and leads there; out of reach, to the order', () => {
    const invoice = { id: 'i', number: 'KP1', at: '2026-03-04T01:00:00.000Z', may: true }
    expect(legs({ fulfilment: 'delivered', invoice }).invoice).toMatchObject({ number: 'KP1', href: '/invoices/i' })
    expect(legs({ billing: 'full', invoice: { ...invoice, may: false } }).invoice).toMatchObject({
      state: 'done',
      number: 'KP1',
      href: '/orders/o',
    })
    expect(legs({ invoice }).invoice).toMatchObject({ state: 'wait', number: 'KP1', href: '/invoices/i' })
    expect(legs({ fulfilment: 'delivered' }).invoice).toMatchObject({ number: null, href: '/orders/o' })
  })
  test('overdue is late, paid is done; what is not needed is done', () => {
    expect(states({ fulfilment: 'delivered', payment: 'part', isOverdue: true })).toMatchObject({ collection: 'late' })
    expect(legs({ state: 'closed', payment: 'full', paidShare: 60 }).collection).toMatchObject({
      state: 'done',
      share: 100,
    })
    expect(states({ fulfilment: 'notNeeded', billing: 'notNeeded', payment: 'full' })).toMatchObject({
      shipment: 'done',
      invoice: 'done',
      collection: 'done',
    })
  })
  test('closed short: what is left of it still runs, nothing waits for goods', () => {
    expect(states({ state: 'closed', fulfilment: 'delivered', payment: 'part' })).toMatchObject({
      order: 'done',
      shipment: 'done',
      collection: 'here',
    })
    expect(states({ state: 'closed', supplyShare: 50, fulfilment: 'none' })).toMatchObject({
      supply: 'wait',
      shipment: 'wait',
    })
  })
})

describe('before there is an order', () => {
  const stood = { id: 'x', number: 'N1', at: '2026-03-01T01:00:00.000Z', until: null, ownerId: 'ann', ownerName: 'Ann' }
  const one = (state: string) => ({ ...stood, state, may: true })
  const walk = (more: Partial<ThreadRecords>) =>
    legsOf({ lead: undefined, deal: undefined, quote: undefined, contract: undefined, order: undefined, ...more })
      .slice(0, 4)
      .map(leg => `${leg.step} ${leg.state}`)
  test('a lead shows the deal and the quote that are still ahead', () => {
    expect(walk({ lead: one('following') })).toEqual(['lead here', 'deal wait', 'quote wait', 'handoff wait'])
  })
  test('an open deal shows the quote ahead; one won without a quote leaves it out', () => {
    const deal = (state: string) => ({ ...one(state), noOrderReason: null })
    expect(walk({ deal: deal('open') })).toEqual(['deal here', 'quote wait', 'handoff wait', 'order wait'])
    expect(walk({ deal: deal('open'), quote: one('draft') })).toEqual([
      'deal done',
      'quote here',
      'handoff wait',
      'order wait',
    ])
    expect(walk({ deal: deal('won') })).toEqual(['deal done', 'handoff here', 'order wait', 'supply wait'])
  })
  test('an invalid lead has no ball and leads nowhere', () => {
    expect(walk({ lead: one('invalid') })).toEqual(['lead done'])
  })
  test('after the sale: who approves, receives and decides has the ball; what is done is done', () => {
    const back = {
      entity: 'goodsReturn',
      id: 'r',
      number: 'TH1',
      at: order.at,
      handlerId: null,
      handlerName: null,
      may: true,
    } as const
    const leg = (state: string) => legs({ afterSales: { ...back, state } }).ticket
    expect(states({}).ticket).toBe('wait')
    expect(leg('requested')).toMatchObject({ state: 'here', holder: { role: 'service' }, href: '/goods-returns/r' })
    expect(leg('in_transit')).toMatchObject({ state: 'here', holder: { role: 'warehouse' }, number: 'TH1' })
    expect(leg('closed')).toMatchObject({ state: 'done', holder: null })
    const ticket = { ...back, entity: 'ticket', handlerId: 'u', handlerName: 'Wei', state: 'open' } as const
    expect(legs({ afterSales: ticket }).ticket).toMatchObject({ holder: { userId: 'u' }, href: '/tickets/r' })
    expect(legs({ afterSales: { ...ticket, state: 'waiting', may: false } }).ticket).toMatchObject({
      state: 'part',
      href: null,
    })
  })
})

test('more invoiced than is due is finance’s, and said so', () => {
  expect(legs({ billing: 'over', fulfilment: 'delivered' }).invoice).toMatchObject({
    state: 'here',
    word: 'handoff.note.creditOwed',
    holder: { role: 'finance' },
  })
})

describe('a contract between quote and order', () => {
  const at = '2026-03-01T01:00:00.000Z'
  const one = { id: 'x', number: 'N1', at, until: null, ownerId: 'ann', ownerName: 'Ann', may: true }
  const asked = { submittedAt: at, approvedAt: null, approverId: null, approvers: 'Max, Fay', approverRole: null }
  const records = (state: string, more: Partial<ThreadRecords> = {}): ThreadRecords => ({
    lead: undefined,
    deal: { ...one, state: 'open', noOrderReason: null },
    quote: { ...one, state: 'accepted' },
    contract: { ...one, ...asked, state },
    order: undefined,
    ...more,
  })
  const here = (of: ThreadRecords) =>
    legsOf(of)
      .filter(leg => leg.state === 'here')
      .map(leg => [leg.step, leg.holder?.name ?? null, leg.clock])
  test('has the ball alone while it is not signed; then the deal is to be won', () => {
    expect(here(records('draft'))).toEqual([['contract', 'Ann', 'contract']])
    expect(here(records('in_approval'))).toEqual([['contract', 'Max, Fay', 'contract']])
    expect(here(records('to_sign'))).toEqual([['contract', 'Ann', 'signing']])
    expect(here(records('effective'))).toEqual([['deal', 'Ann', null]])
  })
  test('that was cancelled is none; a draft beside an order is nobody’s turn', () => {
    expect(here(records('cancelled'))).toEqual([['quote', 'Ann', null]])
    const beside = legsOf(records('draft', { deal: undefined, order }))
    expect(beside.find(leg => leg.step === 'contract')).toMatchObject({ state: 'part', holder: null })
    expect(
      legsOf(records('effective'))
        .map(leg => leg.step)
        .slice(0, 4),
    ).toEqual(['deal', 'quote', 'contract', 'handoff'])
  })
})

test('a service that is all that is left is named, and service has the ball', () => {
  expect(legs({ fulfilment: 'part', unaccepted: '安装调试', shipment }).shipment).toMatchObject({
    state: 'here',
    word: 'handoff.note.acceptance',
    named: '安装调试',
    holder: { role: 'service' },
    clock: 'shipment',
  })
})
