import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { button, draw, press, settle } from '#test/page.tsx'
import { LookupProvider } from '#ui/useLookup.tsx'
import type { MailSettings, Notice } from '../notice.schema.ts'
import { noticeText } from '../notice.text.ts'
import { MailPage } from './MailPage.tsx'
import { NoticeBell } from './NoticeBell.tsx'
import { NoticesPage } from './NoticesPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const given: Notice = {
  id: id(1),
  kind: 'leadAssigned',
  values: { by: 'Max', name: '王先生' },
  entity: 'lead',
  recordId: id(2),
  readAt: null,
  createdAt: '2026-06-08T02:00:00.000Z',
}
const old: Notice = { ...given, id: id(3), kind: 'reminder', values: { text: '回访' }, readAt: given.createdAt }
const mail: MailSettings = { on: true, from: 'a@b.example', server: 'smtp.example', recent: [] }

let asked: { method: string; url: string; body: unknown }[] = []
let items: Notice[] = []
let canMail = true
beforeEach(() => {
  asked = []
  items = [given, old]
  canMail = true
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const method = init.method ?? 'GET'
    asked.push({ method, url, body: init.body ? JSON.parse(String(init.body)) : undefined })
    return new Response(JSON.stringify(answerTo(url, method)), {
      status: 200,
      headers: { 'content-type': 'application/json' },
    })
  })
})
afterEach(() => vi.unstubAllGlobals())

function answerTo(url: string, method: string): unknown {
  if (url.startsWith('/api/notice-wishes')) return { byMail: method === 'PUT', canMail }
  if (url.startsWith('/api/mail-settings')) return mail
  return method === 'GET' ? { items, nextCursor: null } : {}
}
const lookup = {
  find: async () => [],
  nameOf: async () => undefined,
  hrefOf: (entity: string, one: string) => `/${entity}s/${one}`,
}
const open = async (node = <NoticesPage />, lang: 'en' | 'zh' = 'en') => {
  const drawn = await draw(<LookupProvider value={lookup}>{node}</LookupProvider>, { texts: noticeText, lang })
  await settle(60)
  return drawn
}
const sent = () => asked.filter(one => one.method !== 'GET')

test('a notice is a sentence in the reader’s language; opening it reads it and goes there', async () => {
  const { body, href } = await open(<NoticesPage />, 'zh')
  expect(body.textContent).toContain('Max 把线索 王先生 分配给了您。')
  expect(body.querySelectorAll('.notices li.new')).toHaveLength(1)
  await press(body.querySelector('.notices li.new button'))
  expect(href()).toBe(`/leads/${id(2)}`)
  expect(sent()).toMatchObject([{ method: 'POST', url: `/api/notices/${id(1)}/moves/read` }])
})

test('all are read with one press, and what is read needs none', async () => {
  const { body } = await open()
  await press(button(body, 'Mark all as read'))
  expect(sent()).toMatchObject([{ url: '/api/notices/read' }])
})

test('without notices it says what will stand here', async () => {
  items = []
  const { body } = await open()
  expect(body.textContent).toContain('Nothing new')
  expect(body.textContent).not.toContain('Mark all as read')
})

test('mails are asked for by a tick, where the company sends any', async () => {
  const { body } = await open()
  await press(body.querySelector('input[type="checkbox"]'))
  expect(sent()).toMatchObject([{ method: 'PUT', url: '/api/notice-wishes', body: { byMail: true } }])
})

test('where the company sends no mail the tick cannot be set, and says why', async () => {
  canMail = false
  const { body } = await open()
  expect(body.querySelector<HTMLInputElement>('input[type="checkbox"]')?.disabled).toBe(true)
  expect(body.textContent).toContain('Mail is not set up')
})

test('the bell shows the latest without leaving the page', async () => {
  const { body } = await open(<NoticeBell unread={3} label="Notices, 3 new" />)
  expect(body.querySelector('.badge')?.textContent).toBe('3')
  expect(asked).toEqual([])
  await press(button(body, 'Notices, 3 new'))
  await settle(100)
  expect(body.textContent).toContain('Reminder: 回访')
})

test('the mail page sends a test and shows what became of it', async () => {
  mail.recent = [
    {
      id: id(9),
      to: 'ann@acme.example',
      kind: 'test',
      state: 'failed',
      tries: 5,
      error: 'mailbox is full',
      createdAt: given.createdAt,
      sentAt: null,
    },
  ]
  const { body } = await open(<MailPage />)
  expect(body.textContent).toContain('smtp.example')
  expect(body.textContent).toContain('mailbox is full')
  await press(button(body, 'Send a test mail'))
  expect(sent()).toMatchObject([{ method: 'POST', url: '/api/mail-settings/test' }])
})
