import { act } from 'react'
import { beforeEach, expect, test } from 'vitest'
import { type Asked, answers, slowly } from '#test/answers.ts'
import { button, draw, press, settle, until } from '#test/page.tsx'
import { LookupProvider } from '#ui/useLookup.tsx'
import { handoverText } from '../handover.text.ts'
import { HandoverPage } from './HandoverPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const [leaver, taker, other] = [id(1), id(2), id(3)]
const people = [
  { id: taker, name: 'Ben' },
  { id: other, name: 'Cai' },
]
const counts = [
  { key: 'customers.owner_id', kind: 'customer', count: 2 },
  { key: 'contacts.owner_id', kind: 'customer', count: 3 },
  { key: 'deals.owner_id', kind: 'deal', count: 4 },
]
const promises = [{ kind: 'promise', what: 'samples by Friday', who: '霁川', byWhen: null, href: '/deals/1' }]

let asked: Asked[]
let reasons: { key: string }[]
let refused: unknown
beforeEach(() => {
  reasons = []
  refused = undefined
  asked = answers({
    'GET /handovers': () => ({ items: [] }),
    [`POST /users/${leaver}/handover/preview`]: () => ({ counts, promises, reasons }),
    [`POST /users/${leaver}/moves/handOver`]: () => {
      if (refused) throw refused
      return { id: id(9) }
    },
  })
})
const open = (at = `/settings/handover?person=${leaver}`) =>
  draw(
    <LookupProvider
      value={{
        find: async () => people,
        nameOf: async (_, one) => (one === leaver ? 'Ann' : one),
        hrefOf: () => undefined,
      }}
    >
      <HandoverPage />
    </LookupProvider>,
    { texts: handoverText, at },
  )
const choose = async (body: HTMLElement, field: string, name: string) => {
  const select = body.querySelector(`[data-field="${field}"] .ant-select`)
  await act(async () => select?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true })))
  const found = () =>
    [...body.querySelectorAll('.ant-select-item-option')].filter(one => one.textContent?.includes(name))
  await until(() => found().length > 0)
  await press(found().at(-1))
}
const words = (body: HTMLElement) => [...body.querySelectorAll('button')].map(one => one.textContent)
const posts = (end: string) => asked.filter(one => one.route.endsWith(end)).map(one => one.body)

test('without somebody to take it nothing is asked for, and it says so', async () => {
  const { body } = await open()
  await press(button(body, 'Look'))
  expect(body.textContent).toContain(handoverText['handover.unfit'].en)
  expect(posts('/preview')).toEqual([])
})

test('it is looked at first: how much of what, what was promised; then all of it at once', async () => {
  const { body, href } = await open()
  expect(words(body)).not.toContain('Hand over')
  await choose(body, 'to', 'Ben')
  await press(button(body, 'Look'))
  expect(posts('/preview')).toEqual([{ to: taker, finished: false, deactivate: true, note: null }])
  const rows = [...body.querySelectorAll('.card p.row')].map(one => one.textContent)
  expect(rows).toEqual(expect.arrayContaining(['Customers and contacts5', 'Deals and quotes4']))
  expect(body.textContent).toContain('samples by Friday')
  await press(button(body, 'Hand over'))
  expect(posts('/moves/handOver')).toEqual([{ to: taker, finished: false, deactivate: true, note: null }])
  expect(href()).toBe(`/settings/handover/${id(9)}`)
})

test('what is changed after the look is looked at again before it goes', async () => {
  const { body } = await open()
  await choose(body, 'to', 'Ben')
  await press(button(body, 'Look'))
  await press(body.querySelector('input[type="checkbox"]'))
  expect(words(body)).not.toContain('Hand over')
  await press(button(body, 'Look'))
  expect(posts('/preview').at(-1)).toMatchObject({ finished: true })
})

test('parts go to others by name', async () => {
  const { body } = await open()
  await choose(body, 'to', 'Ben')
  await choose(body, 'deal', 'Cai')
  await press(button(body, 'Look'))
  expect(posts('/preview')).toMatchObject([{ to: taker, kinds: { deal: other } }])
})

test('what stands against it is said, and nothing can be handed over', async () => {
  reasons = [{ key: 'handover.unfit' }]
  const { body } = await open()
  await choose(body, 'to', 'Ben')
  await press(button(body, 'Look'))
  expect(body.textContent).toContain(handoverText['handover.unfit'].en)
  expect(words(body)).not.toContain('Hand over')
})

test('refused at the last moment it stays, with the reason', async () => {
  refused = { status: 409, body: { reasons: [{ key: 'handover.busy' }] } }
  const { body, href } = await open()
  await choose(body, 'to', 'Ben')
  await press(button(body, 'Look'))
  await press(button(body, 'Hand over'))
  expect(body.textContent).toContain(handoverText['handover.busy'].en)
  expect(href()).toContain('person=')
})

test('a second press while it is on its way hands over once', async () => {
  const { body } = await open()
  await choose(body, 'to', 'Ben')
  await press(button(body, 'Look'))
  slowly()
  const go = button(body, 'Hand over')
  // `press` waits for what it asked: these two come before the answer does
  act(() => go?.click())
  act(() => go?.click())
  await settle(400)
  expect(posts('/moves/handOver')).toHaveLength(1)
})
