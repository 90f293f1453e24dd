import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { endpoint, type ListQuery, moves, shape, Text } from '#kernel/api.ts'
import type { BatchRow } from '#meta/batch.api.ts'
import type { Entity } from '#meta/entity.ts'
import { button, draw, press, settle, submit, type, windowOf } from '#test/page.tsx'
import { RecordList } from './RecordList.tsx'

const label = { en: 'Order', zh: '订单' }
const entity: Entity = {
  key: 'order',
  label,
  plural: label,
  path: '/orders',
  title: 'name',
  fields: [{ key: 'name', kind: 'text', label: { en: 'Name', zh: '名称' } }],
  columns: ['name'],
  form: [],
}
const flow = { hold: { from: ['open'], may: 'signedIn' }, resume: { from: ['held'], may: 'signedIn' } }
const api = {
  ...moves('/orders/:id/moves', { ...flow, cancel: { may: 'signedIn' } }, shape({}), {
    cancel: shape({ reason: Text(9, 1) }),
  }),
  remove: endpoint({ method: 'DELETE', path: '/orders/:id', mode: 'write', access: 'signedIn', reply: shape({}) }),
}
const texts = {
  'move.order.hold': { en: 'Hold', zh: '暂停' },
  'move.order.resume': { en: 'Resume', zh: '恢复' },
  'move.order.cancel': { en: 'Cancel it', zh: '取消订单' },
  'state.order.open': { en: 'Open', zh: '进行中' },
  'flow.notFromHere': { en: 'Not in the state “{state}”.', zh: '“{state}”状态下不行。' },
  'order.noLines': { en: 'Add at least one line.', zh: '请至少添加一行明细。' },
}
const rows = Array.from({ length: 250 }, (_, n) => ({ id: `r${n}`, name: `Order ${n}`, state: 'open' }))
const load = async ({ cursor, limit = 50 }: ListQuery) => {
  const from = Number(cursor ?? 0)
  const next = from + limit
  return { items: rows.slice(from, next), nextCursor: next < rows.length ? String(next) : null }
}
const list = (
  <RecordList
    entity={entity}
    href={row => `/orders/${row.id}`}
    load={load}
    summary={async () => ({ count: rows.length, sums: {}, groups: [] })}
    bulk={{ apis: [api], flow }}
    empty={{ title: 'None' }}
  />
)

type Sent = { readonly key: string; readonly rows: readonly BatchRow[] }
let sent: Sent[]
let answer: (row: BatchRow, index: number) => object
let failures: number

beforeEach(() => {
  sent = []
  failures = 0
  answer = (_, index) => ({ index, ok: true, status: 200 })
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (url !== '/api/batch') return new Response('{"items":[],"choice":{"viewId":null,"columns":[]}}', { status: 200 })
    const { rows: asked } = JSON.parse(String(init.body)) as { rows: BatchRow[] } // what the page sends
    sent.push({ key: new Headers(init.headers).get('idempotency-key') ?? '', rows: asked })
    if (failures-- > 0) throw new TypeError('the network is gone')
    return new Response(JSON.stringify({ items: asked.map(answer), done: 0, failed: 0 }), { status: 200 })
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

/** Nothing happens at one press. */
async function go(body: HTMLElement, name: string) {
  const before = sent.length
  await press(button(body, name))
  expect(sent).toHaveLength(before)
  await submit(body.querySelector('.bulkask form') ?? document.querySelector('.ant-drawer form'))
}

const box = (body: HTMLElement, n: number) => body.querySelectorAll('tbody input')[n]
const end = (body: HTMLElement) => body.querySelector('.bulkend')

test('the chosen rows go out as one batch, and the refused ones say why and stay chosen', async () => {
  answer = (row, index) =>
    row.id === 'r1'
      ? {
          index,
          ok: false,
          status: 422,
          reasons: [{ key: 'order.noLines' }, { key: 'flow.notFromHere', values: { state: 'open' } }],
        }
      : { index, ok: true, status: 200 }
  const { body } = await draw(list, { texts })
  for (const n of [0, 1, 2]) await press(box(body, n))
  await go(body, 'Hold')
  expect(sent.map(one => one.rows)).toEqual([
    ['r0', 'r1', 'r2'].map(id => ({ entity: 'order', do: 'move', id, move: 'hold' })),
  ])
  expect(end(body)?.textContent).toContain('Hold: 2 done, 1 refused')
  expect(end(body)?.querySelector('details a')?.getAttribute('href')).toBe('/orders/r1')
  expect(end(body)?.querySelector('details')?.textContent).toContain('Add at least one line.Not in the state “Open”.')
  expect(body.querySelector('.bulk')?.textContent).toContain('1 selected')
})

test('only moves that start where a chosen row stands are offered', async () => {
  const { body } = await draw(list, { texts })
  expect(body.querySelector('.bulk')).toBeNull()
  await press(box(body, 0))
  expect(body.querySelector('.bulk')?.textContent).toContain('Hold')
  expect(body.querySelector('.bulk')?.textContent).not.toContain('Resume')
})

test('a move asks for what it needs, and deleting asks whether', async () => {
  const { body } = await draw(list, { texts })
  await press(box(body, 0))
  await press(button(body, 'Cancel it'))
  expect(sent).toEqual([])
  await type(body.querySelector('.bulkask input'), 'why')
  await submit(body.querySelector('.bulkask form'))
  expect(sent[0]?.rows[0]).toMatchObject({ move: 'cancel', input: { reason: 'why' } })
  await press(box(body, 1))
  await press(button(body, 'Delete'))
  expect(body.querySelector('.bulkask')?.textContent).toContain('Delete: 1 selected?')
  await submit(body.querySelector('.bulkask form'))
  expect(sent[1]?.rows).toEqual([{ entity: 'order', do: 'delete', id: 'r1' }])
})

test('more than a hundred go out by the hundred, each under a key of its own', async () => {
  const { body } = await draw(list, { texts })
  await press(box(body, 0))
  await press(button(body, 'Select all 250'))
  expect(body.querySelector('.bulk')?.textContent).toContain('250 selected')
  await go(body, 'Hold')
  await settle(50)
  expect(sent.map(one => one.rows.length)).toEqual([100, 100, 50])
  expect(new Set(sent.map(one => one.key)).size).toBe(3)
  expect(end(body)?.textContent).toContain('Hold: 250 done')
  expect(body.querySelector('.bulk')).toBeNull()
})

test('a chunk whose answer was lost is sent again under the same key', async () => {
  failures = 1
  const { body } = await draw(list, { texts })
  await press(box(body, 0))
  await go(body, 'Hold')
  expect(body.querySelector('.bulk progress')).not.toBeNull()
  await settle(1200)
  expect(sent).toHaveLength(2)
  expect(sent[0]).toEqual(sent[1])
  expect(end(body)?.textContent).toContain('Hold: 1 done')
})

test('on a phone the cards are chosen after “Select” was pressed', async () => {
  windowOf(390)
  const { body } = await draw(list, { texts, lang: 'zh' })
  expect(body.querySelector('.cardpick')).toBeNull()
  await press(button(body, '多选'))
  await press(body.querySelectorAll('.cardpick input')[1])
  expect(body.querySelector('.bulk')?.textContent).toContain('已选1条')
  await go(body, '暂停')
  expect(sent[0]?.rows).toEqual([{ entity: 'order', do: 'move', id: 'r1', move: 'hold' }])
  expect(end(body)?.textContent).toContain('暂停：1条成功')
  await press(button(body, '完成'))
  expect(body.querySelector('.cardpick')).toBeNull()
})
