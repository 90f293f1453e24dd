import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cmp, div, mul, roundMoney, signOf, sum } from '#kernel/money.ts'
import { shareFor, nothingTaken as taxNothing, totals } from '#kernel/tax.ts'
import {
  amountOf,
  arranged,
  giftOf,
  less,
  type Money,
  nothing,
  partOf,
  plus,
  type Taken,
  wholeOf,
} from './invoice.totals.ts'

const cents = fc.integer({ min: 1, max: 10_000_000 }).map(n => div(String(n), '100', 2))
const rate = fc.constantFrom('13', '9', '6', '3', '0')
const mode = fc.constantFrom('inclusive' as const, 'exclusive' as const)
const empty: Taken = { qty: '0', byQty: nothing, byAmount: nothing }

/** A stored line of so many pieces, as an order has it. */
const line = fc
  .record({
    price: cents,
    qty: fc.integer({ min: 1, max: 40 }),
    taxRate: rate,
    taxMode: mode,
    sign: fc.constantFrom('', '-'),
  })
  .map(({ price, qty, taxRate, taxMode, sign }) => {
    const [one] = totals({
      currency: 'CNY',
      taxMode,
      taxRound: 'line',
      lines: [{ qty: String(qty), price: `${sign}${price}`, taxRate }],
    }).lines
    if (!one) throw new Error('a line')
    return { ...one, qty: String(qty), taxMode, taxRate }
  })
const cuts = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 40 })

/** All of it, in pieces; the last takes what the pieces before it left. */
function piecesOf(qty: string, sizes: readonly number[]): string[] {
  const pieces: string[] = []
  let left = Number(qty)
  for (const size of sizes) {
    const piece = Math.min(size, left)
    if (piece > 0) pieces.push(String(piece))
    left -= piece
  }
  return left > 0 ? [...pieces, String(left)] : pieces
}
const moneySum = (parts: readonly Money[]): Money => parts.reduce(plus, nothing)

describe('parts of a line', () => {
  test('by quantity they add up to the line in net, tax and gross, and are what kernel/tax.ts shares out', () => {
    fc.assert(
      fc.property(line, cuts, (whole, sizes) => {
        const doc = { currency: 'CNY', taxMode: whole.taxMode }
        let taken = empty
        let shared = { ...taxNothing }
        const parts = piecesOf(whole.qty, sizes).map(qty => {
          const part = partOf(whole, taken, { ...doc, qty })
          const share = shareFor(whole, qty, shared, doc)
          expect(part).toEqual({ net: share.net, tax: share.tax, gross: share.gross })
          taken = { ...taken, qty: sum([taken.qty, qty]), byQty: plus(taken.byQty, part) }
          const grown = Object.fromEntries(
            Object.entries(share).map(([key, value]) => [key, sum([Reflect.get(shared, key), value])]),
          )
          shared = { ...shared, ...grown, qty: taken.qty }
          return part
        })
        expect(moneySum(parts)).toEqual({ net: whole.net, tax: whole.tax, gross: whole.gross })
      }),
      { numRuns: 300 },
    )
  })
  test('with amounts billed before and between they still add up, and none has the wrong sign', () => {
    fc.assert(
      fc.property(line, cuts, fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }), (whole, sizes, percents) => {
        let taken = empty
        const parts: Money[] = []
        const pieces = piecesOf(whole.qty, sizes)
        for (const [i, qty] of pieces.entries()) {
          const percent = percents[i]
          const left = less(whole, plus(taken.byQty, taken.byAmount))
          const gross = percent === undefined ? '0' : roundMoney(mul(left.gross, div(String(percent), '100')), 'CNY')
          if (signOf(gross) !== 0) {
            const part = amountOf(whole, taken, gross, 'CNY')
            taken = { ...taken, byAmount: plus(taken.byAmount, part) }
            parts.push(part)
          }
          const part = partOf(whole, taken, { currency: 'CNY', taxMode: whole.taxMode, qty })
          for (const field of ['net', 'tax', 'gross'] as const)
            expect([0, signOf(whole[field])], field).toContain(signOf(part[field]))
          taken = { ...taken, qty: sum([taken.qty, qty]), byQty: plus(taken.byQty, part) }
          parts.push(part)
        }
        expect(moneySum(parts)).toEqual({ net: whole.net, tax: whole.tax, gross: whole.gross })
        expect(parts.every(part => cmp(sum([part.net, part.tax]), part.gross) === 0)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
  test('many small amounts take no more tax than the line has, and no part after them has the wrong sign', () => {
    const whole = { net: '0.66', tax: '0.09', gross: '0.75', qty: '22' }
    const doc = { currency: 'CNY', taxMode: 'exclusive' as const }
    let taken: Taken = empty
    for (let i = 0; i < 14; i++)
      taken = { ...taken, byAmount: plus(taken.byAmount, amountOf(whole, taken, '0.05', 'CNY')) }
    expect(taken.byAmount).toEqual({ net: '0.61', tax: '0.09', gross: '0.7' })
    expect(partOf(whole, taken, { ...doc, qty: '21' })).toEqual({ net: '0.05', tax: '0', gross: '0.05' })
  })
  test('99.99 in three: 33.33 each; 100 in three: the last takes the cent', () => {
    const doc = { currency: 'CNY', taxMode: 'inclusive' as const, qty: '1' }
    const run = (whole: Money & { qty: string }) => {
      let taken = empty
      return [1, 2, 3].map(() => {
        const part = partOf(whole, taken, doc)
        taken = { ...taken, qty: sum([taken.qty, '1']), byQty: plus(taken.byQty, part) }
        return part.gross
      })
    }
    expect(run({ net: '88.49', tax: '11.50', gross: '99.99', qty: '3' })).toEqual(['33.33', '33.33', '33.33'])
    expect(run({ net: '88.50', tax: '11.50', gross: '100', qty: '3' })).toEqual(['33.33', '33.34', '33.33'])
  })
  test('what was cancelled is not billed, what was sent beyond the order is', () => {
    const stored = { net: '100', tax: '13', gross: '113', ordered: '10', due: '6' }
    expect(wholeOf(stored, '2', 'CNY')).toEqual({ net: '60', tax: '7.8', gross: '67.8', qty: '6' })
    expect(wholeOf({ ...stored, due: '10' }, '11', 'CNY')).toMatchObject({ gross: '124.3', qty: '11' })
  })
})

test('a gift: full price at its rate, in the mode of its order', () => {
  const gift = { base: '113', taxRate: '13', ordered: '10' }
  expect(giftOf(gift, { qty: '10', currency: 'CNY', taxMode: 'inclusive' })).toEqual({
    net: '100',
    tax: '13',
    gross: '113',
  })
  expect(giftOf(gift, { qty: '5', currency: 'CNY', taxMode: 'exclusive' })).toEqual({
    net: '56.5',
    tax: '7.35',
    gross: '63.85',
  })
})

test('a trade-in stands as a discount directly after a line of its rate that is large enough', () => {
  const row = (name: string, net: string, taxRate = '13') => {
    const tax = roundMoney(mul(net, div(taxRate, '100')), 'CNY')
    return { name, net, tax, gross: sum([net, tax]), taxRate, lineKind: 'normal' as const }
  }
  const told = (rows: ReturnType<typeof row>[]) =>
    arranged<Parameters<typeof arranged>[0][number] & { name: string }>(rows).map(one => `${one.name} ${one.lineKind}`)
  expect(told([row('old', '-50'), row('other', '80', '6'), row('small', '40'), row('big', '90')])).toEqual([
    'other normal',
    'small normal',
    'big discounted',
    'old discount',
  ])
  expect(told([row('a', '10'), row('old', '-50')])).toEqual(['a normal', 'old normal'])
})
