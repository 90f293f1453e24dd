import { describe, expect, test } from 'vitest'
import {
  against,
  doorProblems,
  type Holding,
  keysOf,
  lineOf,
  settingProblems,
  tooEarly,
  untilOf,
} from './registration.rules.ts'
import type { RegistrationSettings } from './registration.schema.ts'

const settings: RegistrationSettings = {
  lines: [{ name: '机床', days: 60 }],
  days: 90,
  door: 'refuse',
  approval: false,
  remindDays: 7,
}
const held = (more: Partial<Holding> = {}): Holding => ({
  id: '1',
  ownerId: 'max',
  ownerName: 'Max',
  companyName: '山海',
  lineKey: null,
  productLine: null,
  untilOn: '2026-12-31',
  ...more,
})
const paths = { subject: 'customerId', line: 'productLine' }

describe('the line', () => {
  test('is one of the company’s, however it is written; none is all of them', () => {
    expect(lineOf(settings, ' 机床 ')).toEqual({ name: '机床', days: 60 })
    expect(lineOf(settings, '  ')).toEqual({ name: null, days: 90 })
    expect(lineOf(settings, '泵')).toBeUndefined()
  })
  test('of one name stands once', () => {
    const twice = { ...settings, lines: [...settings.lines, { name: ' 机床', days: 1 }] }
    expect(settingProblems(twice)).toMatchObject([{ key: 'registration.lineTwice', path: 'lines.1.name' }])
  })
})

test('the last day counts', () => {
  expect(untilOf('2026-01-31', 1)).toBe('2026-01-31')
  expect(untilOf('2026-01-31', 30)).toBe('2026-03-01')
})

test('a renewal is for the last days', () => {
  const facts = {
    state: 'protected',
    contested: false,
    renewedAt: null,
    untilOn: '2026-12-31',
    remindDays: 7,
    isAsked: false,
  } as const
  expect(tooEarly({ ...facts, today: '2026-12-23' })).toMatchObject({ values: { from: '2026-12-24' } })
  expect(tooEarly({ ...facts, today: '2026-12-24' })).toBeUndefined()
})

test('a subject goes by its customer and by each spelling of its name once', () => {
  expect(keysOf({ customerId: 'x', names: ['ＡBC 有限公司', 'abc有限公司', ''] })).toEqual(['c:x', 'n:abc有限公司'])
})

describe('a door', () => {
  test('is shut for another line only where the line is not said', () => {
    const lathe = held({ lineKey: '机床', productLine: '机床' })
    expect(against({ ownerId: 'ann', productLine: '泵' }, [lathe])).toEqual([])
    expect(against({ ownerId: 'max', productLine: '机床' }, [lathe])).toEqual([])
    expect(doorProblems({ ownerId: 'ann', productLine: '机床' }, [lathe], paths)).toMatchObject([
      { key: 'registration.lineHeld', path: 'customerId', values: { by: 'Max', line: '机床' } },
    ])
    expect(doorProblems({ ownerId: 'ann' }, [lathe], paths)).toMatchObject([
      { key: 'registration.sayLine', path: 'productLine' },
    ])
    expect(doorProblems({ ownerId: 'ann' }, [held()], paths)).toMatchObject([{ key: 'registration.held' }])
  })
})
