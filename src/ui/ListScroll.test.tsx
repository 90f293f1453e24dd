import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, type ReactNode, useState } from 'react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ListQuery, moves, shape } from '#kernel/api.ts'
import type { Entity } from '#meta/entity.ts'
import { answers } from '#test/answers.ts'
import { button, draw, press, until } from '#test/page.tsx'
import { PlaceProvider } from './Link.tsx'
import { RecordList } from './RecordList.tsx'

const label = { en: 'Name', zh: '名称' }
const entity: Entity = {
  key: 'order',
  label,
  plural: label,
  path: '/orders',
  title: 'name',
  fields: [{ key: 'name', kind: 'text', label, sort: true, filter: true }],
  columns: ['name'],
  form: [],
}
const rowHeight = 36

let names: string[]
let asked: ListQuery[]
let queries: QueryClient
let entry = ''
let count = 0
beforeEach(() => {
  entry = `entry ${count++}`
  names = Array.from({ length: 1250 }, (_, i) => `Order ${i}`)
  asked = []
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  answers({ 'GET /views': () => ({ items: [], choice: { viewId: null, columns: [] } }) })
})
afterEach(() => localStorage.clear())

/** By keyset: after the last row that was seen, wherever it stands by now. */
const load = async (query: ListQuery) => {
  asked.push(query)
  const { cursor, limit = 50, q } = query
  const all = q ? names.filter(name => name.endsWith(q)) : names
  const from = cursor ? all.indexOf(cursor) + 1 : 0
  const items = all.slice(from, from + limit).map(name => ({ id: name, name }))
  return { items, nextCursor: from + limit < all.length ? (items.at(-1)?.name ?? null) : null }
}

/** A history of two pages, as a browser has it: each entry keeps its own key. */
function History({ list }: { list: ReactNode }) {
  const [at, go] = useState({ path: '/orders', search: '', entry })
  const [other, leave] = useState(false)
  const place = { ...at, params: {}, go: (href: string) => go({ ...at, search: href.replace('/orders', '') }) }
  return (
    <QueryClientProvider client={queries}>
      <PlaceProvider value={place}>
        <button type="button" onClick={() => leave(!other)}>
          {other ? 'Back' : 'Elsewhere'}
        </button>
        <button type="button" onClick={() => go({ path: '/orders', search: '', entry: `${entry} afresh` })}>
          Afresh
        </button>
        {!other && list}
      </PlaceProvider>
    </QueryClientProvider>
  )
}

const list = (
  <RecordList
    entity={entity}
    href={row => `/orders/${row.id}`}
    load={load}
    bulk={{ apis: [moves('/orders/:id/moves', { hold: { may: 'signedIn' } }, shape({}))] }}
    empty={{ title: 'None' }}
  />
)
const see = async () => {
  const page = await draw(<History list={list} />)
  await until(() => drawn().length > 0)
  return page
}
const box = () => {
  const found = document.querySelector<HTMLElement>('.dtable')
  if (!found) throw new Error('there is no table')
  return found
}
const scrollTo = async (row: number) => {
  await act(async () => {
    box().scrollTop = row * rowHeight
    box().dispatchEvent(new Event('scroll'))
  })
  await until(() => drawn().includes(`Order ${row}`) && queries.isFetching() === 0)
}
const drawn = () => [...document.querySelectorAll('tbody td.name')].map(one => one.textContent ?? '')

test('twelve hundred rows come page by page, under sixty stand in the document, none twice and none missing', async () => {
  await see()
  for (let row = 0; row < 1250; row += 20) await scrollTo(row)
  const cursors = asked.map(query => query.cursor)
  expect(new Set(cursors).size).toBe(cursors.length)
  expect(asked.map(query => query.limit)).toEqual([50, ...Array(6).fill(200)])
  expect(drawn().length).toBeLessThan(60)
  expect(drawn().at(-1)).toBe('Order 1249')
}, 60_000)

test('rows that come or go above push nothing under the reader’s eyes', async () => {
  await see()
  await scrollTo(30)
  names = ['New one', 'New two', ...names.filter(name => name !== 'Order 3')]
  await act(async () => queries.invalidateQueries({ queryKey: ['order'] }))
  await until(() => box().scrollTop === 31 * rowHeight)
  expect(drawn()).toContain('Order 30')
})

test('at the top, what is new is seen at once', async () => {
  await see()
  names = ['New one', ...names]
  await act(async () => queries.invalidateQueries({ queryKey: ['order'] }))
  await until(() => drawn()[0] === 'New one')
  expect(box().scrollTop).toBe(0)
})

test('going back finds the place where one was and what was picked, without asking again', async () => {
  const { body } = await see()
  await press(body.querySelectorAll('tbody input')[2])
  for (const row of [40, 120, 240, 420, 640, 900]) await scrollTo(row)
  expect(body.querySelector('.bulk')?.textContent).toContain('1 selected')
  const before = asked.length
  await press(button(body, 'Elsewhere'))
  expect(document.querySelector('.dtable')).toBeNull()
  await press(button(body, 'Back'))
  await until(() => drawn().includes('Order 900'))
  expect(box().scrollTop).toBe(900 * rowHeight)
  expect(body.querySelector('.bulk')?.textContent).toContain('1 selected')
  expect(asked.slice(before).filter(query => query.cursor)).toEqual([])
})

test('when the rows are gone from memory they are asked for again, as far as one was', async () => {
  const { body } = await see()
  for (const row of [40, 120, 240]) await scrollTo(row)
  await press(button(body, 'Elsewhere'))
  queries.clear()
  await press(button(body, 'Back'))
  await until(() => drawn().includes('Order 240'))
  expect(box().scrollTop).toBe(240 * rowHeight)
})

test('opened afresh, a list begins at the top; so does another question', async () => {
  const { body } = await see()
  await scrollTo(30)
  await press(button(body, 'Name'))
  await until(() => box().scrollTop === 0)
  await scrollTo(30)
  await press(button(body, 'Elsewhere'))
  await press(button(body, 'Afresh'))
  await press(button(body, 'Back'))
  await until(() => drawn().includes('Order 0'))
  expect(box().scrollTop).toBe(0)
})
