import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { button, draw, press, settle } from '#test/page.tsx'
import { LookupProvider } from '#ui/useLookup.tsx'
import type { Bot } from '../bot.schema.ts'
import type { MailSettings, Notice } from '../notice.schema.ts'
import { noticeText } from '../notice.text.ts'
import { BotsPage } from './BotsPage.tsx'
import { MailPage } from './MailPage.tsx'
import { NoticeBell } from './NoticeBell.tsx'
import { NoticesPage } from './NoticesPage.tsx'
import { NudgesPage } from './NudgesPage.tsx'
import { WishesPage } from './WishesPage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const given: Notice = {
  id: id(1),
  kind: 'leadAssigned',
  values: { by: 'Max', name: '王先生' },
  entity: 'lead',
  recordId: id(2),
  readAt: null,
  gone: false,
  createdAt: '2026-06-08T02:00:00.000Z',
}
const old: Notice = { ...given, id: id(3), kind: 'reminder', values: { text: '回访' }, readAt: given.createdAt }
const later = '2026-06-09T01:00:00.000Z'
const bot: Bot = {
  id: id(7),
  version: 2,
  name: '销售群',
  kind: 'dingtalk',
  urlHint: 'oapi.dingtalk.com …abcd',
  hasSecret: true,
  kinds: ['mentioned'],
  deptId: null,
  active: true,
}
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
  if (url.startsWith('/api/notice-wishes'))
    return {
      byMail: method === 'PUT',
      canMail,
      choices: { mentioned: { inApp: false } },
      quiet: null,
      urgent: [],
      zone: null,
    }
  if (url.startsWith('/api/notice-bots')) return { items: [bot], recent: [] }
  if (url.startsWith('/api/snooze-times'))
    return { hour: '2026-06-08T03:00:00.000Z', tomorrow: later, workday: later, zone: 'Asia/Shanghai' }
  if (url.startsWith('/api/nudge-settings'))
    return {
      at: '08:30',
      digest: true,
      nudges: [
        { kind: 'followupLate', on: true, days: 1 },
        { kind: 'dealRotting', on: true, days: null },
      ],
    }
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

test('one is put off from where it stands, one that lost its record says nothing', async () => {
  items = [given, { ...given, id: id(4), values: {}, entity: null, recordId: null, gone: true }]
  const { body } = await open()
  expect(body.textContent).toContain('no longer see')
  expect(body.textContent).not.toContain('{by}')
  const later = body.querySelectorAll<HTMLButtonElement>('button[aria-label="Remind me later"]')
  expect(later).toHaveLength(1)
  await press(later[0] ?? null)
  await settle(60)
  await press(button(body, 'In 1 hour'))
  expect(sent()).toMatchObject([
    { url: `/api/notices/${id(1)}/moves/snooze`, body: { until: '2026-06-08T03:00:00.000Z' } },
  ])
})

test('the centre is sifted by topic, by kind and by what is new', async () => {
  const { body } = await open()
  const pick = body.querySelector<HTMLSelectElement>('select')
  if (!pick) throw new Error('no select')
  for (const [value, query] of [
    ['money', 'topic=money'],
    ['mentioned', 'kind=mentioned'],
  ]) {
    pick.value = value ?? ''
    pick.dispatchEvent(new Event('change', { bubbles: true }))
    await settle(60)
    expect(asked.at(-1)?.url).toContain(query)
  }
  await press(body.querySelector('.noticebar input[type="checkbox"]'))
  await settle(60)
  expect(asked.at(-1)?.url).toContain('unread=true')
})

describe('my notices', () => {
  const box = (body: HTMLElement, label: string) => body.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`)

  test('each tick of the table is kept at once; what was chosen stands', async () => {
    const { body } = await open(<WishesPage />)
    expect(box(body, 'Somebody mentioned me: In Baton')?.checked).toBe(false)
    expect(box(body, 'A lead was given to me: In Baton')?.checked).toBe(true)
    await press(box(body, 'A lead was given to me: E-mail'))
    await press(box(body, 'A lead was given to me: At night too'))
    await press(box(body, 'Somebody mentioned me: In Baton'))
    expect(sent().map(one => one.body)).toEqual([
      { choices: { leadAssigned: { mail: true } } },
      { urgent: ['leadAssigned'] },
      { choices: { mentioned: { inApp: true } } },
    ])
  })

  test('where the company sends no mail no tick for it can be set, and it says why', async () => {
    canMail = false
    const { body } = await open(<WishesPage />)
    expect(box(body, 'A lead was given to me: E-mail')?.disabled).toBe(true)
    expect(body.textContent).toContain('Mail is not set up')
  })

  test('quiet hours are switched on with the usual night', async () => {
    const { body } = await open(<WishesPage />)
    await press(body.querySelector('input[type="checkbox"]'))
    expect(sent()).toMatchObject([{ method: 'PUT', body: { quiet: { from: '22:00', to: '08:00' } } }])
  })
})

test('what the morning tells is switched off and kept', async () => {
  const { body } = await open(<NudgesPage />)
  expect(body.textContent).toContain('as its stage says')
  const [, late] = body.querySelectorAll('input[type="checkbox"]')
  await press(late ?? null)
  await press(button(body, 'Save'))
  expect(sent()).toMatchObject([
    {
      method: 'PATCH',
      url: '/api/nudge-settings',
      body: {
        nudges: [
          { kind: 'followupLate', on: false, days: 1 },
          { kind: 'dealRotting', on: true },
        ],
      },
    },
  ])
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

test('a group’s bot is tried out, and removed only when pressed twice', async () => {
  const { body } = await open(<BotsPage />)
  expect(body.textContent).toContain('oapi.dingtalk.com …abcd')
  await press(button(body, 'Send a test'))
  await press(button(body, 'Remove'))
  expect(sent()).toHaveLength(1)
  await press(button(body, 'Remove it for good'))
  expect(sent()).toMatchObject([
    { method: 'POST', url: `/api/notice-bots/${id(7)}/moves/test` },
    { method: 'DELETE', url: `/api/notice-bots/${id(7)}` },
  ])
})
