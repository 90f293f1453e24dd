import { describe, expect, test } from 'vitest'
import type { Field } from '#meta/entity.ts'
import { emptyState, nextSort, queryOf, readListState, writeListState } from './listState.ts'

const fields: Field[] = ['name', 'state', 'amount'].map(key => ({
  key,
  kind: 'text',
  label: { en: key, zh: key },
  filter: true,
  sort: true,
}))
const leaf = (field: string, value: string | string[] = 'x') => ({
  field,
  op: Array.isArray(value) ? ('in' as const) : ('is' as const),
  value,
})
const state = {
  ...emptyState,
  q: '霁川 & co',
  filter: [leaf('state', ['draft', 'review'])],
  sort: '-amount',
  columns: [{ key: 'name', width: 220 }, { key: 'amount' }],
}
const readFilter = (filter: unknown) =>
  readListState(`?filter=${encodeURIComponent(typeof filter === 'string' ? filter : JSON.stringify(filter))}`, fields)
const written = (filter: unknown) => JSON.parse(queryOf(readFilter(filter)).filter ?? 'null')

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

describe('groups', () => {
  test('any of several, and groups of one level, are drawn', () => {
    const any = { any: [leaf('name'), { all: [leaf('state'), leaf('amount')] }] }
    expect(readFilter(any)).toMatchObject({
      mode: 'any',
      filter: [leaf('name'), { mode: 'all', leaves: [leaf('state'), leaf('amount')] }],
    })
    expect(written(any)).toEqual(any)
    const all = { all: [leaf('name'), { any: [leaf('state'), leaf('amount')] }] }
    expect(readFilter(all)).toMatchObject({ mode: 'all', filter: [leaf('name'), { mode: 'any' }] })
    expect(written(all)).toEqual(all)
  })

  test('a condition the builder cannot draw is kept and sent', () => {
    const deep = { all: [leaf('name'), { not: leaf('state') }] }
    const read = readFilter(deep)
    expect(read.filter).toEqual([leaf('name')])
    expect(written(deep)).toEqual(deep)
    const anyOfNot = { any: [leaf('name'), { not: leaf('state') }] }
    expect(readFilter(anyOfNot).filter).toEqual([])
    expect(written(anyOfNot)).toEqual({ all: [anyOfNot] })
  })

  test('“any of” beside what cannot be drawn keeps its meaning', () => {
    const read = readFilter({ all: [leaf('name'), leaf('amount'), { not: leaf('state') }] })
    expect(JSON.parse(queryOf({ ...read, mode: 'any' }).filter ?? '')).toEqual({
      all: [{ any: [leaf('name'), leaf('amount')] }, { not: leaf('state') }],
    })
  })

  test('a part on a field that is not there goes, its neighbours stay, and it is said', () => {
    const read = readFilter({ any: [leaf('gone'), leaf('name')] })
    expect(read).toMatchObject({ mode: 'any', filter: [leaf('name')], unknown: true })
  })
})

test.each(['{', '[]', '5', '{"all":[{"field":"gone","op":"is"}]}', '{"field":"name","op":"eval"}'])(
  'a filter that is not ours (%s) is left out and said',
  text => {
    const read = readListState(`?filter=${encodeURIComponent(text)}&sort=-gone&columns=gone,name.99999`, fields)
    expect(queryOf(read).filter).toBeUndefined()
    expect(read.sort).toBe('')
    expect(read.columns).toEqual([{ key: 'name' }])
    expect(read.unknown).toBe(true)
  },
)

test('pressing a head sorts up, down, and back to the list’s own order', () => {
  expect(['', 'amount', '-amount'].map(now => nextSort(now, 'amount'))).toEqual(['amount', '-amount', ''])
  expect(nextSort('-name', 'amount')).toBe('amount')
})
