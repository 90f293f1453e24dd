import { expect, test } from 'vitest'
import { filledFor, madeOf, mostOf, type OnPaper, ofKit } from './parts.ts'

const row = (key: string, perKit: string, qty: string, most = qty): OnPaper => ({
  key,
  lineId: key.slice(0, 1),
  perKit,
  qty,
  most,
})
const filled = (count: string, rows: readonly OnPaper[]) => Object.fromEntries(filledFor(count, rows))

test.each([
  ['as many as the part that is shortest', [row('a', '2', '7'), row('b', '1', '9')], 2, '3'],
  ['a part in two places counts with both', [row('a1', '2', '3'), row('a2', '2', '3'), row('b', '1', '9')], 2, '3'],
  ['none where a part is not there', [row('a', '2', '7')], 2, '0'],
  ['none where a part is at nothing', [row('a', '2', '0'), row('b', '1', '9')], 2, '0'],
  ['in parts of a unit', [row('a', '0.5', '1.4'), row('b', '1', '2')], 2, '2'],
] as const)('whole kits that parts make: %s', (_, rows, parts, made) => {
  expect(madeOf(rows, parts)).toBe(made)
})

test('two whole kits fill their parts by what is in one', () => {
  expect(filled('2', [row('a', '2', '6'), row('b', '0.5', '3')])).toEqual({ a: '4', b: '1' })
})
test('none takes all of them off', () => {
  expect(filled('0', [row('a', '2', '6'), row('b', '1', '3')])).toEqual({ a: '0', b: '0' })
})
test('more than is there fills what whole kits it makes, in every part', () => {
  const rows = [row('a', '2', '0', '5'), row('b', '1', '0', '9')]
  expect(mostOf(rows)).toBe('2')
  expect(filled('7', rows)).toEqual({ a: '4', b: '2' })
})
test('what lies in two places is taken from one after the other', () => {
  const rows = [row('a1', '2', '3'), row('a2', '2', '3', '9'), row('b', '1', '9')]
  expect(filled('4', rows)).toEqual({ a1: '3', a2: '5', b: '4' })
})

test('a part says of which kit it is, how much of it is in one, and how many parts move alike', () => {
  const line = (id: string, kitLineId: string | null, fulfil = 'ship') => ({
    ...{ id, name: `${id}!`, fulfil, kitLineId },
    perKit: kitLineId && '2.000',
  })
  const lines = [line('kit', null), line('a', 'kit'), line('b', 'kit'), line('c', 'kit', 'accept'), line('alone', null)]
  expect(ofKit(lines, lines[1])).toEqual({ lineId: 'kit', name: 'kit!', perKit: '2', parts: 2 })
  expect(ofKit(lines, lines[4])).toBe(null)
  expect(ofKit(lines, undefined)).toBe(null)
})
