import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Reach } from '#kernel/access.ts'
import { button, draw, press, type, until } from '#test/page.tsx'
import { type SlotProps, type Slots, SlotsProvider } from '#ui/Slot.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { WholeQuote } from '../quote.schema.ts'
import { quoteText } from '../quote.text.ts'
import type { CustomerSide } from '../reply.schema.ts'
import { CustomerPart } from './CustomerPart.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const at = '2026-11-25T06:00:00.000Z'
const question = {
  id: id(3),
  askedAt: at,
  name: '林女士',
  question: '能否 30 天交货？',
  receiver: null,
  answer: null,
  answeredAt: null,
  answeredByName: null,
}
const look = { id: id(4), linkId: id(5), at, what: 'page', address: '203.0.113.7', device: 'WeChat · iPhone' } as const
let side: CustomerSide
let posted: { url: string; body: unknown }[]

beforeEach(() => {
  posted = []
  side = { visits: [{ ...look, agent: 'Mozilla', receiver: '林女士 8000' }], questions: [question], reply: null }
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    if (init?.method === 'POST') posted.push({ url, body: JSON.parse(String(init.body)) })
    const receivers = { items: [{ id: id(6), name: '周工', byMail: true }] }
    const given = { id: id(7), path: '/p/abc', expiresAt: at }
    const body = url.endsWith('/receivers') ? receivers : url.endsWith('/links') ? given : side
    return new Response(JSON.stringify(body), { status: 200 })
  })
})
afterEach(() => vi.unstubAllGlobals())

async function open(grants: Readonly<Record<string, Reach>> = { 'quote.send': 'own' }, slots: Slots = {}) {
  const org = { id: id(9), name: '榆', zone: 'Asia/Shanghai', currency: 'CNY' }
  const session = { userId: id(8), name: '沈', lang: 'zh' as const, roles: ['sales' as const], grants, org }
  const quote = { id: id(1), state: 'sent', currency: 'CNY' } as WholeQuote // the part reads no more of it
  const { body } = await draw(
    <SessionProvider value={session}>
      <SlotsProvider value={slots}>
        <CustomerPart quote={quote} />
      </SlotsProvider>
    </SessionProvider>,
    { lang: 'zh', texts: quoteText },
  )
  await until(() => body.textContent?.includes('203.0.113.7') ?? false)
  return body
}

test('who looked, with what and from where; a question is answered in place', async () => {
  const body = await open()
  for (const text of ['林女士 8000', 'WeChat · iPhone', '能否 30 天交货？']) expect(body.textContent).toContain(text)
  await type(body.querySelector('textarea'), '可以，35 天。')
  await press(button(body, '回复'))
  await until(() => posted.length > 0)
  expect(posted).toEqual([
    { url: expect.stringContaining('/answers'), body: { questionId: id(3), answer: '可以，35 天。' } },
  ])
})

const Links = ({ id: own }: SlotProps) => <p>links of {own}</p>
test('the links stand in the same card as what came of them', async () => {
  const body = await open(undefined, { links: [{ Part: Links }] })
  expect(body.querySelectorAll('section.card')).toHaveLength(1)
  expect(body.querySelector('section.card')?.textContent).toContain(`links of ${id(1)}`)
})

test('the link is made for somebody, to copy or to scan', async () => {
  await press(button(await open(), '客户链接'))
  await until(() => document.body.textContent?.includes('给周工的链接') ?? false)
  await press(button(document.body, '给周工的链接'))
  await until(() => document.body.textContent?.includes('/p/abc') ?? false)
  expect(posted[0]).toMatchObject({ body: { contactId: id(6) } })
  expect(document.querySelector('img[alt="链接二维码"]')).not.toBeNull()
})

test('who may not send reads it, and is offered nothing', async () => {
  const body = await open({})
  expect(() => button(body, '客户链接')).toThrow()
  expect(body.querySelector('textarea')).toBeNull()
})

test('a yes stands with its proof', async () => {
  const said = { title: '经理', reason: null, words: null, device: 'WeChat · iPhone', receiver: null, address: '::1' }
  const reply = { ...said, id: id(2), kind: 'accepted', at, name: '林女士', gross: '120', fileId: id(10) } as const
  side = { ...side, reply: { ...reply, contentHash: 'a'.repeat(64) } }
  const body = await open()
  for (const text of ['客户已在线接受', '林女士 · 经理', '120', 'aaaaaaaaaaaaaaaa'])
    expect(body.textContent).toContain(text)
  expect(body.querySelector('img')?.getAttribute('src')).toBe(`/api/files/${id(10)}/content`)
})
