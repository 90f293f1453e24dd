// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { mailWordsText } from '#kernel/mailWords.text.ts'
import { button, draw, press, submit, type, until } from '#test/page.tsx'
import { replyText } from '../reply.text.ts'
import { GiveSheet } from './GiveSheet.tsx'

afterEach(() => vi.unstubAllGlobals())

async function page(answer: (path: string) => unknown = () => ({})) {
  const sent: { path: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    if (init?.body) sent.push({ path, body: JSON.parse(String(init.body)) })
    if (path.includes('/receivers'))
      return new Response(JSON.stringify({ items: [{ id: 'c1', name: 'Lin', byMail: true }] }))
    if (path.includes('/mail?'))
      return new Response(JSON.stringify({ subject: 'Acme: quotation', text: 'Dear Lin, {link}' }))
    const refusal = answer(path)
    return new Response(JSON.stringify(refusal), { status: Object.hasOwn(Object(refusal), 'reasons') ? 422 : 200 })
  })
  const closed = vi.fn()
  const texts = { ...replyText, ...mailWordsText }
  const { body } = await draw(<GiveSheet id="q" onClose={closed} />, { texts })
  await until(() => body.textContent?.includes('Mail to Lin') ?? false)
  await press(button(body, 'Mail to Lin'))
  await until(() => body.querySelector('textarea') !== null)
  return { body, sent, closed }
}

test('the mail is seen before it leaves, and goes as it was changed', async () => {
  const { body, sent, closed } = await page()
  expect(body.querySelector<HTMLInputElement>('.maildraft input')?.value).toBe('Acme: quotation')
  expect(sent).toEqual([])
  await type(body.querySelector('textarea'), 'Hello Lin {link}')
  await submit(body.querySelector('form'))
  await until(() => closed.mock.calls.length > 0)
  expect(sent).toEqual([
    {
      path: expect.stringContaining('/quotes/q/mail'),
      body: { contactId: 'c1', lang: 'en', subject: 'Acme: quotation', text: 'Hello Lin {link}' },
    },
  ])
})

test('an empty mail is not sent, and a refusal stays with its reason', async () => {
  const { body, sent, closed } = await page(() => ({
    reasons: [{ key: 'mailWords.noLink', values: { link: '{link}' } }],
  }))
  await type(body.querySelector('textarea'), '')
  expect(body.querySelector<HTMLButtonElement>('.maildraft button')?.disabled).toBe(true)
  await type(body.querySelector('textarea'), 'Hello')
  await submit(body.querySelector('form'))
  await until(() => body.textContent?.includes('Without {link}') ?? false)
  expect([sent.length, closed.mock.calls.length]).toEqual([1, 0])
})
