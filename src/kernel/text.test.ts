import { expect, test } from 'vitest'
import { wishedLang } from './text.ts'

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
