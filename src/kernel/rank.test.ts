import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rankBetween, topRank } from './rank.ts'

const chance = fc.nat(255)

test('a key lies between its neighbours, however often one aims at the same gap', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(50), chance), { maxLength: 60 }), places => {
      const column = [topRank(1_000, 3)]
      for (const [at, luck] of places) {
        const i = at % (column.length + 1)
        const key = rankBetween(column[i - 1], column[i], luck)
        if (i > 0) expect(key > (column[i - 1] ?? '')).toBe(true)
        if (i < column.length) expect(key < (column[i] ?? '')).toBe(true)
        expect(key.endsWith('0')).toBe(false)
        column.splice(i, 0, key)
      }
    }),
  )
})

test('what is put on top later lies above', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3e12 }), fc.nat(1e6), fc.nat(61), fc.nat(61), (at, later, a, b) => {
      expect(topRank(at + later + 1, a) < topRank(at, b)).toBe(true)
    }),
  )
})

test('neighbours of the same rank do not stop a drag', () => {
  expect(rankBetween('aV', 'aV', 7) > 'aV').toBe(true)
})
