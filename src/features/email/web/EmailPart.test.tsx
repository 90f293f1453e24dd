import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { button, draw, press, settle, type } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import type { Mailbox } from '../email.schema.ts'
import { emailPageText } from '../emailPage.text.ts'
import { EmailPart } from './EmailPart.tsx'
import { EmailTemplatesPage } from './EmailTemplatesPage.tsx'

const id = '00000000-0000-7000-8000-000000000001'
const session: Session = {
  userId: id,
  name: 'Ann',
  lang: 'en',
  roles: ['sales'],
  grants: { 'followup.create': 'own', 'followup.read': 'own' },
  org: { id, name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const address = 'deal+abcdefghijklmnopqrstuvwx23@in.acme.example'
const mailbox: Mailbox = {
  address,
  canReceive: true,
  canSend: true,
  recipients: [{ contactId: id, name: '林女士', address: 'lin@yuwan.example' }],
  items: [
    {
      id,
      direction: 'in',
      followupId: id,
      from: { name: '林女士', address: 'lin@yuwan.example' },
      recipients: [],
      subject: '询价',
      files: [{ id, name: '图纸.pdf' }],
      userId: null,
      contactId: id,
      automatic: false,
      doubt: 'mismatch',
      state: 'received',
      error: null,
      at: '2026-06-08T02:00:00.000Z',
    },
  ],
}
let box: Mailbox
let asked: { method: string; url: string; body: unknown }[] = []
beforeEach(() => {
  asked = []
  box = mailbox
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const method = init.method ?? 'GET'
    asked.push({ method, url, body: init.body ? JSON.parse(String(init.body)) : undefined })
    return new Response(JSON.stringify(answerTo(url)), { headers: { 'content-type': 'application/json' } })
  })
})
afterEach(() => vi.unstubAllGlobals())

function answerTo(url: string): unknown {
  if (url.startsWith('/api/mailbox')) return box
  if (url.startsWith('/api/email-templates'))
    return { items: [{ name: '寄样', subject: '样品', text: '{contact}，您好' }] }
  if (url.startsWith('/api/files')) return { items: [] }
  return { phrases: [], own: [], kinds: [] }
}
const open = async (node = <EmailPart entity="deal" id={id} />) => {
  const drawn = await draw(<SessionProvider value={session}>{node}</SessionProvider>, { texts: emailPageText })
  await settle(80)
  return drawn.body
}
const sent = () => asked.filter(one => one.method !== 'GET')

test('the record shows its address, what came, and what is doubtful about it', async () => {
  const body = await open()
  for (const words of [address, '林女士', '询价', 'sent through another domain', '图纸.pdf'])
    expect(body.textContent).toContain(words)
  await press(button(body, 'New address'))
  expect(sent()).toEqual([])
  await press(button(body, 'The old one ends'))
  expect(sent()).toMatchObject([{ url: '/api/mailbox/renew', body: { entity: 'deal', recordId: id } }])
})

test('a mail begins with a template, and goes to whom is ticked', async () => {
  const body = await open()
  await press(button(body, 'Write a mail'))
  await settle(120)
  const pick = document.querySelector<HTMLSelectElement>('select[aria-label="Template"]')
  if (!pick) throw new Error('no templates')
  pick.value = '寄样'
  pick.dispatchEvent(new Event('change', { bubbles: true }))
  await settle(40)
  await press(button(document.body, 'Send'))
  await settle(40)
  expect(sent()).toMatchObject([
    { url: '/api/emails', body: { to: ['lin@yuwan.example'], subject: '样品', text: '林女士，您好', entity: 'deal' } },
  ])
})

test('where nothing can be sent it says why', async () => {
  box = { ...mailbox, canSend: false, canReceive: false, address: null, items: [] }
  const body = await open()
  expect(body.textContent).toContain('Mail is not set up')
  expect(body.textContent).toContain('No mails yet')
  expect(button(body, 'Write a mail').hasAttribute('disabled')).toBe(true)
})

test('templates are written and kept', async () => {
  const body = await open(<EmailTemplatesPage />)
  await type(body.querySelector('input'), '寄样品')
  await press(button(body, 'Save'))
  expect(sent()).toMatchObject([{ method: 'PUT', body: { items: [{ name: '寄样品' }] } }])
})
