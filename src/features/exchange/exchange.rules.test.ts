import { expect, test } from 'vitest'
import { unknownValues } from './exchange.rules.ts'

const names = (...all: string[]) => all.map(name => ({ name, also: [] }))
const counted = (...all: string[]) => all.map(value => ({ value, count: 1 }))

test('values that are not known are told, with the one they nearly are', () => {
  expect(unknownValues(counted('GTXPro', 'GTX Pro', 'gtx pro', 'Other'), names('GTX Pro', 'GTX Basic'))).toEqual([
    { value: 'GTXPro', count: 1, suggestion: 'GTX Pro' },
    { value: 'Other', count: 1, suggestion: undefined },
  ])
})

test('what two names nearly are is neither of them', () => {
  expect(unknownValues(counted('AB'), names('A B', 'A-B'))).toEqual([{ value: 'AB', count: 1, suggestion: undefined }])
})

test('a name of the other language is known, and one that nearly is it means the same', () => {
  const won = [{ name: '赢单', also: ['Won', 'won', '赢单'] }]
  expect(unknownValues(counted('WON', '赢单', 'W-O-N'), won)).toEqual([
    { value: 'W-O-N', count: 1, suggestion: '赢单' },
  ])
})
