import { act } from 'react'
import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle, submit, type, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { followupEntity } from '../followup.entity.ts'
import { followupText } from '../followup.text.ts'
import { RecordTimeline } from './RecordTimeline.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session = {
  userId: id(1),
  name: 'Ann',
  lang: 'en',
  roles: ['sales'],
  grants: { 'followup.create': 'all', 'followup.read': 'all', 'file.create': 'all' },
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
} as const
const kinds = ['call', 'visit'].map(kind => ({ kind, shown: true, required: [] }))
const usual = {
  'GET /entities': () => ({ items: [followupEntity] }),
  'GET /followup-logging': () => ({ kinds, phrases: [], own: [] }),
}
const see = (record: string) =>
  draw(
    <SessionProvider value={session}>
      <RecordTimeline entity="deal" id={record} />
    </SessionProvider>,
    { texts: followupText },
  )
// jsdom keeps no blobs
URL.createObjectURL = () => 'blob:x'
URL.revokeObjectURL = () => undefined

const choose = async (body: HTMLElement, ...files: File[]) => {
  const input = body.querySelector<HTMLInputElement>('input[type="file"][aria-label="File"]')
  if (!input) throw new Error('nowhere to choose a file')
  Object.defineProperty(input, 'files', { configurable: true, value: files })
  await act(async () => input.dispatchEvent(new Event('change', { bubbles: true })))
  await settle(60)
}

test('a photo without words is logged and goes up; without a connection it waits and goes up once by itself', async () => {
  let isOnline = false
  const sent: { key: string | null; url: string }[] = []
  const asked = answers({
    ...usual,
    'GET /timeline': () => ({ items: [], nextCursor: null }),
    'POST /followups': () => ({ id: id(7) }),
  })
  const plain = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    if (!String(input).includes('/files?')) return plain(input, init)
    sent.push({ key: new Headers(init?.headers).get('idempotency-key'), url: String(input) })
    if (!isOnline) throw new TypeError('no connection')
    return new Response('{}', { status: 201 })
  }
  const { body } = await see(id(3))
  await choose(body, new File(['x'], '现场😀.jpg', { type: 'image/jpeg' }))
  expect(body.querySelector('.attach li')?.textContent).toContain('现场😀.jpg')
  await submit(body.querySelector('form.composer'))
  await until(() => body.textContent?.includes('1 attachment waits') === true)
  expect(asked.find(one => one.route === 'POST /followups')?.body).toMatchObject({ content: 'See what is attached.' })
  isOnline = true
  await act(async () => window.dispatchEvent(new Event('online')))
  await until(() => body.textContent?.includes('1 attachment waits') === false)
  expect(sent).toHaveLength(2)
  expect(sent[0]?.key).toBe(sent[1]?.key)
  expect(sent[1]?.url).toContain(`entity=followup&recordId=${id(7)}`)
})

test('a check-in is asked only on a tap, only of a visit, says clearly why not, and goes along with the follow-up', async () => {
  const asked = answers({
    ...usual,
    'GET /timeline': () => ({ items: [], nextCursor: null }),
    'POST /followups': () => ({ id: id(8) }),
  })
  let denied = true
  const getCurrentPosition: Geolocation['getCurrentPosition'] = (done, failed) => {
    if (denied)
      failed?.({ code: 1 } as GeolocationPositionError) // what is read of it
    else done({ coords: { latitude: 31.2397, longitude: 121.4909, accuracy: 24.6 } } as GeolocationPosition) // what is read of it
  }
  Object.defineProperty(navigator, 'geolocation', { configurable: true, value: { getCurrentPosition } })
  Object.defineProperty(window, 'isSecureContext', { configurable: true, value: true })
  const { body } = await see(id(4))
  expect(body.textContent).not.toContain('Check in')
  await press(button(body, 'Visit'))
  await press(button(body, 'Check in'))
  expect(body.querySelector('[role="alert"]')?.textContent).toContain('not allowed')
  denied = false
  await press(button(body, 'Check in'))
  expect(body.textContent).toContain('31.23970, 121.49090 ± 25 m')
  await type(body.querySelector('[aria-label="Address in words"]'), '外滩 18 号')
  await submit(body.querySelector('form.composer'))
  await settle(60)
  expect(asked.find(one => one.route === 'POST /followups')?.body).toMatchObject({
    kind: 'visit',
    content: 'Checked in.',
    checkIn: { lat: 31.2397, lng: 121.4909, accuracy: 24.6, place: '外滩 18 号' },
  })
})

test('what came with a follow-up stands under it: pictures open, voice is heard, a place has its distance and a map', async () => {
  const files = [
    { id: id(21), name: 'a.jpg', type: 'image/jpeg', size: 9, ownerId: id(1) },
    { id: id(22), name: 'Voice note 10.20 (4 s).webm', type: 'audio/webm', size: 9, ownerId: id(1) },
    { id: id(23), name: 'plan.docx', type: 'application/octet-stream', size: 9, ownerId: id(1) },
  ]
  const checkIn = {
    at: '2026-06-08T02:00:00.000Z',
    lat: 31.2397,
    lng: 121.4909,
    accuracy: 25,
    place: null,
    isPlace: false,
    distance: 1847,
  }
  const followup = {
    id: id(9),
    kind: 'visit',
    content: 'x',
    needs: [],
    promises: [],
    files,
    checkIn,
    createdAt: checkIn.at,
  }
  const row = {
    id: id(9),
    at: checkIn.at,
    entity: 'followup',
    recordId: id(9),
    kind: 'followup.logged',
    before: {},
    after: {},
    followup,
  }
  answers({ ...usual, 'GET /timeline': () => ({ items: [row], nextCursor: null }) })
  const { body } = await see(id(5))
  const shown = body.querySelector('.attached')
  expect(shown?.querySelector('img')?.getAttribute('src')).toBe(`/api/files/${id(21)}/content`)
  expect(shown?.textContent).toContain('1.8 km from the customer')
  expect(shown?.querySelector('a[href^="geo:"]')).not.toBe(null)
  expect(shown?.querySelector(`a[href="/api/files/${id(23)}/content?download=true"]`)).not.toBe(null)
  await press(button(body, 'Open a.jpg'))
  expect(document.body.querySelector('.attach-view img')).not.toBe(null)
})
