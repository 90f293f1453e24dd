import { expect, test } from 'vitest'
import { statementNames } from './statementName.ts'

const { nameOf, nameOfSeen } = statementNames()

test('a text of the program is named at once, always the same', () => {
  expect(nameOf('select 1')).toBeDefined()
  expect(nameOf('select 1')).toBe(nameOf('select 1'))
  expect(nameOf('select 2')).not.toBe(nameOf('select 1'))
})

test('a shape that people put together is named when it comes the third time, and stays so', () => {
  expect([1, 2].map(() => nameOfSeen('select 3'))).toEqual([undefined, undefined])
  const name = nameOfSeen('select 3')
  expect(name).toBeDefined()
  expect([1, 2, 3].map(() => nameOfSeen('select 3'))).toEqual([name, name, name])
})

test('however many shapes come, only so many are kept', () => {
  const kept = new Set<string | undefined>()
  for (let i = 0; i < 2000; i++) for (let turn = 0; turn < 3; turn++) kept.add(nameOfSeen(`select ${i} + 1`))
  expect(kept.size).toBeLessThanOrEqual(301)
  expect(nameOf('select after all')).toBeUndefined()
})
