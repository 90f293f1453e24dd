import { beforeEach, expect, test } from 'vitest'
import { approvalText } from '#features/approval/approval.text.ts'
import { addDays, systemClock, today } from '#kernel/clock.ts'
import { type Asked, answers, slowly } from '#test/answers.ts'
import { button, draw, press, settle, submit, type, until } from '#test/page.tsx'
import { MoveBar } from '#ui/MoveBar.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { CreditRelease, OrderRelease } from '../creditRelease.schema.ts'
import { creditReleaseText } from '../creditRelease.text.ts'
import { orderText } from '../order.text.ts'
import { ReleasePage } from './ReleasePage.tsx'
import { ReleaseRow } from './ReleaseRow.tsx'
import { useReleaseWay } from './useReleaseWay.tsx'

const texts = { ...approvalText, ...orderText, ...creditReleaseText }
const org = { id: 'g', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const session = { userId: 'u', name: 'Fay', lang: 'en' as const, roles: ['finance' as const], grants: {}, org }
const week = addDays(today(systemClock, org.zone), 7)
const release: CreditRelease = {
  ...{ id: 'r', version: 2, number: 'TP1', state: 'granted', standing: 'live', orderId: 'o', orderNumber: 'SO1' },
  ...{ customerId: 'k', customerName: 'Acme Foods', amount: '500', until: week, reason: 'They pay at month’s end' },
  ...{ askedById: 'a', askedByName: 'Ann', decidedById: 'u', decidedByName: 'Fay', decidedAt: null },
  ...{ ownerId: null, ownerName: null, deptId: null, custom: {} },
  ...{ createdAt: '2026-11-25T06:00:00Z', updatedAt: '2026-11-25T06:00:00Z' },
}

let asked: Asked[]
let found: OrderRelease
let offers: object[]
let refusal: unknown
const running = {
  ...{ id: 'a1', version: 4, entity: 'order', recordId: 'o', purpose: 'creditRelease', state: 'pending', node: 0 },
  ...{ steps: [], why: [{ key: 'approval.because.release', values: { limit: '1000', used: '0', own: '1500' } }] },
}
beforeEach(() => {
  localStorage.clear()
  found = { release: null, isOver: true, needed: '500', mayAsk: true }
  offers = []
  refusal = undefined
  const move = () => {
    if (refusal) throw refusal
    return release
  }
  asked = answers({
    'GET /orders/o/credit-release': () => found,
    'GET /approvals': () => ({ items: [running] }),
    'GET /approvals/a1/moves': () => [
      { move: 'approve', ok: true, reasons: [] },
      { move: 'sendBack', ok: true, reasons: [] },
    ],
    'POST /approvals/a1/moves/approve': () => running,
    'POST /credit-releases': () => {
      if (refusal) throw refusal
      found = { ...found, mayAsk: false, release: { ...release, state: 'asked', standing: 'asked' } }
      return found.release
    },
    'GET /credit-releases/': () => release,
    'GET /credit-releases/r/moves': () => offers,
    'POST /credit-releases/r/moves/grant': move,
    'POST /credit-releases/r/moves/refuse': move,
    'POST /credit-releases/r/moves/revoke': move,
  })
})
const show = async (node = <ReleaseRow orderId="o" />) =>
  (await draw(<SessionProvider value={session}>{node}</SessionProvider>, { texts })).body
const posted = () => asked.filter(one => one.route.startsWith('POST')).map(one => [one.route, one.body])
const field = (body: HTMLElement, name: string) =>
  body.querySelector<HTMLInputElement>(`[data-field="${name}"] :is(input, textarea)`)
const ask = creditReleaseText['creditRelease.ask'].en

test('where the limit stops an order one asks for what it is over by, until a week from now, with a reason', async () => {
  const body = await show()
  await press(button(body, ask))
  await until(() => field(body, 'amount')?.value === '500')
  await submit(body.querySelector('.ant-drawer form'))
  expect(posted()).toEqual([])
  expect(body.querySelector('[data-field="reason"] .wrong')?.textContent).toBe('Please fill this in.')
  await type(field(body, 'reason'), 'They pay at month’s end')
  await submit(body.querySelector('.ant-drawer form'))
  await until(() => posted().length > 0)
  expect(posted()).toEqual([
    ['POST /credit-releases', { orderId: 'o', amount: '500', until: week, reason: 'They pay at month’s end' }],
  ])
  await until(() => body.querySelector('.releaserow')?.textContent?.includes('asked by Ann') === true)
  expect([...body.querySelectorAll('.releaserow button')].map(one => one.textContent)).toEqual([])
})

test('what is refused is said at its field, and what was typed stays', async () => {
  refusal = { status: 422, body: { reasons: [{ key: 'creditRelease.past', path: 'until', values: { until: week } }] } }
  const body = await show()
  await press(button(body, ask))
  await until(() => field(body, 'reason') !== null)
  await type(field(body, 'amount'), '800')
  await type(field(body, 'reason'), 'x')
  await submit(body.querySelector('.ant-drawer form'))
  await until(() => body.querySelector('[data-field="until"] .wrong') !== null)
  expect([field(body, 'amount')?.value, field(body, 'reason')?.value]).toEqual(['800', 'x'])
})

test('whoever may not see the limit asks without being told figures', async () => {
  found = { ...found, needed: null }
  const body = await show()
  await press(button(body, ask))
  await until(() => field(body, 'reason') !== null)
  expect(field(body, 'amount')).toBe(null)
  await type(field(body, 'reason'), 'x')
  await submit(body.querySelector('.ant-drawer form'))
  await until(() => posted().length > 0)
  expect(posted()[0]?.[1]).toEqual({ orderId: 'o', until: week, reason: 'x' })
})

test('what stands says how much, until when and by whom; more may be asked for', async () => {
  found = { ...found, isOver: false, release }
  const body = await show()
  const row = body.querySelector('.releaserow')
  expect(row?.textContent).toMatch(/Live.*TP1.*¥500.00.*Valid until.*granted by Fay/)
  expect(row?.querySelector('a')?.getAttribute('href')).toBe('/credit-releases/r')
  expect(button(body, creditReleaseText['creditRelease.askMore'].en)).toBeDefined()
})

test('whose turn it is decides beside the order’s credit, with why it is asked', async () => {
  found = { ...found, mayAsk: false, release: { ...release, state: 'asked', standing: 'asked' } }
  const body = await show()
  await until(() => body.querySelector('.releaseasked button') !== null)
  expect(body.querySelector('.releaseasked li')?.textContent).toContain('1,000')
  await press(button(body, orderText['order.review.approve'].en))
  await until(() => posted().length > 0)
  expect(posted()).toEqual([['POST /approvals/a1/moves/approve', { version: 4 }]])
})

test('an order within its limit says nothing of it', async () => {
  found = { release: { ...release, standing: 'expired' }, isOver: false, needed: null, mayAsk: false }
  expect((await show()).querySelector('.releaserow')).toBe(null)
})

function Stopped() {
  const { wayOut, sheet } = useReleaseWay({ id: 'o', version: 1 })
  const reasons = ['order.creditBlocked', 'order.reviewOpen'].map(one => ({ key: one }))
  return (
    <>
      <MoveBar
        offers={[{ move: 'confirm', ok: false, reasons }]}
        label={move => move}
        onMove={async () => {}}
        wayOut={wayOut}
      />
      {sheet}
    </>
  )
}

test('the reason that stops the order leads to asking; other reasons do not', async () => {
  const body = await show(<Stopped />)
  await press(button(body, 'confirm'))
  expect(
    [...body.querySelectorAll('.reasons li')].map(one => one.querySelector('button')?.textContent ?? null),
  ).toEqual([ask, null])
  await press(body.querySelector('.reasons button'))
  await until(() => field(body, 'amount')?.value === '500')
})

const allow = (...moves: string[]) => moves.map(move => ({ move, ok: true, reasons: [] }))

test('on its page it is granted in one press, and only once', async () => {
  offers = allow('grant', 'refuse')
  const body = await show(<ReleasePage />)
  await until(() => body.querySelector('.movebar .btn.pri') !== null)
  slowly()
  await press(button(body, 'Grant'))
  await press(button(body, 'Grant'))
  await settle(300)
  expect(posted()).toEqual([['POST /credit-releases/r/moves/grant', { version: 2 }]])
})

test('it is refused with a reason, revoked with or without one', async () => {
  offers = allow('refuse', 'revoke')
  const body = await show(<ReleasePage />)
  await until(() => body.querySelector('.movebar button') !== null)
  await press(button(body, 'Refuse'))
  await submit(body.querySelector('.why form'))
  expect(posted()).toEqual([])
  await type(field(body, 'note'), ' Pay first ')
  await submit(body.querySelector('.why form'))
  await until(() => posted().length === 1)
  await press(button(body, 'Revoke'))
  await submit(body.querySelector('.why form'))
  await until(() => posted().length === 2)
  expect(posted()).toEqual([
    ['POST /credit-releases/r/moves/refuse', { version: 2, note: 'Pay first' }],
    ['POST /credit-releases/r/moves/revoke', { version: 2 }],
  ])
})
