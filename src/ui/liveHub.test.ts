import { afterEach, beforeEach, expect, test } from 'vitest'
import { type LiveMessage, startLive } from './liveHub.ts'

/** The browser's EventSource, as far as a page sees it; node has none. */
class Line extends EventTarget {
  static lines: Line[] = []
  readonly url: string
  open = true
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  onmessage: ((message: { data: string; lastEventId: string }) => void) | null = null
  constructor(url: string) {
    super()
    this.url = url
    Line.lines.push(this)
    queueMicrotask(() => this.onopen?.())
  }
  close() {
    this.open = false
  }
}

const stops: (() => void)[] = []
const rest = (ms = 30) => new Promise(done => setTimeout(done, ms))
const tab = (silence = 5000) => {
  const heard: LiveMessage[] = []
  const stop = startLive({ url: '/api/live', onMessage: message => heard.push(message), silence })
  stops.push(stop)
  return { heard, stop, events: () => heard.flatMap(one => (one.kind === 'event' ? [one.event.id] : [])) }
}
const last = () => {
  const line = Line.lines.at(-1)
  if (!line) throw new Error('no connection was opened')
  return line
}

beforeEach(() => {
  Line.lines = []
  Object.assign(globalThis, { EventSource: Line })
})
afterEach(async () => {
  for (const stop of stops.splice(0)) stop()
  await rest()
})

test('two tabs hold one connection, and both hear each event once', async () => {
  const [first, second] = [tab(), tab()]
  await rest()
  expect(Line.lines).toHaveLength(1)
  last().onmessage?.({ data: '{"entity":"order","id":"o1","version":3}', lastEventId: '7' })
  await rest()
  expect(first.events()).toEqual(['o1'])
  expect(second.events()).toEqual(['o1'])
})

test('when the listening tab closes, the other goes on after the last event anyone saw', async () => {
  const first = tab()
  await rest()
  tab()
  last().onmessage?.({ data: '{"entity":"order","id":"o1"}', lastEventId: '41:7' })
  await rest()
  first.stop()
  await rest()
  expect(Line.lines).toHaveLength(2)
  expect(Line.lines[0]?.open).toBe(false)
  expect(last().url).toBe('/api/live?lastEventId=41%3A7')
})

test('a line that says nothing for too long is taken as dead and opened again; a ping keeps it', async () => {
  const { heard } = tab(60)
  await rest(40)
  last().dispatchEvent(new Event('ping'))
  await rest(40)
  expect(Line.lines).toHaveLength(1)
  await rest(80)
  expect(Line.lines[0]?.open).toBe(false)
  expect(heard.at(-1)).toEqual({ kind: 'state', connected: false })
  await rest(1000)
  expect(Line.lines).toHaveLength(2)
})

test('a page that has heard no event yet still goes on from where its line began', async () => {
  const first = tab()
  await rest()
  const other = tab()
  last().dispatchEvent(new MessageEvent('ping', { data: '1', lastEventId: '41.-1' }))
  await rest()
  expect(other.heard).toContainEqual({ kind: 'place', lastId: '41.-1' })
  first.stop()
  await rest()
  expect(last().url).toBe('/api/live?lastEventId=41.-1')
  last().dispatchEvent(new MessageEvent('reset', { data: '1', lastEventId: '7.-1' }))
  await rest()
  expect(other.heard).toContainEqual({ kind: 'reset' })
  other.stop()
  const next = tab()
  await rest()
  expect(last().url).toBe('/api/live')
  last().onmessage?.({ data: '{"entity":"order","id":"o1","gone":true}', lastEventId: '8.1' })
  await rest()
  expect(next.heard).toContainEqual({ kind: 'event', lastId: '8.1', event: { entity: 'order', id: 'o1', gone: true } })
})

test('an event that is none is passed over', async () => {
  const { heard } = tab()
  await rest()
  for (const data of [
    '',
    '{',
    'null',
    '[]',
    '{"entity":"order"}',
    '{"entity":1,"id":"x"}',
    '{"entity":"order","id":"x","version":2,"more":1}',
  ]) {
    last().onmessage?.({ data, lastEventId: '1' })
  }
  expect(heard.filter(one => one.kind === 'event')).toEqual([
    { kind: 'event', lastId: '1', event: { entity: 'order', id: 'x', version: 2 } },
  ])
})
