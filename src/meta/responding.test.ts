import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarOf, isWorkday } from '#kernel/calendar.ts'
import { dayOf, timeOf } from '#kernel/clock.ts'
import { type ClockOrg, minutesTaken, nextRung, respondByOf, stoodStill } from './responding.ts'

// around the week of National Day 2025: a shifted workday on Sunday 28 September, days off from 1 to 8 October
const from = Date.parse('2025-09-25T00:00:00Z')
const instant = fc.integer({ min: 0, max: 16 * 24 * 60 }).map(minute => new Date(from + minute * 60_000).toISOString())
const zones = fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Pacific/Auckland', 'Europe/Berlin')
const hours = fc.constantFrom(undefined, [
  { from: '08:30', to: '12:00' },
  { from: '13:30', to: '17:45' },
])

type Own = readonly { readonly from: string; readonly to: string }[] | undefined
const org = (zone: string, own?: Own, responding: object = {}): ClockOrg => ({
  zone,
  country: zone === 'Asia/Shanghai' ? 'CN' : 'US',
  settings: { ...(own && { calendar: { hours: own, days: [] } }), responding: { on: true, ...responding } },
})

type Hour = { readonly works: boolean; readonly time: string }
const hoursKnown = new Map<string, Hour>()
/** The clock on the wall at the beginning of an hour; the zones of this test are whole hours apart. */
function hourOf({ zone, ...rest }: ReturnType<typeof calendarOf>, hour: number): Hour {
  const key = `${zone} ${hour}`
  const at = new Date(hour * 3_600_000)
  const known = hoursKnown.get(key) ?? {
    works: isWorkday(dayOf(at, zone), { zone, ...rest }),
    time: timeOf(at, zone).slice(0, 2),
  }
  hoursKnown.set(key, known)
  return known
}

/** One minute after the other, as a person with a watch would. */
function watched(company: ClockOrg, start: string, end: string): number {
  const calendar = calendarOf(company)
  let worked = 0
  for (let at = Date.parse(start); at < Date.parse(end); at += 60_000) {
    const { works, time: hour } = hourOf(calendar, Math.floor(at / 3_600_000))
    const time = `${hour}:${String((at / 60_000) % 60).padStart(2, '0')}`
    if (works && calendar.hours.some(span => span.from <= time && time < span.to)) worked++
  }
  return worked
}

test('the time until the first contact is the minutes somebody was at work, holidays and shifted workdays included', () => {
  fc.assert(
    fc.property(zones, hours, fc.tuple(instant, instant), (zone, own, [a, b]) => {
      const [start = a, end = b] = [a, b].toSorted()
      const company = org(zone, own)
      expect(minutesTaken(company, start, end)).toBe(watched(company, start, end))
    }),
    { numRuns: 25 },
  )
  expect(minutesTaken(org('Asia/Shanghai'), '2025-09-26T02:00:00Z', '2025-09-26T01:00:00Z')).toBe(0)
})

test('it is due when that many minutes of work have passed, and not a minute earlier', () => {
  fc.assert(
    fc.property(zones, hours, fc.tuple(instant, fc.integer({ min: 1, max: 900 })), (zone, own, [start, minutes]) => {
      const company = org(zone, own, { minutes })
      const due = respondByOf(company, 'rule', start) ?? ''
      expect(watched(company, start, due)).toBe(minutes)
      expect(watched(company, start, new Date(Date.parse(due) - 60_000).toISOString())).toBe(minutes - 1)
    }),
    { numRuns: 25 },
  )
})

test('who made or brought in a lead has no clock, nor has anybody while it is off', () => {
  const at = '2025-09-26T02:00:00Z'
  for (const how of ['own', 'import', 'reopen'] as const) expect(respondByOf(org('Asia/Shanghai'), how, at)).toBe(null)
  const off = { ...org('Asia/Shanghai'), settings: {} }
  expect(respondByOf(off, 'rule', at)).toBe(null)
  expect(nextRung(off, { at, step: 0, paused: 0 })).toBe(undefined)
})

test('the ladder is climbed rung by rung; one that is left out is stepped over, standing still puts it off', () => {
  // Friday 10:00; the working day is 9 to 18, and the Sunday after is worked
  const at = '2025-09-26T02:00:00.000Z'
  const company = (more: object) =>
    org('Asia/Shanghai', undefined, { ownerAt: 30, managerAt: 60, reassignAt: 600, ...more })
  const rung = (more: object, step: number, paused = 0) => nextRung(company(more), { at, step, paused })
  expect(rung({}, 0)).toEqual({ rung: 1, at: '2025-09-26T02:30:00.000Z' })
  expect(rung({ managerAt: null }, 1)).toEqual({ rung: 3, at: '2025-09-28T03:00:00.000Z' })
  expect(rung({}, 1, 15)).toEqual({ rung: 2, at: '2025-09-26T03:15:00.000Z' })
  expect(rung({}, 3)).toBe(undefined)
  expect(stoodStill(company({}), at, '2025-09-26T01:00:00Z', '2025-09-26T04:00:00Z')).toBe(120)
  expect(stoodStill(company({}), '2025-09-25T02:00:00Z', '2025-09-26T01:00:00Z', '2025-09-26T04:00:00Z')).toBe(180)
})
