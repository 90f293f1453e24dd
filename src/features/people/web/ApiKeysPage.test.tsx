import { afterEach, expect, test, vi } from 'vitest'
import { button, draw, press, settle, submit, type, until } from '#test/page.tsx'
import { ApiKeysPage } from './ApiKeysPage.tsx'

const item = {
  id: '00000000-0000-4000-8000-000000000001',
  name: 'Website',
  prefix: 'bk_abcdef',
  roles: [],
  scope: 'leads',
  userId: '00000000-0000-4000-8000-000000000002',
  userName: 'Olivia',
  createdAt: '2026-11-27T04:00:00Z',
  lastUsedAt: null,
  revokedAt: null,
}
const sent: unknown[] = []
afterEach(() => {
  sent.length = 0
  localStorage.clear()
  vi.restoreAllMocks()
})

const serve = (items: unknown[]) =>
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const path = String(input)
    if (path.includes('second-step')) return Response.json({ on: false, codesLeft: 0 })
    if (init?.method === 'POST') {
      sent.push(JSON.parse(String(init.body)))
      return Response.json({ ...item, secret: 'bk_secret' })
    }
    return Response.json({ items })
  })

test.each([
  ['en', 'Olivia · only create leads'],
  ['zh', 'Olivia · 仅可新建线索'],
] as const)('a key says whose it is and what it may (%s)', async (lang, said) => {
  serve([item])
  const { body } = await draw(<ApiKeysPage />, { lang })
  expect(body.textContent).toContain(said)
})

test('a new key is for everything unless something less is chosen', async () => {
  serve([])
  const { body } = await draw(<ApiKeysPage />)
  await press(button(body, 'New key'))
  await until(() => body.querySelector('[data-field="name"] input') !== null)
  expect(body.querySelector('[data-field="scope"]')?.textContent).toContain('all that its roles may')
  await type(body.querySelector<HTMLInputElement>('[data-field="name"] input'), 'Website')
  await submit(body.querySelector('form'))
  await settle(50)
  expect(sent).toEqual([{ name: 'Website' }])
  expect(body.textContent).toContain('bk_secret')
})
