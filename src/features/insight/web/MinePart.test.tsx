import { beforeEach, expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { draw } from '#test/page.tsx'
import type { MyNumbers } from '../team.api.ts'
import { MinePart } from './MinePart.tsx'

const month = {
  from: '2026-06-01',
  won: '45000',
  target: '90000',
  received: '1200',
  pipeline: '30000',
  followups: 7,
  newCustomers: 2,
}
const numbers: MyNumbers = {
  whose: 'mine',
  month,
  quarter: { ...month, target: null },
  currency: 'CNY',
  left: 3,
  pace: '60000',
}
let now: MyNumbers
beforeEach(() => {
  now = numbers
  answers({ 'GET /my-numbers': () => now })
})
const open = async () => (await draw(<MinePart />)).body

test('what is won stands against the target: a bar as long as its share, and what the month comes to', async () => {
  const body = await open()
  expect(body.querySelector<HTMLElement>('.meter')?.style.getPropertyValue('--p')).toBe('50')
  expect(body.textContent).toContain('50 %')
  expect(body.textContent).toContain('Workdays left: 3')
  expect(body.textContent).toContain('about ¥60K')
  expect(body.textContent).toContain('¥30K short')
  expect(body.textContent).toContain('no target set')
})

test('each figure opens its own list; a team’s that of the whole team', async () => {
  const hrefs = (body: HTMLElement) =>
    [...body.querySelectorAll('a')].map(one => decodeURIComponent(one.getAttribute('href') ?? ''))
  const own = hrefs(await open())
  expect(own.filter(one => one.includes('"me"'))).toHaveLength(10)
  expect(own.some(one => one.startsWith('/receipts?'))).toBe(true)
  document.body.innerHTML = ''
  now = { ...numbers, whose: 'team' }
  const body = await open()
  expect(hrefs(body).some(one => one.includes('"me"'))).toBe(false)
  expect(body.textContent).toContain('Numbers of the team')
})

test('beyond the target the bar is full and the share goes on; on the first day nothing is foretold', async () => {
  now = { ...numbers, month: { ...month, won: '135000' }, pace: null }
  const body = await open()
  expect(body.textContent).toContain('150 %')
  expect(body.querySelector('.meter')?.className).toContain('ok')
  expect(body.textContent).not.toContain('At this pace')
})

test('a closed figure is left out, and the rest stands', async () => {
  const closed = { ...month, received: null }
  now = { ...numbers, month: closed, quarter: closed }
  const body = await open()
  expect(body.textContent).not.toContain('Received')
  expect(body.querySelectorAll('a[href^="/receipts"]')).toHaveLength(0)
  expect(body.textContent).toContain('50 %')
})

test('who sells nothing sees no card', async () => {
  const none = { ...month, won: '0', target: null, received: '0', pipeline: '0', followups: 0, newCustomers: 0 }
  now = { ...numbers, month: none, quarter: none, pace: null }
  expect((await open()).querySelector('.card')).toBe(null)
})
