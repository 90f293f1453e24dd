import { act } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { button, draw, press, settle, submit, type, until, windowOf } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import { leadEntity } from '../lead.entity.ts'
import { leadText } from '../lead.text.ts'
import { LeadForm } from './LeadForm.tsx'

const leadId = '00000000-0000-4000-8000-000000000009'
const session: Session = {
  userId: leadId,
  name: 'Max',
  lang: 'en',
  roles: ['salesManager'],
  grants: { 'lead.create': 'own', 'file.create': 'own' },
  org: { id: leadId, name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const sent: { path: string; body: unknown }[] = []
let refuseFile = false
let held: readonly object[] = []

const answer = async (path: string, init: RequestInit | undefined) => {
  if (path.includes('/entities')) return Response.json({ items: [leadEntity] })
  if (path.includes('/leads/preview')) return Response.json({ duplicates: [], held })
  if (init?.method !== 'POST') return Response.json({ items: [] })
  const form = init.body instanceof FormData ? init.body : undefined
  sent.push({
    path,
    body: form ? Object.fromEntries([...form].filter(([key]) => key !== 'file')) : JSON.parse(String(init.body)),
  })
  if (form && refuseFile)
    return Response.json({ kind: 'invalid', reasons: [{ key: 'file.empty', path: 'file' }] }, { status: 422 })
  return Response.json({ id: leadId, duplicates: [] }, { status: 201 })
}

afterEach(() => {
  sent.length = 0
  refuseFile = false
  held = []
  localStorage.clear()
  vi.restoreAllMocks()
})

const open = async (lang: 'en' | 'zh' = 'en') => {
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => answer(String(input), init))
  const done: string[] = []
  const { body } = await draw(
    <SessionProvider value={session}>
      <LeadForm onDone={id => done.push(id)} onCancel={() => {}} />
    </SessionProvider>,
    { lang, texts: leadText },
  )
  return { body, done }
}

const choose = (body: HTMLElement, name: string, file: File) =>
  act(async () => {
    const input = body.querySelector<HTMLInputElement>(`input[type="file"][aria-label="${name}"]`)
    if (!input) throw new Error(`no ${name}`)
    Object.defineProperty(input, 'files', { configurable: true, value: [file] })
    input.dispatchEvent(new Event('change', { bubbles: true }))
    await new Promise(go => setTimeout(go, 20))
  })

test('a card taken on the phone goes with the new lead, as its card', async () => {
  windowOf(390)
  const { body, done } = await open()
  await choose(body, 'Take a photo of the card', new File(['jpg'], 'card.jpg', { type: 'image/jpeg' }))
  expect(body.textContent).toContain('card.jpg')
  await type(body.querySelector<HTMLInputElement>('[data-field="name"] input'), 'Zhang')
  await submit(body.querySelector('form'))
  await until(() => done.length === 1)
  expect(sent).toEqual([
    { path: '/api/leads', body: { name: 'Zhang' } },
    { path: `/api/files?entity=lead&recordId=${leadId}&kind=card`, body: {} },
  ])
})

test('a vCard is chosen, and may be left out again', async () => {
  const { body, done } = await open('zh')
  await choose(body, '选择名片照片或 vCard', new File(['BEGIN:VCARD'], 'zhang.vcf', { type: 'text/vcard' }))
  expect(body.textContent).toContain('zhang.vcf')
  await press(body.querySelector('[aria-label="移除名片"]'))
  expect(body.textContent).not.toContain('zhang.vcf')
  await type(body.querySelector<HTMLInputElement>('[data-field="name"] input'), '张三')
  await submit(body.querySelector('form'))
  await until(() => done.length === 1)
  expect(sent.map(one => one.path)).toEqual(['/api/leads'])
})

test('a card that cannot be kept is told; the lead is there once', async () => {
  refuseFile = true
  const { body, done } = await open()
  expect(button(body, 'Choose a photo or vCard')).toBeTruthy()
  await choose(body, 'Choose a photo or vCard', new File(['x'], 'card.png', { type: 'image/png' }))
  await type(body.querySelector<HTMLInputElement>('[data-field="name"] input'), 'Li')
  await submit(body.querySelector('form'))
  await until(() => done.length === 1)
  await settle(30)
  expect(body.textContent).toContain('Saved, but the card was not kept')
})

test('whose registration it runs into is said once; a second save means it', async () => {
  held = [{ key: 'registration.held', values: { by: 'Bo', name: 'Acme', until: '2027-02-24' } }]
  const { body, done } = await open()
  await until(() => body.querySelector('[data-field="name"] input') !== null)
  await type(body.querySelector<HTMLInputElement>('[data-field="name"] input'), 'Wang')
  await submit(body.querySelector('form'))
  await until(() => body.textContent?.includes('Registered by somebody else') ?? false)
  expect(body.textContent).toContain('Save again to go on')
  expect([sent.length, done.length]).toEqual([0, 0])
  await submit(body.querySelector('form'))
  await until(() => done.length === 1)
  expect(sent).toHaveLength(1)
})
