import { expect, test } from 'vitest'
import { movesFrom } from '#kernel/flow.ts'
import { termsText } from '#kernel/terms.text.ts'
import { noTerms } from '#kernel/terms.ts'
import { flowFaults, flowMatrix } from '../../../test/gates/lib/flowMatrix.ts'
import { orderEntity } from './order.entity.ts'
import { type OrderMove, orderFlow } from './order.flow.ts'
import * as rules from './order.rules.ts'
import { orderText } from './order.text.ts'

const orderStates = orderEntity.fields.find(field => field.key === 'state')?.choices?.map(one => one.value) ?? []

test('who moves an order from where to where, on one page', () => {
  expect(flowMatrix(orderFlow, orderStates).split('\n')).toEqual([
    'draft     | submit→in_review  cancel→cancelled',
    'in_review | sendBack→draft  confirm→confirmed  cancel→cancelled',
    'confirmed | hold→on_hold  reserve→confirmed  close→closed  cancel→cancelled',
    'on_hold   | resume→confirmed  close→closed  cancel→cancelled',
    'closed    | reopen→confirmed',
  ])
  expect(flowFaults(orderFlow, orderStates)).toEqual([])
})

test('every move has a name in both languages, and moves that join features say so', () => {
  const named: readonly string[] = Object.keys(orderText)
  expect(Object.keys(orderFlow).filter(move => !named.includes(`move.order.${move}`))).toEqual([])
  expect(orderStates.filter(state => !named.includes(`state.order.${state}`))).toEqual([])
  const joined: OrderMove[] = ['submit', 'confirm', 'close', 'reopen', 'cancel']
  expect(Object.entries(orderFlow).flatMap(([move, row]) => ('by' in row ? [move] : []))).toEqual(joined)
})

const line = {
  no: 1,
  name: '泵',
  fulfil: 'ship' as const,
  price: '10',
  ordered: '5',
  cancelled: '0',
  reship: '0',
  billTolerance: '0',
  shipped: '0',
  delivered: '0',
  returned: '0',
  invoiced: '0',
  credited: '0',
  invoicedAmount: '0',
  creditedAmount: '0',
}

const clean: rules.OrderFacts = {
  state: 'draft',
  type: 'standard',
  returnBy: null,
  noReturn: false,
  siteId: null,
  siteFits: false,
  writtenOff: '0',
  issuingInvoices: 0,
  liveChanges: 0,
  advanceInvoiced: '0',
  lines: [line],
  customerActive: true,
  partyGone: false,
  payerActive: true,
  dealId: null,
  contract: undefined,
  callOver: [],
  day: '2026-11-01',
  packetState: null,
  contentHash: 'a',
  approvedHash: 'a',
  terms: noTerms,
  gross: '100',
  currency: 'CNY',
  paidAmount: '0',
  exposure: '0',
  nextExposure: '100',
  credit: { limit: '100', policy: 'block', used: '0' },
  short: [],
  waiting: [],
  canHold: false,
  closedOn: null,
  booksClosedUntil: null,
}
const gates = { confirm: '30', supply: '0', ship: '0' }
const short = [{ holder: 'SO1-1', name: 'GD-8200', missing: '2', unit: '台' }]

// biome-ignore format: a table
const cases: [rules.OrderFacts['state'], OrderMove, Partial<rules.OrderFacts>, string[]][] = [
  ['draft', 'submit', {}, []],
  ['draft', 'submit', { lines: [] }, ['order.noLines']],
  ['draft', 'submit', { customerActive: false, lines: [{ ...line, price: '0' }] }, ['order.inactiveCustomer', 'order.unpriced']],
  ['draft', 'submit', { payerActive: false }, ['order.inactivePayer']],
  ['draft', 'submit', { dealId: 'd', packetState: 'complete' }, ['order.packetNotAccepted']],
  ['draft', 'submit', { dealId: 'd', packetState: 'accepted' }, []],
  ['draft', 'submit', { terms: { gates, instalments: [{ kind: 'deposit', percent: '30', on: 'signed' }] } }, ['terms.not100']],
  ['in_review', 'confirm', {}, []],
  ['in_review', 'confirm', { approvedHash: null, credit: { limit: '99', policy: 'block', used: '0' }, terms: { instalments: [], gates }, short },
    ['order.reviewOpen', 'order.creditBlocked', 'order.prepaymentShort', 'order.stockShort']],
  ['in_review', 'confirm', { approvedHash: 'b' }, ['order.reviewNotCurrent']],
  ['in_review', 'confirm', { credit: { limit: '99', policy: 'warn', used: '0' } }, []],
  ['in_review', 'confirm', { credit: { limit: null, policy: 'block', used: '5000' } }, []],
  ['in_review', 'confirm', { terms: { instalments: [], gates }, paidAmount: '30' }, []],
  ['on_hold', 'resume', { exposure: '100', credit: { limit: '99', policy: 'block', used: '100' } }, ['order.creditBlocked']],
  ['on_hold', 'resume', { exposure: '100', credit: { limit: '99', policy: 'block', used: '100' }, creditUntold: true }, ['order.creditOver']],
  ['confirmed', 'reserve', { waiting: short, canHold: true }, []],
  ['confirmed', 'reserve', {}, ['order.nothingWaits']],
  ['confirmed', 'reserve', { waiting: short }, ['order.nothingFree']],
  ['closed', 'reopen', { closedOn: '2026-10-31', booksClosedUntil: '2026-10-31' }, ['order.periodClosed']],
  ['closed', 'reopen', { closedOn: '2026-11-01', booksClosedUntil: '2026-10-31' }, []],
  ['confirmed', 'cancel', { lines: [{ ...line, shipped: '5', returned: '2', invoiced: '3', invoicedAmount: '30' }], paidAmount: '10' },
    ['order.goodsOut', 'order.invoicesStand', 'order.moneyUnsettled']],
  // C046: shipped and all of it back, nothing invoiced, nothing paid
  ['confirmed', 'cancel', { lines: [{ ...line, shipped: '3', returned: '3' }] }, []],
  ['confirmed', 'cancel', { issuingInvoices: 1 }, ['order.issuingInvoice']],
  ['confirmed', 'close', { lines: [{ ...line, shipped: '5', delivered: '3' }] }, ['order.goodsInTransit']],
  ['on_hold', 'close', { lines: [{ ...line, shipped: '5', delivered: '5' }], issuingInvoices: 2 }, ['order.issuingInvoice']],
  // invoiced in advance, two of five delivered: what will never be delivered is taken back first
  ['confirmed', 'close', { lines: [{ ...line, shipped: '2', delivered: '2', invoiced: '5' }] }, ['order.invoicedAbove']],
  ['confirmed', 'close', { lines: [{ ...line, shipped: '2', delivered: '2', invoiced: '5', credited: '3' }] }, []],
  ['confirmed', 'close', { lines: [{ ...line, fulfil: 'none', invoiced: '5' }] }, []],
]
test.each(cases)('%s: %s with %j', (state, move, facts, reasons) => {
  const offers = movesFrom(orderFlow, { ...clean, ...facts, state }, () => true)
  const found = offers.find(offer => offer.move === move)?.reasons ?? []
  expect(found.map(one => one.key)).toEqual(reasons)
  const known: readonly string[] = Object.keys({ ...orderText, ...termsText })
  expect(found.filter(one => !known.includes(one.key))).toEqual([])
})

test('what a review is about: prices, terms and address, but neither note nor PO number', () => {
  const order = {
    type: 'standard' as const,
    customerId: 'c',
    payerId: 'c',
    currency: 'CNY',
    rate: '1',
    taxMode: 'inclusive' as const,
    taxRound: 'line' as const,
    discountKind: null,
    discountValue: null,
    address: 'x',
    promisedDate: null,
    terms: noTerms,
  }
  const of = (more: object) => rules.canonicalOrder({ ...order, ...more }, [])
  expect(of({})).toBe(of({ rate: '1.00', note: 'other', poNumber: '7' }))
  expect(of({})).not.toBe(of({ address: 'y' }))
  expect(of({})).not.toBe(of({ terms: { ...noTerms, gates } }))
})
