// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { draw, settle, submit, type } from '#test/page.tsx'
import { accountText } from '../account.text.ts'
import { peopleText } from '../people.text.ts'
import { ForgotPasswordPage } from './ForgotPasswordPage.tsx'
import { ResetPasswordPage } from './ResetPasswordPage.tsx'

afterEach(() => {
  vi.unstubAllGlobals()
  window.location.hash = ''
})

const texts = { ...accountText, ...peopleText }

function answering(answers: Readonly<Record<string, { status?: number; body: unknown }>>): unknown[] {
  const asked: unknown[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (init.body) asked.push([path, JSON.parse(String(init.body))])
    const { status = 200, body } = answers[path] ?? { status: 404, body: { reasons: [] } }
    return new Response(JSON.stringify(body), { status })
  })
  return asked
}

test('asks for the address and then says the same whoever it is', async () => {
  const offer = { body: { open: false, first: false, mail: true } }
  const asked = answering({ '/api/sign-up': offer, '/api/password/forgot': { body: {} } })
  const { body } = await draw(<ForgotPasswordPage />, { texts })
  await settle()
  await type(body.querySelector('input[name=email]'), ' ann@acme.example ')
  await submit(body.querySelector('form'))
  expect(asked).toEqual([['/api/password/forgot', { email: 'ann@acme.example' }]])
  expect(body.querySelector('[role=status]')?.textContent).toContain('If ann@acme.example has a login here')
  expect(body.querySelector('form')).toBe(null)
})

test('where no mail goes out it says who can help', async () => {
  answering({ '/api/sign-up': { body: { open: false, first: false, mail: false } } })
  const { body } = await draw(<ForgotPasswordPage />, { texts })
  await settle()
  expect(body.querySelector('form')).toBe(null)
  expect(body.textContent).toContain('administrator of your company can make a link')
})

test('the link of the mail opens the form; the secret behind the # is sent with the password, and leads to sign-in', async () => {
  window.location.hash = '#the-secret-of-the-link'
  const asked = answering({ '/api/password/reset': { body: {} } })
  const page = await draw(<ResetPasswordPage />, { texts, at: '/reset' })
  await type(page.body.querySelector('input[name=password]'), 'a new password')
  await submit(page.body.querySelector('form'))
  await settle()
  expect(asked).toEqual([['/api/password/reset', { token: 'the-secret-of-the-link', password: 'a new password' }]])
  expect(page.href()).toBe('/sign-in')
})

test('a link that is over says so', async () => {
  window.location.hash = '#old'
  answering({ '/api/password/reset': { status: 404, body: { reasons: [{ key: 'people.resetGone' }] } } })
  const page = await draw(<ResetPasswordPage />, { texts, at: '/reset' })
  await type(page.body.querySelector('input[name=password]'), 'a new password')
  await submit(page.body.querySelector('form'))
  await settle()
  expect(page.body.querySelector('[role=alert]')?.textContent).toContain('no longer valid')
  expect(page.href()).toBe('/reset')
})
