import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { peopleText } from '#features/people/people.text.ts'
import { draw, press, settle } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { Board, BoardCard, BoardColumn } from '../handoff.schema.ts'
import { handoffText } from '../handoff.text.ts'
import { HandoffBoardPage } from './HandoffBoardPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const card = (n: number, column: BoardColumn, more: Partial<BoardCard> = {}): BoardCard => ({
  key: `${column}:${n}`,
  entity: 'order',
  recordId: id(n),
  column,
  title: `订单${n}`,
  number: `SO${n}`,
  customerName: '榆湾饮料',
  amount: '58000',
  currency: 'CNY',
  since: '2026-06-08T02:00:00.000Z',
  minutes: 270,
  allowed: 540,
  late: false,
  holder: { userId: null, name: null, role: 'warehouse', me: false },
  note: null,
  detail: null,
  href: `/orders/${id(n)}`,
  ...more,
})
const columnOf = (key: BoardColumn, cards: BoardCard[]): Board['columns'][number] => ({
  key,
  count: cards.length,
  late: cards.filter(one => one.late).length,
  amount: '58000',
  allowed: 540,
  median: 270,
  cards,
})
const board: Board = {
  found: [
    { key: 'dead', count: 2, amount: '0' },
    { key: 'unfinished', count: 0, amount: '0' },
    { key: 'creditOwed', count: 0, amount: '0' },
  ],
  columns: [
    columnOf('shipment', [card(1, 'shipment')]),
    columnOf('invoice', [card(2, 'invoice', { late: true, minutes: 1080 })]),
    columnOf('collection', [card(2, 'collection', { holder: { userId: id(9), name: 'Fay', role: null, me: true } })]),
  ],
}

let asked: string[] = []
let answer: Board = board
beforeEach(() => {
  asked = []
  answer = board
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url.replace('/api/handoff/board', ''))
    return new Response(JSON.stringify(answer), { status: 200, headers: { 'content-type': 'application/json' } })
  })
})
afterEach(() => vi.unstubAllGlobals())

const session = {
  userId: id(9),
  name: 'Fay',
  lang: 'en' as const,
  roles: ['finance' as const],
  grants: { 'handoff.read': 'all' as const },
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const open = async (at = '/handoff') => {
  const drawn = await draw(
    <SessionProvider value={session}>
      <HandoffBoardPage />
    </SessionProvider>,
    { texts: { ...handoffText, ...peopleText }, at },
  )
  await settle(60)
  return drawn
}
const lanes = (body: HTMLElement) => [...body.querySelectorAll('li.lane')]

test('each run says who has the ball and how much of its time is left; late ones come first', async () => {
  const { body } = await open()
  expect(asked).toEqual(['?part=orders'])
  expect(lanes(body)).toHaveLength(3)
  expect(lanes(body)[0]?.textContent).toContain('1 d')
  expect(lanes(body)[0]?.querySelector('.hold.late')).not.toBe(null)
  const mine = lanes(body).find(one => one.querySelector('.hold.me'))
  expect(mine?.querySelector('.btn.pri')?.getAttribute('href')).toBe(`/orders/${id(2)}`)
  await press([...body.querySelectorAll('.chip')].find(one => one.textContent?.endsWith(' 1')))
  expect(lanes(body)).toHaveLength(1)
})

test('a figure elsewhere leads to its step; the address remembers, and the chip gives all of it back', async () => {
  const drawn = await open('/handoff?part=orders&at=invoice')
  expect(lanes(drawn.body)).toHaveLength(1)
  expect(drawn.body.textContent).toContain('Only: Invoice')
  await press([...drawn.body.querySelectorAll('.chip')].find(one => one.textContent?.includes('Invoice')))
  expect(lanes(drawn.body)).toHaveLength(3)
  expect(drawn.href()).toBe('/handoff?part=orders')
})

test('what nobody moves is asked of the server by its name, and unasked by a second press', async () => {
  const drawn = await open('/handoff?find=dead')
  expect(asked).toEqual(['?find=dead'])
  const chip = () => [...drawn.body.querySelectorAll('.chip')].find(one => one.textContent?.includes('Dead'))
  expect(chip()?.getAttribute('aria-pressed')).toBe('true')
  await press(chip())
  expect(asked.at(-1)).toBe('?part=orders')
})

test('an empty board says what will stand there', async () => {
  answer = { ...board, columns: board.columns.map(column => columnOf(column.key, [])) }
  const { body } = await open()
  expect(body.textContent).toContain(handoffText['handoff.empty'].en)
})
