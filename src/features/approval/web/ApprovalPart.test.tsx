// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { button, draw, press, settle, type, until } from '#test/page.tsx'
import type { Approval } from '../approval.schema.ts'
import { approvalText } from '../approval.text.ts'
import { ApprovalPart } from './ApprovalPart.tsx'

afterEach(() => vi.unstubAllGlobals())

const at = '2026-11-25T02:00:00.000Z'
const step = (n: number, state: Approval['steps'][number]['state'], more: object = {}) => ({
  id: `s${n}`,
  node: n,
  userId: `u${n}`,
  userName: ['Fay', 'Olivia'][n] ?? '',
  role: null,
  mode: 'any' as const,
  state,
  note: null,
  decidedAt: null,
  ...more,
})
const asked: Approval = {
  id: 'r',
  version: 2,
  entity: 'quote',
  recordId: 'q',
  purpose: 'quote',
  title: '',
  href: '',
  state: 'pending',
  node: 1,
  reason: null,
  why: [{ key: 'approval.because' }],
  requestedBy: 'a',
  requestedByName: 'Ann',
  createdAt: at,
  decidedAt: null,
  mine: true,
  withdrawable: false,
  steps: [step(0, 'approved', { note: 'fine', decidedAt: at }), step(1, 'live')],
}
const offer = (move: string, ok = true, reasons: object[] = []) => ({ move, to: 'approved', ok, reasons })

async function page(items: Approval[], offers: object[] = [], refusal?: object) {
  const sent: { path: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    if (init?.method === 'POST') {
      sent.push({ path, body: JSON.parse(String(init.body)) })
      return new Response(JSON.stringify(refusal ?? {}), { status: refusal ? 422 : 200 })
    }
    return new Response(JSON.stringify(path.includes('/moves') ? offers : { items }))
  })
  const { body } = await draw(<ApprovalPart entity="quote" id="q" />, { texts: approvalText })
  return { body, sent }
}

test('who was asked, why, and what they said stands in order', async () => {
  const { body } = await page([asked])
  expect(body.querySelector('.approvalwhy')?.textContent).toBe(approvalText['approval.because'].en)
  expect([...body.querySelectorAll('ol li')].map(one => one.textContent)).toEqual([
    expect.stringMatching(/^1.*Fay.*fine/),
    expect.stringMatching(/^2.*Olivia/),
  ])
})

test('one’s own turn is taken here, with the version that was read', async () => {
  const { body, sent } = await page([asked], [offer('approve'), offer('sendBack')])
  await until(() => body.querySelector('.btn.pri') !== null)
  await press(body.querySelector('.btn.pri'))
  await until(() => sent.length > 0)
  expect(sent).toEqual([{ path: expect.stringContaining('/approvals/r/moves/approve'), body: { version: 2 } }])
})

test('sent back with a reason, and a refusal stays with its own', async () => {
  const refusal = { reasons: [{ key: 'approval.because' }] }
  const { body, sent } = await page([{ ...asked, why: [] }], [offer('sendBack')], refusal)
  const word = approvalText['move.approval.sendBack'].en
  await until(() => body.textContent?.includes(word) ?? false)
  await press(button(body, word))
  await type(body.querySelector('textarea'), 'too cheap')
  await press([...body.querySelectorAll('button')].findLast(one => one.textContent === word))
  await until(() => sent.length > 0)
  expect(sent[0]?.body).toEqual({ version: 2, reason: 'too cheap' })
  await until(() => body.textContent?.includes(approvalText['approval.because'].en) ?? false)
})

test('what is over offers nothing, and where nobody was asked there is nothing', async () => {
  const over = await page([{ ...asked, state: 'approved' }], [offer('approve')])
  expect(over.body.querySelector('button')).toBeNull()
  const none = await page([])
  expect(none.body.querySelectorAll('#approval')).toHaveLength(1) // of the first page alone
})

test('a second press while it is on its way approves once', async () => {
  const { body, sent } = await page([asked], [offer('approve'), offer('sendBack')])
  const quick = globalThis.fetch
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    if (init?.method === 'POST') await new Promise(done => setTimeout(done, 120))
    return quick(path, init)
  })
  await until(() => body.querySelector('button') !== null)
  await press(button(body, 'Approve'))
  await press(button(body, 'Approve'))
  await settle(300)
  expect(sent).toHaveLength(1)
})
