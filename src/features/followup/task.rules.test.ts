import { expect, test } from 'vitest'
import { calendarOf } from '#kernel/calendar.ts'
import { dueOf, nextDue, remindAt, sameTime, taskProblems } from './task.rules.ts'

const calendar = calendarOf({ zone: 'Asia/Shanghai', country: 'CN', settings: {} })
const in7 = calendarOf({ zone: 'Etc/GMT-1', country: 'XX', settings: {} })

test('C150 a day has no zone; a time says its day; a day ends with its last moment', () => {
  for (const zone of ['Pacific/Midway', 'America/Bogota', 'Asia/Shanghai', 'Pacific/Kiritimati'])
    expect(dueOf({ due: '2025-09-21', dueAt: null }, zone).due).toBe('2025-09-21')
  expect(dueOf({ due: '2025-09-21', dueAt: null }, 'Asia/Shanghai').dueBy).toBe('2025-09-21T15:59:59.999Z')
  expect(dueOf({ due: '2020-01-01', dueAt: '2025-09-21T16:30:00.000Z' }, 'Asia/Shanghai').due).toBe('2025-09-22')
  expect(dueOf({ due: '9999-12-31', dueAt: null }, 'America/New_York').dueBy).toBe('9999-12-31T23:59:59.999Z')
  expect(dueOf({ due: null, dueAt: null }, 'Asia/Shanghai').dueBy).toBe(null)
})

test('C151 C152 rings before it is due; a point that is over rings at once, what is late not at all', () => {
  const at = (dueAt: string, remind: 'onTime' | 'quarter' | 'hour' | 'day', now: string) =>
    remindAt({ ...dueOf({ due: null, dueAt }, 'Etc/GMT-1'), remind }, now, in7)
  expect(at('2026-03-02T09:00:00.000Z', 'quarter', '2026-03-01T00:00:00.000Z')).toBe('2026-03-02T08:45:00.000Z')
  expect(at('2026-03-02T12:00:00.000Z', 'hour', '2026-03-02T11:10:00.000Z')).toBe('2026-03-02T11:10:00.000Z')
  expect(at('2026-03-02T12:00:00.000Z', 'hour', '2026-03-02T12:10:00.000Z')).toBe(undefined)
  const day = dueOf({ due: '2026-03-02', dueAt: null }, 'Asia/Shanghai')
  expect(remindAt({ ...day, remind: 'onTime' }, '2026-03-01T00:00:00.000Z', calendar)).toBe('2026-03-02T01:00:00.000Z')
  expect(remindAt({ ...day, remind: null }, '2026-03-01T00:00:00.000Z', calendar)).toBe(undefined)
})

test('C164 what repeats comes on its next day that is not over: no heap of missed ones, no drift at month ends', () => {
  const next = (repeat: 'workday' | 'week' | 'month', due: string, today = due, repeatDay: number | null = null) =>
    nextDue({ due, repeat, repeatDay }, today, calendar)
  // Thursday 24 September 2026; the 25th to the 27th are Mid-Autumn, the 20th is a shifted workday
  expect(next('workday', '2026-09-24')).toBe('2026-09-28')
  expect(next('workday', '2026-09-18')).toBe('2026-09-20')
  expect(next('workday', '2026-09-01', '2026-09-21')).toBe('2026-09-21')
  expect(next('week', '2026-03-02', '2026-03-04')).toBe('2026-03-09')
  expect(next('week', '2026-03-02', '2026-04-20')).toBe('2026-04-20')
  expect(next('month', '2025-01-31', undefined, 31)).toBe('2025-02-28')
  expect(next('month', '2025-02-28', undefined, 31)).toBe('2025-03-31')
  expect(next('month', '2025-01-30', undefined, 30)).toBe('2025-02-28')
})

test('it keeps the hour of the clock over a change of clocks', () => {
  expect(sameTime('2026-03-06T14:00:00.000Z', '2026-03-13', 'America/New_York')).toBe('2026-03-13T13:00:00.000Z')
})

test.each([
  ['9999-12-31T23:59:59.999Z', 'Asia/Shanghai', false],
  ['9999-12-31T23:59:59.999Z', 'UTC', true],
  ['0001-01-01T00:00:00.000Z', 'Asia/Shanghai', true],
])('due at %s in %s falls on a day that there is: %s', (dueAt, zone, is) => {
  const said = taskProblems({ due: null, dueAt, remind: null, repeat: null }, zone)
  expect(said).toEqual(is ? [] : [{ key: 'kernel.badDate', path: 'dueAt' }])
})
