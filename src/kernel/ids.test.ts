import { expect, test } from 'vitest'
import { fixedClock } from './clock.ts'
import { idMaker, idTime, isUuid, newId } from './ids.ts'

const full = (bytes: Uint8Array) => void bytes.fill(0xff)

test('an id carries its time and the marks of UUID version 7', () => {
  const make = idMaker({ clock: fixedClock('2026-03-01T08:00:00.123Z'), random: full })
  const id = make()
  expect(id).toBe('019ca869-507b-77ff-bfff-ffffffffffff')
  expect(idTime(id)).toEqual(new Date('2026-03-01T08:00:00.123Z'))
})

test('ids only grow: within a millisecond, past a full counter, and when the clock is set back', () => {
  const instants = [1_000_000, ...Array(9_000).fill(1_000_001), 999_000, 999_500, 1_000_010]
  let turn = 0
  const make = idMaker({ clock: { now: () => new Date(instants[turn++] ?? 0) }, random: full })
  const ids = instants.map(() => make())
  expect(ids).toEqual([...ids].sort())
  expect(new Set(ids).size).toBe(instants.length)
  expect(idTime(ids.at(-1) ?? '')).toEqual(new Date(1_000_010))
})

test('a hundred thousand real ids are distinct, in order and valid', () => {
  const ids = Array.from({ length: 100_000 }, newId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual([...ids].sort())
  expect(ids.every(id => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true)
  expect(Math.abs((idTime(newId())?.getTime() ?? 0) - Date.now())).toBeLessThan(5_000)
})

test('what is no UUID is told apart, and only version 7 has a time', () => {
  expect(isUuid('9B2E4F6A-0000-4000-8000-1234567890AB')).toBe(true)
  for (const bad of [
    '',
    '7',
    '9b2e4f6a0000400080001234567890ab',
    '9b2e4f6a-0000-4000-8000-1234567890ag',
    '9b2e4f6a-0000-4000-8000-1234567890ab\n',
  ])
    expect(isUuid(bad), bad).toBe(false)
  expect(idTime('9b2e4f6a-0000-4000-8000-1234567890ab')).toBeUndefined()
  expect(idTime('nonsense')).toBeUndefined()
})
