import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle, type, until } from '#test/page.tsx'
import { PlaceProvider } from '#ui/Link.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import type { PacketItem } from '../checklist.schema.ts'
import type { Handoff } from '../handoff.schema.ts'
import { handoffText } from '../handoff.text.ts'
import { HandoffPage } from './HandoffPage.tsx'

const id = '00000000-0000-7000-8000-000000000001'
const item = (key: string, more: Partial<PacketItem> = {}): PacketItem => ({
  key,
  label: { en: `Item ${key}`, zh: `事项${key}` },
  kind: 'text',
  from: null,
  required: true,
  ok: true,
  say: '叉车',
  fileId: null,
  objection: null,
  ...more,
})
const packet = {
  ...{ id, version: 3, dealId: id, dealName: '二期', orderId: id, orderNumber: 'SO1', customerId: id },
  ...{ customerName: '榆湾', gross: '100', currency: 'CNY', state: 'complete', since: '2026-11-27T02:00:00.000Z' },
  checklist: 2,
  items: [
    item('a'),
    item('b', { kind: 'tick', ok: false, say: null }),
    item('c', { kind: 'file', say: '图纸.pdf', fileId: id }),
    item('d', { kind: 'field', from: 'deal.urgent', say: 'true' }),
  ],
  ...{ needs: [], promises: [], reason: null, note: null, acceptedByName: null },
} as unknown as Handoff // all that the page reads
const urgent = { key: 'urgent', label: { en: 'Urgent', zh: '加急' }, kind: 'yesNo' }

async function open(now: Partial<Handoff>, lang: 'en' | 'zh' = 'en') {
  const move = now.state === 'sent_back' ? ['resubmit'] : ['accept', 'sendBack']
  const asked = answers({
    [`GET /handoffs/${id}`]: () => ({ ...packet, ...now }),
    [`GET /handoffs/${id}/moves`]: () => move.map(name => ({ move: name, ok: true, reasons: [] })),
    'GET /entities': () => ({ items: [{ key: 'deal', fields: [urgent] }] }),
    [`PATCH /handoffs/${id}/items`]: () => packet,
    [`POST /handoffs/${id}/moves/sendBack`]: () => packet,
  })
  const org = { id, name: '榆', zone: 'Asia/Shanghai', currency: 'CNY' }
  const grants = { 'handoff.resubmit': 'own' as const }
  const session = { userId: id, name: '沈', lang, roles: ['sales' as const], grants, org }
  const { body } = await draw(
    <PlaceProvider value={{ path: `/handoffs/${id}`, search: '', params: { id }, go: () => {} }}>
      <SessionProvider value={session}>
        <HandoffPage />
      </SessionProvider>
    </PlaceProvider>,
    { lang, texts: handoffText },
  )
  return { body, asked }
}

test('each item says what stands there; one that is missing is marked, a file opens, a yes is read as one', async () => {
  const { body } = await open({})
  const lines = [...body.querySelectorAll('.packetitems li')]
  expect(lines.map(one => one.className)).toEqual(['', 'late', '', ''])
  expect(lines[2]?.querySelector('a')?.getAttribute('href')).toBe(`/api/files/${id}/content?download=true`)
  // a field of the deal is read as what it is once that is known
  await until(() => body.querySelector('.packetitems li:last-child')?.textContent?.includes('Yes') ?? false)
  expect(body.textContent).toContain('3 of 4 answered · Version 2')
})

test('operations send back with a reason at an item; nothing said cannot be sent', async () => {
  const { body, asked } = await open({}, 'zh')
  await until(() => body.querySelector('.movebar button') !== null)
  await press(button(body, '退回'))
  const sheet = () => document.querySelector('.ant-drawer form')
  await until(() => sheet() !== null)
  const go = sheet()?.querySelector('button[type=submit]')
  expect(go?.hasAttribute('disabled')).toBe(true)
  await type(sheet()?.querySelector('[data-field=a] input'), '几吨的叉车？')
  expect(go?.hasAttribute('disabled')).toBe(false)
  await press(go)
  await settle()
  expect(asked.find(one => one.route.endsWith('/sendBack'))?.body).toEqual({
    version: 3,
    objections: [{ key: 'a', reason: '几吨的叉车？' }],
  })
})

test('what was sent back stands at its item, and is filled in there', async () => {
  const items = packet.items.map(one => (one.key === 'a' ? { ...one, objection: '几吨的叉车？' } : one))
  const { body, asked } = await open({ state: 'sent_back', reason: '事项a：几吨的叉车？', items }, 'zh')
  expect(body.querySelector('.packetitems')?.textContent).toContain('退回：几吨的叉车？')
  await press(button(body, '填写'))
  const save = () => button(body, '保存')
  expect(save().hasAttribute('disabled')).toBe(true)
  await type(body.querySelector('[data-field=a] textarea'), '三吨叉车')
  await press(body.querySelector('.checkitems input[type=checkbox]'))
  await press(save())
  await settle()
  expect(asked.find(one => one.route.startsWith('PATCH'))?.body).toEqual({
    version: 3,
    answers: [
      { key: 'a', text: '三吨叉车' },
      { key: 'b', ticked: true },
    ],
  })
})

test('what has been accepted is filled in no more', async () => {
  const { body } = await open({ state: 'accepted', acceptedByName: '郑砚' })
  expect([...body.querySelectorAll('button')].map(one => one.textContent)).not.toContain('Fill in')
})
