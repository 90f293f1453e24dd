// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { approvalText } from '#features/approval/approval.text.ts'
import { kernelText } from '#kernel/kernel.text.ts'
import { draw, press, settle, until } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import { creditReleaseText } from '../creditRelease.text.ts'
import type { WholeOrder } from '../order.schema.ts'
import { orderText } from '../order.text.ts'
import { ReviewNow } from './ReviewNow.tsx'
import { ReviewPart } from './ReviewPart.tsx'

afterEach(() => vi.unstubAllGlobals())

const id = '00000000-0000-7000-8000-000000000001'
const texts = { ...creditReleaseText, ...orderText, ...approvalText, ...kernelText }
const step = (node: number, userName: string, state: string, note: string | null = null) => ({
  id: `${node}${userName}`,
  node,
  userId: userName,
  userName,
  role: null,
  mode: 'any',
  state,
  note,
  decidedAt: state === 'approved' ? '2026-11-25T03:00:00.000Z' : null,
})
const running = {
  id: 'a1',
  version: 2,
  entity: 'order',
  recordId: id,
  purpose: 'review',
  state: 'pending',
  node: 1,
  requestedByName: 'Ann',
  createdAt: '2026-11-25T02:00:00.000Z',
  steps: [step(0, 'Fay', 'approved', '账期没问题'), step(1, 'Wei', 'live')],
}
const offer = (move: string, ...reasons: string[]) => ({
  move,
  ok: reasons.length === 0,
  reasons: reasons.map(key => ({ key })),
})

function answering(answers: Readonly<Record<string, unknown>>): string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push(`${init.method} ${path}`)
    const [plain = ''] = path.split('?')
    return new Response(JSON.stringify(answers[plain] ?? { items: [] }))
  })
  return asked
}

const session = (grants: Session['grants']): Session => ({
  userId: 'a',
  name: 'Ann',
  lang: 'en',
  roles: ['sales'],
  grants,
  org: { id: 'o', name: 'Acme', zone: 'UTC', currency: 'CNY' },
})

async function page(state: string, grants: Session['grants'] = { 'order.submit': 'own' }) {
  // the part reads no more of an order than this
  const part = <ReviewPart order={{ id, state, version: 3 } as WholeOrder} />
  const drawn = await draw(<SessionProvider value={session(grants)}>{part}</SessionProvider>, { texts })
  await settle()
  return drawn.body
}

test('of a draft it says who will be asked', async () => {
  answering({
    '/api/approvals/preview': {
      steps: [
        { node: 0, userId: 'f', userName: 'Fay', mode: 'any' },
        { node: 1, userId: 'w', userName: 'Wei', mode: 'any' },
      ],
      reasons: [],
    },
  })
  const text = (await page('draft')).textContent
  expect(text).toContain('These will be asked:')
  expect(text).toMatch(/1.*Fay.*2.*Wei/)
})

test('who may not submit is told no names, since they depend on who does', async () => {
  const asked = answering({})
  expect((await page('draft', {})).textContent).toContain('Not submitted yet.')
  expect(asked.filter(one => one.includes('preview'))).toEqual([])
})

test('of a draft that nobody could review it says so before anyone submits', async () => {
  answering({
    '/api/approvals/preview': {
      steps: [],
      reasons: [{ key: 'approval.nobody', values: { node: 1, role: 'finance' } }],
    },
  })
  expect((await page('draft')).textContent).toContain('Step 1 of the review has nobody who may approve.')
})

test('of a running review it shows how far it is, who said what, and my own turn', async () => {
  const asked = answering({
    '/api/approvals': { items: [running] },
    '/api/approvals/a1/moves': [offer('approve'), offer('sendBack'), offer('withdraw', 'approval.notRequester')],
  })
  const body = await page('in_review')
  expect(body.textContent).toContain('Step 2 of 2')
  expect(body.textContent).toMatch(/Fay.*Approved.*账期没问题.*Wei.*Waiting/)
  const buttons = [...body.querySelectorAll('button')].map(one => one.textContent)
  expect(buttons).toEqual(['Approve', 'Send back'])
  await press(body.querySelector('button'))
  expect(asked).toContain('POST /api/approvals/a1/moves/approve')
})

test('whose turn it is and may not approve reads why; who asked may take it back; others see no button', async () => {
  answering({
    '/api/approvals': { items: [running] },
    '/api/approvals/a1/moves': [offer('approve', 'approval.contentChanged'), offer('sendBack'), offer('withdraw')],
  })
  const body = await page('in_review')
  expect(body.textContent).toContain('The content changed after it was put to approval.')
  expect([...body.querySelectorAll('button')].map(one => one.textContent)).toEqual(['Send back', 'Withdraw'])
  answering({
    '/api/approvals': { items: [{ ...running, id: 'a2' }] },
    '/api/approvals/a2/moves': [offer('approve', 'approval.notMyStep'), offer('sendBack', 'approval.notMyStep')],
  })
  const other = await page('in_review')
  expect(other.lastElementChild?.querySelectorAll('button')).toHaveLength(0)
  expect(other.lastElementChild?.textContent).not.toContain('not your turn')
})

test('whose turn it is approves in the bar as well as in the card; nobody else finds the button there', async () => {
  const answers: Record<string, unknown> = {
    '/api/approvals': { items: [running] },
    '/api/approvals/a1/moves': [offer('approve'), offer('sendBack')],
  }
  const asked = answering(answers)
  const see = async (state: string) => {
    const bar = <ReviewNow order={{ id, state, version: 3 } as WholeOrder} /> // it reads no more of an order than this
    return (await draw(<SessionProvider value={session({})}>{bar}</SessionProvider>, { texts })).body
  }
  const body = await see('in_review')
  await until(() => body.querySelector('button') !== null)
  await press([...body.querySelectorAll('button')].find(one => one.textContent === 'Approve'))
  expect(asked.filter(one => one.startsWith('POST'))).toEqual(['POST /api/approvals/a1/moves/approve'])
  document.body.innerHTML = ''
  answers['/api/approvals/a1/moves'] = [offer('approve', 'flow.notAllowed')]
  expect((await see('in_review')).querySelector('button')).toBeNull()
})

test('reviewed, it is let past the limit in the bar by whoever decides on that; while it is reviewed, the review comes first', async () => {
  const release = { ...running, id: 'r1', purpose: 'creditRelease', version: 7 }
  const answers: Record<string, unknown> = {
    '/api/approvals': { items: [running, release] },
    '/api/approvals/a1/moves': [offer('approve')],
    '/api/approvals/r1/moves': [offer('approve')],
  }
  const asked = answering(answers)
  const see = async () => {
    document.body.innerHTML = ''
    const bar = <ReviewNow order={{ id, state: 'in_review', version: 3 } as WholeOrder} /> // it reads no more of an order than this
    const { body } = await draw(<SessionProvider value={session({})}>{bar}</SessionProvider>, { texts })
    await until(() => body.querySelector('button') !== null)
    return body
  }
  const said = (body: HTMLElement) => [...body.querySelectorAll('button')].map(one => one.textContent)
  expect(said(await see())).toEqual(['Approve'])
  answers['/api/approvals'] = { items: [release] }
  const body = await see()
  expect(said(body)).toEqual(['Grant special release'])
  await press(body.querySelector('button'))
  expect(asked.filter(one => one.startsWith('POST'))).toEqual(['POST /api/approvals/r1/moves/approve'])
})
