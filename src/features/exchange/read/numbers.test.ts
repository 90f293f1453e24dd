import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ColumnNumbers, columnNumberStyle, currencyFits, parseNumber, shift } from './numbers.ts'

const read = (cell: string, style: ColumnNumbers = 'plain') => {
  const parsed = parseNumber(cell, style)
  return parsed.ok ? parsed.value.digits : parsed.reason.key
}
const column = (...cells: string[]) => cells.map(cell => read(cell, columnNumberStyle(cells)))

test.each([
  ['1,234.50', '1234.50'],
  ['1.234,50', '1234.50'],
  ['1 234,5', '1234.5'],
  ['1\u202f234', '1234'],
  ["1'234.50", '1234.50'],
  ['１２３．５', '123.5'],
  ['￥1,234.50', '1234.50'],
  ['¥ 88', '88'],
  ['$12.5', '12.5'],
  ['-$12.5', '-12.5'],
  ['100元', '100'],
  ['CNY 1.5', '1.5'],
  ['100 USD', '100'],
  ['3.5万', '35000'],
  ['1.2亿', '120000000'],
  ['2万元', '20000'],
  ['5百万', '5000000'],
  ['(1,234.50)', '-1234.50'],
  ['5-', '-5'],
  ['−5', '-5'],
  ['+5', '5'],
  ['-0', '0'],
  ['(0.00)', '0.00'],
  ['007', '7'],
  ['.5', '0.5'],
  ['18.', '18'],
  ['1E-05', '0.00001'],
  ['1.5e1', '15'],
  ['999032320001885', '999032320001885'],
  ['12345678901234567890.123456789', '12345678901234567890.123456789'],
])('%s is %s', (cell, digits) => {
  expect(column(cell)).toEqual([digits])
})

test.each([
  ['1.2E+10', 'exchange.scientific'],
  ['9.99E14', 'exchange.scientific'],
  ['12a', 'exchange.numberNot'],
  ['1,23,456', 'exchange.numberNot'],
  ['1.2.3', 'exchange.numberNot'],
  ['--5', 'exchange.numberNot'],
  ['-', 'exchange.numberNot'],
  ['1e999', 'exchange.scientific'],
  ['$', 'exchange.numberNot'],
  ['1,234', 'exchange.numberUnclear'],
  ['1.234', 'exchange.numberUnclear'],
  [`1${' '.repeat(40_000)}x`, 'exchange.numberNot'],
])('%s is refused', (cell, key) => {
  expect(column(cell)).toEqual([key])
})

test('C100 2,3 is 2.3, and the column decides what 1,234 is', () => {
  expect(column('2,3')).toEqual(['2.3'])
  expect(column('2,3', '1,234', '7')).toEqual(['2.3', '1.234', '7'])
  expect(column('1,234', '1,234.5')).toEqual(['1234', '1234.5'])
  expect(column('1,234', '12,345,678')).toEqual(['1234', '12345678'])
  expect(column('1.234', '0.5')).toEqual(['1.234', '0.5'])
  expect(column('1.234', '1.234.567')).toEqual(['1234', '1234567'])
  expect(column('1,234', '0,125')).toEqual(['1.234', '0.125'])
})

test('a column that tells nothing, or two things, refuses only its unclear cells', () => {
  expect(column('1,234', '5,678', '12')).toEqual(['exchange.numberUnclear', 'exchange.numberUnclear', '12'])
  expect(column('1,234.5', '1.234,5', '1,234')).toEqual(['1234.5', '1234.5', 'exchange.numberUnclear'])
})

test('a cell against the style the user chose is refused', () => {
  expect(read('2,3', 'point')).toBe('exchange.numberOtherStyle')
  expect(read('1,234', 'point')).toBe('1234')
  expect(read('1,234', 'comma')).toBe('1.234')
})

test('a currency sign fits its currencies only', () => {
  const currency = (cell: string) => {
    const parsed = parseNumber(cell, 'plain')
    return parsed.ok ? parsed.value.currency : undefined
  }
  expect(['￥5', '5元', 'RMB 5', '$5', 'HK$5', 'EUR 5', '5'].map(currency)).toEqual([
    '¥',
    'CNY',
    'CNY',
    '$',
    'HKD',
    'EUR',
    undefined,
  ])
  expect(
    currencyFits('¥', 'CNY') && currencyFits('¥', 'JPY') && currencyFits('$', 'HKD') && currencyFits(undefined, 'EUR'),
  ).toBe(true)
  expect(currencyFits('¥', 'USD') || currencyFits('$', 'CNY') || currencyFits('EUR', 'CNY')).toBe(false)
})

test('any amount written with points or commas reads back exactly', () => {
  const groups = (whole: string, mark: string) => whole.replace(/\B(?=(?:\d{3})+$)/g, mark)
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 18n }),
      fc.stringMatching(/^\d{1,2}$/),
      fc.boolean(),
      (whole, cents, negative) => {
        const value = `${negative && /[1-9]/.test(`${whole}${cents}`) ? '-' : ''}${whole}.${cents}`
        const sign = negative ? '-' : ''
        expect(column(`${sign}${groups(String(whole), ',')}.${cents}`)).toEqual([value])
        expect(column(`${sign}${groups(String(whole), '.')},${cents}`)).toEqual([value])
      },
    ),
  )
})

test('moving the point there and back changes nothing', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[1-9]\d{0,12}$/), fc.integer({ min: -20, max: 20 }), (digits, power) => {
      expect(
        shift(shift(digits, power), -power)
          .replace(/^0+(?=\d)/, '')
          .replace(/\.0*$/, ''),
      ).toBe(digits)
    }),
  )
})
