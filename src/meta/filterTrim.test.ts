import { expect, test } from 'vitest'
import { trimFilter } from './filterTrim.ts'

const leaf = (field: string, value: unknown = 'x') => ({ field, op: 'is', value })
const asks = (field: string) => field !== 'secret'
const trim = (filter: unknown) => trimFilter(filter, asks)

test('what may be asked stays as it was', () => {
  const filter = { all: [leaf('a'), { any: [leaf('b', null), { not: { field: 'c', op: 'in', value: ['1', '2'] } }] }] }
  expect(trim(filter)).toEqual({ filter, dropped: 0 })
  expect(trim({ field: 'a', op: 'empty' })).toEqual({ filter: { field: 'a', op: 'empty' }, dropped: 0 })
  expect(trim({ all: [] })).toEqual({ filter: { all: [] }, dropped: 0 })
})

test('a part that may not be asked goes, its neighbours stay', () => {
  expect(trim({ all: [leaf('a'), leaf('secret')] })).toEqual({ filter: { all: [leaf('a')] }, dropped: 1 })
  expect(trim({ any: [leaf('secret'), leaf('a')] })).toEqual({ filter: { any: [leaf('a')] }, dropped: 1 })
})

test('nothing of a group that lost all its parts is left, so that the list is not empty for it', () => {
  expect(trim({ all: [leaf('a'), { any: [leaf('secret')] }] })).toEqual({ filter: { all: [leaf('a')] }, dropped: 1 })
  expect(trim(leaf('secret'))).toEqual({ filter: null, dropped: 1 })
})

test('a denied group that lost a part is left out whole: the rest would deny more', () => {
  expect(trim({ all: [leaf('a'), { not: { all: [leaf('b'), leaf('secret')] } }] })).toEqual({
    filter: { all: [leaf('a')] },
    dropped: 1,
  })
})

test.each([[null], [5], ['x'], [[]], [{}], [{ field: 5, op: 'is' }], [{ field: 'a', op: 'eval' }]])(
  'what is no condition (%j) is dropped, never a fault',
  value => {
    expect(trim(value)).toEqual({ filter: null, dropped: 1 })
  },
)

test('strangers beside the known words do not survive', () => {
  expect(trim({ field: 'a', op: 'is', value: { $ne: 1 }, run: 'x' })).toEqual({
    filter: { field: 'a', op: 'is' },
    dropped: 0,
  })
  let deep: unknown = leaf('a')
  for (let i = 0; i < 50; i++) deep = { not: deep }
  expect(trim(deep).filter).toBe(null)
})
