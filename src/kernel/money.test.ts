import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  allocate,
  canonical,
  cmp,
  convert,
  convertParts,
  currencyExponent,
  div,
  fits,
  formatMoney,
  formatQty,
  isCurrency,
  isDecimal,
  max,
  min,
  mul,
  neg,
  round,
  roundMoney,
  saidPrice,
  signOf,
  sub,
  sum,
} from './money.ts'

const units = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n })
const places = fc.integer({ min: 0, max: 8 })
const decimal = fc.tuple(units, places).map(([n, p]) => scaled(n, p))

function scaled(n: bigint, p: number): string {
  const digits = (n < 0n ? -n : n).toString().padStart(p + 1, '0')
  return canonical(`${n < 0n ? '-' : ''}${p ? `${digits.slice(0, -p)}.${digits.slice(-p)}` : digits}`)
}

describe('decimal text', () => {
  test('is canonical: no trailing zeros, no exponent, no minus zero', () => {
    expect(canonical('10.500000')).toBe('10.5')
    expect(canonical('-0.00')).toBe('0')
    expect(canonical('000123')).toBe('123')
    expect(mul('0.0000001', '0.0000001')).toBe('0.00000000000001')
    expect(mul('99999999999999999999', '99999999999999999999')).toBe('9999999999999999999800000000000000000001')
    expect(neg('0')).toBe('0')
  })

  test('refuses what is not a plain number and what is absurdly long', () => {
    for (const bad of [
      '',
      ' 1',
      '1e3',
      'NaN',
      'Infinity',
      '1,000',
      '.5',
      '5.',
      '+1',
      '--1',
      '１２',
      '0x10',
      '1'.repeat(61),
    ]) {
      expect(isDecimal(bad), bad).toBe(false)
      expect(() => add(bad, '1'), bad).toThrow(RangeError)
    }
    expect(isDecimal('1'.repeat(60))).toBe(true)
    expect(() => div('1', '0')).toThrow(RangeError)
    expect(() => round('1', 1.5)).toThrow(RangeError)
  })

  test('knows what a column can hold', () => {
    expect(fits('99999999999999.999999', 20, 6)).toBe(true)
    expect(fits('100000000000000', 20, 6)).toBe(false)
    expect(fits('0.0000001', 20, 6)).toBe(false)
    expect(fits('0.5000000000', 20, 6)).toBe(true)
    expect(fits('-1.5', 2, 1)).toBe(true)
    expect(fits('0.12', 2, 2)).toBe(true)
    expect(fits('abc', 20, 6)).toBe(false)
  })

  test('add, sub and mul agree with whole-number arithmetic', () => {
    fc.assert(
      fc.property(units, units, places, (a, b, p) => {
        expect(add(scaled(a, p), scaled(b, p))).toBe(scaled(a + b, p))
        expect(sub(scaled(a, p), scaled(b, p))).toBe(scaled(a - b, p))
        expect(mul(scaled(a, p), scaled(b, p))).toBe(scaled(a * b, 2 * p))
      }),
    )
  })

  test('compares, sums, picks the smaller and the larger', () => {
    expect(cmp('2', '10')).toBe(-1)
    expect(cmp('1.0', '1')).toBe(0)
    expect(signOf('-0.01')).toBe(-1)
    expect(sum(['0.1', '0.2', '-0.3'])).toBe('0')
    expect(sum([])).toBe('0')
    expect(min('2.0', '10')).toBe('2')
    expect(max('2.0', '10')).toBe('10')
  })

  test('divides to the places asked for', () => {
    expect(div('1', '3', 4)).toBe('0.3333')
    expect(div('2', '3', 2)).toBe('0.67')
    expect(div('1', '8')).toBe('0.125')
    expect(mul(div('1', '3'), '3').slice(0, 12)).toBe('0.9999999999')
  })
})

describe('rounding', () => {
  test('is half away from zero', () => {
    expect(round('1.005', 2)).toBe('1.01')
    expect(round('-1.005', 2)).toBe('-1.01')
    expect(round('2.4999999999999999999999', 0)).toBe('2')
    expect(round('-0.004', 2)).toBe('0')
  })

  test('of minus x is minus the rounding of x, at most half a unit away', () => {
    fc.assert(
      fc.property(decimal, fc.integer({ min: 0, max: 6 }), (x, p) => {
        expect(round(neg(x), p)).toBe(neg(round(x, p)))
        const off = sub(round(x, p), x)
        const half = scaled(5n, p + 1)
        expect(cmp(off, half)).toBeLessThanOrEqual(0)
        expect(cmp(off, neg(half))).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('follows the currency', () => {
    expect(roundMoney('12.345', 'CNY')).toBe('12.35')
    expect(roundMoney('12.5', 'JPY')).toBe('13')
    expect(roundMoney('12.3455', 'KWD')).toBe('12.346')
    expect(['KRW', 'VND', 'BHD', 'IQD', 'CLF', 'LAK', 'EUR'].map(currencyExponent)).toEqual([0, 0, 3, 3, 4, 2, 2])
    expect(() => currencyExponent('cny')).toThrow(RangeError)
    expect([isCurrency('CNY'), isCurrency('QQQ'), isCurrency('')]).toEqual([true, false, false])
  })

  test('C018 C019 C020 yen are never multiplied or divided by a hundred', () => {
    expect(roundMoney('5800', 'JPY')).toBe('5800')
    expect(roundMoney('9899', 'JPY')).toBe('9899')
    expect(sub('60000', roundMoney('500', 'JPY'))).toBe('59500')
    for (const currency of ['JPY', 'KRW', 'VND']) expect(formatMoney('5800', currency, 'en')).toMatch(/5,800$/)
    expect(allocate('500', ['1', '1', '1'], currencyExponent('JPY'))).toEqual(['167', '167', '166'])
  })
})

describe('allocation', () => {
  test('gives the rest to the largest remainders, ties to the first', () => {
    expect(allocate('10', ['1', '1', '1'], 2)).toEqual(['3.34', '3.33', '3.33'])
    expect(allocate('0.05', ['3', '7'], 2)).toEqual(['0.02', '0.03'])
    expect(allocate('-10', ['1', '1', '1'], 2)).toEqual(['-3.34', '-3.33', '-3.33'])
  })

  test('gives nothing to zero and negative weights', () => {
    expect(allocate('1', ['0', '5', '-5', '5'], 2)).toEqual(['0', '0.5', '0', '0.5'])
    expect(allocate('0', ['0', '-1'], 2)).toEqual(['0', '0'])
    expect(() => allocate('1', ['0', '-1'], 2)).toThrow(RangeError)
    expect(() => allocate('0.001', ['1'], 2)).toThrow(RangeError)
  })

  test('always adds up, stays within one unit of the exact share and mirrors the sign', () => {
    const weights = fc.array(fc.bigInt({ min: -50n, max: 10n ** 9n }).map(String), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), weights, (total, list) => {
        fc.pre(list.some(weight => signOf(weight) > 0))
        const amount = scaled(total, 2)
        const parts = allocate(amount, list, 2)
        expect(sum(parts)).toBe(amount)
        expect(allocate(neg(amount), list, 2)).toEqual(parts.map(neg))
        const all = sum(list.filter(weight => signOf(weight) > 0))
        list.forEach((weight, i) => {
          const exact = signOf(weight) > 0 ? div(mul(amount, weight), all) : '0'
          const part = parts[i] ?? 'missing'
          expect(cmp(sub(part, exact), '0.01')).toBeLessThan(1)
          expect(cmp(sub(exact, part), '0.01')).toBeLessThan(1)
        })
      }),
    )
  })
})

describe('currencies', () => {
  test('C077 500 EUR at 4.28 are 2,140.00 AED', () => {
    expect(convert('500', '4.28', 'AED')).toBe('2140')
  })

  test('C078 three payments of 0.01 at 0.5 convert to the 0.02 of their invoice', () => {
    expect(convert('0.03', '0.5', 'CNY')).toBe('0.02')
    const parts = convertParts(['0.01', '0.01', '0.01'], '0.5', 'CNY')
    expect(parts).toEqual(['0.01', '0', '0.01'])
    expect(sum(parts)).toBe('0.02')
  })

  test('C076 an invoice paid in full in its own currency leaves nothing in the base currency', () => {
    const cents = fc.array(
      fc.bigInt({ min: 1n, max: 10n ** 8n }).map(n => scaled(n, 2)),
      { minLength: 1, maxLength: 12 },
    )
    fc.assert(
      fc.property(
        cents,
        fc.bigInt({ min: 1n, max: 10n ** 9n }).map(n => scaled(n, 6)),
        (parts, rate) => {
          const converted = convertParts(parts, rate, 'CNY')
          expect(sub(convert(sum(parts), rate, 'CNY'), sum(converted))).toBe('0')
          expect(converted.every(part => signOf(part) >= 0)).toBe(true)
        },
      ),
    )
  })
})

describe('on screen', () => {
  test('money shows the decimals of its currency, exactly, in both languages', () => {
    expect(formatMoney('1234.5', 'CNY', 'zh-CN')).toBe('¥1,234.50')
    expect(formatMoney('1234.5', 'CNY', 'en-US')).toBe('¥1,234.50')
    expect(formatMoney('-1234.5', 'USD', 'en-US')).toBe('-$1,234.50')
    expect(formatMoney('12345678901234567890.12', 'CNY', 'zh')).toBe('¥12,345,678,901,234,567,890.12')
    expect(formatMoney('1.5', 'KWD', 'en')).toMatch(/1\.500$/)
  })

  test('a quantity shows only the decimals it has', () => {
    expect(formatQty('1234.500000', 'en')).toBe('1,234.5')
    expect(formatQty('2', 'zh', '台')).toBe('2 台')
  })
})

test('a price in a reason has its commas and at least the digits of its currency', () => {
  expect([saidPrice('85', 'CNY'), saidPrice('12345.6', 'CNY'), saidPrice('0.125', 'CNY')]).toEqual([
    '85.00',
    '12,345.60',
    '0.125',
  ])
  expect([saidPrice('1234567', 'JPY'), saidPrice('1.5', 'JPY'), saidPrice('9', 'KWD')]).toEqual([
    '1,234,567',
    '1.5',
    '9.000',
  ])
})
