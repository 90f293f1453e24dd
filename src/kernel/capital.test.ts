import fc from 'fast-check'
import { expect, test } from 'vitest'
import { capital } from './capital.ts'

test.each([
  ['1234.5', '壹仟贰佰叁拾肆元伍角整'],
  ['0', '零元整'],
  ['0.05', '伍分'],
  ['0.5', '伍角整'],
  ['0.55', '伍角伍分'],
  ['1', '壹元整'],
  ['10', '壹拾元整'],
  ['1409.50', '壹仟肆佰零玖元伍角整'],
  ['6007.14', '陆仟零柒元壹角肆分'],
  ['1680.32', '壹仟陆佰捌拾元零叁角贰分'],
  ['107000.53', '壹拾万柒仟元零伍角叁分'],
  ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
  ['325.04', '叁佰贰拾伍元零肆分'],
  ['10000', '壹万元整'],
  ['10001', '壹万零壹元整'],
  ['100100', '壹拾万零壹佰元整'],
  ['100000001', '壹亿零壹元整'],
  ['100010000', '壹亿零壹万元整'],
  ['1000000000', '壹拾亿元整'],
  ['120000000000', '壹仟贰佰亿元整'],
  ['1000000000000', '壹万亿元整'],
  ['1050000000000', '壹万零伍佰亿元整'],
  ['9999999999999999.99', '玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
  ['-1234.5', '负壹仟贰佰叁拾肆元伍角整'],
])('%s is written out as %s', (amount, words) => {
  expect(capital(amount)).toBe(words)
})

test('what it cannot say exactly it refuses', () => {
  for (const bad of ['0.001', '10000000000000000', 'abc', '']) expect(() => capital(bad), bad).toThrow(RangeError)
})

test('any amount reads back as itself, without doubled or dangling zeros', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), n => {
      const amount = `${n / 100n}.${String(n % 100n).padStart(2, '0')}`
      const words = capital(amount)
      expect(readBack(words)).toBe(n)
      if (n >= 100n) expect(words).not.toMatch(/零零|零[元万亿角分整]/)
    }),
  )
})

function readBack(words: string): bigint {
  const [whole = '', fraction = ''] = words.includes('元') ? words.split('元') : ['', words]
  const jiao = /(.)角/.exec(fraction)?.[1] ?? '零'
  const fen = /(.)分/.exec(fraction)?.[1] ?? '零'
  return numberOf(whole) * 100n + digit(jiao) * 10n + digit(fen)
}

function numberOf(text: string): bigint {
  for (const [unit, size] of [
    ['亿', 100_000_000n],
    ['万', 10_000n],
    ['仟', 1000n],
    ['佰', 100n],
    ['拾', 10n],
  ] as const) {
    const at = text.indexOf(unit)
    if (at >= 0) return numberOf(text.slice(0, at)) * size + numberOf(text.slice(at + 1))
  }
  return digit(text.replace(/零/g, '') || '零')
}

const digit = (text: string): bigint => BigInt('零壹贰叁肆伍陆柒捌玖'.indexOf(text))
