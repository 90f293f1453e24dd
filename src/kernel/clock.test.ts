import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  addMonthsEndOfMonth,
  dayOf,
  dayRange,
  daysBetween,
  endOfMonth,
  fixedClock,
  instantOf,
  isDate,
  isTime,
  isZone,
  monthRange,
  onDayOfMonth,
  startOfMonth,
  systemClock,
  timeOf,
  today,
  weekday,
} from './clock.ts'

const machineZone = process.env.TZ
afterEach(() => {
  if (machineZone === undefined) delete process.env.TZ
  else process.env.TZ = machineZone
})

const zones = [
  'Pacific/Pago_Pago',
  'Pacific/Honolulu',
  'America/Los_Angeles',
  'America/New_York',
  'America/St_Johns',
  'America/Sao_Paulo',
  'America/Havana',
  'Atlantic/Azores',
  'UTC',
  'Europe/London',
  'Europe/Vienna',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Tehran',
  'Asia/Kathmandu',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
]
const anyZone = fc.constantFrom(...zones)
const anyDay = fc.integer({ min: 0, max: 40_000 }).map(n => addDays('1995-01-01', n))

describe('a date', () => {
  test('must exist', () => {
    expect(['2024-02-29', '0001-01-01', '9999-12-31', '2026-12-31'].every(isDate)).toBe(true)
    const bad = [
      '2026-02-30',
      '2025-02-29',
      '1900-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-01-00',
      '2026-04-31',
      '0000-01-01',
    ]
    for (const text of [
      ...bad,
      '2026-1-1',
      '26-01-01',
      '2026/01/01',
      '2026-01-01T00:00',
      ' 2026-01-01',
      '２０２６-01-01',
      '',
    ])
      expect(isDate(text), text).toBe(false)
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError)
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
    expect(() => addMonths('0001-01-01', -1)).toThrow(RangeError)
    expect(() => addDays('2026-01-01', Number.NaN)).toThrow(RangeError)
    expect(() => addDays('2026-01-01', 1e15)).toThrow(RangeError)
  })

  test('moves by days and knows its weekday', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(addDays('0099-12-31', 1)).toBe('0100-01-01')
    expect(daysBetween('2025-12-31', '2026-03-01')).toBe(60)
    expect(['2026-10-05', '2026-10-11', '1969-12-31', '1970-01-01'].map(weekday)).toEqual([1, 7, 3, 4])
  })

  test('moves by months with clamping, never past the month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29')
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
    expect(addMonths('2026-01-15', -13)).toBe('2024-12-15')
    expect(endOfMonth('2026-02-10')).toBe('2026-02-28')
    expect(startOfMonth('2026-02-10')).toBe('2026-02-01')
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -500, max: 500 }), (date, n) => {
        const moved = addMonths(date, n)
        const month = (d: string) => Number(d.slice(0, 4)) * 12 + Number(d.slice(5, 7))
        expect(month(moved)).toBe(month(date) + n)
        expect(moved.slice(8) === date.slice(8) || moved === endOfMonth(moved)).toBe(true)
        expect(addDays(date, daysBetween(date, moved))).toBe(moved)
      }),
    )
  })

  test('C162 a term of one month, end of month, from a document in February is 31 March', () => {
    expect(addMonthsEndOfMonth('2025-02-28', 1)).toBe('2025-03-31')
    expect(addMonthsEndOfMonth('2025-02-10', 1)).toBe('2025-03-31')
    expect(addMonthsEndOfMonth('2025-01-31', 1)).toBe('2025-02-28')
  })

  test('C164 45 days and then the 15th is 15 May for documents of 30 and 31 March', () => {
    expect(onDayOfMonth(addDays('2025-03-30', 45), 15)).toBe('2025-05-15')
    expect(onDayOfMonth(addDays('2025-03-31', 45), 15)).toBe('2025-05-15')
    expect(onDayOfMonth('2025-01-31', 30)).toBe('2025-02-28')
    expect(onDayOfMonth('2025-02-28', 31)).toBe('2025-02-28')
    expect(() => onDayOfMonth('2025-01-31', 0)).toThrow(RangeError)
  })

  test('C150 is the same day for every user and on a machine in any zone', () => {
    for (const machine of ['America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      process.env.TZ = machine
      expect(addDays('2025-09-21', 0)).toBe('2025-09-21')
      expect(addMonths('2025-09-21', 1)).toBe('2025-10-21')
      expect(dayOf(new Date('2025-09-21T12:00:00Z'), 'Asia/Shanghai')).toBe('2025-09-21')
      expect(instantOf('2025-09-21', '08:00', 'Asia/Shanghai').toISOString()).toBe('2025-09-21T00:00:00.000Z')
    }
  })
})

describe('a zone', () => {
  test('C148 decides what day it is, so a deal expected on the 23rd is overdue at 05:00 on the 24th', () => {
    const clock = fixedClock('2025-08-23T22:00:00Z')
    expect(today(clock, 'Asia/Bangkok') > '2025-08-23').toBe(true)
    expect(today(clock, 'UTC')).toBe('2025-08-23')
  })

  test('C151 a reminder 15 minutes before a meeting at 10:00 comes at 09:45 there', () => {
    const meeting = instantOf('2026-01-20', '10:00', 'Europe/Vienna')
    const reminder = new Date(meeting.getTime() - 15 * 60_000)
    expect([reminder.toISOString(), timeOf(reminder, 'Europe/Vienna')]).toEqual(['2026-01-20T08:45:00.000Z', '09:45'])
  })

  test('C158 an order at 23:30 UTC belongs to the next day at UTC+1, in the list and in the summary', () => {
    const order = new Date('2026-01-10T23:30:00Z')
    const { start, end } = dayRange('2026-01-11', 'Europe/Vienna')
    expect(dayOf(order, 'Europe/Vienna')).toBe('2026-01-11')
    expect(start <= order && order < end).toBe(true)
  })

  test('C160 January is 1 January to 1 February, end exclusive', () => {
    const { start, end } = monthRange('2026-01-31', 'Asia/Shanghai')
    expect([start.toISOString(), end.toISOString()]).toEqual(['2025-12-31T16:00:00.000Z', '2026-01-31T16:00:00.000Z'])
  })

  test('C165 a price rule that ends at 15:30 in a UTC+2 zone still holds at 15:00 there', () => {
    const end = instantOf('2026-07-01', '15:30', 'Europe/Vienna')
    expect(instantOf('2026-07-01', '15:00', 'Europe/Vienna') < end).toBe(true)
    expect(end.toISOString()).toBe('2026-07-01T13:30:00.000Z')
  })

  test('moves a skipped time on by the gap and takes the first of a repeated one', () => {
    expect(instantOf('2026-03-29', '02:30', 'Europe/Vienna').toISOString()).toBe('2026-03-29T01:30:00.000Z')
    expect(instantOf('2026-10-25', '02:30', 'Europe/Vienna').toISOString()).toBe('2026-10-25T00:30:00.000Z')
    expect(instantOf('2018-11-04', '00:00', 'America/Sao_Paulo').toISOString()).toBe('2018-11-04T03:00:00.000Z')
    expect(instantOf('2026-11-01', '00:30', 'America/Havana').toISOString()).toBe('2026-11-01T04:30:00.000Z')
    const { start, end } = dayRange('2026-03-29', 'Europe/Vienna')
    expect((end.getTime() - start.getTime()) / 3_600_000).toBe(23)
  })

  test('from −11 to +14: days follow each other without gap, and every instant is in exactly its own day', () => {
    fc.assert(
      fc.property(anyDay, anyZone, fc.integer({ min: 0, max: 86_399_999 }), (date, zone, inside) => {
        const { start, end } = dayRange(date, zone)
        expect(dayRange(addDays(date, 1), zone).start).toEqual(end)
        fc.pre(start < end) // 2011-12-30 never was in Samoa
        expect(dayOf(start, zone)).toBe(date)
        expect(dayOf(new Date(end.getTime() - 1), zone)).toBe(date)
        expect(dayOf(new Date(start.getTime() - 1), zone)).not.toBe(date)
        const instant = new Date(start.getTime() + (inside % (end.getTime() - start.getTime())))
        expect(dayOf(instant, zone)).toBe(date)
      }),
      { numRuns: 400 },
    )
  })

  test('from −11 to +14: a wall clock time comes back as itself unless clocks skipped it', () => {
    const anyTime = fc
      .integer({ min: 0, max: 1439 })
      .map(n => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`)
    let skipped = 0
    fc.assert(
      fc.property(anyDay, anyTime, anyZone, (date, time, zone) => {
        const instant = instantOf(date, time, zone)
        if (timeOf(instant, zone) === time) expect(dayOf(instant, zone)).toBe(date)
        else skipped++
      }),
      { numRuns: 1000 },
    )
    expect(skipped).toBeLessThan(10)
  })

  test('of −11 and of +14 are a day and an hour apart', () => {
    expect(dayOf(new Date('2026-05-01T10:30:00Z'), 'Pacific/Pago_Pago')).toBe('2026-04-30')
    expect(dayOf(new Date('2026-05-01T10:30:00Z'), 'Pacific/Kiritimati')).toBe('2026-05-02')
    expect([isZone('Asia/Shanghai'), isZone('Mars/Base'), isZone('')]).toEqual([true, false, false])
  })
})

test('a time of day is hours and minutes, seconds if wanted', () => {
  expect(['00:00', '23:59', '09:30:15'].every(isTime)).toBe(true)
  expect(['24:00', '9:30', '12:60', '12', ''].some(isTime)).toBe(false)
  expect(() => instantOf('2026-01-01', '24:00', 'UTC')).toThrow(RangeError)
})

test('the system clock goes on and a fixed one stands', () => {
  const before = systemClock.now()
  expect(systemClock.now().getTime() - before.getTime()).toBeLessThan(5_000)
  const clock = fixedClock('2026-01-01T00:00:00Z')
  expect(clock.now()).toEqual(clock.now())
  expect(() => fixedClock('yesterday')).toThrow(RangeError)
})
