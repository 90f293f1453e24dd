import { act } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { button, draw, press, settle } from '#test/page.tsx'
import { type Session, SessionProvider } from '#ui/useSession.tsx'
import type { StoredFile } from '../file.schema.ts'
import { fileText } from '../file.text.ts'
import { FilesPart } from './FilesPart.tsx'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const session: Session = {
  userId: id(1),
  name: 'Ann',
  lang: 'en',
  roles: ['sales'],
  grants: { 'file.read': 'all', 'file.create': 'all', 'file.edit': 'own', 'file.delete': 'own' },
  org: { id: id(2), name: 'Acme', zone: 'Asia/Shanghai', currency: 'CNY' },
}
const scan: StoredFile = {
  id: id(5),
  version: 1,
  entity: 'customer',
  recordId: id(3),
  name: '合同😀.png',
  type: 'image/png',
  size: 2048,
  kind: null,
  sha256: 'a'.repeat(64),
  ownerId: id(1),
  ownerName: 'Ann',
  deptId: null,
  createdAt: '2026-06-08T02:00:00.000Z',
  updatedAt: '2026-06-08T02:00:00.000Z',
}
const others: StoredFile = { ...scan, id: id(6), name: 'plan.docx', type: 'application/octet-stream', ownerId: id(9) }

let asked: { method: string; url: string; form: FormData | undefined }[] = []
beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push({ method: init.method ?? 'GET', url, form: init.body instanceof FormData ? init.body : undefined })
    const body = init.method === 'GET' ? { items: [scan, others] } : init.method === 'POST' ? scan : {}
    return new Response(JSON.stringify(body), { status: 200, headers: { 'content-type': 'application/json' } })
  })
})
afterEach(() => vi.unstubAllGlobals())

const open = async (grants = session.grants) => {
  const drawn = await draw(
    <SessionProvider value={{ ...session, grants }}>
      <FilesPart entity="customer" id={id(3)} />
    </SessionProvider>,
    { texts: fileText },
  )
  await settle(60)
  return drawn
}
const sent = () => asked.filter(one => one.method !== 'GET')

test('pictures are shown, other files are saved, and only one’s own can be deleted', async () => {
  const { body } = await open()
  expect(body.querySelector('img.thumb')?.getAttribute('src')).toBe(`/api/files/${id(5)}/content`)
  expect(body.textContent).toContain('plan.docx')
  expect(body.querySelector('[aria-label="Delete 合同😀.png"]')).not.toBe(null)
  expect(body.querySelector('[aria-label="Delete plan.docx"]')).toBe(null)
})

test('deleting asks once more', async () => {
  const { body } = await open()
  await press(button(body, 'Delete 合同😀.png'))
  expect(sent()).toEqual([])
  await press(button(body, 'Delete'))
  expect(sent()).toMatchObject([{ method: 'DELETE', url: `/api/files/${id(5)}` }])
})

test('dropped files go up one after the other', async () => {
  const { body } = await open()
  const files = [new File(['one'], '一.txt'), new File(['two'], '二.txt')]
  const drop = new Event('drop', { bubbles: true, cancelable: true })
  Object.assign(drop, { dataTransfer: { files, types: ['Files'] } })
  await act(async () => body.querySelector('.filespart')?.dispatchEvent(drop))
  await settle(80)
  const names = sent()
    .map(one => one.form?.get('file'))
    .map(file => file instanceof File && file.name)
  expect(names).toEqual(['一.txt', '二.txt'])
  expect(sent()[0]?.url).toBe(`/api/files?entity=customer&recordId=${id(3)}`)
})

test('a viewer adds nothing', async () => {
  const { body } = await open({ 'file.read': 'all' })
  expect(body.querySelector('input[type="file"]')).toBe(null)
})
