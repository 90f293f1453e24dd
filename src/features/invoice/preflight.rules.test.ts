import { expect, test } from 'vitest'
import { movesFrom } from '#kernel/flow.ts'
import { invoiceFlow } from './invoice.flow.ts'
import type { InvoiceFacts } from './invoice.rules.ts'
import { invoiceText } from './invoice.text.ts'

const line = {
  no: 1,
  name: '泵',
  taxCode: '1090205000000000000',
  lineKind: 'normal' as const,
  taxRate: '13',
  net: '100',
  tax: '13',
  gross: '113',
}
const clean: InvoiceFacts = {
  state: 'requested',
  kind: 'normal',
  taxKind: 'special',
  currency: 'CNY',
  buyer: {
    kind: 'company',
    name: '北京榆湾',
    taxNumber: '91110108551385082Q',
    address: '海淀',
    phone: '010-1',
    bank: '工行',
    account: '1',
    email: null,
  },
  lines: [line],
  claims: [],
  orders: [{ number: 'SO1', state: 'confirmed' }],
  shipmentsOpen: [],
  channel: null,
  answered: false,
  lineOff: '0.06',
  totalOff: '1.27',
  date: '2026-11-26',
  today: '2026-11-26',
  booksClosedUntil: null,
  originalDate: null,
}
const negative = { net: '-100', tax: '-13', gross: '-113' }
const buyerOf = (more: Partial<InvoiceFacts['buyer']>) => ({ buyer: { ...clean.buyer, ...more } })
const many = (n: number, more: Partial<typeof line>) =>
  Array.from({ length: n }, (_, i) => ({ ...line, ...more, no: i + 1 }))
const room = { qty: '3', amount: '300' }
const claim = { nos: [1], name: '泵', qty: '3', amount: '300', room }

const cases: [string, Partial<InvoiceFacts>, string[]][] = [
  ['nothing wrong', {}, []],
  ['nobody', buyerOf({ name: ' ' }), ['invoice.nameMissing']],
  ['a wrong check digit', buyerOf({ taxNumber: '911101085513850821' }), ['invoice.taxNumberWrong']],
  ['an old registration', buyerOf({ taxNumber: '110108551385082' }), []],
  ['a company without a number', buyerOf({ taxNumber: null }), ['invoice.taxNumberMissing']],
  [
    'an institution may have none for a plain one',
    { taxKind: 'plain', ...buyerOf({ kind: 'institution', taxNumber: null }) },
    [],
  ],
  ['a person gets no special one', buyerOf({ kind: 'person', taxNumber: null }), ['invoice.specialToPerson']],
  ['a person gets a plain one', { taxKind: 'plain', ...buyerOf({ kind: 'person', taxNumber: null }) }, []],
  [
    'special needs all of it',
    buyerOf({ address: null, phone: '', bank: ' ', account: null }),
    ['invoice.missing.address', 'invoice.missing.phone', 'invoice.missing.bank', 'invoice.missing.account'],
  ],
  ['plain does not', { taxKind: 'plain', ...buyerOf({ address: null, phone: null, bank: null, account: null }) }, []],
  ['no e-mail address', buyerOf({ email: 'x@y' }), ['invoice.emailWrong']],
  ['a code of 18 digits', { lines: [{ ...line, taxCode: '1'.repeat(18) }] }, ['invoice.taxCodeWrong']],
  [
    'a line without an amount',
    { lines: [line, { ...line, no: 2, net: '0', tax: '0', gross: '0' }] },
    ['invoice.zeroLine'],
  ],
  ['tax off by 0.06', { lines: [{ ...line, tax: '13.06', gross: '113.06' }] }, []],
  ['tax off by 0.07', { lines: [{ ...line, tax: '13.07', gross: '113.07' }] }, ['invoice.lineTaxOff']],
  ['taxes together off by 1.26', { lines: many(21, { tax: '12.94', gross: '112.94' }) }, []],
  ['taxes together off by 1.32', { lines: many(22, { tax: '12.94', gross: '112.94' }) }, ['invoice.totalTaxOff']],
  [
    'a line below zero',
    {
      lines: [
        { ...line, net: '200', tax: '26', gross: '226' },
        { ...line, ...negative, no: 2 },
      ],
    },
    ['invoice.negativeLine'],
  ],
  [
    'a gift: full price and its discount',
    {
      lines: [line, { ...line, no: 2, lineKind: 'discounted' }, { ...line, ...negative, no: 3, lineKind: 'discount' }],
    },
    [],
  ],
  [
    'a discount apart from its line',
    {
      lines: [
        { ...line, lineKind: 'discounted' },
        { ...line, no: 2 },
        { ...line, ...negative, no: 3, lineKind: 'discount' },
      ],
    },
    ['invoice.discountApart'],
  ],
  [
    'a discount at another rate',
    {
      lines: [
        line,
        { ...line, no: 2, lineKind: 'discounted' },
        { ...line, no: 3, taxRate: '6', net: '-100', tax: '-6', gross: '-106', lineKind: 'discount' },
      ],
    },
    ['invoice.discountApart'],
  ],
  ['it comes to nothing', { lines: [] }, ['invoice.nothingOn']],
  ['on hold', { orders: [{ number: 'SO1', state: 'on_hold' }] }, ['invoice.orderNotLive']],
  ['a shipment that was taken back', { shipmentsOpen: ['FH1'] }, ['invoice.shipmentOpen']],
  ['all that is left', { claims: [claim] }, []],
  ['one more than is left', { claims: [{ ...claim, qty: '3.000001' }] }, ['invoice.overBasis']],
  ['a cent more than is left', { claims: [{ ...claim, amount: '300.01' }] }, ['invoice.overBasis']],
  [
    'an amount where the quantity is over already',
    { claims: [{ ...claim, qty: '0', room: { qty: '-1', amount: '300' } }] },
    [],
  ],
]

test.each(cases)('issue: %s', (_, facts, reasons) => {
  const offers = movesFrom(invoiceFlow, { ...clean, ...facts }, () => true)
  const found = offers.find(offer => offer.move === 'issue')?.reasons ?? []
  expect(found.map(one => one.key)).toEqual(reasons)
  expect(found.filter(one => !Object.hasOwn(invoiceText, one.key))).toEqual([])
})

test('a red letter is below zero, whatever its order does', () => {
  const letter = {
    ...clean,
    state: 'confirmed' as const,
    kind: 'red' as const,
    lines: [{ ...line, ...negative }],
    orders: [{ number: 'SO1', state: 'on_hold' }],
  }
  const reasons = (facts: InvoiceFacts) =>
    movesFrom(invoiceFlow, facts, () => true)
      .find(one => one.move === 'issue')
      ?.reasons.map(one => one.key)
  expect(reasons(letter)).toEqual([])
  expect(reasons({ ...letter, claims: [{ ...claim, qty: '4' }] })).toEqual(['invoice.overIssued'])
  expect(reasons({ ...letter, lines: [line] })).toEqual(['invoice.nothingOn', 'invoice.negativeLine'])
})

test('the day on the paper: not tomorrow, not in a closed month; no answer is no failure', () => {
  const reasons = (facts: Partial<InvoiceFacts>, move: string) =>
    movesFrom(invoiceFlow, { ...clean, state: 'issuing', ...facts }, () => true)
      .find(one => one.move === move)
      ?.reasons.map(one => one.key)
  expect(reasons({ date: '2026-11-27' }, 'record')).toEqual(['invoice.inFuture'])
  expect(reasons({ date: '2026-10-31', booksClosedUntil: '2026-10-31' }, 'record')).toEqual(['invoice.periodClosed'])
  expect(reasons({ date: '2026-11-01', originalDate: '2026-11-02' }, 'record')).toEqual(['invoice.beforeOriginal'])
  expect(reasons({ channel: 'standin' }, 'fail')).toEqual(['invoice.answerOpen'])
  expect(reasons({ channel: 'standin', answered: true }, 'fail')).toEqual([])
  expect(reasons({ channel: 'manual' }, 'fail')).toEqual([])
})
