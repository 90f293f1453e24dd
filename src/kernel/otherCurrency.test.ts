import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cmp, div, mul, sub } from './money.ts'
import { amountIn, headIn, lineIn, type Turned } from './otherCurrency.ts'
import { noTerms } from './terms.ts'

const priceIn = (price: string, turned: Turned) =>
  lineIn({ price, discountKind: null, discountValue: null }, turned).price
const toDollars = { from: '1', to: '7.1', currency: 'USD' }

test('a price is worth what it was, in as many digits as count', () => {
  expect(['100', '0.05', '12345.67'].map(price => priceIn(price, toDollars))).toEqual(['14.08', '0.00704', '1738.83'])
  expect(priceIn('2', { from: '7.1', to: '0.048', currency: 'JPY' })).toBe('296')
  expect(priceIn('-30', toDollars)).toBe('-4.225')
  expect(amountIn('9.99', toDollars)).toBe('1.41')
})

test('a percentage stays, an amount goes over; what is said in the same breath stays as it was said', () => {
  const line = { price: '71', listPrice: null, discountKind: 'percent', discountValue: '5' }
  expect(lineIn(line, toDollars)).toEqual({ ...line, price: '10' })
  expect(lineIn({ ...line, discountKind: 'amount', discountValue: '7.1' }, toDollars).discountValue).toBe('1')
  const terms = { ...noTerms, instalments: [{ kind: 'deposit' as const, amount: '71', on: 'signed' as const }] }
  const head = { discountKind: 'amount', discountValue: '14.2', terms }
  expect(headIn(head, {}, toDollars)).toMatchObject({ discountValue: '2', terms: { instalments: [{ amount: '10' }] } })
  expect(headIn(head, { discountValue: '3', terms }, toDollars)).toEqual({})
})

test('the way there and back costs a few parts in a thousand at most', () => {
  const figure = fc.integer({ min: 1, max: 10_000_000 }).map(cents => div(String(cents), '100'))
  fc.assert(
    fc.property(
      figure,
      fc.integer({ min: 1, max: 2000 }).map(n => div(String(n), '100')),
      (price, to) => {
        const there = priceIn(price, { from: '1', to, currency: 'USD' })
        if (cmp(there, '0.001') < 0) return
        const back = priceIn(there, { from: to, to: '1', currency: 'CNY' })
        const off = sub(back, price).replace('-', '')
        expect(cmp(mul(off, '400'), price)).toBeLessThanOrEqual(0)
      },
    ),
    { numRuns: 200 },
  )
})
