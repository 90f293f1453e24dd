// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { draw, settle, submit, type } from '#test/page.tsx'
import { accountText } from '../account.text.ts'
import { peopleText } from '../people.text.ts'
import { SignInPage } from './SignInPage.tsx'

afterEach(() => vi.unstubAllGlobals())

/** The server as its endpoints answer; what was asked is kept. */
function answering(
  answers: Readonly<Record<string, { status?: number; body: unknown }>>,
): { path: string; body: unknown }[] {
  const asked: { path: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({ path, body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined })
    const { status = 200, body } = answers[path] ?? { status: 404, body: { reasons: [] } }
    return new Response(JSON.stringify(body), { status })
  })
  return asked
}

const texts = { ...accountText, ...peopleText }

async function signIn(at: string) {
  const page = await draw(<SignInPage />, { texts, at })
  await type(page.body.querySelector('input[name=email]'), 'ann@acme.example')
  await type(page.body.querySelector('input[name=password]'), 'her password')
  await submit(page.body.querySelector('form'))
  await settle()
  return page
}

test.each([
  ['/sign-in?to=%2Forders%3Fq%3D1', '/orders?q=1'],
  ['/sign-in', '/'],
  ['/sign-in?to=https%3A%2F%2Fevil.example', '/'],
  ['/sign-in?to=%2F%2Fevil.example', '/'],
  ['/sign-in?to=%2F%5Cevil.example', '/'],
])('%s leads to %s, never to another site', async (at, to) => {
  const asked = answering({
    '/api/sign-up': { body: { open: false, first: false } },
    '/api/auth/sign-in/email': { body: {} },
  })
  const page = await signIn(at)
  expect(page.href()).toBe(to)
  expect(asked.find(one => one.path.startsWith('/api/auth'))).toEqual({
    path: '/api/auth/sign-in/email',
    body: { email: 'ann@acme.example', password: 'her password', rememberMe: true },
  })
})

test('a lock-out says for how long', async () => {
  const reasons = [{ key: 'people.locked', values: { minutes: 28 } }]
  answering({
    '/api/sign-up': { body: { open: false, first: false } },
    '/api/auth/sign-in/email': { status: 429, body: { reasons } },
  })
  const page = await signIn('/sign-in')
  expect(page.body.querySelector('[role=alert]')?.textContent).toContain('28 minutes')
  expect(page.href()).toBe('/sign-in')
})

test('where nobody is yet, the first comer founds the company', async () => {
  answering({ '/api/sign-up': { body: { open: true, first: true } } })
  const page = await draw(<SignInPage />, { texts, at: '/sign-in' })
  await settle()
  expect(page.href()).toBe('/sign-up')
})
