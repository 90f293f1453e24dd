import { afterEach, expect, test } from 'vitest'
import { button, draw, press, submit, type } from '#test/page.tsx'
import { Views } from './Views.tsx'

const views = [
  { label: 'All', search: '' },
  { label: 'Overdue', search: 'filter={"all":[]}&sort=-due' },
]

afterEach(() => localStorage.clear())

test('the view that is on the screen is marked, in whatever order its address stands', async () => {
  const drawn = await draw(<Views entity="order" views={views} />, {
    at: '/orders?sort=-due&tab=x&filter=%7B%22all%22%3A%5B%5D%7D',
  })
  expect(drawn.body.querySelector('[aria-pressed="true"]')?.textContent).toBe('Overdue')
  expect(drawn.body.textContent).not.toContain('Save as view')
  await press(button(drawn.body, 'All'))
  expect(drawn.href()).toBe('/orders')
})

test('what is on the screen can be kept under a name, comes back, and can be removed', async () => {
  const drawn = await draw(<Views entity="order" views={views} />, { at: '/orders?q=acme' })
  await press(button(drawn.body, 'Save as view'))
  await type(drawn.body.querySelector('.leaf input'), 'Acme only')
  await submit(drawn.body.querySelector('.leaf'))
  expect(drawn.body.querySelector('[aria-pressed="true"]')?.textContent).toBe('Acme only')
  document.body.innerHTML = ''
  const again = await draw(<Views entity="order" views={views} />, { at: '/orders' })
  await press(button(again.body, 'Acme only'))
  expect(again.href()).toBe('/orders?q=acme')
  await press(button(again.body, 'Remove the view Acme only'))
  expect(again.body.textContent).not.toContain('Acme only')
})
