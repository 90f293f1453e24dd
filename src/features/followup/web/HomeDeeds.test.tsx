// What sales does on Home without leaving it: gives a deal up, checks in, speaks a note before it is known with whom.
import { act } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HomeLine } from '#meta/home.ts'
import { type Asked, answers } from '#test/answers.ts'
import { button, draw, press, settle, submit, type, until } from '#test/page.tsx'
import { outbox } from '#ui/outbox.ts'
import { LookupProvider } from '#ui/useLookup.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import type { Home } from '../home.schema.ts'
import { HomePage } from './HomePage.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session: Session = {
  ...{ userId: id(1), name: 'Ann', lang: 'en', roles: ['sales'] },
  grants: { 'followup.create': 'all', 'file.create': 'all', 'deal.move': 'own' },
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const line: HomeLine = {
  ...{ key: 'deal:1', entity: 'deal', recordId: id(3), who: '筠石新材', text: '回访', say: null, note: null },
  ...{ phone: null, move: null, at: '2026-06-08T02:00:00.000Z', step: 'deal' },
  actions: ['log', 'checkIn', 'reschedule'],
}
const still: HomeLine = { ...line, key: 'deal:2', actions: ['plan', 'log', 'lose'] }
const home: Home = {
  day: '2026-06-11',
  groups: [
    { key: 'late', lines: [line] },
    { key: 'stalled', lines: [still] },
  ],
  week: [],
}
const kinds = ['call', 'visit'].map(kind => ({ kind, shown: true, required: [] }))
const reason = { noteRequired: false, archived: false }
let asked: Asked[]

beforeEach(() => {
  asked = answers({
    'GET /home': () => home,
    'GET /entities': () => ({ items: [] }),
    'GET /followup-logging': () => ({ kinds, phrases: [], own: [] }),
    'GET /deal-reasons': () => ({
      items: [
        { ...reason, code: 'price', kind: 'lost', label: { en: 'Price', zh: '价格' } },
        { ...reason, code: 'gone', kind: 'lost', archived: true, label: { en: 'Out of use', zh: '停用' } },
        { ...reason, code: 'fit', kind: 'won', label: { en: 'Fits best', zh: '更合适' } },
      ],
      winRequired: false,
    }),
    'POST /deals//moves/lose': () => ({}),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  localStorage.clear()
})

const find = async (entity: string, q: string) =>
  entity === 'deal' && q === '霁川' ? [{ id: id(4), name: '霁川' }] : []
const open = async () => {
  const drawn = await draw(
    <SessionProvider value={session}>
      <LookupProvider value={{ nameOf: async () => undefined, hrefOf: (entity, one) => `/${entity}s/${one}`, find }}>
        <HomePage />
      </LookupProvider>
    </SessionProvider>,
  )
  await until(() => drawn.body.querySelector('.todo li') !== null)
  return drawn.body
}

test('a deal is lost where its line stands, with a reason of the company’s list', async () => {
  const body = await open()
  await press(button(body, 'Lose'))
  await until(() => body.querySelector('.ant-drawer [data-field="lostReason"]') !== null)
  await act(async () => {
    body
      .querySelector('.ant-drawer [data-field="lostReason"] .ant-select')
      ?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }))
  })
  await settle(60)
  const offered = [...document.querySelectorAll('.ant-select-item-option')]
  expect(offered.map(one => one.textContent)).toEqual(['Price'])
  await press(offered[0])
  await submit(body.querySelector('.ant-drawer form'))
  expect(asked.find(one => one.route.startsWith('POST'))?.body).toEqual({ lostReason: 'price' })
})

test('a press checks in: the composer opens as a visit and asks for the place at once', async () => {
  const found = vi.fn()
  Object.defineProperty(window, 'isSecureContext', { configurable: true, value: true })
  Object.defineProperty(navigator, 'geolocation', { configurable: true, value: { getCurrentPosition: found } })
  const body = await open()
  await press(body.querySelector('[aria-label="Check in"]'))
  await until(() => body.querySelector('.composer') !== null)
  expect(body.querySelector('.composer [aria-pressed="true"]')?.textContent).toBe('Visit')
  expect(found).toHaveBeenCalledTimes(1)
})

test('a note is spoken first, and goes along with whoever is picked then', async () => {
  const stream = { getTracks: () => [{ stop: () => undefined }] }
  const media = { mediaDevices: { getUserMedia: async () => stream } }
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), media))
  vi.stubGlobal('MediaRecorder', Recorder)
  const body = await open()
  await press(body.querySelector('.quick [aria-label="Voice note"]'))
  await press(button(body, 'Stop'))
  await until(() => body.querySelector('.quick [role="status"]') !== null)
  expect(outbox.all()).toEqual([])
  await type(body.querySelector('.quick input'), '霁川')
  await settle(300)
  await submit(body.querySelector('.quick'))
  await until(() => body.querySelector('.composer') !== null)
  await until(() => outbox.all().length === 1)
  expect(outbox.all()[0]).toMatchObject({ place: `${id(1)}:deal:${id(4)}`, name: expect.stringMatching(/\.webm$/) })
  expect(body.querySelector('.quick [role="status"]')).toBeNull()
})

class Recorder {
  static isTypeSupported = () => true
  state = 'inactive'
  ondataavailable?: (event: { data: Blob }) => void
  onstop?: () => void
  start() {
    this.state = 'recording'
  }
  stop() {
    this.state = 'inactive'
    this.ondataavailable?.({ data: new Blob(['x']) })
    this.onstop?.()
  }
}
