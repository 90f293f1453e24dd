import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import {
  addWorkdays,
  addWorkMinutes,
  calendarOf,
  calendarProblems,
  defaultCalendar,
  isWorkday,
  publishedDays,
  publishedYears,
  type WorkCalendar,
  workdayUntil,
  workMinutesBetween,
} from './calendar.ts'
import { addDays, instantOf } from './clock.ts'

const machineZone = process.env.TZ
afterAll(() => {
  if (machineZone === undefined) delete process.env.TZ
  else process.env.TZ = machineZone
})

const china = defaultCalendar
const austria: WorkCalendar = { ...china, country: 'AT', zone: 'Europe/Vienna' }
const at = (date: string, time: string, calendar = china) => instantOf(date, time, calendar.zone)

describe('workdays', () => {
  test('follow the published Chinese year with its shifted workdays, on a machine in any zone', () => {
    for (const zone of ['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati']) {
      process.env.TZ = zone
      expect(isWorkday('2026-02-14', china)).toBe(true) // a Saturday worked for the Spring Festival
      expect(isWorkday('2026-02-16', china)).toBe(false) // a Monday off
      expect(isWorkday('2026-02-24', china)).toBe(true)
      expect(isWorkday('2025-10-01', china)).toBe(false)
      expect(isWorkday('2025-09-28', china)).toBe(true) // a Sunday worked
    }
  })

  test('are Monday to Friday in other countries and in years not published yet', () => {
    expect(isWorkday('2026-02-14', austria)).toBe(false)
    expect(isWorkday('2026-02-16', austria)).toBe(true)
    expect(isWorkday('2099-10-01', china)).toBe(true)
    expect(isWorkday('2099-10-03', china)).toBe(false)
    expect(() => isWorkday('2026-02-30', china)).toThrow(RangeError)
  })

  test("give way to the organisation's own exceptions", () => {
    const own: WorkCalendar = { ...china, overrides: { '2026-02-14': 'off', '2026-02-16': 'work' } }
    expect([isWorkday('2026-02-14', own), isWorkday('2026-02-16', own)]).toEqual([false, true])
  })

  test('are counted over the Spring Festival', () => {
    expect(addWorkdays('2026-02-13', 1, china)).toBe('2026-02-14')
    expect(addWorkdays('2026-02-13', 2, china)).toBe('2026-02-24')
    expect(addWorkdays('2026-02-24', -1, china)).toBe('2026-02-14')
    expect(addWorkdays('2026-02-15', 0, china)).toBe('2026-02-15')
    expect(() => addWorkdays('2026-02-15', 1.5, china)).toThrow(RangeError)
    expect(() => addWorkdays('2026-02-15', 1e9, china)).toThrow(RangeError)
  })

  test('end in a fault, not in an endless loop, where nobody ever works', () => {
    const overrides = Object.fromEntries(
      Array.from({ length: 16_000 }, (_, i) => [addDays('2026-01-01', i), 'off' as const]),
    )
    expect(() => addWorkdays('2026-01-01', 1, { ...china, overrides })).toThrow(RangeError)
  })

  test('forth and back again come to the same workday', () => {
    const day = fc.integer({ min: 0, max: 9_000 }).map(n => addDays('2004-01-01', n))
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 300 }), (date, n) => {
        fc.pre(isWorkday(date, china))
        expect(addWorkdays(addWorkdays(date, n, china), -n, china)).toBe(date)
      }),
    )
  })

  test('are published for the years up to the last known, without a hole', () => {
    const years = publishedYears('CN')
    expect(years).toContain(2026)
    expect((years.at(-1) ?? 0) - (years[0] ?? 0) + 1).toBe(years.length)
    expect(publishedYears('AT')).toEqual([])
  })
})

describe('working minutes', () => {
  test('count only working hours of workdays', () => {
    expect(workMinutesBetween(at('2026-03-02', '10:00'), at('2026-03-02', '11:30'), china)).toBe(90)
    expect(workMinutesBetween(at('2026-03-02', '17:30'), at('2026-03-03', '09:15'), china)).toBe(45)
    expect(workMinutesBetween(at('2026-03-06', '17:00'), at('2026-03-09', '10:00'), china)).toBe(120)
    expect(workMinutesBetween(at('2026-02-13', '17:00'), at('2026-02-24', '10:00'), china)).toBe(60 + 540 + 60)
    expect(workMinutesBetween(at('2026-03-07', '08:00'), at('2026-03-08', '20:00'), china)).toBe(0)
    expect(workMinutesBetween(at('2026-03-03', '09:15'), at('2026-03-02', '17:30'), china)).toBe(-45)
  })

  test('leave out a lunch break and are right on the day clocks change', () => {
    const lunch: WorkCalendar = {
      ...china,
      hours: [
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '18:00' },
      ],
    }
    expect(workMinutesBetween(at('2026-03-02', '11:30'), at('2026-03-02', '13:30'), lunch)).toBe(60)
    const night: WorkCalendar = {
      ...austria,
      hours: [{ from: '00:00', to: '06:00' }],
      overrides: { '2026-03-29': 'work' },
    }
    expect(workMinutesBetween(at('2026-03-29', '00:00', night), at('2026-03-29', '23:00', night), night)).toBe(300)
  })

  test('of two stretches are those of the whole', () => {
    const instant = fc
      .integer({ min: 0, max: 60 * 24 * 40 })
      .map(n => new Date(Date.parse('2026-02-01T00:00:00Z') + n * 60_000))
    fc.assert(
      fc.property(instant, instant, instant, (a, b, c) => {
        const parts = workMinutesBetween(a, b, china) + workMinutesBetween(b, c, china)
        expect(parts).toBe(workMinutesBetween(a, c, china))
      }),
    )
  })

  test('are refused over centuries', () => {
    expect(() => workMinutesBetween(at('1900-01-01', '00:00'), at('2026-01-01', '00:00'), china)).toThrow(RangeError)
  })
})

test('hours out of order and days that do not exist are named', () => {
  expect(calendarProblems(china)).toEqual([])
  const bad = {
    hours: [
      { from: '18:00', to: '09:00' },
      { from: '08:00', to: '25:00' },
    ],
    overrides: { '2026-02-30': 'off' as const },
  }
  expect(calendarProblems(bad)).toEqual([
    { key: 'calendar.badHours', path: 'hours.0' },
    { key: 'calendar.badHours', path: 'hours.1' },
    { key: 'calendar.badDate', path: 'overrides.2026-02-30' },
  ])
})

describe('an organisation’s own calendar', () => {
  const org = { zone: 'Asia/Shanghai', country: 'CN', settings: {} }
  const own = {
    hours: [{ from: '08:30', to: '12:00' }],
    days: [
      { date: '2026-10-08', kind: 'off', name: '厂休' },
      { date: '2026-10-11', kind: 'work', name: null },
    ],
  }

  test('is the usual one until it is set, and stronger than what is published then', () => {
    expect(calendarOf(org)).toEqual(china)
    const set = calendarOf({ ...org, settings: { calendar: own } })
    expect([isWorkday('2026-10-08', set), isWorkday('2026-10-11', set), isWorkday('2026-10-12', set)]).toEqual([
      false,
      true,
      true,
    ])
    expect(workMinutesBetween(at('2026-10-11', '08:00'), at('2026-10-11', '18:00'), set)).toBe(210)
  })

  test('tells of a day off on the last workday before it', () => {
    expect(workdayUntil('2026-10-07', china)).toBe('2026-09-30')
    expect(workdayUntil('2026-10-08', china)).toBe('2026-10-08')
  })

  test('shows what the country announced, and nothing of others', () => {
    const days = publishedDays(2026, 'CN')
    expect(days.find(day => day.date === '2026-10-01')).toEqual({
      date: '2026-10-01',
      kind: 'off',
      name: { en: 'National Day', zh: '国庆节' },
    })
    expect(days.find(day => day.date === '2026-02-14')?.kind).toBe('work')
    expect(days.map(day => day.date)).toEqual(days.map(day => day.date).toSorted())
    expect([publishedDays(2026, 'AT'), publishedDays(2099, 'CN')]).toEqual([[], []])
  })
})

describe('an instant so many working minutes on', () => {
  const minutes = fc.integer({ min: 1, max: 20_000 })
  const start = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-10-01'), noInvalidDate: true })
  test('is so many working minutes away, whenever one begins', () =>
    fc.assert(
      fc.property(start, minutes, (from, n) => {
        const on = addWorkMinutes(from, n, china)
        expect(workMinutesBetween(from, on, china)).toBe(n)
      }),
      { numRuns: 60 },
    ))
  test('skips holidays, and a calendar without hours ends', () => {
    expect(addWorkMinutes(at('2026-09-30', '17:30'), 60, china)).toEqual(at('2026-10-08', '09:30'))
    expect(() => addWorkMinutes(at('2026-09-30', '17:30'), 60, { ...china, hours: [] })).toThrow(RangeError)
  })
})
