import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyText } from '#test/anyText.ts'
import { emailKey, fold, usccKey, usccValid } from './keys.ts'

describe('folding', () => {
  test('unifies width, compatibility forms, case and white space', () => {
    expect(fold('　ＡＢＣ　１２３％（上海）\t')).toBe('abc 123%(上海)')
    expect([fold('Straße'), fold('STRAẞE')]).toEqual(Array(2).fill(fold('STRASSE')))
    expect(fold('ΟΔΟΣ')).toBe(fold('οδος'))
    expect(fold('ﾃｽﾄ')).toBe('テスト')
    expect(fold('a\u200bb\ufeff')).toBe('ab')
  })

  test('keeps accents, emoji and traditional characters', () => {
    expect(fold('François 😀👩‍🔧 測試')).toBe('françois 😀👩‍🔧 測試')
    expect(fold('Franc\u0327ois')).toBe(fold('François'))
  })

  test('twice is once', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
      { numRuns: 2000 },
    )
  })
})

test('an e-mail address is compared without case and width, and a thing that is none has no key', () => {
  expect(emailKey(' Ann.Lee@Acme.Example ')).toBe('ann.lee@acme.example')
  expect(emailKey('ａｎｎ＠acme.example')).toBe('ann@acme.example')
  expect(emailKey('mailto:ann@acme.example')).toBe('ann@acme.example')
  expect(emailKey('王@例子.中国')).toBe('王@例子.中国')
  for (const bad of [
    '',
    'ann',
    'ann@',
    '@acme.example',
    'ann@acme',
    'ann@acme.example.',
    'a b@acme.example',
    'a@b@c.example',
    'a@x.example, b@x.example',
    'ann@acme..',
  ])
    expect(emailKey(bad), bad).toBeUndefined()
})

describe('a 统一社会信用代码', () => {
  const good = ['91350100M000100Y43', '91330100799655058B', '9144030071526726XG', '914403001922038216']

  test('is right when its last character checks the others', () => {
    expect(good.map(usccValid)).toEqual(good.map(() => true))
  })

  test('is wrong with any one character changed', () => {
    const characters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
    fc.assert(
      fc.property(fc.constantFrom(...good), fc.nat({ max: 17 }), fc.constantFrom(...characters), (code, at, other) => {
        fc.pre(code[at] !== other)
        expect(usccValid(code.slice(0, at) + other + code.slice(at + 1))).toBe(false)
      }),
    )
  })

  test('has 18 characters of its own alphabet', () => {
    for (const bad of [
      '',
      '91350100M000100Y4',
      '91350100M000100Y433',
      '91350100m000100y43',
      '91350100I000100Y43',
      '9135O100M000100Y43',
    ])
      expect(usccValid(bad), bad).toBe(false)
    expect(usccKey(' ９１350100m000100y43 ')).toBe('91350100M000100Y43')
    expect(usccKey('91350100-M000100Y4-3')).toBe('91350100M000100Y43')
  })
})
