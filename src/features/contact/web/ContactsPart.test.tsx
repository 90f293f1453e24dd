import { act } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { button, draw, press, submit, type, until, windowOf } from '#test/page.tsx'
import { SlotsProvider } from '#ui/Slot.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import { contactEntity } from '../contact.entity.ts'
import { contactText } from '../contact.text.ts'
import { ContactsPart } from './ContactsPart.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const lin = { id: id(1), version: 4, name: 'Lin', title: 'Buyer', phone: '13800000000', isPrimary: true, custom: {} }
const sent: { method: string; path: string; body: unknown }[] = []
let refuseFile: boolean

const answer = async (path: string, init: RequestInit | undefined) => {
  if (path.includes('/entities')) return Response.json({ items: [contactEntity] })
  const method = init?.method ?? 'GET'
  if (method === 'GET') return Response.json({ items: path.includes('/contacts') ? [lin] : [], nextCursor: null })
  const form = init?.body instanceof FormData ? init.body : undefined
  const body = form ? Object.fromEntries([...form].filter(([key]) => key !== 'file')) : JSON.parse(String(init?.body))
  sent.push({ method, path: path.replace(/\?.*/, ''), body })
  if (form && refuseFile) return Response.json({ reasons: [{ key: 'file.empty', path: 'file' }] }, { status: 422 })
  return Response.json({ ...lin, id: id(2), duplicates: [] }, { status: method === 'POST' ? 201 : 200 })
}
beforeEach(() => {
  sent.length = 0
  refuseFile = false
  vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => answer(String(input), init))
})
afterEach(() => {
  localStorage.clear()
  vi.restoreAllMocks()
})

const org = { id: 'o', name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' }
const every = { 'contact.create': 'all', 'contact.edit': 'all', 'file.create': 'all', 'file.read': 'all' } as const
const Files = ({ entity, id: record }: { entity: string; id: string }) => (
  <output>{`files of ${entity} ${record}`}</output>
)
const open = async (grants: Session['grants'] = every) => {
  const session: Session = { userId: 'u', name: 'Ann', lang: 'en', roles: ['sales'], grants, org }
  const { body } = await draw(
    <SessionProvider value={session}>
      <SlotsProvider value={{ files: [{ Part: Files, access: 'file.read' }] }}>
        <ContactsPart entity="customer" id={id(7)} />
      </SlotsProvider>
    </SessionProvider>,
    { texts: contactText },
  )
  return body
}
const give = (body: HTMLElement, file: File) =>
  act(async () => {
    const input = body.querySelector<HTMLInputElement>('input[type="file"]:not([capture])')
    Object.defineProperty(input, 'files', { configurable: true, value: [file] })
    input?.dispatchEvent(new Event('change', { bubbles: true }))
    await new Promise(go => setTimeout(go, 20))
  })
const vcard = new File(['BEGIN:VCARD'], 'wang.vcf', { type: 'text/vcard' })
const name = (body: HTMLElement, text: string) => type(body.querySelector('[data-field="name"] input'), text)

test('people stand with their title and a number to call; the first of them is marked', async () => {
  const body = await open()
  const line = body.querySelector('li')
  expect(line?.textContent).toContain('Buyer')
  expect(line?.textContent).toContain(contactText['contact.primary'].en)
  expect(line?.querySelector('a')?.getAttribute('href')).toBe('tel:13800000000')
})

test('the card of somebody new is kept with them, once they are there', async () => {
  const body = await open()
  await press(button(body, contactText['contact.add'].en))
  await give(body, vcard)
  expect(body.textContent).toContain('wang.vcf')
  await name(body, 'Wang')
  await submit(body.querySelector('.ant-drawer form'))
  await until(() => sent.length === 2)
  expect(sent).toMatchObject([
    { method: 'POST', path: '/api/contacts', body: { name: 'Wang', customerId: id(7) } },
    { method: 'POST', path: '/api/files' },
  ])
})

test('a card that cannot be kept leaves the contact there, and says why', async () => {
  refuseFile = true
  const body = await open()
  await press(button(body, contactText['contact.add'].en))
  await give(body, vcard)
  await name(body, 'Wang')
  await submit(body.querySelector('.ant-drawer form'))
  await until(() => sent.length === 2)
  await until(() => document.body.textContent?.includes('file.empty') ?? false)
  expect(body.querySelector('.ant-drawer-open form')).toBe(null)
})

test('opened, somebody who is there is edited with the version that was seen, beside their files, and asked for no card', async () => {
  const body = await open()
  await press(button(body, 'Lin'))
  expect(body.querySelector('input[type="file"]')).toBe(null)
  expect(body.querySelector('output')?.textContent).toBe(`files of contact ${lin.id}`)
  await name(body, 'Lin Yue')
  await submit(body.querySelector('.ant-drawer form'))
  await until(() => sent.length === 1)
  expect(sent).toMatchObject([
    { method: 'PATCH', path: `/api/contacts/${lin.id}`, body: { name: 'Lin Yue', version: 4 } },
  ])
})

test('who may not keep files is not asked for a card; who may not add has no button', async () => {
  windowOf(390)
  const body = await open({ 'contact.create': 'all' })
  await press(button(body, contactText['contact.add'].en))
  expect(body.querySelector('input[type="file"]')).toBe(null)
})

test('who may only read adds nobody', async () => {
  const body = await open({})
  expect([...body.querySelectorAll('button')].map(one => one.textContent)).toEqual(['Lin'])
})
