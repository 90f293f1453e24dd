import { expect, test } from 'vitest'
import type { Field } from '#meta/entity.ts'
import type { View } from '#meta/view.schema.ts'
import { readListState } from './listState.ts'
import { addressOfView, isBare, savedState, searchOfView, standingOf } from './viewState.ts'

const fields: Field[] = ['name', 'state', 'amount'].map(key => ({
  key,
  kind: 'text',
  label: { en: key, zh: key },
  filter: true,
  sort: true,
}))
const view: View = {
  id: 'v1',
  version: 1,
  entity: 'order',
  name: 'Open ones',
  shared: false,
  kind: 'table',
  q: '',
  filter: { field: 'state', op: 'is', value: 'open' },
  sort: '-amount',
  columns: [{ key: 'name', width: 200 }, { key: 'amount' }],
  dropped: 0,
}
const standing = (search: string) =>
  standingOf(search, fields, {
    items: [view],
    builtIn: [
      { label: 'All', search: '' },
      { label: 'By name', search: 'sort=name' },
    ],
  })

test('a view opened from its address is that view, unchanged, however its filter is spelt', () => {
  const address = addressOfView('/orders', view, fields)
  const search = address.slice('/orders'.length)
  expect(standing(search)).toEqual({ saved: view, changed: false, builtIn: -1 })
  expect(
    standing(
      '?sort=-amount&view=v1&columns=name.200,amount&filter={"all":[{"field":"state","op":"is","value":"open"}]}',
    ),
  ).toMatchObject({
    saved: view,
    changed: false,
  })
  const kept = savedState(readListState(search, fields))
  expect(searchOfView({ ...view, ...kept }, fields)).toBe(searchOfView(view, fields))
})

test('every part of the state shows as a change, other words of the address do not', () => {
  const search = addressOfView('', view, fields)
  for (const more of ['&q=x', '&sort=name', '&columns=name', '&filter=%7B%22all%22%3A%5B%5D%7D'])
    expect([
      more,
      standing(`?${new URLSearchParams([...new URLSearchParams(search), ...new URLSearchParams(more)].toReversed())}`)
        .changed,
    ]).toEqual([more, true])
  expect(standing(`${search}&tab=x`).changed).toBe(false)
})

test('an address that no view has made stands on the built-in view of the same state, or on none', () => {
  expect(standing('')).toMatchObject({ saved: undefined, builtIn: 0 })
  expect(standing('?view=all')).toMatchObject({ saved: undefined, builtIn: 0 })
  expect(standing('?sort=name')).toMatchObject({ saved: undefined, builtIn: 1 })
  expect(standing('?sort=name&q=x')).toMatchObject({ saved: undefined, builtIn: -1 })
  // a view that is gone, or another person's: the state in the address is what counts
  expect(standing('?view=v9&sort=name')).toMatchObject({ saved: undefined, builtIn: 1 })
})

test('only an address that says nothing of the list is bare', () => {
  expect(['', '?tab=x', '?q=', '?view=all', '?q=x', '?sort=name'].map(search => isBare(search, fields))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
})
