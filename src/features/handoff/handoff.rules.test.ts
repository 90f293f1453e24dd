import { expect, test } from 'vitest'
import { calendarOf } from '#kernel/calendar.ts'
import { lateSince, minutesSince } from './handoff.rules.ts'

const calendar = calendarOf({ zone: 'Asia/Shanghai', country: 'CN', settings: {} })
const now = '2026-11-26T07:00:00.000Z'

test.each([1, 30, 540, 2700, 27_000])(
  'what is late of %i working minutes began at that instant, and not a moment later',
  allowed => {
    const since = lateSince(now, allowed, calendar)
    expect(minutesSince(since, now, calendar)).toBeGreaterThan(allowed)
    const after = new Date(Date.parse(since) + 1).toISOString()
    expect(minutesSince(after, now, calendar)).toBeLessThanOrEqual(allowed)
  },
)

test('where more is allowed than three years have, nothing is late', () => {
  expect(lateSince(now, 500_000, calendar)).toBe(new Date(0).toISOString())
})
