import { expect, test } from 'vitest'
import { noTerms } from '#kernel/terms.ts'
import { flowFaults, flowMatrix } from '#test/gates/lib/flowMatrix.ts'
import { quoteFlow } from './quote.flow.ts'
import { canonicalQuote } from './quote.rules.ts'
import { quoteStates } from './quote.schema.ts'

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
  terms: noTerms,
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
  alternative: null,
  parts: null,
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
