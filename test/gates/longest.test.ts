import { expect, test } from 'vitest'
import { longest } from '../longestFirst.ts'
import { tracked } from './lib/source.ts'

test('every file that begins first is there', () => {
  const names = [...tracked().keys()].map(path => path.split('/').at(-1)?.split('.')[0])
  expect(longest.filter(one => !names.includes(one))).toEqual([])
})
