import fc from 'fast-check'
import { expect, test } from 'vitest'
import { signOf, sum } from '#kernel/money.ts'
import { flowFaults, flowMatrix } from '#test/gates/lib/flowMatrix.ts'
import { quoteFlow } from './quote.flow.ts'
import { canonicalQuote, instalmentAmounts, noTerms, termProblems } from './quote.rules.ts'
import { type Instalment, quoteStates, type Terms } from './quote.schema.ts'

const terms = (...instalments: Instalment[]): Terms => ({ ...noTerms, instalments })
const half = { kind: 'deposit', on: 'signed', percent: '50' } as const

test('what a quote may become', () => {
  expect(flowFaults(quoteFlow, quoteStates)).toEqual([])
  expect(flowMatrix(quoteFlow, quoteStates)).toMatchInlineSnapshot(`
    "draft       | submit→in_approval  send→sent  cancel→cancelled
    in_approval | approve→approved  sendBack→draft
    approved    | send→sent  supersede→superseded  cancel→cancelled
    sent        | accept→accepted  decline→declined  expire→expired  supersede→superseded  cancel→cancelled
    accepted    | supersede→superseded"
  `)
})

test('instalments by percentage add up to the total exactly, whatever it is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 1e9 }),
      fc.constantFrom('CNY', 'JPY', 'KWD'),
      (parts, cents, currency) => {
        const whole = parts.reduce((a, b) => a + b, 0)
        const left = 100 - (whole % 100)
        const shares = whole > 100 ? ['100'] : [...parts.map(String), ...(left === 100 ? [] : [String(left)])]
        const plan = terms(...shares.map(percent => ({ ...half, percent })))
        const gross =
          currency === 'JPY' ? String(cents) : `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
        if (termProblems(plan, gross, currency).length > 0) return
        const amounts = instalmentAmounts(plan, gross, currency)
        expect(sum(amounts)).toBe(sum([gross]))
        expect(amounts.every(amount => signOf(amount) >= 0)).toBe(true)
      },
    ),
  )
})

test('terms that do not add up, or say two things at once, are named', () => {
  expect(termProblems(terms(half), '100', 'CNY').map(one => one.key)).toEqual(['quote.termsNot100'])
  expect(termProblems(terms({ kind: 'deposit', on: 'signed' })).map(one => one.key)).toEqual(['quote.percentOrAmount'])
  expect(termProblems(terms(half, { kind: 'balance', on: 'date', percent: '50' })).map(one => one.path)).toEqual([
    'terms.instalments.1.date',
  ])
  const mixed = terms({ kind: 'deposit', on: 'signed', amount: '30' }, half)
  expect(termProblems(mixed)).toEqual([])
  expect(termProblems(mixed, '100', 'CNY')).toEqual([
    { key: 'quote.termsNotTotal', path: 'terms.instalments', values: { left: '20' } },
  ])
  expect(termProblems(mixed, '60', 'CNY')).toEqual([])
})

const quote = {
  number: 'QT20261125-0001',
  versionNo: 1,
  dealId: 'd',
  customerId: 'c',
  contactId: null,
  currency: 'CNY',
  rate: '1',
  taxMode: 'inclusive',
  taxRound: 'line',
  discountKind: null,
  discountValue: null,
  validUntil: '2026-12-25',
  terms: terms(half),
  answers: [],
  note: null,
  custom: { b: '1', a: '2' },
} as const
const line = {
  no: 1,
  productId: null,
  code: null,
  kind: 'fee',
  fulfil: 'none',
  name: '1.50',
  spec: null,
  unit: '项',
  unitQty: '1.500000',
  factor: '1',
  price: '10',
  discountKind: null,
  discountValue: null,
  taxRate: '13',
  optional: false,
  note: null,
} as const

test('the canonical text knows content, not spelling', () => {
  const whole = canonicalQuote({ ...quote, answers: [] }, [line])
  expect(canonicalQuote({ ...quote, answers: [], custom: { a: '2', b: '1' } }, [{ ...line, unitQty: '1.5' }])).toBe(
    whole,
  )
  expect(whole).toContain('"name":"1.50"')
  for (const other of [
    { ...line, price: '10.01' },
    { ...line, name: '1.5' },
    { ...line, optional: true },
    { ...line, no: 2 },
  ])
    expect(canonicalQuote({ ...quote, answers: [] }, [other])).not.toBe(whole)
  expect(canonicalQuote({ ...quote, answers: [], note: 'x' }, [line])).not.toBe(whole)
})
