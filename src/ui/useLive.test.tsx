import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { useLive } from './useLive.ts'

/** The browser's EventSource, which jsdom has not. */
class Line extends EventTarget {
  static last: Line | undefined
  onmessage: ((message: { data: string; lastEventId: string }) => void) | null = null
  constructor() {
    super()
    Line.last = this
  }
  close() {}
}

let root: Root
let asked: string[]
const rest = (ms = 400) => act(() => new Promise<void>(done => setTimeout(done, ms)))

function Reader({ name }: { name: string }) {
  useQuery({
    queryKey: [name],
    queryFn: () => {
      asked.push(name)
      return name
    },
  })
  return null
}

function Page() {
  useLive()
  return ['customer', 'contact', 'thread'].map(name => <Reader key={name} name={name} />)
}

beforeEach(async () => {
  asked = []
  Object.assign(globalThis, { EventSource: Line, IS_REACT_ACT_ENVIRONMENT: true })
  root = createRoot(document.createElement('div'))
  await act(async () =>
    root.render(
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { staleTime: 60_000 } } })}>
        <Page />
      </QueryClientProvider>,
    ),
  )
  await rest(50)
  asked = []
})
afterEach(() => act(async () => root.unmount()))

const hear = (event: object) => Line.last?.onmessage?.({ data: JSON.stringify(event), lastEventId: '1.1' })

test('what changed is read again with what is put together from it, once for many changes', async () => {
  for (let n = 0; n < 5; n++) hear({ entity: 'customer', id: `c${n}`, version: 2 })
  await rest()
  expect(asked.toSorted()).toEqual(['customer', 'thread'])
})

test('what is gone took others along: all is read again', async () => {
  hear({ entity: 'customer', id: 'c1', gone: true })
  await rest()
  expect(asked.toSorted()).toEqual(['contact', 'customer', 'thread'])
})

test('new rights read all again', async () => {
  Line.last?.dispatchEvent(new MessageEvent('reset', { data: '1', lastEventId: '2.1' }))
  await rest()
  expect(asked.toSorted()).toEqual(['contact', 'customer', 'thread'])
})
