import { expect, test } from 'vitest'
import { langs, render, wishedLang } from './text.ts'

test.each([
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['zh-Hant-TW', 'zh'],
  ['ZH', 'zh'],
  ['en-US,en;q=0.5', 'en'],
  ['de-DE,zh;q=0.4', 'en'],
  ['en;q=0.3, zh-HK;q=0.8', 'zh'],
  ['zh;q=0, en', 'en'],
  ['zha', 'en'],
  ['*', undefined],
  ['', undefined],
  [undefined, undefined],
])('a browser that asks for %s wishes %s', (header, lang) => {
  expect(wishedLang(header)).toBe(lang)
})

test.each([
  ['{open} {currency} are open.', { open: '7099.9', currency: 'CNY' }, '7,099.90 CNY are open.'],
  ['{open} {currency} are open.', { open: '70999', currency: 'JPY' }, '70,999 JPY are open.'],
  [
    '{open} {currency} of {waiting} {currency}',
    { open: '0', waiting: '1234567.8', currency: 'KWD' },
    '0.000 KWD of 1,234,567.800 KWD',
  ],
  ['over {limit} by {over}', { limit: '1500000', over: '27859.93' }, 'over 1,500,000 by 27,859.93'],
  // what is written already, what counts, and what is no figure stays
  ['{left} {currency}', { left: '7,099.90', currency: 'CNY' }, '7,099.90 CNY'],
  ['at most {limit}', { limit: 5000 }, 'at most 5000'],
  ['{value} (over {limit})', { value: '244500', limit: '200000' }, '244500 (over 200000)'],
  ['{number} in {currency}', { number: '25312000000012345678', currency: 'CNY' }, '25312000000012345678 in CNY'],
  ['{left} {currency} of {order}', { left: '12', currency: '?' }, '12 ? of {order}'],
  ['{left} {currency}', {}, '{left} {currency}'],
] as const)('an amount in the sentence “%s” is written as amounts are', (text, values, said) => {
  for (const lang of langs) expect(render({ en: text, zh: text }, lang, values)).toBe(said)
})

test.each([
  [1, '1 order is open'],
  ['1', '1 order is open'],
  [0, '0 orders are open'],
  [21, '21 orders are open'],
  ['1,000', '1,000 orders are open'],
] as const)('%s is counted as one or as many', (count, said) => {
  const label = { en: '{count:order is|orders are} open', zh: '{count} 张订单未完成' }
  expect(render(label, 'en', { count })).toBe(said)
  expect(render(label, 'zh', { count })).toBe(`${count} 张订单未完成`)
  expect(render(label, 'en')).toBe(label.en)
})
