import { expect, test } from 'vitest'
import { render, type TextValues } from '#kernel/text.ts'
import { dayOf, shortDay } from './day.ts'
import { timeFor } from './nextTimes.ts'
import { uiText } from './ui.text.ts'
import type { Say } from './useText.tsx'
import { daysSince, exact, relative, timeLeft } from './when.ts'

const say =
  (lang: 'en' | 'zh'): Say<typeof uiText> =>
  (key, ...values: [TextValues?]) =>
    render(uiText[key], lang, values[0])
const shanghai = { locale: 'zh-CN', zone: 'Asia/Shanghai' }
const now = new Date('2026-06-11T02:20:00Z') // Thursday 10:20 there

test.each([
  ['2026-06-11T02:19:40Z', '刚刚'],
  ['2026-06-11T01:42:00Z', '38分钟前'],
  ['2026-06-11T00:15:00Z', '08:15'],
  ['2026-06-10T08:20:00Z', '昨天 16:20'],
  ['2026-06-05T08:20:00Z', '6月5日'],
  ['2025-06-05T08:20:00Z', '2025年6月5日'],
])('%s reads %s', (at, words) => expect(relative(new Date(at), now, shanghai, say('zh'))).toBe(words))

test('C158 near midnight an instant belongs to the day of the organisation, not of the browser', () => {
  expect(dayOf(new Date('2026-06-10T16:30:00Z'), 'Asia/Shanghai')).toBe('2026-06-11')
  expect(dayOf(new Date('2026-06-10T16:30:00Z'), 'Europe/London')).toBe('2026-06-10')
  expect(relative(new Date('2026-06-10T16:30:00Z'), now, shanghai, say('zh'))).toBe('00:30')
})

test('a calendar day is never shifted, whatever the zone', () => {
  expect(shortDay('2026-06-25', '2026-06-11', 'en-US')).toBe('25 Jun')
  // the day first wherever it is written
  expect(exact(now, 'en-US', 'Asia/Shanghai')).toBe('11 Jun 2026, 10:20')
  expect(shortDay('2026-06-25', '2026-06-11', 'zh-CN')).toBe('6月25日')
})

test('a clock says the time left or how late it is', () => {
  expect(timeLeft(new Date('2026-06-11T06:20:00Z'), now, say('zh'))).toEqual({ text: '剩4小时', late: false })
  expect(timeLeft(new Date('2026-06-08T02:20:00Z'), now, say('en'))).toEqual({ text: '3 d late', late: true })
})

test('the next step’s chips are working times of the organisation: Friday on a Friday is next week', () => {
  expect(timeFor('inHours', now, 'Asia/Shanghai').toISOString()).toBe('2026-06-11T04:20:00.000Z')
  expect(timeFor('tomorrow', now, 'Asia/Shanghai').toISOString()).toBe('2026-06-12T02:00:00.000Z')
  expect(timeFor('friday', now, 'Asia/Shanghai').toISOString()).toBe('2026-06-12T02:00:00.000Z')
  expect(timeFor('friday', new Date('2026-06-12T02:00:00Z'), 'Asia/Shanghai').toISOString()).toBe(
    '2026-06-19T02:00:00.000Z',
  )
  expect(exact(new Date('2026-06-12T02:00:00Z'), 'zh-CN', 'Asia/Shanghai')).toContain('10:00')
})

test('a stay of less than a day is none, also where the clock is behind the server', () => {
  const later = (ms: number) => daysSince(now, new Date(now.getTime() + ms))
  expect([-1500, 0, 86_399_999, 86_400_000, 200_000_000].map(later)).toEqual([0, 0, 0, 1, 2])
})
