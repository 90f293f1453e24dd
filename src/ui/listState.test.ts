import { expect, test } from 'vitest'
import type { Field } from '#meta/entity.ts'
import { emptyState, nextSort, queryOf, readListState, writeListState } from './listState.ts'

const fields: Field[] = ['name', 'state', 'amount'].map(key => ({
  key,
  kind: 'text',
  label: { en: key, zh: key },
  filter: true,
  sort: true,
}))
const state = {
  ...emptyState,
  q: '霁川 & co',
  filter: [{ field: 'state', op: 'in' as const, value: ['draft', 'review'] }],
  sort: '-amount',
  columns: ['name', 'amount'],
}

test('a list comes back from its own address as it was', () => {
  const { unknown, ...back } = readListState(writeListState('', state), fields)
  expect(back).toEqual(state)
  expect(unknown).toBe(false)
})

test('what others put into the address stays, and an empty state leaves a clean one', () => {
  expect(writeListState('?view=mine&q=x', emptyState)).toBe('?view=mine')
})

test('the server gets one condition', () => {
  expect(queryOf(state)).toEqual({
    q: '霁川 & co',
    sort: '-amount',
    filter: '{"all":[{"field":"state","op":"in","value":["draft","review"]}]}',
  })
})

test('a condition the builder cannot draw is kept and sent', () => {
  const deep = { all: [{ field: 'name', op: 'is', value: 'x' }, { not: { field: 'state', op: 'is', value: 'draft' } }] }
  const read = readListState(`?filter=${encodeURIComponent(JSON.stringify(deep))}`, fields)
  expect(read.filter).toEqual([deep.all[0]])
  expect(JSON.parse(queryOf(read).filter ?? '')).toEqual(deep)
})

test.each(['{', '[]', '5', '{"all":[{"field":"gone","op":"is"}]}', '{"field":"name","op":"eval"}'])(
  'a filter that is not ours (%s) is left out and said',
  text => {
    const read = readListState(`?filter=${encodeURIComponent(text)}&sort=-gone&columns=gone,name`, fields)
    expect(queryOf(read).filter).toBeUndefined()
    expect(read.sort).toBe('')
    expect(read.columns).toEqual(['name'])
    expect(read.unknown).toBe(true)
  },
)

test('pressing a head sorts up, down, and back to the list’s own order', () => {
  expect(['', 'amount', '-amount'].map(now => nextSort(now, 'amount'))).toEqual(['amount', '-amount', ''])
  expect(nextSort('-name', 'amount')).toBe('amount')
})
