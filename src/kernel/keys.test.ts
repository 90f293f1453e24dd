import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { companyKey, emailKey, fold, nameKey, usccKey, usccValid } from './keys.ts'

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
      fc.property(fc.string({ unit: 'binary' }), text => {
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

describe('a company name', () => {
  test.each([
    [
      '西湖机械',
      [
        '浙江省杭州市西湖机械有限公司',
        '浙江西湖机械有限公司',
        '杭州市西湖机械有限责任公司',
        '杭州西湖机械股份有限公司',
        '西湖机械(杭州)有限公司',
        '西湖机械（浙江）有限公司',
        '西湖机械集团有限公司',
        ' 西湖　机械 ',
        '西湖机械（集团）股份有限公司',
      ],
    ],
    ['测试贸易', ['上海测试贸易有限公司', '上海市测试贸易有限公司', '测试贸易（中国）有限公司', '昆山市测试贸易公司']],
    [
      'acme',
      [
        'Acme',
        'ACME Co., Ltd.',
        'Ａｃｍｅ　Ｉｎｃ．',
        'Acme GmbH & Co. KG',
        'acme limited',
        'Acme, LLC',
        'Acme Pte. Ltd.',
        'Acme G.m.b.H.',
        'Acme S.A.',
      ],
    ],
    ['市政工程', ['杭州市政工程有限公司', '杭州市市政工程有限公司']],
    ['abc科技', ['深圳ABC科技有限公司', '广东省深圳市abc科技有限公司']],
  ])('%s is found behind region, form, brackets and width', (key, names) => {
    for (const name of names) expect(companyKey(name), name).toBe(key)
  })

  test('never folds away to nothing, and different trade names stay apart', () => {
    expect(companyKey('上海有限公司')).toBe('上海')
    expect(companyKey('有限公司')).toBe('有限公司')
    expect(companyKey('Co., Ltd.')).toBe('co')
    expect(companyKey('Company')).toBe('company')
    expect(companyKey('北京公司')).not.toBe(companyKey('上海公司'))
    expect(companyKey('😀')).toBe('')
    expect(companyKey('A股份')).not.toBe(companyKey('B股份'))
    expect(companyKey('测试贸易有限公司上海分公司')).not.toBe(companyKey('测试贸易有限公司'))
  })

  test('in full stays itself, so that one registered name can be told from another', () => {
    expect(nameKey('测试贸易（上海）有限公司')).toBe(nameKey('测试贸易(上海) 有限公司'))
    expect(nameKey('上海测试贸易有限公司')).not.toBe(nameKey('北京测试贸易有限公司'))
  })
})
