import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, cmp, sub, sum } from '#kernel/money.ts'
import { isCounted, type MoneyHead, type MoneyLine, moneyProblems, quoteTotals } from './quote.totals.ts'

const cents = (most: number) =>
  fc.integer({ min: 0, max: most }).map(n => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`)
const percent = fc.integer({ min: 0, max: 100 }).map(String)
const line: fc.Arbitrary<MoneyLine> = fc
  .record({
    unitQty: fc.integer({ min: 1, max: 5000 }).map(String),
    price: cents(1_000_000),
    taxRate: fc.constantFrom('0', '6', '9', '13'),
    discountKind: fc.constantFrom('percent' as const, null),
    discountValue: percent,
    optional: fc.boolean(),
    chosen: fc.boolean(),
  })
  .map(one => ({
    ...one,
    discountValue: one.discountKind ? one.discountValue : null,
    chosen: one.optional && one.chosen,
  }))
const head: fc.Arbitrary<MoneyHead> = fc.record({
  currency: fc.constantFrom('CNY', 'JPY', 'KWD'),
  taxMode: fc.constantFrom('inclusive' as const, 'exclusive' as const),
  taxRound: fc.constantFrom('line' as const, 'document' as const),
  discountKind: fc.constant('percent' as const),
  discountValue: percent,
})

test('the header is the sum of the lines that count, and an optional line bears no share', () => {
  fc.assert(
    fc.property(head, fc.array(line, { maxLength: 30 }), (doc, lines) => {
      const { lines: all, net, tax, gross } = quoteTotals(doc, lines)
      const counted = all.filter((_, i) => lines[i] && isCounted(lines[i]))
      expect([net, tax, gross]).toEqual([
        sum(counted.map(l => l.net)),
        sum(counted.map(l => l.tax)),
        sum(counted.map(l => l.gross)),
      ])
      all.forEach((one, i) => {
        expect(one.amount).toBe(sub(sub(one.base, one.lineDiscount), one.share))
        expect(one.gross).toBe(add(one.net, one.tax))
        if (lines[i] && !isCounted(lines[i])) expect(one.share).toBe('0')
      })
    }),
  )
})

test('choosing every optional line gives the same document as never having made them optional', () => {
  fc.assert(
    fc.property(head, fc.array(line, { maxLength: 20 }), (doc, lines) => {
      const chosen = lines.map(one => ({ ...one, chosen: one.optional }))
      const plain = lines.map(one => ({ ...one, optional: false, chosen: false }))
      expect(quoteTotals(doc, chosen)).toEqual(quoteTotals(doc, plain))
    }),
  )
})

const plain = {
  unitQty: '1',
  price: '10',
  taxRate: '13',
  discountKind: null,
  discountValue: null,
  optional: false,
  chosen: false,
} as const
const doc: MoneyHead = {
  currency: 'CNY',
  taxMode: 'inclusive',
  taxRound: 'line',
  discountKind: null,
  discountValue: null,
}

test('a discount that is too large is named at its line, optional lines before it or not', () => {
  const lines = [
    { ...plain, optional: true },
    plain,
    { ...plain, discountKind: 'amount' as const, discountValue: '11' },
  ]
  expect(moneyProblems(doc, lines)).toEqual([{ key: 'tax.discountOutOfRange', path: 'lines.2.discountValue' }])
  const aside = [plain, { ...plain, optional: true, discountKind: 'percent' as const, discountValue: '101' }]
  expect(moneyProblems(doc, aside)).toEqual([{ key: 'tax.discountOutOfRange', path: 'lines.1.discountValue' }])
  expect(moneyProblems({ ...doc, discountKind: 'amount', discountValue: '11' }, [plain])).toEqual([
    { key: 'tax.discountOutOfRange', path: 'discountValue' },
  ])
})

test('an absurd amount is refused at its line', () => {
  expect(moneyProblems(doc, [plain, { ...plain, unitQty: '999999999999', price: '999999999999' }])).toEqual([
    { key: 'quote.tooMuch', path: 'lines.1.unitQty' },
  ])
})

test('C001 a saved quote keeps its rounding: per line 53.80 and 412.43', () => {
  const five = { discountKind: 'percent' as const, discountValue: '5', taxRate: '15' }
  const lines = [
    { ...plain, ...five, unitQty: '10', price: '30.75' },
    { ...plain, ...five, price: '70.00' },
  ]
  const perLine = quoteTotals({ ...doc, taxMode: 'exclusive' }, lines)
  expect([perLine.tax, perLine.gross]).toEqual(['53.8', '412.43'])
  expect(cmp(quoteTotals({ ...doc, taxMode: 'exclusive', taxRound: 'document' }, lines).tax, '53.79')).toBe(0)
})
