import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from './clock.ts'
import { formatNumber, type NumberPattern, parsePattern, periodKey } from './numbering.ts'

function pattern(text: string): NumberPattern {
  const parsed = parsePattern(text)
  if ('problem' in parsed) throw new Error(parsed.problem)
  return parsed.pattern
}

test.each([
  ['SO{yyyyMMdd}-{0001}', 'SO20260301-0007', '20260301'],
  ['{yyMMdd}/{001}', '260301/007', '20260301'],
  ['合同{yyyyMM}-{00001}号', '合同202603-00007号', '202603'],
  ['Q{yyMM}{0000}', 'Q26030007', '202603'],
  ['{yyyy}-{1}', '2026-7', '2026'],
  ['INV {yy} {0}', 'INV 26 7', '2026'],
  ['C#{000001}', 'C#000007', ''],
  ['{yyyy}/{yyyyMMdd}/{01}', '2026/20260301/07', '20260301'],
])('%s makes %s and counts per "%s"', (text, number, key) => {
  expect(formatNumber(pattern(text), '2026-03-01', 7)).toBe(number)
  expect(periodKey(pattern(text), '2026-03-01')).toBe(key)
})

test('the counter grows past its digits', () => {
  expect(formatNumber(pattern('SO{yyyyMMdd}-{0001}'), '2026-03-01', 9_999)).toBe('SO20260301-9999')
  expect(formatNumber(pattern('SO{yyyyMMdd}-{0001}'), '2026-03-01', 10_000)).toBe('SO20260301-10000')
})

test.each([
  ['', 'numbering.empty'],
  ['   ', 'numbering.empty'],
  ['SO', 'numbering.oneCounter'],
  ['SO{yyyyMMdd}', 'numbering.oneCounter'],
  ['{0001}{0001}', 'numbering.oneCounter'],
  ['SO{MM}-{0001}', 'numbering.badToken'],
  ['SO{}-{0001}', 'numbering.badToken'],
  ['SO{constructor}{0001}', 'numbering.badToken'],
  ['SO{0002}', 'numbering.badToken'],
  ['SO{yyyy', 'numbering.badBrace'],
  ['SO}{0001}', 'numbering.badBrace'],
  ['SO{{0001}}', 'numbering.badBrace'],
  ['SO\n{0001}', 'numbering.badCharacter'],
  ['<b>{0001}', 'numbering.badCharacter'],
  ['{0000000000001}', 'numbering.tooWide'],
  [`${'X'.repeat(40)}{0001}`, 'numbering.tooLong'],
])('%j is refused as %s', (text, problem) => {
  expect(parsePattern(text)).toEqual({ problem })
})

test('a number that is none, or a day that does not exist, is a fault', () => {
  for (const n of [0, -1, 1.5, Number.NaN, 2 ** 53])
    expect(() => formatNumber(pattern('{1}'), '2026-03-01', n)).toThrow(RangeError)
  expect(() => formatNumber(pattern('{1}'), '2026-02-30', 1)).toThrow(RangeError)
  expect(() => periodKey(pattern('{1}'), '2026-02-30')).toThrow(RangeError)
})

test('C082 C083 within one counter period, and across periods, no two numbers are equal', () => {
  const patterns = fc.constantFrom('SO{yyyyMMdd}-{0001}', '{yyMM}{01}', '{01}{yyyy}', 'A{1}', '{yyyy}{yyMMdd}{001}')
  const day = fc.integer({ min: 0, max: 3650 }).map(n => addDays('2020-01-01', n))
  const count = fc.integer({ min: 1, max: 200_000 })
  fc.assert(
    fc.property(patterns, fc.tuple(day, count), fc.tuple(day, count), (text, [dayA, a], [dayB, b]) => {
      const p = pattern(text)
      const sameTurn = periodKey(p, dayA) === periodKey(p, dayB) && a === b
      expect(formatNumber(p, dayA, a) === formatNumber(p, dayB, b)).toBe(sameTurn)
    }),
  )
})
