import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ColumnDates, columnDateOrder } from './dates.ts'
import { type InstantRule, parseDay, parseInstant } from './instants.ts'

const rule = (order: ColumnDates, years?: 'past' | 'near'): InstantRule => ({
  order,
  years,
  today: '2026-11-25',
  zone: 'Asia/Shanghai',
})
const read = (cell: string, order: ColumnDates = 'plain', years?: 'past' | 'near') => {
  const parsed = parseDay(cell, rule(order, years))
  return parsed.ok ? parsed.value : parsed.reason.key
}
const column = (...cells: string[]) => cells.map(cell => read(cell, columnDateOrder(cells)))
const instant = (cell: string, zone = 'Asia/Shanghai') => {
  const parsed = parseInstant(cell, { ...rule('dmy'), zone })
  return parsed.ok ? parsed.value : parsed.reason.key
}

test('C091 Excel serial 45658 and 31/12/2024 are days; unknown text is a reason', () => {
  expect(column('45658', '31/12/2024')).toEqual(['2025-01-01', '2024-12-31'])
  expect(column('soon', '0000-00-00')).toEqual(['exchange.dateNot', 'exchange.dateNotReal'])
})

test('C092 a bare year is refused as one, the other cells are read', () => {
  expect(column('2022', '2023年', '2024-05-06', '2024-05', '2024年5月')).toEqual([
    'exchange.dateOnlyYear',
    'exchange.dateOnlyYear',
    '2024-05-06',
    'exchange.dateOnlyMonth',
    'exchange.dateOnlyMonth',
  ])
})

test('C093 a birth in 58 is 1958, never 2058; a field without a rule refuses two digits', () => {
  expect(read('15/03/58', 'dmy', 'past')).toBe('1958-03-15')
  expect(read('24/11/26', 'dmy', 'past')).toBe('2026-11-24')
  expect(read('26/11/26', 'dmy', 'past')).toBe('1926-11-26')
  expect(read('15/03/58', 'dmy', 'near')).toBe('1958-03-15')
  expect(read('15/03/45', 'dmy', 'near')).toBe('2045-03-15')
  expect(read('15/03/58', 'dmy')).toBe('exchange.dateTwoDigitYear')
})

test.each([
  ['2026-11-25', '2026-11-25'],
  ['2026/11/5', '2026-11-05'],
  ['2026.1.5', '2026-01-05'],
  ['2026年11月25日', '2026-11-25'],
  ['２０２６年１月５号', '2026-01-05'],
  ['20261125', '2026-11-25'],
  ['2026年11月25日 星期三', '2026-11-25'],
  ['2026年11月25日（周三）', '2026-11-25'],
  ['Wednesday, November 25, 2026', '2026-11-25'],
  ['25 Nov 2026', '2026-11-25'],
  ['25-Nov-2026', '2026-11-25'],
  ['Nov 25, 2026', '2026-11-25'],
  ['45384.34789', '2024-04-02'],
  ['2021-01-01T00:00:00', '2021-01-01'],
  ['2026-11-25 10:30', '2026-11-25'],
  ['2024-07-31T16:07:55.102Z', '2024-08-01'],
  ['12/31/2024', '2024-12-31'],
  ['05/05/2024', '2024-05-05'],
])('%s is %s', (cell, day) => {
  expect(column(cell)).toEqual([day])
})

test.each([
  ['2026-02-30', 'exchange.dateNotReal'],
  ['31/04/2024', 'exchange.dateNotReal'],
  ['2026-13-01', 'exchange.dateNotReal'],
  ['03/04/2024', 'exchange.dateUnclear'],
  ['45', 'exchange.dateNot'],
  ['1.5', 'exchange.dateNot'],
  ['2026-11-25 25:00', 'exchange.dateNot'],
  ['########', 'exchange.cellHashes'],
  ['99/99/2024', 'exchange.dateNotReal'],
  ['32/13/2024', 'exchange.dateNotReal'],
])('%s is refused', (cell, key) => {
  expect(column(cell)).toEqual([key])
})

test('one certain cell decides day or month for its column', () => {
  expect(column('03/04/2024', '31/12/2024')).toEqual(['2024-04-03', '2024-12-31'])
  expect(column('03/04/2024', '12/31/2024')).toEqual(['2024-03-04', '2024-12-31'])
  expect(column('03/04/2024 10:00', '31/12/2024 9:05')).toEqual(['2024-04-03', '2024-12-31'])
  expect(column('03/04/2024', '31/12/2024', '12/31/2024')).toEqual(['exchange.dateUnclear', '2024-12-31', '2024-12-31'])
})

test.each([
  ['2024-07-31T16:07:55.102Z', '2024-07-31T16:07:55.102Z'],
  ['2026-11-25 10:30:00 +0800', '2026-11-25T02:30:00.000Z'],
  ['2026-11-25 10:30', '2026-11-25T02:30:00.000Z'],
  ['2026/11/25 下午 3:30', '2026-11-25T07:30:00.000Z'],
  ['2026年11月25日15时30分', '2026-11-25T07:30:00.000Z'],
  ['25/11/2026 12:05 AM', '2026-11-24T16:05:00.000Z'],
  ['45384.34789', '2024-04-02T00:20:58.000Z'],
  ['2026-11-25', '2026-11-24T16:00:00.000Z'],
  ['2026-11-25 13:00 pm', 'exchange.timeNot'],
  ['2026-11-25 24:00', 'exchange.timeNot'],
  ['soon', 'exchange.dateNot'],
])('the instant %s is %s', (cell, value) => {
  expect(instant(cell)).toBe(value)
})

test('a wall clock is read in the zone of the organisation', () => {
  expect(instant('2026-07-01 12:00', 'America/New_York')).toBe('2026-07-01T16:00:00.000Z')
  expect(instant('2026-01-01 12:00', 'America/New_York')).toBe('2026-01-01T17:00:00.000Z')
})

test('every day reads back from every way of writing it', () => {
  const days = fc
    .date({ min: new Date('1930-01-01'), max: new Date('2170-01-01'), noInvalidDate: true })
    .map(date => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(days, day => {
      const [y = '', m = '', d = ''] = day.split('-')
      const serial = Math.round((Date.parse(day) - Date.parse('1899-12-30')) / 86_400_000)
      for (const cell of [day, `${y}/${+m}/${+d}`, `${y}年${+m}月${+d}日`, `${y}${m}${d}`, String(serial)])
        expect(read(cell)).toBe(day)
      expect(read(`${d}/${m}/${y}`, 'dmy')).toBe(day)
      expect(read(`${m}/${d}/${y}`, 'mdy')).toBe(day)
    }),
  )
})
