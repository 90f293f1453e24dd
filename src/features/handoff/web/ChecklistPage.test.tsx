import { act } from 'react'
import { expect, test } from 'vitest'
import { answers } from '#test/answers.ts'
import { button, draw, press, settle, type, until } from '#test/page.tsx'
import { SessionProvider } from '#ui/useSession.tsx'
import { usualChecklist } from '../checklist.rules.ts'
import type { Checklist, ChecklistEdit } from '../checklist.schema.ts'
import { handoffText } from '../handoff.text.ts'
import { ChecklistPage } from './ChecklistPage.tsx'

const id = '00000000-0000-7000-8000-000000000001'
const deal = {
  key: 'deal',
  fields: [
    { key: 'source', label: { en: 'Source', zh: '来源' }, kind: 'text' },
    { key: 'customerId', label: { en: 'Customer', zh: '客户' }, kind: 'reference' },
  ],
}
const first: Checklist = { version: 1, items: [...usualChecklist], createdAt: null, createdByName: null }

async function open(lang: 'en' | 'zh' = 'en', refuse = false) {
  let now = first
  const asked = answers({
    'GET /handoff/checklist': () => now,
    'GET /handoff/checklist/versions': () => ({ items: now === first ? [first] : [now, first] }),
    'GET /entities': () => ({ items: [deal] }),
    'GET /pipelines': () => ({ items: [] }),
    'PUT /handoff/checklist': ({ body }) => {
      if (refuse) throw { status: 422, body: { reasons: [{ key: 'handoff.noSource', path: 'items.7.from' }] } }
      const edit = body as ChecklistEdit // what the page sends
      now = { version: 2, items: edit.items, createdAt: '2026-11-27T02:00:00.000Z', createdByName: '郑砚' }
      return now
    },
  })
  const org = { id, name: '榆', zone: 'Asia/Shanghai', currency: 'CNY' }
  const session = { userId: id, name: '郑砚', lang, roles: ['orderDesk' as const], grants: {}, org }
  const { body } = await draw(
    <SessionProvider value={session}>
      <ChecklistPage />
    </SessionProvider>,
    { lang, texts: handoffText },
  )
  return { body, asked }
}
const field = (body: HTMLElement, label: string): HTMLElement | null => {
  const found = [...body.querySelectorAll('label')].find(one => one.textContent?.startsWith(label))
  const named = found?.getAttribute('for')
  return named ? body.querySelector<HTMLElement>(`#${CSS.escape(named)}`) : (found?.querySelector('input') ?? null)
}
async function choose(select: HTMLElement | null, value: string): Promise<void> {
  if (!(select instanceof HTMLSelectElement)) throw new Error('nothing to choose from')
  await act(async () => {
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
}

test('an item is added in both languages with its condition, and saved as the next version', async () => {
  const { body, asked } = await open()
  expect(body.textContent).toContain('Version 1')
  expect(button(body, 'Save as version 2').hasAttribute('disabled')).toBe(true)
  await press(button(body, 'Add an item'))
  await type(field(body, 'Chinese'), '卸货条件')
  await type(field(body, 'English'), 'Unloading')
  await choose(field(body, 'How it is answered'), 'text')
  await type(field(body, 'from amount (CNY)'), '50000')
  // the comma at its end stays while the next line is typed
  await type(field(body, 'for product lines'), '包装机，')
  await type(field(body, 'for product lines'), '包装机，灌装机')
  await press(field(body, 'if goods are shipped'))
  await press(button(body, 'Save as version 2'))
  await until(() => body.textContent?.includes('Version 2') ?? false)
  const sent = asked.find(one => one.route === 'PUT /handoff/checklist')?.body as ChecklistEdit // what the page sends
  expect(sent.version).toBe(1)
  expect(sent.items.at(-1)).toEqual({
    key: 'item-8',
    label: { en: 'Unloading', zh: '卸货条件' },
    kind: 'text',
    from: null,
    required: true,
    when: { amountFrom: '50000', productLines: ['包装机', '灌装机'], pipelineIds: [], ships: true },
  })
  expect(body.textContent).toContain('from ¥50,000.00')
  // an older one is taken over as a draft
  await press(button(body, 'Take over'))
  expect(button(body, 'Save as version 3').hasAttribute('disabled')).toBe(false)
})

test('an item taken from a field names one of the win or of the deal, plain ones only', async () => {
  const { body } = await open('zh')
  await press(button(body, '添加一项'))
  await choose(field(body, '填写方式'), 'field')
  const from = field(body, '取自')
  const offered = [...(from?.querySelectorAll('option') ?? [])].map(one => one.textContent)
  expect(offered).toContain('来源')
  expect(offered).toContain('收货地址')
  expect(offered).not.toContain('客户')
})

test('items move and go, and a refusal stands at the item it is about', async () => {
  const { body, asked } = await open('en', true)
  await press(button(body, 'Move Contact up'))
  await press(button(body, 'Remove Instalments'))
  await press(button(body, 'Add an item'))
  await press(button(body, 'Save as version 2'))
  await settle()
  const sent = asked.find(one => one.route === 'PUT /handoff/checklist')?.body as ChecklistEdit // what the page sends
  expect(sent.items.slice(0, 2).map(one => one.key)).toEqual(['contact', 'quote'])
  expect(sent.items.some(one => one.key === 'terms')).toBe(false)
  expect(body.textContent).toContain('Say which field it is taken from.')
})
