import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cmp, signOf, sub, sum } from '#kernel/money.ts'
import { amountOf, cameOf, nameProblems, returnableOf, splitBy, type Worth } from './return.rules.ts'

const worth = (gross: string, qty: string): Worth => ({ gross, ordered: qty, due: qty, returned: '0', reship: '0' })
const parts = (line: Worth, cut: readonly string[], currency = 'CNY'): string[] => {
  let before = '0'
  return cut.map(part => {
    const amount = amountOf(line, { before, part }, currency)
    before = sum([before, part])
    return amount
  })
}

describe('what a part is worth', () => {
  test('99.99 returned one by one', () => {
    expect(parts(worth('99.99', '3'), ['1', '1', '1'])).toEqual(['33.33', '33.33', '33.33'])
    expect(parts(worth('100', '3'), ['1', '1', '1'])).toEqual(['33.33', '33.34', '33.33'])
  })
  test('C012 all of it back is what was paid; C018 C019 yen have no cents', () => {
    expect(sum(parts(worth('179.25', '10'), ['4', '6']))).toBe('179.25')
    expect(parts(worth('5800', '1'), ['1'], 'JPY')).toEqual(['5800'])
    expect(sum(parts(worth('9899', '7'), ['3', '4'], 'JPY'))).toBe('9899')
  })
  test('whatever comes back in whatever parts: no part below nothing, all parts the line’s total', () => {
    const cut = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), cut, (cents, pieces) => {
        const gross = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
        const line = worth(gross, String(pieces.reduce((a, b) => a + b)))
        const amounts = parts(line, pieces.map(String))
        expect(amounts.every(one => signOf(one) >= 0)).toBe(true)
        expect(cmp(sum(amounts), gross)).toBe(0)
      }),
    )
  })
  test('it stays the same however much came back already or goes out again meanwhile', () => {
    const fresh = worth('700', '7')
    const later = { ...fresh, returned: '3', reship: '2', due: '6' }
    expect(amountOf(later, { before: '0', part: '2' }, 'CNY')).toBe(amountOf(fresh, { before: '0', part: '2' }, 'CNY'))
  })
  test('what went out beyond the order, within its tolerance, is worth its price', () => {
    const over = { ...worth('100', '10'), due: '10.5' }
    expect(amountOf(over, { before: '0', part: '10.5' }, 'CNY')).toBe('105')
  })
})

describe('what came', () => {
  const line = { no: 1, qty: '6', good: '0', damaged: '0', missing: '0' }
  test('of a line nobody named all came well; of a named one the rest is good', () => {
    expect(splitBy(line, [])).toEqual({ good: '6', damaged: '0', missing: '0' })
    expect(splitBy(line, [{ no: 1, damaged: '1.5', missing: '0.5' }])).toEqual({
      good: '4',
      damaged: '1.5',
      missing: '0.5',
    })
    expect(splitBy(line, [{ no: 1, good: '1' }])).toEqual({ good: '1', damaged: '0', missing: '0' })
  })
  test('good, damaged and missing always add up where the good ones are not counted', () => {
    const share = fc.integer({ min: 0, max: 600 })
    fc.assert(
      fc.property(share, share, (a, b) => {
        fc.pre(a + b <= 600)
        const split = splitBy({ ...line, qty: '600' }, [{ no: 1, damaged: String(a), missing: String(b) }])
        expect(cmp(sum([split.good, split.damaged, split.missing]), '600')).toBe(0)
        expect(cmp(sub('600', cameOf(split)), split.missing)).toBe(0)
      }),
    )
  })
  test('lines named twice or not there', () => {
    expect(nameProblems([1, 2], [{ no: 1 }, { no: 1 }, { no: 3 }]).map(one => one.key)).toEqual([
      'goodsReturn.lineTwice',
      'goodsReturn.noSuchLine',
    ])
  })
  test('C030 what may still be asked back never falls below nothing', () => {
    expect(returnableOf({ delivered: '6' }, '4')).toBe('2')
    expect(returnableOf({ delivered: '6' }, '7')).toBe('0')
  })
})
